#!/usr/bin/env bash
# A million task definitions: as one stream (time, memory at several lengths, gzip and zstd), under GNU parallel, and under Apache Spark.
#   usage: tools/scale/run.sh ECSLINT [COUNT]        needs GNU parallel, zstd, Java; pip's pyspark is installed below build/scale
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
cd "$(dirname "$0")/../.."
ecslint=$(realpath "${1:?path of ecslint}") count=${2:-1000000}
data=build/scale
mkdir -p "$data"
# Ten thousand different ones, again and again.
[ -f "$data/all.ndjson" ] || python3 tools/bench/generate_task_definitions.py "$data" 10000 --ndjson
documents() { for _ in $(seq $(($1 / 10000))); do cat "$data/all.ndjson"; done; }
timed() { # NAME COMMAND: one line with wall seconds and the peak of the largest process
  local start peak
  start=$(date +%s.%N)
  peak=$(build/release/tools/bench_peak bash -c "set -o pipefail; $2")
  awk -v name="$1" -v start="$start" -v end="$(date +%s.%N)" -v peak="$peak" 'BEGIN { printf "| %s | %.1f s | %s MiB |\n", name, end - start, peak }'
}
export -f documents
export data
lint="$ecslint check --no-config --input-format ndjson --fail-on never -f ndjson"
echo "| what | time | memory |"
echo "|---|---|---|"
for jobs in 1 2; do
  for length in $((count / 100)) $((count / 10)) "$count"; do
    timed "$length task definitions, all rules, $jobs threads" "documents $length | $lint --jobs $jobs > /dev/null"
  done
done
timed "$count, errors only" "documents $count | $lint --jobs 2 --profile minimal > /dev/null"
documents $((count / 10)) | gzip -1 > "$data/all.gz"
documents $((count / 10)) | zstd -q -f -o "$data/all.zst"
timed "$((count / 10)) from gzip" "zcat $data/all.gz | $lint --jobs 2 > /dev/null"
timed "$((count / 10)) from zstd" "zstdcat $data/all.zst | $lint --jobs 2 > /dev/null"
documents $((count / 10)) > "$data/part.ndjson"
$lint --jobs 1 < "$data/part.ndjson" | sed 's/"record":[0-9]*//; s/"line":[0-9]*//g' | md5sum > "$data/one.md5"
parallel --pipepart -a "$data/part.ndjson" --block 16M --keep-order "$lint --jobs 1" | sed 's/"record":[0-9]*//; s/"line":[0-9]*//g' | md5sum > "$data/parallel.md5"
cmp "$data/one.md5" "$data/parallel.md5" && echo "GNU parallel: the same findings as one process"
timed "$((count / 10)) by GNU parallel" "parallel --pipepart -a $data/part.ndjson --block 16M --keep-order '$lint --jobs 1' > /dev/null"
[ -x "$data/venv/bin/python" ] || { python3 -m venv "$data/venv" && "$data/venv/bin/pip" -q install pyspark==3.5.3; }
"$data/venv/bin/python" tools/scale/spark_pipe.py "$ecslint" "$count"
