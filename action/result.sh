#!/usr/bin/env bash
# Step "Result", the last: says what came of it and ends as ecslint did, so that everything else was done before the job fails.
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

if [ "$ECSLINT_UPLOAD" = failure ]; then
  why="the job needs the permission security-events: write, and the repository code scanning"
  if [ "$ECSLINT_FORK" = true ]; then why="the token of a pull request from a fork may not write; annotations and summary are there"; fi
  echo "::warning title=ecslint::the SARIF report was not taken by code scanning: $why"
fi

counted() { if [ "$1" = 1 ]; then echo "1 $2"; else echo "$1 $2s"; fi; }

case $ECSLINT_EXIT_CODE in
  0) exit 0 ;;
  1) echo "ecslint: $(counted "$ECSLINT_ERRORS" error), $(counted "$ECSLINT_WARNINGS" warning); fails from $ECSLINT_FAIL_ON on" ;;
  2) echo "::error title=ecslint::wrong arguments or configuration (see the step Lint)" ;;
  3) echo "::error title=ecslint::an input could not be read (see the step Lint)" ;;
  "") echo "::error title=ecslint::ecslint could not run (see the step Lint)" ;;
  *) echo "::error title=ecslint::ecslint ended with $ECSLINT_EXIT_CODE, a mistake of its own: please report it" ;;
esac
exit "${ECSLINT_EXIT_CODE:-1}"
