#!/usr/bin/env bash
# A session of a real editor, or of a scripted client, on a copy of examples/bad; skipped (77) with a word where the editor is not installed.
#   usage: tests/editors/run.sh neovim|emacs|client ECSLINT
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
editor=$1
ECSLINT=$(realpath "$2")
SOURCE=$(realpath "$(dirname "$0")/../..")
FOLDER=$(mktemp -d)
export ECSLINT SOURCE FOLDER
trap 'rm -rf "$FOLDER"' EXIT
cp "$SOURCE"/examples/bad/* "$FOLDER"
skip() {
  echo "$1 is not installed: skipped"
  [ -z "${ECSLINT_NO_SKIP:-}" ] || exit 1
  exit 77
}
case $editor in
  neovim)
    command -v nvim > /dev/null || skip Neovim
    HOME=$FOLDER timeout 60 nvim --headless -n -u NONE -c "luafile $SOURCE/tests/editors/neovim_test.lua"
    ;;
  emacs)
    command -v emacs > /dev/null || skip Emacs
    HOME=$FOLDER timeout 60 emacs --batch -l "$SOURCE/tests/editors/emacs_test.el"
    ;;
  client)
    command -v node > /dev/null || skip node
    [ -d "$SOURCE/tests/node_modules/vscode-jsonrpc" ] || skip vscode-jsonrpc
    timeout 120 node "$SOURCE/tests/editors/client_test.mjs" "$FOLDER" "$ECSLINT"
    ;;
esac
