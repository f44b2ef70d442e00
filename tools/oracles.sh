#!/usr/bin/env bash
# Differential oracles: what ecslint says against what other people's implementations say of the same thing, on random input.
# Installs botocore, jsonschema and PyYAML (pip), @bufbuild/cel (npm) and cel-go (Go module proxy) below build/oracles.
#   usage: tools/oracles.sh ECSLINT ORACLE [NAME...]      ORACLE: the program `oracle` of tests/oracles; NAME: botocore fargate schema cel yaml
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
cd "$(dirname "$0")/.."
ecslint=${1:?path of ecslint} oracle=${2:?path of oracle}
shift 2
folder=build/oracles
python=$folder/venv/bin/python
[ -x "$python" ] || { python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" -q install botocore jsonschema pyyaml; }
[ $# -gt 0 ] || set -- botocore fargate schema yaml cel
status=0
for name in "$@"; do
  echo "== $name"
  case $name in
    botocore) "$python" tests/oracles/botocore_shapes.py "$ecslint" ;;
    fargate) "$python" tests/oracles/fargate_sizes.py "$ecslint" ;;
    schema) "$python" tests/oracles/schema_random.py "$oracle" ;;
    yaml) "$python" tests/oracles/yaml_corpus.py "$oracle" ;;
    cel) command -v go > /dev/null && command -v npm > /dev/null || { echo "skipped: go or npm is not installed"; continue; }
         "$python" tests/oracles/cel_random.py "$oracle" "$folder/cel" ;;
    *) echo "no oracle $name"; exit 2 ;;
  esac || status=1
done
exit $status
