# Shared by the tests of packages: sourced with the binary as first argument. Exit code 77 is ctest's "skipped", said with a word;
# with ECSLINT_NO_SKIP=1, as in .ci/run, what is missing is a failure instead.
# shellcheck shell=bash disable=SC2034
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
ecslint=$(realpath "$1")
version=$("$ecslint" --version | awk 'NR == 1 { print $2 }')
work=$(mktemp -d)
trap 'stop_registry; rm -rf "$work"' EXIT
export NO_COLOR=1

skip() {
  echo "skipped: $*"
  [ "${ECSLINT_NO_SKIP:-}" = 1 ] && exit 1
  exit 77
}

fail() {
  echo "FAILED: $*"
  exit 1
}

need() {
  local tool
  for tool; do command -v "$tool" > /dev/null || skip "no $tool here (tools/setup.sh packages)"; done
}

# expect CODE COMMAND...: runs it, keeps standard output and error in $work/out, and fails on any other exit code.
expect() {
  local code=$1 status=0
  shift
  "$@" > "$work/out" 2>&1 < /dev/null || status=$?
  [ "$status" -eq "$code" ] || { cat "$work/out"; fail "exit $status instead of $code: $*"; }
}

is_static() { [[ $(ldd "$ecslint" 2>&1 || true) == *"not a dynamic executable"* ]]; }

says() { grep -qF -- "$1" "$work/out" || { cat "$work/out"; fail "does not say: $1"; }; }
says_not() { ! grep -qF -- "$1" "$work/out" || { cat "$work/out"; fail "says: $1"; }; }

# A registry on this machine that has only the packages just made, so that npm resolves, selects by os and cpu, and installs
# them as it will from the real one.
registry_pid=""
start_registry() {
  node "$root/tests/packages/registry.js" "$1" > "$work/registry" &
  registry_pid=$!
  local _
  for _ in $(seq 100); do [ -s "$work/registry" ] && break; sleep 0.1; done
  npm_config_registry=$(cat "$work/registry")
  export npm_config_registry npm_config_cache=$work/npm-cache npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false
}
stop_registry() { [ -z "$registry_pid" ] || kill "$registry_pid" 2> /dev/null || true; }
