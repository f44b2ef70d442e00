#!/usr/bin/env bash
# Runs fuzz targets of a build for some seconds each: seeds are tests/fuzz/seeds/NAME and what the table below names, the dictionary is
# tests/fuzz/dictionaries/NAME.dict; what is found along the way is kept in BUILD_DIR/corpus, which begins with the seeds that reach something of
# their own. One line a target is added to the log.
#   usage: tools/run_fuzzers.sh BUILD_DIR SECONDS [NAME...]        FUZZ_LOG=FILE (default BUILD_DIR/fuzz.log)
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
build=${1:?build folder} seconds=${2:?seconds}
shift 2
log=${FUZZ_LOG:-$build/fuzz.log}
declare -A more=(
  [yaml]="fixtures" [json]="fixtures" [check]="fixtures" [fix]="fixtures" [toml]="rules" [pack]="rules examples/policies"
  [cloudformation]="fixtures examples"
)
names=("$@")
[ ${#names[@]} -gt 0 ] || names=($(cd "$build/tests/fuzz" && ls -- *_fuzz | sed 's/_fuzz$//'))
status=0
for name in "${names[@]}"; do
  target=$build/tests/fuzz/${name}_fuzz
  corpus=$build/corpus/$name
  seeds=("tests/fuzz/seeds/$name")
  for folder in ${more[$name]:-}; do seeds+=("$folder"); done
  for i in "${!seeds[@]}"; do [ -d "${seeds[$i]}" ] || unset "seeds[$i]"; done
  if [ ! -d "$corpus" ]; then
    mkdir -p "$corpus"
    "$target" -merge=1 -timeout=60 -rss_limit_mb=2048 -max_len=16384 "$corpus" "${seeds[@]}" > "$build/$name.merge" 2>&1 || tail -n 20 "$build/$name.merge"
  fi
  dictionary=tests/fuzz/dictionaries/$name.dict
  echo "== $name, ${seconds}s"
  out=$build/$name.out
  result=passed
  "$target" -max_total_time="$seconds" -timeout=60 -rss_limit_mb=2048 -max_len=16384 -print_final_stats=1 -verbosity=1 \
    -artifact_prefix="$build/$name-" $([ -f "$dictionary" ] && echo "-dict=$dictionary") "$corpus" ${seeds[0]:+"${seeds[0]}"} > "$out" 2>&1 || { result=FAILED; status=1; }
  [ "$result" = passed ] || tail -n 40 "$out"
  stat() { awk -v key="stat::$1:" '$1 == key { print $2 }' "$out"; }
  coverage=$(grep -o 'cov: [0-9]* ft: [0-9]*' "$out" | tail -n 1 || true)
  printf '%s  %-8s %5ss  %9s runs  %s  rss %s MiB  %s\n' "$(date -u +%FT%TZ)" "$name" "$seconds" "$(stat number_of_executed_units)" \
    "$coverage" "$(stat peak_rss_mb)" "$result" | tee -a "$log"
done
exit $status
