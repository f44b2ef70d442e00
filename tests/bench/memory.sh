#!/usr/bin/env bash
# One file takes at most 8 MiB and four times its size: pages of the binary are most of that (tools/link_order.sh). So does a template
# of 200 task definitions, where there is python3 to write one.
#   usage: memory.sh ECSLINT BENCH_PEAK FILE...
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
ecslint=$1 peak=$2
shift 2
alone=$(mktemp -d) # a service is looked up among the files around it
made=$(mktemp -d)
trap 'rm -rf "$alone" "$made"' EXIT
if command -v python3 > /dev/null; then
  python3 "$(dirname "$0")/../../tools/bench/generate_template.py" "$made/template.yaml" 200
  set -- "$@" "$made/template.yaml"
fi
for file in "$@"; do
  cp "$file" "$alone"
  used=$("$peak" "$ecslint" check --no-config -f concise "$alone/$(basename "$file")")
  rm "$alone"/*
  awk -v used="$used" -v size="$(stat -c %s "$file")" -v file="$file" 'BEGIN {
    most = 8 + 4 * size / 1048576
    printf "%s: %.1f MiB of %.1f\n", file, used, most
    exit used > most
  }'
done
