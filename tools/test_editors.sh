#!/usr/bin/env bash
# Sessions in real editors: Neovim, Emacs with eglot, and VS Code (code-server from npm, driven in Debian's Chromium) with the
# packaged extension. Pictures of VS Code come into build/vscode/pictures. What cannot be had is skipped with a word.
#   usage: tools/test_editors.sh ECSLINT
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
ecslint=$(realpath "$1")
cd "$(dirname "$0")/.."
root=$PWD
place=$root/build/vscode
mkdir -p "$place"
for editor in neovim emacs; do
  tests/editors/run.sh "$editor" "$ecslint" || [ $? -eq 77 ]
  echo "$editor: ok"
done

quietly() { "$@" > "$place/npm.log" 2>&1 || { tail -20 "$place/npm.log"; echo "VS Code: $1 failed: skipped"; exit 0; }; }

echo "VS Code: packing the extension"
cd editors/vscode
[ -d node_modules ] || quietly npm ci --no-audit --no-fund
rm -f ./*.vsix
mkdir -p schemas
"$ecslint" schema config > schemas/ecslint.toml.json
node_modules/.bin/tsc --noEmit
quietly npm run package
cd "$place"
if [ ! -f node_modules/code-server/out/node/entry.js ]; then
  echo "VS Code: installing code-server (some minutes, 600 MB)"
  [ -f package.json ] || npm init -y > /dev/null
  quietly npm install --no-audit --no-fund node@24
  PATH=$place/node_modules/.bin:$PATH quietly npm install --no-audit --no-fund code-server@4.139.1
fi
[ -d node_modules/playwright-core ] || quietly npm install --no-audit --no-fund playwright-core
node "$root/tests/editors/vscode_test.mjs" "$place" "$ecslint" "$root"
