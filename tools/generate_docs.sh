#!/usr/bin/env bash
# Writes docs/rules/: one page a rule and an index, from the same data the program runs on.
#   usage: tools/generate_docs.sh ECSLINT [--check]     --check changes nothing and fails when a page is out of date
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
cd "$(dirname "$0")/.."
ecslint=$(realpath "$1")
target=docs/rules
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$ecslint" rules -f markdown > "$work/README.md"
for code in $("$ecslint" rules -f json | sed -n 's/^ *"code": "\([A-Z0-9]*\)".*/\1/p'); do
  "$ecslint" explain "$code" -f markdown > "$work/$code.md"
done
if [ "${2:-}" = --check ]; then
  diff -ru "$target" "$work" || { echo "docs/rules is out of date: make docs"; exit 1; }
  exit 0
fi
mkdir -p "$target"
rm -f "$target"/*.md
cp "$work"/*.md "$target"
