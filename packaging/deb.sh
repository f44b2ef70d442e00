#!/usr/bin/env bash
# Makes the Debian package with CPack (cmake/packaging.cmake).
#   usage: packaging/deb.sh BUILD DIST
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
cd "$(dirname "$0")/.."
build=$(realpath "$1")
mkdir -p "$2"
dist=$(realpath "$2")
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
packaging/extras.sh "$build/ecslint" "$build/extras"
gzip -9nf "$build/extras/ecslint.1"
log=$(cpack --config "$build/CPackConfig.cmake" -G DEB -B "$stage" 2>&1) || { echo "$log"; exit 1; }
cp "$stage"/*.deb "$dist"
(cd "$stage" && echo *.deb)
