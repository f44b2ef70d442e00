#!/usr/bin/env bash
# Chromium opens two html reports, one of examples/ and one of it and 5,000 generated findings: no errors, nothing asked of
# the network, drawn within a second, search, filters and keys do what they say, screenshots in build/html-report/.
# Needs npm and node; installs Debian's chromium when it is missing.
#   usage: tools/check_html.sh ECSLINT
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
cd "$(dirname "$0")/.."
ecslint=$(realpath "$1")
tools/setup.sh browser
npm=build/npm-html
if [ ! -d $npm/node_modules/playwright-core ]; then
  mkdir -p $npm
  (cd $npm && npm install --prefix . --silent --no-fund --no-audit playwright-core@1.49.1)
fi
shots=build/html-report
mkdir -p $shots
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# As many copies of the examples as 5,000 findings need, beside a file that tries to become part of the page.
each=$("$ecslint" check --no-config --fail-on never -f ndjson examples | wc -l)
cp -r examples "$work/examples"
for ((copy = 0; copy * each < 5000; copy++)); do
  mkdir -p "$work/generated/$copy"
  cp -r examples/. "$work/generated/$copy"
done
evil="$work/examples/<img src=x onerror=document.title='evil'>.json"
cat > "$evil" << 'JSON'
{
  "family": "</script><script>document.title='evil'</script>",
  "containerDefinitions": [{ "name": "<img src=x onerror=document.title='evil'>", "image": "web:latest", "memory": 2,
    "environment": [{ "name": "DB_PASSWORD", "value": "hunter2-and-more" }] }]
}
JSON
for report in examples all; do
  folder=$work
  [ $report = all ] || folder=$work/examples
  (cd "$folder" && "$ecslint" check --no-config --fail-on never -f html -o "json=$work/$report.json" .) > "$work/$report.html"
  ! grep -q hunter2 "$work/$report.html" || { echo "check_html: a secret is shown" >&2; exit 1; }
done
NODE_PATH=$PWD/$npm/node_modules node tools/check_html.js "$work" $shots
