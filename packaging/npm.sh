#!/usr/bin/env bash
# Makes the npm packages: `ecslint` (package.json at the top, only the launcher) and the one of a platform, which holds the binary.
#   usage: packaging/npm.sh BINARY DIST [PLATFORM]      PLATFORM as node says it, os-cpu (default: linux-x64)
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
cd "$(dirname "$0")/.."
binary=$(realpath "$1")
mkdir -p "$2"
dist=$(realpath "$2")
platform=${3:-linux-x64}
version=$(node -p 'require("./package.json").version')
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

install -m 755 "$binary" "$stage/ecslint"
install -m 644 LICENSE "$stage/LICENSE"
packaging/notices.sh > "$stage/THIRD-PARTY-NOTICES"
cat > "$stage/package.json" << JSON
{
  "name": "@ecslint/$platform",
  "version": "$version",
  "description": "The ecslint binary for $platform; install the package ecslint",
  "repository": { "type": "git", "url": "git+https://github.com/ecslint/ecslint.git" },
  "license": "Apache-2.0",
  "os": ["${platform%-*}"],
  "cpu": ["${platform#*-}"],
  "files": ["ecslint", "THIRD-PARTY-NOTICES"],
  "preferUnplugged": true
}
JSON
npm pack --silent --pack-destination "$dist" "$stage"
npm pack --silent --pack-destination "$dist" .
