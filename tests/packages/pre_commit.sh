#!/usr/bin/env bash
# The hooks, run by pre-commit itself out of a git repository, with npm packages from a registry on this machine: a bad task
# definition is refused, mended by the fix hook, accepted.
#   usage: tests/packages/pre_commit.sh ECSLINT
# SPDX-License-Identifier: Apache-2.0
# shellcheck source=SCRIPTDIR/common.sh
source "$(dirname "$0")/common.sh"
need git node npm pre-commit
unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE
export PRE_COMMIT_HOME=$work/pre-commit GIT_CONFIG_GLOBAL=$work/gitconfig GIT_CONFIG_NOSYSTEM=1
printf '[user]\n\tname = A\n\temail = a@example.com\n[init]\n\tdefaultBranch = main\n[safe]\n\tdirectory = *\n' > "$GIT_CONFIG_GLOBAL"
"$root/packaging/npm.sh" "$ecslint" "$work/dist" > /dev/null
start_registry "$work/dist"

# The repository that holds the hooks, as pre-commit clones it.
hooks="$work/hooks"
mkdir -p "$hooks/packaging/npm"
(cd "$root" && cp package.json .pre-commit-hooks.yaml LICENSE README.md "$hooks" && cp packaging/npm/ecslint.js "$hooks/packaging/npm")
(cd "$hooks" && git init -q && git add . && git commit -qm hooks && git tag "v$version")
expect 0 pre-commit validate-manifest "$hooks/.pre-commit-hooks.yaml"

# use ID...: the project's configuration becomes these hooks.
use() {
  { echo 'repos:'; printf -- '- repo: %s\n  rev: v%s\n  hooks:\n' "$hooks" "$version"; printf -- '  - id: %s\n' "$@"; } > .pre-commit-config.yaml
  git add .pre-commit-config.yaml
}

project="$work/a project"
mkdir -p "$project/deploy here" && cd "$project"
git init -q
use ecslint
expect 0 pre-commit install

# No ECS file: in silence.
echo '{ "name": "not ecs" }' > package.json
printf 'services:\n  web:\n    image: nginx\n' > compose.yaml
git add . && expect 0 git commit -m 'no ECS file'
says "ecslint..."
says Passed
says_not "ECS files"

# A host port that a task with awsvpc cannot have: refused, with the place.
task="deploy here/task definition.json"
sed 's/"containerPort": 8080/"containerPort": 8080, "hostPort": 80/' "$root/examples/good/task-definition.json" > "$task"
cp "$task" "$work/bad.json"
git add . && expect 1 git commit -m bad
says "error[NET003]"
says "deploy here/task definition.json:"

# Mended by the other hook; pre-commit stops for the change to be looked at, and takes it the second time.
use ecslint-fix
expect 1 git commit -m fixed
says "files were modified by this hook"
git diff --quiet -- "$task" && fail "nothing was mended"
git add . && expect 0 git commit -m fixed

# Renamed and deleted files never reach the hook; one that vanished is named.
use ecslint
git mv "$task" deploy.json && git rm -q compose.yaml && expect 0 git commit -m moved
expect 3 "$ecslint" check gone.json
says "cannot be read: No such file or directory"

# The whole repository, when any such file changed: a service whose task definition is in another file.
use ecslint-project
cp "$work/bad.json" deploy.json && git add . && git -c core.hooksPath=/dev/null commit -qm "behind the hook's back"
echo 'a: 1' > other.yaml && git add . && expect 1 git commit -m project
says "error[NET003]"
git reset -q --hard HEAD

# The ecslint of this machine.
use ecslint-system
echo ' ' >> deploy.json && git add .
expect 1 env PATH="$(dirname "$ecslint"):$PATH" git commit -m system
says "error[NET003]"
git reset -q --hard HEAD && rm deploy.json

# 5,000 files in one commit, two of them bad. pre-commit may call the hook more than once for so many names.
use ecslint
mkdir many
for i in $(seq 4998); do echo "{ \"number\": $i }" > "many/file-$i.json"; done
cp "$work/bad.json" many/file-0.json && cp "$work/bad.json" many/zz.yaml
git add . && expect 1 git commit -m many
[ "$(grep -c 'error\[NET003\]' "$work/out")" -eq 2 ] || fail "5,000 files: not two findings"
