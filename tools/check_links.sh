#!/usr/bin/env bash
# Links between documents: the file that each names must be there, and so must the heading behind #. And what is no UTF-8, no
# site can be made of.
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

for file; do
  iconv -f UTF-8 -t UTF-8 "$file" > /dev/null 2>&1 || { echo "$file: is not UTF-8"; exit 1; }
done

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

git ls-files --cached --others --exclude-standard | awk '{ print; while (sub(/\/[^\/]*$/, "")) print } END { print "." }' | sort -u > "$work/files"
awk -F '\t' -v headings="$work/headings" -v files="$work/files" '
  # a/b/../c → a/c
  function normal(path,   parts, n, i, out, depth) {
    n = split(path, parts, "/"); depth = 0
    for (i = 1; i <= n; ++i) {
      if (parts[i] == "" || parts[i] == ".") continue
      if (parts[i] == ".." && depth > 0) { --depth; continue }
      out[++depth] = parts[i]
    }
    path = depth > 0 ? out[1] : "."
    for (i = 2; i <= depth; ++i) path = path "/" out[i]
    return path
  }
  BEGIN {
    while ((getline line < headings) > 0) heading[line] = 1
    while ((getline line < files) > 0) file[line] = 1
  }
  {
    path = $3; sub(/#.*/, "", path)
    anchor = index($3, "#") ? substr($3, index($3, "#")) : ""
    if (path == "") path = $1
    else { folder = $1; if (!sub(/\/[^\/]*$/, "", folder)) folder = "."; path = normal(folder "/" path) }
    if (!(path in file)) { print $1 ":" $2 ": there is no " path; failed = 1 }
    else if (anchor != "" && path ~ /\.md$/ && !((path anchor) in heading)) { print $1 ":" $2 ": " path " has no heading " anchor; failed = 1 }
  }
  END { print NR " links"; exit failed }' "$work/links"
