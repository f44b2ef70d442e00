#!/usr/bin/env bash
# Step "Lint": runs ecslint once with all its reports, shows annotations, and leaves exit code, counts and reports to the steps
# behind it. It fails only when ecslint cannot run at all.
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

fail() {
  echo "::error title=ecslint::$1"
  exit 1
}

percent_encoded() {
  local LC_ALL=C i byte
  for ((i = 0; i < ${#1}; ++i)); do
    byte=${1:i:1}
    case $byte in
      [A-Za-z0-9._~/-]) printf '%s' "$byte" ;;
      *) printf '%%%02X' $(($(printf '%d' "'$byte") & 255)) ;;
    esac
  done
}

case $ECSLINT_WORKING_DIRECTORY$ECSLINT_SARIF_FILE in *$'\n'*) fail "the inputs working-directory and sarif-file are one line each" ;; esac
[ -d "$GITHUB_WORKSPACE/$ECSLINT_WORKING_DIRECTORY" ] || fail "the input working-directory names no folder of the repository"
cd "$GITHUB_WORKSPACE/$ECSLINT_WORKING_DIRECTORY"
here=$(pwd -P)
root=$(cd "$GITHUB_WORKSPACE" && pwd -P)
case $here/ in "$root"/*) ;; *) fail "the input working-directory leads out of the repository" ;; esac
prefix=${here#"$root"}
prefix=${prefix#/}
prefix=${prefix:+$prefix/}
[[ $ECSLINT_CATEGORY =~ ^[A-Za-z0-9._\ -]*$ ]] || fail "the input category may have letters, digits, spaces, dots, _ and -"

reports=$(mktemp -d "$RUNNER_TEMP/ecslint.XXXXXX")
sarif=$reports/ecslint.sarif
if [ -n "$ECSLINT_SARIF_FILE" ]; then
  case $ECSLINT_SARIF_FILE in /*) sarif=$ECSLINT_SARIF_FILE ;; *) sarif=$root/$ECSLINT_SARIF_FILE ;; esac
  mkdir -p "$(dirname "$sarif")"
fi

arguments=(check --format "$ECSLINT_FORMAT" --fail-on "$ECSLINT_FAIL_ON" --color never --sarif-limit github
  --output "sarif=$sarif" --output "json=$reports/report.json" --output "github=$reports/annotations"
  --output "markdown=$reports/summary.md" --output "text=$reports/details")
[ -z "$ECSLINT_CONFIG" ] || arguments+=(--config "$ECSLINT_CONFIG")
[ -z "$ECSLINT_BASELINE" ] || arguments+=(--baseline "$ECSLINT_BASELINE")
if [ "$ECSLINT_CHANGED_ONLY" = true ] && [ -n "$ECSLINT_BASE" ]; then
  if git cat-file -e "$ECSLINT_BASE^{commit}" 2> /dev/null || git fetch --quiet --no-tags --depth=1 origin "$ECSLINT_BASE" 2> /dev/null; then
    arguments+=(--since "$ECSLINT_BASE")
  else
    echo "::warning title=ecslint::the base of the pull request is not in this clone and cannot be fetched, so everything is checked; give actions/checkout fetch-depth: 0"
  fi
fi
# xargs understands quotes and nothing else of a shell.
words=$(printf '%s' "$ECSLINT_ARGS" | xargs -n 1 printf '%s\n') || fail "the input args has a quote without its partner"
add_lines() {
  local line
  while IFS= read -r line; do
    if [ -n "$line" ]; then arguments+=("$line"); fi
  done <<< "$1"
}
add_lines "$words"
arguments+=(--)
add_lines "$ECSLINT_PATHS"

# What is printed shows lines of the linted files: none of them may be a command to the runner.
pause=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
echo "::stop-commands::$pause"
status=0
"$ECSLINT" "${arguments[@]}" 2>&1 || status=$?
echo "::$pause::"

# The summary stands before the findings, which may have anything in them.
count() { head -c 500 "$reports/report.json" 2> /dev/null | sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p"; }
errors=$(count errors) warnings=$(count warnings) infos=$(count infos)
if [ -z "$errors" ]; then
  printf 'exit-code=%s\n' "$status" >> "$GITHUB_OUTPUT"
  exit 0
fi

# GitHub wants paths from the root of the repository; ecslint names files from where it runs.
if [ -n "$prefix" ]; then
  encoded=$(percent_encoded "$prefix")
  sed -i.bak "s|{\"uri\":\"\\([^\"]*\\)\",\"uriBaseId\":\"SRCROOT\"}|{\"uri\":\"$encoded\\1\",\"uriBaseId\":\"SRCROOT\"}|g" "$sarif"
  property=$(printf '%s' "$prefix" | sed -e 's/%/%25/g' -e 's/:/%3A/g' -e 's/,/%2C/g' -e 's/[&|\\]/\\&/g')
  sed -i.bak "s|^\\(::[a-z]* file=\\)\\([^/]\\)|\\1$property\\2|" "$reports/annotations"
  rm -f "$sarif.bak"
fi
if [ -n "$ECSLINT_CATEGORY" ]; then
  sed -i.bak "s|\"automationDetails\":{\"id\":\"ecslint/\"}|\"automationDetails\":{\"id\":\"ecslint-$ECSLINT_CATEGORY/\"}|" "$sarif"
  rm -f "$sarif.bak"
fi
if [ "$ECSLINT_ANNOTATIONS" = true ]; then cat "$reports/annotations"; fi

{
  printf 'exit-code=%s\nerrors=%s\nwarnings=%s\nfindings=%s\n' "$status" "$errors" "$warnings" "$((errors + warnings + infos))"
  printf 'reports=%s\nsarif-file=%s\n' "$reports" "$sarif"
} >> "$GITHUB_OUTPUT"
