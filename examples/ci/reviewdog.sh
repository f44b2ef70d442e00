#!/bin/sh
# reviewdog: findings as comments on the lines of a pull request, with the fix as a suggestion.
# The exit code is reviewdog's, so ecslint's own is left aside.
npx --yes ecslint@0.1.0 check --exit-zero -f rdjson . | reviewdog -f=rdjson -name=ecslint -reporter=github-pr-review -fail-level=error
