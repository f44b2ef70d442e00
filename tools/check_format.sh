#!/usr/bin/env bash
# Fails when a C++ file is not formatted as .clang-format says (clang-format 14, Debian 12's).
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
cd "$(dirname "$0")/.."
git ls-files '*.h' '*.cc' | xargs clang-format-14 --dry-run --Werror
echo "format: ok"
