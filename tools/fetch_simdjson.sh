#!/usr/bin/env bash
# Fetches simdjson 3.0.1 as Debian's source package and unpacks its single-header amalgamation.
#   usage: tools/fetch_simdjson.sh DEST      (DEST gets simdjson.h and simdjson.cpp)
# libsimdjson-dev has no static archive, and the release binary must be fully static, so every preset
# builds this one source. The address of the archive comes from the machine's own apt configuration.
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

readonly version=3.0.1-1
readonly tarball=simdjson_3.0.1.orig.tar.gz
readonly sha256=156b1bc5eb0561b2bd166b46d191fd3d95a3e709cc63761477d3b7aec2b6e9ed
readonly dest=${1:?usage: fetch_simdjson.sh DEST}

verified() { echo "$sha256  $1" | sha256sum --check --status 2>/dev/null; }

[ -f "$dest/simdjson.cpp" ] && [ -f "$dest/.sha256-$sha256" ] && exit 0
mkdir -p "$dest"

download() {
  local work=$1 uri release component
  mkdir -p "$work/lists/partial" "$work/parts" "$work/cache/archives/partial"
  # The Debian archives this machine already uses, as deb-src lines; what is trusted is the checksum above.
  apt-get indextargets --format '$(ORIGIN)|$(REPO_URI)|$(RELEASE)|$(COMPONENT)' 'Created-By: Packages' |
    awk -F'|' '$1 == "Debian" && $4 == "main" && !seen[$2 $3]++ { printf "deb-src [trusted=yes] %s %s main\n", $2, $3 }' > "$work/sources.list"
  local options=(-o "Dir::Etc::sourcelist=$work/sources.list" -o "Dir::Etc::sourceparts=$work/parts"
                 -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache" -o "APT::Sandbox::User=")
  apt-get "${options[@]}" -q update
  (cd "$work" && apt-get "${options[@]}" -q source --download-only "simdjson=$version")
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "ecslint: fetching simdjson $version (Debian source package)" >&2
download "$work" >&2
verified "$work/$tarball" || { echo "ecslint: checksum of $tarball does not match" >&2; exit 1; }
tar -xzf "$work/$tarball" -C "$dest" --strip-components=2 --wildcards '*/singleheader/simdjson.h' '*/singleheader/simdjson.cpp'
touch "$dest/.sha256-$sha256"
