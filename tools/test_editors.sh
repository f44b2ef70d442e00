#!/usr/bin/env bash
# Sessions in real editors: Neovim, Emacs with eglot, a scripted client (vscode-jsonrpc), and VS Code (code-server from npm, driven in
# Debian's Chromium) with the packaged extension and the binary that it carries. Pictures of VS Code come into
# build/vscode/pictures. What cannot be had is skipped with a word.
#   usage: tools/test_editors.sh ECSLINT
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
ecslint=$(realpath "$1")
cd "$(dirname "$0")/.."
root=$PWD
place=$root/build/vscode
mkdir -p "$place"
[ -d tests/node_modules/vscode-jsonrpc ] || npm ci --silent --no-fund --no-audit --ignore-scripts --prefix tests ||
  echo "tests/node_modules cannot be installed"
for editor in neovim emacs client; do
  code=0
  tests/editors/run.sh "$editor" "$ecslint" || code=$?
  [ "$code" -eq 77 ] && continue
  [ "$code" -eq 0 ] || exit "$code"
  echo "$editor: ok"
done

quietly() { "$@" > "$place/npm.log" 2>&1 || { tail -20 "$place/npm.log"; echo "VS Code: $1 failed: skipped"; exit 0; }; }

cd "$place"
[ -f package.json ] || npm init -y > /dev/null
# Newer than Debian's, for vsce and code-server; code-server compiles what it needs.
if [ ! -f node_modules/code-server/out/node/entry.js ]; then
  echo "VS Code: installing code-server (some minutes, 600 MB)"
  quietly npm install --no-audit --no-fund node@24
  PATH=$place/node_modules/.bin:$PATH quietly npm install --no-audit --no-fund code-server@4.139.1
fi
[ -d node_modules/playwright-core ] || quietly npm install --no-audit --no-fund playwright-core
PATH=$place/node_modules/.bin:$PATH
cd "$root/editors/vscode"
[ -d node_modules ] || quietly npm ci --no-audit --no-fund --ignore-scripts
cd "$root"
echo "VS Code: packing the extension"
rm -f "$place"/*.vsix
packaging/vsix.sh "$ecslint" "$place" linux-x64 > "$place/vsix.log" 2>&1 || { cat "$place/vsix.log"; exit 1; }
tests/editors/vsix_test.py "$place"/*.vsix
node tests/editors/vscode_test.mjs "$place" "$root"
