#!/usr/bin/env bash
# Draws the README's picture, docs/images/check.svg, from what the program prints.
#   usage: tools/picture.sh ECSLINT [--check]     --check changes nothing and fails when the picture is out of date
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
cd "$(dirname "$0")/.."
ecslint=$(realpath "$1")
picture=docs/images/check.svg
command -v python3 > /dev/null || { echo "skipped: no python3 here"; exit 77; }
arguments="check --select RES001,SCH001,NET003,SEC001 examples/bad/task-definition.json"
drawn=$(mktemp)
trap 'rm -f "$drawn"' EXIT
# shellcheck disable=SC2086
{ "$ecslint" $arguments --no-config --color always || [ $? -eq 1 ]; } | python3 tools/terminal_svg.py "ecslint $arguments" > "$drawn"
if [ "${2:-}" = --check ]; then
  diff -u "$picture" "$drawn" || { echo "$picture is out of date: make docs"; exit 1; }
else
  mkdir -p "$(dirname "$picture")"
  cp "$drawn" "$picture" && chmod 644 "$picture"
fi
