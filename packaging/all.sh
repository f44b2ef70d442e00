#!/usr/bin/env bash
# Makes all that a release holds for one platform: archive, npm packages, wheel, Debian package, SBOM.
#   usage: packaging/all.sh BINARY DIST [PLATFORM]      BINARY stands in its build folder (for CPack)
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
cd "$(dirname "$0")/.."
binary=$(realpath "$1")
mkdir -p "$2"
dist=$(realpath "$2")
platform=${3:-linux-x64}
packaging/archive.sh "$binary" "$dist" "$platform"
packaging/npm.sh "$binary" "$dist" "$platform"
packaging/wheel.py "$binary" "$dist"
packaging/deb.sh "$(dirname "$binary")" "$dist"
packaging/sbom.py "$binary" > "$dist/ecslint-$("$binary" --version | awk 'NR == 1 { print $2 }')-$platform.cdx.json"
