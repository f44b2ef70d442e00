#!/usr/bin/env bash
# Installs the Debian packages the build needs and says so first; does nothing when they are all there.
#   usage: tools/setup.sh [build|lint|fuzz|bench|browser|tests|coverage|scale|packages|editors|terminal-editors|reports]...     (default: build)
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

build="g++ cmake ninja-build pkg-config git ca-certificates libre2-dev libfmt-dev libtomlplusplus-dev catch2 libyaml-dev libcli11-dev nlohmann-json3-dev"
lint="clang-format-14 clang-tidy-14"
fuzz="clang-14 libclang-rt-14-dev llvm-14"
bench="hyperfine python3 valgrind"
browser="chromium fonts-dejavu-core"
tests="python3 strace binutils"
coverage="gcovr python3"
reports="python3 libxml2-utils"
scale="python3 python3-venv default-jre-headless parallel zstd"
terminal_editors="neovim emacs-nox elpa-eglot"
editors="$terminal_editors python3 libkrb5-dev libx11-dev libxkbfile-dev libsecret-1-dev"
packages="python3 python3-venv pre-commit shellcheck curl"
# Node from elsewhere brings its npm, and Debian's npm would not go with it.
command -v npm > /dev/null || { packages+=" nodejs npm"; editors+=" nodejs npm"; }

wanted=""
for group in "${@:-build}"; do
  case $group in
    build) wanted+=" $build" ;;
    lint) wanted+=" $lint" ;;
    fuzz) wanted+=" $fuzz" ;;
    bench) wanted+=" $bench" ;;
    browser) wanted+=" $browser" ;;
    tests) wanted+=" $tests" ;;
    coverage) wanted+=" $coverage" ;;
    reports) wanted+=" $reports" ;;
    scale) wanted+=" $scale" ;;
    packages) wanted+=" $packages" ;;
    editors) wanted+=" $editors" ;;
    terminal-editors) wanted+=" $terminal_editors" ;;
    *) echo "setup.sh: unknown group $group" >&2; exit 2 ;;
  esac
done

missing=""
for package in $wanted; do
  dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=" $package"
done
[ -z "$missing" ] && exit 0

as_root=""
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "ecslint needs these packages:$missing (install them as root)" >&2; exit 1; }
  as_root="sudo"
fi
echo "ecslint: installing with apt-get:$missing" >&2
$as_root apt-get -q update >&2
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $as_root apt-get -q install -y --no-install-recommends $missing >&2
