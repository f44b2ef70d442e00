#!/usr/bin/env bash
# Configuring fails when one of these files names another version than CMakeLists.txt, or none.
#   usage: tests/packages/versions.sh CMAKE
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
cmake=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
version=$(sed -n 's/^project(ecslint VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")
mkdir "$work/cmake"
cp "$root/cmake/versions.cmake" "$work/cmake"
printf 'cmake_minimum_required(VERSION 3.25)\nproject(ecslint VERSION %s LANGUAGES NONE)\ninclude(cmake/versions.cmake)\n' "$version" > "$work/CMakeLists.txt"
files="package.json action.yml .pre-commit-hooks.yaml editors/vscode/package.json"
mkdir -p "$work/editors/vscode"

configures() { "$cmake" -S "$work" -B "$work/build" > "$work/log" 2>&1; }
for file in $files; do cp "$root/$file" "$work/$file"; done
configures || { cat "$work/log"; echo "FAILED: the versions disagree"; exit 1; }
for file in $files; do
  grep -n "$version" "$root/$file" | cut -d : -f 1 > "$work/lines"
  while read -r line; do
    sed "${line}s/$version/9.9.9/" "$root/$file" > "$work/$file"
    ! configures || { echo "FAILED: $file:$line may say another version"; exit 1; }
    tr '\n' ' ' < "$work/log" | grep -q "$file says version" || { cat "$work/log"; exit 1; }
  done < "$work/lines"
  : > "$work/$file"
  ! configures || { echo "FAILED: $file may say no version"; exit 1; }
  cp "$root/$file" "$work/$file"
done
