#!/usr/bin/env bash
# Line coverage of src/ by the test suite: build/coverage/index.html, and on the terminal the sum and the files with least of it. Fails below 90 %.
#   usage: tools/coverage.sh BUILD_DIR        after `ctest --preset coverage`
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
build=${1:?build folder}
mkdir -p "$build/report"
gcovr --root . --filter 'src/' --object-directory "$build" --exclude-throw-branches --gcov-ignore-parse-errors \
  --txt "$build/report/lines.txt" --html-details "$build/report/index.html" --json-summary "$build/report/summary.json" --fail-under-line 90 -j 2 "$build" || status=$?
sort -k4,4n "$build/report/lines.txt" | awk '$4 ~ /%/ && $1 ~ /^src/ { print $4, $1 }' | sort -n | head -n 15
tail -n 4 "$build/report/lines.txt"
exit "${status:-0}"
