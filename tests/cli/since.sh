#!/usr/bin/env bash
# --since: what is on changed lines of a repository's files, what was taken away, what concerns a changed file as a whole; and the
# repository, which is somebody else's, runs nothing.
#   usage: tests/cli/since.sh ECSLINT
# SPDX-License-Identifier: Apache-2.0
set -uo pipefail
ecslint=$(realpath "$1")
command -v git > /dev/null || { echo "skipped: no git"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
export NO_COLOR=1 HOME=$work GIT_CONFIG_NOSYSTEM=1
status=0
# expect EXPECTED CODE... : the findings of the last run, sorted
expect() {
  local what=$1 found
  shift
  found=$(sed -n 's/^\([^ ]*\): [a-z]*\[\([A-Z0-9]*\)\].*/\1 \2/p' out | sort | tr '\n' ',')
  [ "$found" = "$(printf '%s,' "$@" | sed 's/^,$//')" ] || { echo "FAILED: $what: $found"; cat err; status=1; }
}
check() { "$ecslint" check --no-config --select IMG001,CTR003,SYN,RES005,CTR001 -f concise "$@" > out 2> err; code=$?; }

git init -q repo
cd repo || exit 2
git config user.email a@example.com; git config user.name a
cat > task.yaml <<'YAML'
family: web
containerDefinitions:
  - name: web
    image: nginx:latest
    memory: 64
    readonlyRootFilesystem: true
  - name: side
    image: redis:latest
    memory: 64
    readonlyRootFilesystem: true
YAML
cp task.yaml other.yaml
printf 'family: web\r\ncontainerDefinitions:\r\n  - name: web\r\n    image: nginx:latest\r\n    memory: 64\r\n' > dos.yaml
git add . && git commit -qm one

check --since HEAD .
expect "nothing changed"
[ $code -eq 0 ] || { echo "FAILED: exit $code"; status=1; }

sed -i '8s/redis/memcached/' task.yaml
check --since HEAD .
expect "one line" "task.yaml:8:12 IMG001"
[ $code -eq 1 ] || { echo "FAILED: exit $code"; status=1; }
check --write-baseline all.json .; sed -i '4s/latest/1.27/' other.yaml
check --since HEAD --baseline all.json .
! grep -q "no longer found" err || { echo "FAILED: what was not looked for is not gone"; cat err; status=1; }
rm all.json; git checkout -q other.yaml
(cd / && "$ecslint" check --no-config --select IMG001 -f concise --since HEAD "$work/repo" > "$work/repo/out" 2> "$work/repo/err")
expect "from another folder" "$work/repo/task.yaml:8:12 IMG001"

sed -i '6d' task.yaml
check --since HEAD .
expect "a line taken away" "task.yaml:3:11 CTR003" "task.yaml:7:12 IMG001"
sed -i 's/$/\r/' other.yaml
check --since HEAD .
expect "line ends alone" "task.yaml:3:11 CTR003" "task.yaml:7:12 IMG001"

cp task.yaml new.yaml
git add new.yaml
cp task.yaml $'un\nknown.yaml'
check --since HEAD .
[ "$(grep -c IMG001 out)" -eq 5 ] || { echo "FAILED: new files are new as a whole"; cat out; status=1; }
rm new.yaml $'un\nknown.yaml'; git rm -q --cached new.yaml

git commit -qam two
check --since HEAD~1 .
expect "against an older commit" "task.yaml:3:11 CTR003" "task.yaml:7:12 IMG001"
git tag v1 HEAD~1
check --since v1 .
expect "against a tag" "task.yaml:3:11 CTR003" "task.yaml:7:12 IMG001"
cp task.yaml saved; printf '  - [' >> task.yaml
check --since HEAD .
grep -q SYN out || { echo "FAILED: a changed file that does not parse is told"; status=1; }
mv saved task.yaml

check --since nonsense .
[ $code -eq 2 ] && grep -q "no revision nonsense" err || { echo "FAILED: an unknown revision"; status=1; }
check --since=--output=x .
[ $code -eq 2 ] && [ ! -e x ] || { echo "FAILED: a revision that looks like an option"; status=1; }
(cd / && "$ecslint" check --no-config --since HEAD "$work" > "$work/repo/out" 2> "$work/repo/err")
[ $? -eq 2 ] && grep -q "in no git repository" err || { echo "FAILED: no repository"; status=1; }

# --fix keeps to what changed, too.
before=$(sed -n '1,6p' task.yaml)
"$ecslint" check --no-config --unsafe-fixes --since HEAD . > out 2> err
[ -z "$(git status --porcelain -uno)" ] || { echo "FAILED: --fix mended what nobody touched"; git diff; status=1; }
[ "$before" = "$(sed -n '1,6p' task.yaml)" ] || { echo "FAILED: task.yaml changed"; status=1; }

# What an ecslint.toml suppresses ends by itself: that is told when the file changed, and not ever after.
ended() { "$ecslint" check --since HEAD -f concise . > out 2> err; grep -q SUP002 out; }
printf '[[ignore]]\ncode = "IMG001"\nreason = "x"\nuntil = "2020-01-01"\n' > ecslint.toml
ended || { echo "FAILED: the end of a new [[ignore]] is not told"; status=1; }
git add ecslint.toml && git commit -qm ignore
! ended || { echo "FAILED: the end of an old [[ignore]] is told"; status=1; }
git rm -qf ecslint.toml && git commit -qm "no ignore"

# Everything that a repository can make git run leaves a mark here.
bite() { printf '#!/bin/sh\necho "%s" >> "%s/bitten"\ncat\n' "$1" "$work" > "$work/bite-$1"; chmod +x "$work/bite-$1"; echo "$work/bite-$1"; }
git config core.fsmonitor "$(bite fsmonitor)"
git config core.pager "$(bite pager)"
git config diff.external "$(bite external)"
git config diff.yaml.textconv "$(bite textconv)"
git config diff.yaml.command "$(bite command)"
git config filter.f.clean "$(bite clean)"
git config filter.f.smudge "$(bite smudge)"
git config filter.f.process "$(bite process)"
git config core.sshCommand "$(bite ssh)"
git config core.hooksPath "$work/hooks"
git config alias.ls-files "!$(bite alias)"
git config alias.cat-file "!$(bite alias)"
mkdir "$work/hooks"
for hook in post-index-change reference-transaction post-checkout pre-commit fsmonitor-watchman; do cp "$(bite hook)" "$work/hooks/$hook"; done
printf '*.yaml diff=yaml filter=f\n*.json diff=yaml filter=f\n' > .gitattributes
sed -i '7s/memcached/other/' task.yaml
rm -f "$work/bitten"
check --since HEAD .
[ ! -e "$work/bitten" ] || { echo "FAILED: the repository made git run $(sort -u "$work/bitten" | tr '\n' ' ')"; status=1; }
grep -q "task.yaml:7:12" out || { echo "FAILED: nothing found in the hostile repository"; status=1; }
[ $status -eq 0 ] && echo "all of --since holds"
exit $status
