#!/usr/bin/env bash
# More rows than run.sh: 1, 100, 1,000 and 10,000 files, the corpus, a stream of 1,000,000 records, and peers that check JSON with the very schema that
# `ecslint schema` prints (ajv, the JSON language service of VS Code); templates with 1, 20 and 200 task definitions, and peers that read templates
# (cfn-lint, checkov and yamllint from PyPI, cfn-guard from crates.io where cargo is, trivy and KICS from the Go proxy where go is). Ratios are of one run.
#   usage: tools/bench/extended.sh ECSLINT        needs hyperfine, python3, npm; `make bench-extended`
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
cd "$(dirname "$0")/../.."
ecslint=$(realpath "${1:?path of ecslint}")
data=build/bench
mkdir -p "$data"
cp "$ecslint" "$data/ecslint" # as it is when it was installed, see run.sh
ecslint=$(realpath "$data/ecslint")
for count in 1 100 1000 10000; do
  [ -f "$data/many-$count/.complete" ] || { python3 tools/bench/generate_task_definitions.py "$data/many-$count" "$count"; touch "$data/many-$count/.complete"; }
done
[ -f "$data/all.ndjson" ] || python3 tools/bench/generate_task_definitions.py "$data" 10000 --ndjson
"$ecslint" schema task-definition > "$data/schema.json"
[ -x "$data/peers/bin/yamllint" ] || { python3 -m venv "$data/peers" && "$data/peers/bin/pip" -q install cfn-lint checkov yamllint; }
[ -x "$data/guard/bin/cfn-guard" ] || ! command -v cargo > /dev/null || cargo install -q --root "$data/guard" cfn-guard > "$data/guard.log" 2>&1 || tail -n 3 "$data/guard.log"
# Some twenty minutes and 4 GB of modules. trivy has its checks in it, those of KICS lie beside its source.
built() { # FOLDER MODULE: what is below $data/FOLDER afterwards
  [ -d "$data/$1" ] || ! command -v go > /dev/null ||
    GOBIN="$PWD/$data/$1" go install "$2" > "$data/$1.log" 2>&1 || tail -n 3 "$data/$1.log"
}
GOEXPERIMENT=jsonv2 built trivy github.com/aquasecurity/trivy/cmd/trivy@v0.74.0
built kics github.com/Checkmarx/kics/v2/cmd/console@v2.2.0
[ -d "$data/node_modules/ajv" ] || npm install --silent --no-fund --no-audit --prefix "$data" ajv@8 vscode-json-languageservice@5 > /dev/null

median() { # RUNS COMMAND: milliseconds
  hyperfine -i --style none --warmup 1 --runs "$1" --export-json "$data/row.json" "$2" > /dev/null 2>&1
  python3 -c "import json; print(round(json.load(open('$data/row.json'))['results'][0]['median'] * 1000, 2))"
}
row() { awk -v what="$1" -v ms="$2" -v base="$3" 'BEGIN { printf "| %s | %.1f | %s |\n", what, ms, (base > 0 ? sprintf("%.1f x", ms / base) : "") }'; }
lint="$ecslint check --no-config -f concise"
echo "| what | wall ms (median) | against ecslint, all rules, one thread |"
echo "|---|---|---|"
for count in 1 100 1000 10000; do
  runs=$((count < 1000 ? 20 : 3))
  own=$(median $runs "$lint --jobs 1 $data/many-$count")
  row "$count files, all rules, one thread" "$own" 0
  [ "$count" -lt 1000 ] || row "$count files, all rules, two threads" "$(median $runs "$lint --jobs 2 $data/many-$count")" "$own"
  row "$count files, shape only (--select SCH)" "$(median $runs "$lint --jobs 1 --select SCH $data/many-$count")" "$own"
  row "$count files, ajv with our schema" "$(median 3 "cd $data && node ../../tools/bench/peers.mjs ajv schema.json many-$count")" "$own"
  [ "$count" -gt 1000 ] || row "$count files, vscode-json-languageservice with our schema" "$(median 3 "cd $data && node ../../tools/bench/peers.mjs vscode schema.json many-$count")" "$own"
done
[ -d ../shared/corpus ] && row "the corpus ($(find ../shared/corpus -type f | wc -l) files)" "$(median 5 "$lint --jobs 1 ../shared/corpus")" 0
for jobs in 1 2; do
  row "1,000,000 records of NDJSON, $jobs threads, ndjson out" "$(median 1 "for i in \$(seq 100); do cat $data/all.ndjson; done | $ecslint check --no-config --input-format ndjson -f ndjson --jobs $jobs")" 0
done

kics="$(go env GOMODCACHE 2> /dev/null || true)/github.com/!checkmarx/kics/v2@v2.2.0/assets"
for count in 1 20 200; do
  template=$data/template-$count.yaml
  python3 tools/bench/generate_template.py "$template" "$count"
  own=$(median 20 "$lint --jobs 1 $template")
  row "a template with $count task definitions" "$own" 0
  peer() { # NAME PROGRAM ARGUMENTS
    [ ! -x "$data/$2" ] || row "$count task definitions, $1" "$(median 2 "$data/$2 $3")" "$own"
  }
  peer cfn-lint peers/bin/cfn-lint "--non-zero-exit-code none -f quiet $template"
  peer checkov peers/bin/checkov "--quiet --compact --skip-download --framework cloudformation -f $template"
  peer trivy trivy/trivy "config --quiet --skip-check-update --skip-version-check -f json $template"
  peer KICS kics/console "scan -t CloudFormation -p $template -q $kics/queries --libraries-path $kics/libraries --disable-secrets --no-progress --silent"
  peer "cfn-guard, one rule" guard/bin/cfn-guard "validate -d $template -r tools/bench/task_definition.guard"
  peer yamllint peers/bin/yamllint "-d relaxed $template"
done
