#!/usr/bin/env bash
# Runs one command transcript: FOLDER/command holds the arguments, one a line; stdin, if there is one, is fed in; what comes
# out on standard output and the exit code must equal FOLDER/stdout and FOLDER/exit (and FOLDER/stderr where it exists).
# Where FOLDER/before exists, the command runs in a copy of it, which must equal FOLDER/after in the end.
#   usage: tests/cli/run.sh ECSLINT FOLDER      ECSLINT_UPDATE_GOLDEN=1 writes the expectations instead
# SPDX-License-Identifier: Apache-2.0
set -uo pipefail
ecslint=$(realpath "$1")
cd "$2" || exit 2
mapfile -t arguments < command
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
if [ -f stdin ]; then exec < stdin; else exec < /dev/null; fi
folder=$PWD
if [ -d before ]; then cp -r before "$out/after" && cd "$out/after" || exit 2; fi
NO_COLOR=1 "$ecslint" "${arguments[@]}" > "$out/stdout" 2> "$out/stderr"
echo $? > "$out/exit"
cd "$folder" || exit 2
version=$("$ecslint" --version | awk 'NR == 1 { print $2 }')
sed -i "s/${version//./\\.}/VERSION/g" "$out/stdout"
status=0
for part in stdout exit stderr; do
  [ "$part" = stderr ] && [ ! -f stderr ] && continue
  if [ "${ECSLINT_UPDATE_GOLDEN:-}" = 1 ]; then
    cp "$out/$part" "$part"
  elif ! diff -u "$part" "$out/$part"; then
    echo "$(basename "$PWD"): $part differs"
    status=1
  fi
done
if [ -d before ] && [ "${ECSLINT_UPDATE_GOLDEN:-}" = 1 ]; then
  rm -rf after && cp -r "$out/after" after
elif [ -d before ] && ! diff -ru after "$out/after"; then
  echo "$(basename "$PWD"): the files differ"
  status=1
fi
[ $status -eq 0 ] || cat "$out/stderr"
exit $status
