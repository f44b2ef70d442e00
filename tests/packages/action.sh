#!/usr/bin/env bash
# The Action and the workflows: shellcheck over the scripts, GitHub's parser and action-validator over the files, and the Action
# run step by step (tests/action/).
#   usage: tests/packages/action.sh ECSLINT
# SPDX-License-Identifier: Apache-2.0
# shellcheck source=SCRIPTDIR/common.sh
source "$(dirname "$0")/common.sh"
need node git curl shellcheck
[ -d "$root/tests/node_modules/@actions" ] || skip "tests/node_modules is not installed (tools/setup.sh packages)"
cd "$root"
shellcheck -x action/*.sh packaging/*.sh tests/packages/*.sh
ECSLINT=$ecslint node --test tests/action/*.test.mjs
