#!/usr/bin/env bash
# How many instructions ecslint takes on fixed inputs, by valgrind's callgrind: the same on every run of a machine, whatever else it
# does. Compares with tools/bench/instructions.tsv and fails when one of them is more than 2 % above; fewer are told, not punished.
# The numbers hold for one compiler and one valgrind; with others there is nothing to compare, and it says so and passes.
#   usage: tools/bench/instructions.sh ECSLINT          compare
#          tools/bench/instructions.sh ECSLINT --set    write the table anew (`make instructions-set`), after a change that is worth it
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
cd "$(dirname "$0")/../.."
ecslint=$(realpath "${1:?path of ecslint}")
table=tools/bench/instructions.tsv
allowed=2 # per cent

command -v valgrind > /dev/null && command -v python3 > /dev/null || { echo "instructions: skipped, valgrind or python3 is not installed"; exit 0; }
tools="$(g++ -dumpfullversion) $(valgrind --version) $(uname -m)"
data=build/instructions
if [ ! -f "$data/many/00099.json" ] || [ ! -f "$data/all.ndjson" ]; then
  python3 tools/bench/generate_task_definitions.py "$data/many" 100
  python3 tools/bench/generate_task_definitions.py "$data" 200 --ndjson
fi
# Rules come and go; a fixed choice of them keeps the numbers those of the engine. `all` is told beside it, and not compared.
rules=SCH,SYN,IAM001,NET001,NET002,NET003,NET004,RES001,RES002,RES003,RES005,CTR001,CTR002,CTR003,SEC001,SEC002,LOG001,LOG002,LOG003,IMG001,IMG002,VOL001,VOL002,PLT001,PLT002,MON001,MON003,DEP001,DEP002,TAG001

count() { # NAME ARGUMENTS...: instructions of one run
  local name=$1
  shift
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$ecslint" check --no-config --jobs 1 --fail-on never "$@" 2>&1 > /dev/null |
    awk -v name="$name" '/Collected/ { print name "\t" $NF }'
}
{
  count one_file -f concise --select "$rules" "$data/many/00007.json"
  count many_files -f concise --select "$rules" "$data/many"
  count text_report -f text --select "$rules" "$data/many"
  count stream -f ndjson --select "$rules" --input-format ndjson "$data/all.ndjson"
  count all_rules -f concise "$data/many"
} > "$data/now.tsv"

if [ "${2:-}" = --set ]; then
  { echo "# $tools"; grep -v all_rules "$data/now.tsv"; } > "$table"
  cat "$table"
  exit 0
fi
if [ "$(sed -n '1s/^# //p' "$table")" != "$tools" ]; then
  echo "instructions: nothing to compare with, the table was made with $(sed -n '1s/^# //p' "$table") and this is $tools"
  exit 0
fi
awk -F'\t' -v allowed=$allowed '
  FNR == NR { if ($1 !~ /^#/) before[$1] = $2; next }
  !($1 in before) { printf "%-12s %12d\n", $1, $2; next }
  {
    change = ($2 / before[$1] - 1) * 100
    printf "%-12s %12d  was %12d  %+.2f %%\n", $1, $2, before[$1], change
    if (change > allowed) failed = 1
    if (change < -allowed) better = 1
  }
  END {
    if (failed) print "more than " allowed " % above: find out why (callgrind_annotate), or, if it is worth it, `make instructions-set`"
    else if (better) print "it has become faster: `make instructions-set` keeps it so"
    exit failed
  }' "$table" "$data/now.tsv"
