#!/usr/bin/env bash
# Writes src/link_order.txt: the functions that run when one task definition is checked, then those of a template and of a folder. Beside
# each other in the binary they are a third of the pages that the kernel reads for one file (it takes sixteen around each that is missed).
# Names that no longer exist, or mean another rule's screen by now, do no harm, and new ones only cost pages: to be run again when tests/bench/memory.sh comes near its limit.
#   usage: tools/link_order.sh            (after `make build`; needs valgrind)
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
cd "$(dirname "$0")/.."
release=$PWD/build/release
data=$PWD/build/link_order
mkdir -p "$data"
link=$(cd "$release" && ninja -t commands ecslint | tail -n 1)
link=${link/ -s / }
(cd "$release" && eval "${link/ -o ecslint / -Wl,-Map=$data/map -o $data/ecslint }")

python3 tools/bench/generate_task_definitions.py "$data/tasks" 3
python3 tools/bench/generate_template.py "$data/template.yaml" 200
ran() { # NAME ARGUMENTS...: the functions of ours that run, as callgrind saw their instructions
  local name=$1
  shift
  valgrind --tool=callgrind --dump-instr=yes --callgrind-out-file="$data/$name.out" "$data/ecslint" check --no-config --fail-on never -f concise "$@" > /dev/null 2>&1
  # Valgrind's processor has no AVX-512; where there is one, others of the same kind run.
  python3 tools/functions_run.py "$data/ecslint" "$data/map" "$data/$name.out" | sed -n 'p; s/7haswell/7icelake/gp'
}
ran task "$data/tasks/00002.json" > "$data/task"
ran template "$data/template.yaml" | grep -vxFf "$data/task" > "$data/template"
{ ran folder examples/good; ran roles fixtures/rules/IAM024; } | sort -u | grep -vxFf "$data/task" | grep -vxFf "$data/template" > "$data/others"
{
  echo "# Which functions, and members of libraries, stand first in the binary: written by tools/link_order.sh, read by src/CMakeLists.txt."
  echo "# * and [] are patterns."
  cat "$data/task"
  printf '%s\n' 'libc.a:*-evex*.o' 'libc.a:*-avx512*.o'
  cat "$data/template" "$data/others"
  echo '_ZN7ecslint5rules7screens*_[012]_*'
} > src/link_order.txt
wc -l src/link_order.txt
