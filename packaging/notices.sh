#!/usr/bin/env bash
# Prints the licences of what is linked into the binary, from the copyright files of the Debian packages it was built with.
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
echo "ecslint is linked statically with the libraries below; their licences follow, as Debian's packages state them."
echo "simdjson 3.0.1 (Apache-2.0, the licence of ecslint itself) is compiled in from its source."
for package in libre2-dev libfmt-dev libtomlplusplus-dev libyaml-dev libcli11-dev nlohmann-json3-dev libc6-dev libstdc++-12-dev; do
  copyright=/usr/share/doc/$package/copyright
  printf '\n==== %s %s\n\n' "$package" "$(dpkg-query -W -f '${Version}' "$package" 2> /dev/null || echo '(not installed)')"
  if [ -r "$copyright" ]; then cat "$copyright"; fi
done
