#!/usr/bin/env bash
# Step "Get ecslint": finds the wanted version on the PATH or among the runner's tools, else downloads it and checks its SHA-256.
# ECSLINT_DOWNLOADS names another place than the releases on GitHub, for mirrors and tests.
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

fail() {
  echo "::error title=ecslint::$1"
  exit 1
}

use() {
  printf 'binary=%s\nversion=%s\n' "$1" "$version" >> "$GITHUB_OUTPUT"
  echo "ecslint $version: $1"
  exit 0
}

sha256() {
  if command -v sha256sum > /dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

version=${ECSLINT_VERSION#v}
checksum=${ECSLINT_CHECKSUM#sha256:}
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.]+)?$ ]] || fail "the input version must be like 1.2.3"
[[ $checksum =~ ^([0-9a-f]{64})?$ ]] || fail "the input checksum must be a SHA-256: 64 hexadecimal digits"

case ${RUNNER_OS:-}-${RUNNER_ARCH:-} in
  Linux-X64) platform=linux-x64 ;;
  Linux-ARM64) platform=linux-arm64 ;;
  *) fail "there is no binary for ${RUNNER_OS:-this system} on ${RUNNER_ARCH:-this processor}; Linux on X64 and ARM64 have one" ;;
esac

tools=${RUNNER_TOOL_CACHE:-$RUNNER_TEMP}/ecslint/$version/$platform
if [ -z "$checksum" ]; then
  installed=$(command -v ecslint || true)
  if [ -n "$installed" ] && [ "$("$installed" --version | awk 'NR == 1 { print $2 }')" = "$version" ]; then use "$installed"; fi
  if [ -x "$tools/ecslint" ]; then use "$tools/ecslint"; fi
fi

name=ecslint-$version-$platform
from=${ECSLINT_DOWNLOADS:-https://github.com/ecslint/ecslint/releases/download}/v$version
work=$(mktemp -d "$RUNNER_TEMP/ecslint.XXXXXX")
trap 'rm -rf "$work"' EXIT
fetch() {
  curl --fail --silent --show-error --location --retry 3 --output "$work/$1" "$from/$1" || fail "cannot download $from/$1"
}
fetch "$name.tar.gz"
if [ -z "$checksum" ]; then
  fetch SHA256SUMS
  checksum=$(awk -v name="$name.tar.gz" '$2 == name { print $1 }' "$work/SHA256SUMS")
  [ -n "$checksum" ] || fail "SHA256SUMS of version $version does not list $name.tar.gz"
fi
actual=$(sha256 "$work/$name.tar.gz")
[ "$actual" = "$checksum" ] || fail "$name.tar.gz has the SHA-256 $actual, not $checksum: it is not run"
tar -xzf "$work/$name.tar.gz" -C "$work" "$name/ecslint"
mkdir -p "$tools"
mv "$work/$name/ecslint" "$tools/ecslint"
use "$tools/ecslint"
