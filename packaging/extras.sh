#!/usr/bin/env bash
# Writes what the binary prints about itself into a folder: the manual page, completions, the licences of what is linked in.
#   usage: packaging/extras.sh BINARY FOLDER
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
cd "$(dirname "$0")/.."
binary=$1
mkdir -p "$2/completions"
packaging/notices.sh > "$2/THIRD-PARTY-NOTICES"
"$binary" man > "$2/ecslint.1"
"$binary" completions bash > "$2/completions/ecslint.bash"
"$binary" completions zsh > "$2/completions/_ecslint"
"$binary" completions fish > "$2/completions/ecslint.fish"
