#!/usr/bin/env bash
# Runs every fuzz target of a build for some seconds each, on its own corpus folder seeded from fixtures/.
#   usage: tools/run_fuzzers.sh BUILD_DIR SECONDS
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
build=${1:?build folder} seconds=${2:?seconds}
status=0
for target in "$build"/tests/fuzz/*_fuzz; do
  [ -x "$target" ] || continue
  name=$(basename "$target")
  corpus="$build/corpus/$name"
  mkdir -p "$corpus"
  seeds="tests/fuzz/seeds/${name%_fuzz}"
  echo "== $name, ${seconds}s"
  "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=0 -verbosity=0 \
    -artifact_prefix="$build/$name-" "$corpus" $([ -d "$seeds" ] && echo "$seeds") fixtures 2>&1 | tail -n 20 || status=1
done
exit $status
