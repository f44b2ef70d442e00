#!/usr/bin/env bash
# Runs the command blocks of documents that are marked as runnable, in a copy of examples/, and compares what they print with what
# the document shows.
#   usage: tools/check_docs.sh ECSLINT [--update] [FILE...]      (default: README.md and docs/)
# Marks are comments, which nobody sees who reads the page:
#   <!-- run -->          the next block is run by `bash -e`, and must end with 0; <!-- run: 1 --> with 1
#   <!-- output -->       the next block is what that printed
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2094
set -euo pipefail
cd "$(dirname "$0")/.."
ecslint=$(realpath "$1")
shift
update=false
if [ "${1:-}" = --update ]; then update=true && shift; fi
if [ $# -eq 0 ]; then
  mapfile -t files < <(grep -lE '^<!-- run(: [0-9]+)? -->$' README.md docs/*.md docs/*/*.md)
  set -- "${files[@]}"
fi
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PATH="$work/bin:$PATH" NO_COLOR=1 ECSLINT_NO_PROGRESS=1
mkdir "$work/bin"
ln -s "$ecslint" "$work/bin/ecslint"
failed=0
blocks=0

# fail FILE LINE WORDS
fail() {
  echo "$1:$2: $3"
  failed=1
}

for file; do
  rm -rf "$work/here" && mkdir "$work/here" && cp -r examples "$work/here"
  : > "$work/new"
  state=text expected=0 line=0
  while IFS= read -r text || [ -n "$text" ]; do
    line=$((line + 1))
    case $state:$text in
      text:'<!-- run'*)
        state=run
        expected=$(sed -n 's/^<!-- run: \([0-9]*\) -->$/\1/p' <<< "$text")
        expected=${expected:-0}
        ;;
      text:'<!-- output -->') state=output ;;
      run:'```'*) state=script start=$line && : > "$work/script" ;;
      script:'```')
        blocks=$((blocks + 1))
        status=0
        (cd "$work/here" && bash -e "$work/script" < /dev/null > "$work/out" 2> "$work/err") || status=$?
        [ "$status" -eq "$expected" ] || { fail "$file" "$start" "the block ends with $status, not $expected"; cat "$work/out" "$work/err"; }
        state=text
        ;;
      script:*) printf '%s\n' "$text" >> "$work/script" ;;
      output:'```'*)
        state=shown start=$line && : > "$work/shown"
        printf '%s\n' "$text" >> "$work/new"
        cat "$work/out" >> "$work/new"
        continue
        ;;
      shown:'```')
        $update || diff -u "$work/shown" "$work/out" || fail "$file" "$start" "something else is printed (tools/check_docs.sh ECSLINT --update mends it)"
        state=text
        ;;
      shown:*) printf '%s\n' "$text" >> "$work/shown" && continue ;;
    esac
    printf '%s\n' "$text" >> "$work/new"
  done < "$file"
  [ "$state" = text ] || fail "$file" "$line" "a mark without its block"
  if $update; then cp "$work/new" "$root/$file"; fi
done
echo "$blocks blocks run"
exit $failed
