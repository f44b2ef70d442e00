#!/usr/bin/env bash
# Makes ecslint-VERSION-PLATFORM.tar.gz, which the Action and people download: the binary, its licence and those of what is in it,
# manual page and completions.
# The same input gives the same bytes.
#   usage: packaging/archive.sh BINARY DIST [PLATFORM]      (default: linux-x64)
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
cd "$(dirname "$0")/.."
binary=$(realpath "$1")
mkdir -p "$2"
dist=$(realpath "$2")
version=$("$binary" --version | awk 'NR == 1 { print $2 }')
name=ecslint-$version-${3:-linux-x64}
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
mkdir "$stage/$name"
install -m 755 "$binary" "$stage/$name/ecslint"
install -m 644 LICENSE README.md CHANGELOG.md "$stage/$name/"
packaging/extras.sh "$binary" "$stage/$name"
tar --sort=name --owner=0 --group=0 --numeric-owner --mode=u+rwX,go=rX --mtime="@${SOURCE_DATE_EPOCH:-0}" \
  -C "$stage" -cf - "$name" | gzip -9n > "$dist/$name.tar.gz"
echo "$name.tar.gz"
