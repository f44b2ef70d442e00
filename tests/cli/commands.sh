#!/usr/bin/env bash
# Commands and options whose output depends on where they run: init, doctor, completions, man, schema config, --add-ignore,
# --max-warnings, ecslint test as JUnit.
#   usage: tests/cli/commands.sh ECSLINT SOURCE_FOLDER
# SPDX-License-Identifier: Apache-2.0
set -uo pipefail
ecslint=$(realpath "$1")
source=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
export NO_COLOR=1
PATH="$(dirname "$ecslint"):$PATH"
status=0
fail() {
  echo "FAILED: $1"
  head -c 3000 out err
  status=1
}
run() {
  local expected=$1
  shift
  "$ecslint" "$@" > out 2> err
  local code=$?
  [ $code -eq "$expected" ] || fail "exit $code, not $expected: ecslint $*"
}
says() { grep -qF -- "$1" out err || fail "nobody says: $1"; }

# init: what it writes fits the repository, is right, and means what is in force without it.
mkdir -p repo/env/prod repo/env/dev repo/deploy
cd repo || exit 2
for at in env/prod env/dev; do
  cat > $at/task.json <<'JSON'
{
  "family": "web",
  "tags": [{ "key": "owner", "value": "shop" }],
  "containerDefinitions": [
    { "name": "web", "image": "public.ecr.aws/nginx/nginx:1.27", "memory": 64, "logConfiguration": { "logDriver": "fluentd" } },
    { "name": "db", "image": "redis:latest", "memory": 64 }
  ]
}
JSON
done
"$ecslint" check -f json . > before.txt 2> /dev/null
run 0 init
says "ecslint.toml written"
for text in 'files = ["env/prod/**"]' 'files = ["env/dev/**"]' '"docker.io", "public.ecr.aws"' '"fluentd"' 'keys = ["owner"]' \
  "2 task definitions in 2 files"; do
  grep -qF -- "$text" ecslint.toml || fail "ecslint.toml does not say: $text"
done
"$ecslint" check -f json . > after.txt 2> /dev/null
cmp before.txt after.txt || fail "the first ecslint.toml changes what is found"
run 2 init
says "--force"
run 0 init --print
cmp out ecslint.toml || fail "--print shows what is written"
# All that is proposed can be taken over: comment signs away, and it is right.
sed -e 's/^# \(\[\|files\|ignore\|options\|severity\|profile\|closed\|code\|file\|path\|reason\|until\)/\1/' ecslint.toml |
  awk '/^ignore = \["CTR002"\]/ { next } /^profile = "default"/ { next } 1' > all.toml
run 1 check --config all.toml -f concise .
! grep -q CFG out || fail "what init proposes is not right"
sed -i -e 's/"docker.io", //' -e 's/drivers = .*/drivers = ["awslogs"] }/' all.toml
run 1 check --config all.toml -f concise .
says "IMG004"; says "LOG033"
mkdir ../empty
run 0 init ../empty
grep -q "nothing of ECS" ../empty/ecslint.toml || fail "init in an empty folder"
run 2 init nowhere

# doctor
run 0 doctor
says "ecslint 0."; says "2 hold ECS: 2 task definitions"; says "ecslint.toml"; says "nothing odd"
printf '[[path]]\nfiles = "staging/**"\nprofile = "strict"\n[[ignore]]\ncode = "IAM001"\nfile = "gone.json"\nreason = "x"\n' > ecslint.toml
run 0 doctor
says "no file here matches staging/**"; says "no file here matches gone.json"
printf 'selekt = 1\n' > env/ecslint.toml
run 2 doctor
says 'env/ecslint.toml:1:1: unknown key "selekt"'
printf 'profile = "strict"\n' > env/ecslint.toml
run 0 config env
says 'profile = "strict"'
printf 'selekt = 1\n' > env/ecslint.toml
run 2 config env
says 'env/ecslint.toml:1:1: unknown key "selekt"'
rm ecslint.toml env/ecslint.toml
printf 'ignore = ["CTR002"]\n[[ignore]]\ncode = "IAM001"\nreason = "x"\n' > ecslint.toml
run 2 config
says 'write it into the list: ignore = ['
rm ecslint.toml

# A configuration above the current folder speaks of the same files as from its own.
printf '[[path]]\nfiles = "env/dev/**"\nignore = ["IMG001"]\n' > ecslint.toml
(cd env && "$ecslint" check -f concise . > "$work/repo/out" 2> "$work/repo/err")
[ "$(grep -c IMG001 out)" -eq 1 ] || fail "patterns of an ecslint.toml above the current folder"
(cd env/dev && "$ecslint" check -f concise ../prod . > "$work/repo/out" 2> "$work/repo/err")
[ "$(grep -c IMG001 out)" -eq 1 ] || fail "patterns of an ecslint.toml above, files named with .."
rm ecslint.toml

# --max-warnings: fewer are let pass, errors never.
cp env/dev/task.json t.json
run 1 check --no-config --select IMG001 t.json
run 0 check --no-config --select IMG001 --max-warnings 1 t.json
run 1 check --no-config --select IMG001 --max-warnings 0 t.json
run 0 check --no-config --select IMG001 --max-warnings 0 --exit-zero t.json
run 1 check --no-config --select IMG001 --max-warnings 5 --fail-on warning t.json
sed 's/"memory": 64, "log/"log/' t.json > e.json
run 1 check --no-config --select RES --max-warnings 9 e.json

# --add-ignore
run 0 check --add-ignore IMG001@t.json:6 --reason "pinned by the deployment"
says "is ignored by ecslint.toml:1"
run 0 check --select IMG001 t.json
run 1 check --select IMG001 env/dev/task.json
printf 'family: web\ncontainerDefinitions:\n  - name: web\n    image: nginx:latest\n    memory: 64\n' > t.yaml
run 0 check --add-ignore floating-tag@t.yaml:4
says "write the reason there"
sed -n 4p t.yaml | grep -qx '    # ecslint: ignore\[IMG001\]' || fail "the comment in t.yaml"
run 2 check --add-ignore IMG001@t.yaml:2
says "IMG001 finds nothing there"
# Several at once: lines are those of the files as they are, and all is written or nothing.
printf 'family: a\ncontainerDefinitions:\n  - name: a\n    image: nginx:latest\n    memory: 64\n  - name: b\n    image: nginx:latest\n    memory: 64\n' > many.yaml
cp many.yaml before.yaml
run 2 check --add-ignore IMG001@many.yaml:4 --add-ignore IMG001@many.yaml:3
says "many.yaml:3: IMG001 finds nothing there (found are CTR002"
cmp many.yaml before.yaml || fail "half of what is asked for was written"
run 0 check --reason why --add-ignore IMG001@many.yaml:4 --add-ignore IMG008@./many.yaml:4 --add-ignore IMG001@many.yaml:7
run 1 check --select IMG001,IMG008,SUP --fail-on info -f concise many.yaml
[ "$(wc -l < out)" -eq 1 ] || fail "three were to be ignored"
says "many.yaml:10:12: info[IMG008]"
run 2 check --add-ignore IMG001
says "expected CODE@FILE:LINE"
cd ..

# schema config
run 0 schema config
python3 - <<'PY' || fail "schema config is no JSON Schema"
import json
schema = json.load(open("out"))
assert schema["properties"]["profile"]["enum"] == ["minimal", "default", "strict"]
assert "registries" in schema["definitions"]["rules"]["properties"]["IMG004"]["properties"]["options"]["properties"]
PY
cmp out "$source/docs/ecslint.schema.json" || fail "docs/ecslint.schema.json is out of date: make docs"

# completions: every shell that is here reads them, and bash completes with them.
for shell in bash zsh fish; do
  run 0 completions $shell
  cp out completions.$shell
  command -v $shell > /dev/null || { echo "skipped: no $shell"; continue; }
  $shell -n completions.$shell || fail "$shell does not take its completions"
done
run 2 completions powershell
complete_bash() {
  bash --norc -c '
    . ./completions.bash
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _ecslint 2> /dev/null; printf "%s\n" "${COMPREPLY[@]}"' complete "$@" > out
}
complete_bash ecslint che; grep -qx check out || fail "bash: commands"
complete_bash ecslint check --for; grep -qx -- --format out || fail "bash: options"
complete_bash ecslint check --format sa; grep -qx sarif out || fail "bash: values"
complete_bash ecslint check --format = sa; grep -qx sarif out || fail "bash: values behind ="
complete_bash ecslint completions f; grep -qx fish out || fail "bash: arguments"
complete_bash ecslint explain IAM00; grep -qx IAM001 out || fail "bash: rules"
if command -v fish > /dev/null; then
  fish -c 'source completions.fish; complete -C "ecslint check --fail-on "' > out 2> err
  grep -q never out || fail "fish: values"
  fish -c 'source completions.fish; complete -C "ecslint che"' > out 2> err
  grep -q check out || fail "fish: commands"
fi

# man: troff has no complaint, and every command and option is in it.
run 0 man
cp out page.1
for command in check explain rules schema test eval dump explain-file config init doctor completions man; do
  grep -qF "ecslint ${command//-/\\-}" page.1 || fail "the manual page lacks $command"
done
for option in '\-\-since' '\-\-add\-ignore' '\-\-max\-warnings'; do grep -qF -- "$option" page.1 || fail "the manual page lacks $option"; done
if command -v groff > /dev/null && groff -man -ww -Tascii -P-cbou page.1 > page.txt 2> err; then
  [ ! -s err ] || fail "troff complains"
  grep -q 'EXIT STATUS' page.txt || fail "the manual page is printed whole"
fi
if command -v mandoc > /dev/null; then
  mandoc -Tlint -Werror page.1 > out 2>&1 || fail "mandoc complains"
fi

# How far a run has come is told on a terminal after a second, and wiped away; elsewhere it is not.
mkdir slow
cat > slow/SLOW001-slow.toml <<'TOML'
code     = "SLOW001"
name     = "slow"
summary  = "Takes long"
severity = "warning"
subject  = "container"
let      = { l = "lists.range(1000)" }
assert   = "l.all(a, l.all(b, l.all(c, a + b + c >= 0)))"
at       = "container.name"
message  = "never said"
TOML
mkdir many
for i in $(seq 150); do cp repo/env/dev/task.json "many/$i.json"; done
long=("$ecslint" check --no-config --rules slow --fail-on never many)
"${long[@]}" > out 2> err
[ ! -s err ] || fail "progress where no terminal is"
if command -v script > /dev/null && script -qec true /dev/null < /dev/null > /dev/null 2>&1; then
  script -qec "$(printf '%q ' "${long[@]}") > /dev/null" /dev/null < /dev/null > out 2> err
  grep -q 'of 150 files checked' out || fail "progress on a terminal"
  tail -c 5 out | grep -q $'\e\\[K$' || fail "progress is wiped away"
  script -qec "$(printf '%q ' "$ecslint" check --no-config --select IMG001 --fail-on never many) > /dev/null" /dev/null < /dev/null > out 2> err
  ! grep -q 'files' out || fail "progress before a second is over"
else
  echo "skipped: no script(1), or no terminals to be had"
fi

# Every option that --help tells is known however it is written, though only those that are mentioned are declared.
known=0
for command in check config explain-file lsp rules; do
  "$ecslint" $command --help > help
  for option in $(grep -oE '^  (-[a-z],)?--[a-z-]+' help | tr ',' ' '); do
    case $option in --*) forms="$option $option=x" ;; *) forms="$option ${option}x" ;; esac
    for form in $forms; do
      "$ecslint" $command "$form" < /dev/null > out 2> err
      ! grep -qF -- "not expected: $option" err || fail "$command does not know $form"
      known=$((known + 1))
    done
  done
done
[ $known -gt 100 ] || fail "only $known options were tried"
cp "$source/examples/bad/service.yaml" one.yaml
"$ecslint" check --no-config -qf concise one.yaml > long 2> err
"$ecslint" check --no-config --quiet --format=concise one.yaml > out 2>> err
cmp -s long out && [ -s out ] || fail "-qf concise is --quiet --format=concise"
run 1 check --no-config --quiet --select HAV001 "$source/examples/bad/service.yaml"
says "0 errors, 1 warning, 0 infos; 1 not shown"
run 2 check --config a --no-config one.yaml
says "--config excludes --no-config"
run 2 check --write-baseline a --baseline b one.yaml
says "excludes"

# What is almost right is understood, or says what would be.
cp "$source/examples/first/task-definition.json" first.json
run 1 check --no-config -f concise --select "IMG001, img008" first.json
[ "$(wc -l < out)" -eq 2 ] || fail "blanks and small letters in --select"
run 2 check --fomat=json first.json
says "(did you mean --format?)"
run 2 check --as taskdef first.json
says "(did you mean task-definition?)"
run 2 check --no-config --select tag:sekurity first.json
says 'no rule has the tag "sekurity": did you mean "tag:security"?'
run 2 explain-file .
says "is a folder"
run 3 explain-file nowhere.json
printf '{"family": "a", "containerDefinitions": [' > cut.json
run 0 explain-file cut.json
says "cannot be read whole"
cat > template.yaml <<'YAML'
Parameters:
  Env: { Type: String, AllowedValues: [dev, prod] }
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties: { Family: web, Memory: "512", ContainerDefinitions: [{ Name: web, Image: !Sub "web:${Env}" }] }
  Service:
    Type: AWS::ECS::Service
    Properties: { TaskDefinition: !Ref Task }
YAML
run 0 check --no-config --select RES001 --param Env=test --param Nope=1 template.yaml
says 'template.yaml: parameter Env is "test", and the template allows only dev, prod'
says "--param Nope: no template that was checked has this parameter"
run 0 check --no-config --select RES001 --param Env=dev template.yaml
[ ! -s err ] || fail "Env may be dev"
run 0 eval taskDefinition.family template.yaml
[ "$(cat out)" = '"web"' ] || fail "eval speaks of the task definition alone"
run 0 eval 'type(resource)' template.yaml
[ "$(wc -l < out)" -eq 2 ] || fail "resource is each"
run 2 eval cluster template.yaml
[ "$(grep -c "unknown name" err)" -eq 1 ] || fail "eval complains once"

# ecslint test as JUnit.
cp -r "$source/examples/policies" policies
run 0 test policies -f junit
python3 -c 'import xml.dom.minidom; d = xml.dom.minidom.parse("out"); assert len(d.getElementsByTagName("testcase")) > 20; assert not d.getElementsByTagName("failure")' || fail "JUnit of a pack that is right"
rm -r policies/fixtures/ACME002
run 1 test policies -o junit.xml
says "has no fixtures"
python3 -c 'import xml.dom.minidom; d = xml.dom.minidom.parse("junit.xml"); assert len(d.getElementsByTagName("failure")) == 1' || fail "JUnit of a pack with a gap"
mkdir none; run 2 test none
says "no fixtures found"
[ $status -eq 0 ] && echo "all commands do what they say"
exit $status
