#!/usr/bin/env bash
# Step "Summary": the table of findings, and behind a fold each with its line of source. GitHub takes 1 MiB a step.
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
[ -n "$ECSLINT_REPORTS" ] || exit 0
{
  cat "$ECSLINT_REPORTS/summary.md"
  if [ -s "$ECSLINT_REPORTS/details" ]; then
    # Indented by four, text from the linted files cannot end the block it stands in.
    printf '\n<details><summary>With their lines</summary>\n\n'
    head -c 900000 "$ECSLINT_REPORTS/details" | sed 's/^/    /'
    printf '\n\n</details>\n'
  fi
} | head -c 1000000 >> "$GITHUB_STEP_SUMMARY"
