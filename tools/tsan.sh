#!/usr/bin/env bash
# Parallel runs under ThreadSanitizer: many files that are linked and many that are not, a stream of records, and the tests of streams. A race
# ends a run with 66.
#   usage: tools/tsan.sh BUILD_DIR
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
build=${1:?build folder}
export TSAN_OPTIONS="halt_on_error=1 exitcode=66"
data=$build/tsan
[ -d "$data/many" ] || { python3 tools/bench/generate_task_definitions.py "$data/many" 1200; python3 tools/bench/generate_task_definitions.py "$data" 2000 --ndjson; }
for i in $(seq 1 40); do
  echo "{\"serviceName\": \"s$i\", \"taskDefinition\": \"$(sed -n 's/.*"family": "\([^"]*\)".*/\1/p' "$data/many/$(printf '%05d' "$i").json" | head -n 1)\", \"desiredCount\": 2}" > "$data/many/service-$i.json"
done
run() { "$build/ecslint" check --no-config --fail-on never --jobs 4 "$@" | md5sum; }
one() { "$build/ecslint" check --no-config --fail-on never --jobs 1 "$@" | md5sum; }
[ "$(run -f ndjson "$data/many")" = "$(one -f ndjson "$data/many")" ]
[ "$(run -f ndjson --input-format ndjson "$data/all.ndjson")" = "$(one -f ndjson --input-format ndjson "$data/all.ndjson")" ]
"$build/tests/lint_test" "[records]"
echo "tsan: no race, and the same bytes with one thread and four"
