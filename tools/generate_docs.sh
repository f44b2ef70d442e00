#!/usr/bin/env bash
# Writes docs/rules/ (one page a rule, indexes by topic, tag and the ids of standards and peers), docs/command-line.md,
# docs/compatibility.md, docs/configuration.md, docs/schemas/ and the JSON Schema of ecslint.toml, from the same data the
# program runs on.
#   usage: tools/generate_docs.sh ECSLINT [--check]     --check changes nothing and fails when a page is out of date
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
cd "$(dirname "$0")/.."
ecslint=$(realpath "$1")
generated="rules command-line.md compatibility.md configuration.md schemas ecslint.schema.json"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
umask 022
work=$out/rules
mkdir "$work"
"$ecslint" rules -f markdown |
  sed '1a \\nAlso [by tag](tags.md) and [by the ids of standards and other tools](compliance.md).' > "$work/README.md"
{ printf '# Rules by the ids of standards and of other tools\n\n'; "$ecslint" rules --by compliance -f markdown; } > "$work/compliance.md"
# shellcheck disable=SC2016
{ printf '# Rules by tag\n\n`ecslint check --select tag:NAME` runs those of one tag.\n\n'; "$ecslint" rules --by tag -f markdown | sed '/^## Tags$/,+1d'; } > "$work/tags.md"
for code in $("$ecslint" rules -f json | sed -n 's/^ *"code": "\([A-Z0-9]*\)".*/\1/p'); do
  "$ecslint" explain "$code" -f markdown > "$work/$code.md"
done
# A list of strings as JSON, one line each; none of them has a quote or an escape.
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
} > "$out/compatibility.md"
{
  # shellcheck disable=SC2016
  printf '# The command line\n\nWhat `--help` says. Exit codes: [0 to 4](using.md#exit-codes).\n\n```text\n'
  "$ecslint" --help
  printf '```\n'
  for command in $("$ecslint" --help | sed -n 's/^  ecslint \([a-z-]*\) .*/\1/p'); do
    printf '\n## ecslint %s\n\n```text\n' "$command"
    "$ecslint" "$command" --help | sed -e 's/[[:space:]]*$//' -e :a -e '/^\n*$/{$d;N;ba' -e '}'
    printf '```\n'
  done
} > "$out/command-line.md"
"$ecslint" schema config > "$out/ecslint.schema.json"
if command -v python3 > /dev/null; then
  python3 tools/schema_pages.py "$out/schemas"
  python3 tools/configuration_page.py < "$out/ecslint.schema.json" > "$out/configuration.md"
else
  echo "docs/schemas and docs/configuration.md are left as they are: no python3 here"
  cp -r docs/schemas docs/configuration.md "$out"
fi

status=0
for page in $generated; do
  if [ "${2:-}" = --check ]; then
    diff -ru "docs/$page" "$out/$page" || { echo "docs/$page is out of date: make docs"; status=1; }
  else
    rm -rf "docs/$page"
    cp -r "$out/$page" "docs/$page"
  fi
done
exit $status
