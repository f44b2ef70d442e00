#!/usr/bin/env bash
# The examples for other CI systems: their commands are taken out of them and run, as that system would, on a repository with
# mistakes and on one without; the reports they promise must be there, and nothing may be registered that has an error.
#   usage: tests/packages/ci_examples.sh ECSLINT
# SPDX-License-Identifier: Apache-2.0
# shellcheck source=SCRIPTDIR/common.sh
source "$(dirname "$0")/common.sh"
need node npm
[ -d "$root/tests/node_modules/yaml" ] || skip "tests/node_modules is not installed (tools/setup.sh packages)"
"$root/packaging/npm.sh" "$ecslint" "$work/dist" > /dev/null
start_registry "$work/dist"

# Stand-ins that say how they were called.
mkdir "$work/bin"
printf '#!/bin/sh\necho "aws $*"\n' > "$work/bin/aws"
printf '#!/bin/sh\necho "reviewdog $*"\ncat > reviewdog.json\n' > "$work/bin/reviewdog"
chmod +x "$work/bin/"*
PATH="$work/bin:$(dirname "$ecslint"):$PATH"

for kind in good bad; do
  mkdir -p "$work/$kind/deploy" && cp "$root/examples/$kind/"* "$work/$kind/deploy"
done

# commands FILE EXPRESSION: the shell commands in a YAML file, one script
commands() { (cd "$root/tests" && node -p "const ci = require('yaml').parse(require('fs').readFileSync('../examples/ci/$1', 'utf8')); [$2].flat().join('\n')"); }

# runs CODE KIND SCRIPT REPORT...: the script ends with CODE there and leaves the reports.
runs() {
  local code=$1 kind=$2 script=$3 report
  shift 3
  cd "$work/$kind"
  rm -rf reports ./*.xml ./*.json ./*.sarif
  expect "$code" bash -ec "$script"
  for report; do [ -s "$report" ] || fail "$kind: no $report"; done
}

gitlab=$(commands gitlab-ci.yml 'ci.ecslint.script')
runs 0 good "$gitlab" gl-code-quality-report.json ecslint.xml
runs 1 bad "$gitlab" gl-code-quality-report.json ecslint.xml
grep -q '"check_name": *"NET003"' gl-code-quality-report.json || fail "the GitLab report does not have the finding"

circleci=$(commands circleci.yml 'ci.jobs.ecslint.steps.map((step) => step.run?.command ?? "")')
runs 0 good "$circleci" reports/ecslint.xml
runs 1 bad "$circleci" reports/ecslint.xml

jenkins=$(sed -n "s/^ *sh '\(.*\)'$/\1/p" "$root/examples/ci/Jenkinsfile")
[ "$(wc -l <<< "$jenkins")" -eq 1 ] || fail "commands of the Jenkinsfile: $jenkins"
runs 0 good "$jenkins" ecslint.xml ecslint.sarif
runs 1 bad "$jenkins" ecslint.xml ecslint.sarif

codebuild=$(commands buildspec.yml 'ci.phases.pre_build.commands, ci.phases.build.commands')
runs 0 good "$codebuild" ecslint.xml
says "aws ecs register-task-definition"
runs 1 bad "$codebuild" ecslint.xml
says_not "aws ecs register-task-definition"

reviewdog=$(cat "$root/examples/ci/reviewdog.sh")
runs 0 bad "$reviewdog" reviewdog.json
says "reviewdog -f=rdjson"
grep -q NET003 reviewdog.json || fail "reviewdog got no finding"

runs 0 good "$root/examples/ci/register.sh deploy/task-definition.json"
says "aws ecs register-task-definition --cli-input-json file://deploy/task-definition.json"
runs 1 bad "$root/examples/ci/register.sh deploy/task-definition.json"
says_not "aws ecs"
