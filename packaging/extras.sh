#!/usr/bin/env bash
# Writes what the binary prints about itself into a folder: the manual page, completions, the licences of what is linked in.
#   usage: packaging/extras.sh BINARY FOLDER
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
cd "$(dirname "$0")/.."
binary=$1
mkdir -p "$2"
packaging/notices.sh > "$2/THIRD-PARTY-NOTICES"
offers() { "$binary" --help | grep -q "^  ecslint $1 "; }
if offers man; then "$binary" man > "$2/ecslint.1"; fi
if offers completions; then
  mkdir -p "$2/completions"
  "$binary" completions bash > "$2/completions/ecslint.bash"
  "$binary" completions zsh > "$2/completions/_ecslint"
  "$binary" completions fish > "$2/completions/ecslint.fish"
fi
