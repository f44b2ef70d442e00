#!/usr/bin/env bash
# Makes the extension for VS Code of one platform, the binary inside. Needs node 20 and npm.
#   usage: packaging/vsix.sh BINARY DIST [PLATFORM]      PLATFORM as VS Code says it, os-cpu (default: linux-x64)
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
cd "$(dirname "$0")/.."
binary=$(realpath "$1")
mkdir -p "$2"
dist=$(realpath "$2")
platform=${3:-linux-x64}
version=$(node -p 'require("./editors/vscode/package.json").version')

cd editors/vscode
[ -d node_modules ] || npm ci --silent --no-audit --no-fund --ignore-scripts
mkdir -p bin schemas
install -m 755 "$binary" bin/ecslint
../../packaging/notices.sh > bin/THIRD-PARTY-NOTICES
cp ../../docs/ecslint.schema.json schemas/ecslint.toml.json
npm run --silent check
node_modules/.bin/vsce package --no-dependencies --target "$platform" --out "$dist/ecslint-$version-$platform.vsix"
