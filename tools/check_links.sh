#!/usr/bin/env bash
# Links between documents: the file that each names must be there, and so must the heading behind #.
#   usage: tools/check_links.sh [FILE...]      (default: every Markdown document of the repository)
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
cd "$(dirname "$0")/.."
if [ $# -eq 0 ]; then
  mapfile -t files < <(git ls-files --cached --others --exclude-standard '*.md' ':!fixtures' ':!tests/cli')
  set -- "${files[@]}"
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Headings as GitHub names them: lower case, no punctuation, spaces to hyphens. Blocks of code have none.
awk '
  FNR == 1 { code = 0 }
  /^```/ { code = !code }
  !code && /^#+ / {
    heading = tolower($0); sub(/^#+ /, "", heading)
    gsub(/[^a-z0-9 _-]/, "", heading); gsub(/ /, "-", heading)
    print FILENAME "#" heading
  }' "$@" | sort > "$work/headings"
awk '
  FNR == 1 { code = 0 }
  /^```/ { code = !code }
  !code {
    line = $0
    gsub(/`[^`]*`/, "", line)
    while (match(line, /\]\([^) ]+/)) {
      print FILENAME "\t" FNR "\t" substr(line, RSTART + 2, RLENGTH - 2)
      line = substr(line, RSTART + RLENGTH)
    }
  }' "$@" | grep -vE $'\t(https?|mailto):' > "$work/links" || true

failed=0
count=0
while IFS=$'\t' read -r file line target; do
  count=$((count + 1))
  path=${target%%#*}
  if [ -z "$path" ]; then
    path=$file
  else
    path=$(realpath -m --relative-to=. "$(dirname "$file")/$path")
    [ -e "$path" ] || { echo "$file:$line: there is no $path"; failed=1; continue; }
  fi
  case $target in
    *.md#* | \#*) grep -qxF "$path#${target#*#}" "$work/headings" || { echo "$file:$line: $path has no heading #${target#*#}"; failed=1; } ;;
  esac
done < "$work/links"
echo "$count links"
exit $failed
