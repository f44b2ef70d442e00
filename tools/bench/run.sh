#!/usr/bin/env bash
# One table of figures, as ratios measured in one run: an empty static process, cat, the bare parser, ecslint.
#   usage: tools/bench/run.sh ECSLINT [COUNT]
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
cd "$(dirname "$0")/../.."
ecslint=$(realpath "${1:?path of ecslint}")
count=${2:-10000}
data=build/bench
mkdir -p "$data"
rm -f "$data"/*.json

# As it is when it was installed: a file that the linker has just written lies in smaller pieces in the kernel's cache, which costs a small
# run a fifth.
cp "$ecslint" "$data/ecslint"
ecslint=$(realpath "$data/ecslint")

cmake --build --preset release --target bench_empty bench_floor bench_peak > "$data/build.log" 2>&1 || { cat "$data/build.log"; exit 1; }
empty=$(realpath build/release/tools/bench_empty)
floor=$(realpath build/release/tools/bench_floor)

many="$data/many-$count"
if [ ! -f "$many/.complete" ]; then
  rm -rf "$many"
  python3 tools/bench/generate_task_definitions.py "$many" "$count"
  touch "$many/.complete"
fi
one=$(find "$many" -name '*.json' -size -10 -size +8 | sort | awk 'NR == 1')

measure() { # NAME RUNS COMMAND...: wall seconds into $data/NAME.json
  local name=$1 runs=$2
  shift 2
  hyperfine -N -i --style none --warmup 2 --runs "$runs" --export-json "$data/$name.json" "$*" > /dev/null 2>&1
}
cold() { measure "$1" 200 "${@:2}"; }

cold empty "$empty"
cold one "$ecslint check --no-config -f concise $one"
cold version "$ecslint --version"
cat > "$data/cat.sh" <<END
cat $many/*.json > /dev/null
END
# In turns: on a machine that others use, too, a slow minute would else fall upon one row alone.
rounds=4
for round in $(seq $rounds); do
  bulk() { measure "$1.$round" 3 "${@:2}"; }
  bulk cat "sh $data/cat.sh"
  bulk all "$ecslint check --no-config --jobs 1 -f concise $many"
  bulk floor "$floor $many"
  bulk two "$ecslint check --no-config --jobs 2 -f concise $many"
  bulk errors "$ecslint check --no-config --jobs 1 -f concise --fail-on error --profile minimal $many"
done

# A template with 200 task definitions, beside cfn-lint where that is installed.
template="$data/template.yaml"
python3 tools/bench/generate_template.py "$template" 200
measure template 7 "$ecslint check --no-config --jobs 1 -f concise $template"
if cfn-lint --version > /dev/null 2>&1; then
  measure cfnlint 3 "cfn-lint --non-zero-exit-code none -f quiet $template"
fi

peak() { build/release/tools/bench_peak "$@"; }

python3 - "$data" "$(peak "$ecslint" check --no-config -f concise "$one")" "$(peak "$ecslint" check --no-config --jobs 1 -f concise "$many")" "$(stat -c %s "$one")" "$(find "$many" -name '*.json' -printf '%s\n' | awk '{s+=$1} END {printf "%.1f", s/1e6}')" "$count" <<'END'
import json, pathlib, statistics, sys
data, peak_one, peak_many, size, total, count = pathlib.Path(sys.argv[1]), *sys.argv[2:]
times = {}
for p in data.glob("*.json"):
    times.setdefault(p.name.split(".")[0], []).extend(json.loads(p.read_text())["results"][0]["times"])
t = {name: statistics.median(of) * 1000 for name, of in times.items()}
row = lambda what, ms, base, of: print(f"| {what} | {ms:.2f} | {ms / base:.2f} x {of} |")
print("| what | wall ms (median) | ratio in this run |\n|---|---|---|")
row("empty static process", t["empty"], t["empty"], "empty")
row("ecslint --version", t["version"], t["empty"], "empty")
row(f"one task definition ({size} bytes), cold, all rules", t["one"], t["empty"], "empty")
row(f"cat of {count} files ({total} MB)", t["cat"], t["cat"], "cat")
row("bare read and simdjson parse", t["floor"], t["cat"], "cat")
row("all rules, one thread", t["all"], t["cat"], "cat")
row("errors only, one thread", t["errors"], t["cat"], "cat")
row("all rules, two threads", t["two"], t["cat"], "cat")
row("a template with 200 task definitions", t["template"], t["empty"], "empty")
if "cfnlint" in t:
    row("cfn-lint on the same template", t["cfnlint"], t["template"], "ecslint")
print(f"\nPeak memory: one file {peak_one} MiB, {count} files {peak_many} MiB.")
END
