#!/usr/bin/env bash
# The README shows real output: the block under "$ ecslint check examples/first" must be what the program prints.
#   usage: tools/check_readme.sh ECSLINT [--update]
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
cd "$(dirname "$0")/.."
ecslint=$(realpath "$1")
out=$(mktemp)
trap 'rm -f "$out" "$out.new"' EXIT
{ echo '$ ecslint check examples/first'; NO_COLOR=1 "$ecslint" check --no-config examples/first || true; } > "$out"
awk -v block="$out" '
  /^\$ ecslint check examples\/first$/ { while ((getline line < block) > 0) print line; skip = 1; next }
  skip && /^```$/ { skip = 0 }
  !skip { print }' README.md > "$out.new"
if [ "${2:-}" = --update ]; then cp "$out.new" README.md; exit 0; fi
diff -u README.md "$out.new" || { echo "README.md shows other output than the program prints: tools/check_readme.sh ECSLINT --update"; exit 1; }
