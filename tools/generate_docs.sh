#!/usr/bin/env bash
# Writes docs/rules/ (one page a rule, an index, the rules by compliance ids) and docs/compatibility.md, from the same data the
# program runs on.
#   usage: tools/generate_docs.sh ECSLINT [--check]     --check changes nothing and fails when a page is out of date
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
cd "$(dirname "$0")/.."
ecslint=$(realpath "$1")
target=docs/rules
compatibility=docs/compatibility.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$ecslint" rules -f markdown > "$work/README.md"
{ printf '# Rules by the ids of standards and of other tools\n\n'; "$ecslint" rules --by compliance -f markdown; } > "$work/compliance.md"
for code in $("$ecslint" rules -f json | sed -n 's/^ *"code": "\([A-Z0-9]*\)".*/\1/p'); do
  "$ecslint" explain "$code" -f markdown > "$work/$code.md"
done
# A list of strings as JSON, one line each; none of them has a quote or an escape.
page=$(mktemp)
trap 'rm -rf "$work" "$page"' EXIT
{
  cat << 'TEXT'
# What works where

Properties by kind of capacity and operating system, as the rules of the topic PLT know them. This page is printed from
`rules/data/compatibility.toml` by `tools/generate_docs.sh`; facts are mended there.

- **no**: AWS refuses it, or documents that it is not supported.
- listed: only AWS's list of what is not valid on Managed Instances has it.
- ?: not documented.
- since: the first Linux platform version of Fargate that has it; all have it when the field is empty. Windows tasks have
  platform version 1.0.0, with what the table says about Windows.
- Windows: on EC2, external instances and, from Server 2019 on, on Fargate. Managed Instances run Linux only.
TEXT
  "$ecslint" eval "$(cat tools/compatibility.cel)" | sed -e 's/^\["//' -e 's/"\]$//' -e 's/","/\n/g'
} > "$page"
if [ "${2:-}" = --check ]; then
  diff -ru "$target" "$work" || { echo "docs/rules is out of date: make docs"; exit 1; }
  diff -u "$compatibility" "$page" || { echo "$compatibility is out of date: make docs"; exit 1; }
  exit 0
fi
cp "$page" "$compatibility"
chmod 644 "$compatibility"
mkdir -p "$target"
rm -f "$target"/*.md
cp "$work"/*.md "$target"
