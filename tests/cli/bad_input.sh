#!/usr/bin/env bash
# What the world does to files: no permission, links to nothing and in circles, files that go or change while they are looked
# at, a full disk, odd names, a broken ecslint.toml, an expression without end. ecslint says what is wrong, checks the rest, ends with
# the right code and loses nothing.
#   usage: tests/cli/bad_input.sh ECSLINT
# SPDX-License-Identifier: Apache-2.0
set -uo pipefail
ecslint=$(realpath "$1")
work=$(mktemp -d)
mounted=""
cleanup() {
  [ -z "$mounted" ] || umount "$mounted"
  chmod -R u+rwx "$work"
  rm -rf "$work"
}
trap cleanup EXIT
chmod 755 "$work"
cd "$work" || exit 2
export NO_COLOR=1
status=0
fail() {
  echo "FAILED: $1"
  echo "--- standard output"; head -c 2000 out
  echo "--- standard error"; head -c 2000 err
  status=1
}
# run EXPECTED-CODE ARGUMENT... : output in out and err
run() {
  local expected=$1
  shift
  timeout 60 $as "$ecslint" "$@" > out 2> err
  local code=$?
  [ $code -eq "$expected" ] || fail "exit $code, not $expected: ecslint $*"
}
says() { grep -qF -- "$1" out err || fail "nobody says: $1"; }
keeps_quiet() { ! grep -qF -- "$1" out err || fail "somebody says: $1"; }
# Permissions mean nothing to root.
as=""
if [ "$(id -u)" -eq 0 ]; then
  as="setpriv --reuid=65534 --regid=65534 --clear-groups"
  $as true 2> /dev/null || as=skip
fi

task() { printf '{ "family": "%s", "containerDefinitions": [{ "name": "web", "image": "nginx:latest", "memory": 64 }] }\n' "$1"; }
clean() { cd "$work" && rm -rf case && mkdir case && chmod 777 case && cd case && touch out err || exit 2; }

# 1. Files and folders that may not be read.
if [ "$as" = skip ]; then
  echo "skipped: permissions (root, and no setpriv)"
  as=""
else
  clean
  task good > good.json; task secret > secret.json; chmod 000 secret.json
  mkdir closed; task inside > closed/inside.json; chmod 000 closed
  chmod 666 good.json
  run 3 check --no-config -f concise .
  says "secret.json:1:1: error[SYN"; says "Permission denied"; says "closed:1:1: error"; says "good.json:1:"
  run 3 check --no-config -f concise secret.json
  run 3 check --no-config -f concise closed
  chmod 755 closed
  # A report and a fix where nothing may be written.
  mkdir locked; task f > locked/task.json; chmod 555 locked
  run 2 check --no-config -o sarif=locked/report.sarif good.json
  says "locked/report.sarif"; says "Permission denied"
  as_before=$(cat locked/task.json)
  run 3 check --no-config --unsafe-fixes locked/task.json
  says "not fixed: locked/task.json"
  [ "$as_before" = "$(cat locked/task.json)" ] || fail "a file that could not be fixed has changed"
  cd "$work" || exit 2
  as=""
fi

# 2. Symbolic links: to nothing, in a circle, to the folder above.
clean
task good > good.json
ln -s nowhere dangling.json; ln -s b.json a.json; ln -s a.json b.json; ln -s . loop; mkdir sub; ln -s .. sub/up
run 1 check --no-config -f concise .
keeps_quiet dangling.json; keeps_quiet loop
[ "$(grep -c IMG001 out)" -eq 1 ] || fail "good.json is checked once, not through links"
run 3 check --no-config -f concise dangling.json
says "No such file or directory"
run 3 check --no-config -f concise a.json
says "Too many levels of symbolic links"
run 3 check --no-config -f concise gone.json good.json
says "good.json:1:"
ln -s nowhere.sarif link.sarif
run 1 check --no-config -o sarif=link.sarif good.json
[ -s nowhere.sarif ] || fail "a report through a link to nothing is written to its target"

# 3. Files that go away and change while a run goes on: a few seconds of that, ending like any run.
clean
for i in $(seq 300); do task "t$i" > "t$i.json"; done
(
  end=$((SECONDS + 4))
  while [ $SECONDS -lt $end ]; do
    for i in 7 90 150 220 290; do rm -f "t$i.json"; printf '{ "family": ' > "u$i.json"; rm -f "u$i.json"; task "t$i" > "t$i.json"; done
  done
) &
changer=$!
for _ in $(seq 25); do
  timeout 60 "$ecslint" check --no-config --fix -f concise . > out 2> err
  code=$?
  case $code in 1|3) ;; *) fail "exit $code while files change" ;; esac
done
wait $changer
for i in 1 7 90 150 299; do [ "$(head -c 1 "t$i.json")" = "{" ] || fail "t$i.json is gone or cut off"; done
[ -z "$(find . -name '.ecslint-*')" ] || fail "a file in the making is left over"

# 4. A full disk.
clean
task good > good.json
timeout 60 "$ecslint" check --no-config good.json > /dev/full 2> err
[ $? -eq 3 ] || fail "standard output that is full ends with 3"
says "No space left on device"
run 2 check --no-config -o sarif=/dev/full good.json
says "/dev/full: No space left on device"
mkdir small
if mount -t tmpfs -o size=64k none small 2> /dev/null; then
  mounted=$work/case/small
  task small > small/task.json
  run 1 check --no-config -o json=small/report.json small/task.json
  cp small/report.json report.before; cp small/task.json task.before
  head -c 40000 /dev/zero > small/filler 2> /dev/null
  run 2 check --no-config -o html=small/report.json small/task.json
  says "small/report.json: No space left on device"
  cmp report.before small/report.json || fail "the old report is lost"
  head -c 100000 /dev/zero > small/filler2 2> /dev/null
  run 3 check --no-config --unsafe-fixes small/task.json
  says "not fixed: small/task.json: No space left on device"
  cmp task.before small/task.json || fail "a file is lost to a full disk"
  run 2 check --no-config --write-baseline small/base.json small/task.json
  [ -e small/base.json ] && fail "half a baseline is left"
  [ -z "$(find small -name '.ecslint-*')" ] || fail "a file in the making is left on the full disk"
  cd "$work" && umount "$mounted" && mounted=""
else
  echo "skipped: a full tmpfs (mount is not allowed)"
fi

# 5. Names: blanks, line breaks, bytes that are no UTF-8, a dash in front, quotes, escapes for terminals.
clean
names=("a b.json" $'line\nbreak.json' $'bytes\xff\xfe.json' "-dash.json" "--fix.json" "quo\"te'.json" $'esc\e[31m.json' "pct%41:#?.json" "ünï.json")
for name in "${names[@]}"; do task n > "./$name"; done
formats=$("$ecslint" check --help | sed -n 's/.*--format TEXT:{\([a-z,]*\)}.*/\1/p' | tr ',' ' ')
[ -n "$formats" ] || fail "no formats"
for format in $formats; do
  run 1 check --no-config -f "$format" .
  ! grep -q $'\e\\[31m' out || fail "a name reaches the terminal as it is in $format"
done
run 1 check --no-config -f ndjson .
[ "$(grep -c IMG001 out)" -eq ${#names[@]} ] || fail "not every odd name is checked"
for format in json sarif gitlab rdjson; do
  run 1 check --no-config -f $format .
  python3 -c 'import json, sys; json.loads(open("out", "rb").read().decode("utf-8"))' || fail "$format is no JSON in UTF-8"
done
for format in junit checkstyle; do
  run 1 check --no-config -f $format .
  python3 -c 'import xml.dom.minidom; xml.dom.minidom.parse("out")' || fail "$format is no XML"
done
run 1 check --no-config -- -dash.json --fix.json
run 1 check --no-config $'line\nbreak.json'
run 0 check --no-config --write-baseline base.json .
run 0 check --no-config --baseline base.json .
if grep -q "no longer found" err; then fail "a baseline does not know odd names again"; fi
run 1 check --no-config --unsafe-fixes .
for name in "${names[@]}"; do [ -s "./$name" ] || fail "fixing loses $name"; done
git init -q . 2> /dev/null && run 1 check --no-config . && [ "$(grep -c IMG001 out)" -eq ${#names[@]} ] || fail "odd names in a repository"

# 6. A broken ecslint.toml: with its place, and nothing is guessed.
clean
task good > good.json
printf 'profile = "strict"\nselekt = ["IAM"]\n' > ecslint.toml
run 2 check -f concise good.json
says 'ecslint.toml:2:1: error[CFG002] unknown key "selekt": did you mean "select"?'
printf 'profile = \n' > ecslint.toml
run 2 check -f concise good.json
says "ecslint.toml:1:"; says "CFG001"
printf '\xff\xfe\x00\x01' > ecslint.toml
run 2 check -f concise good.json
rm ecslint.toml; mkdir ecslint.toml
run 2 check -f concise good.json
rmdir ecslint.toml; ln -s ecslint.toml ecslint.toml
run 1 check -f concise good.json
rm ecslint.toml
printf 'extends = "ecslint.toml"\n' > ecslint.toml
run 2 check -f concise good.json
says "in a circle"
rm ecslint.toml
run 2 check --config none.toml good.json
says "none.toml"

# 7. A rule whose condition would take for ever, and one that is none.
clean
task good > good.json
mkdir pack
cat > pack/SLOW001-endless.toml <<'TOML'
code     = "SLOW001"
name     = "endless"
summary  = "Takes for ever"
severity = "warning"
subject  = "container"
let      = { l = "lists.range(1000)" }
assert   = "l.all(a, l.all(b, l.all(c, l.all(d, a + b + c + d >= 0))))"
at       = "container.name"
message  = "never said"
TOML
before=$SECONDS
run 1 check --no-config --rules pack -f concise good.json
[ $((SECONDS - before)) -lt 20 ] || fail "an endless expression is not stopped in time"
says "rule SLOW001 could not be decided: the expression takes too long"; says "IMG001"
sed -i 's/^assert.*/assert = "l.all(a, "/' pack/SLOW001-endless.toml
run 2 check --no-config --rules pack -f concise good.json
says "pack/SLOW001-endless.toml:7:"

# 8. What cannot be read is said whatever was selected, in whatever encoding; of an empty file, when it was said what it is.
clean
printf '{"family": "a", "containerDefinitions": [' > cut.json
run 3 check --no-config --select NET cut.json
says "SYN002"
run 3 check --no-config --select NET --ignore SYN002 cut.json
keeps_quiet SYN002
task wide | iconv -t UTF-16 > wide.json
run 3 check --no-config -f concise .
says "wide.json:1:1: error[SYN005]"
printf '# nothing\n' > none.yaml
run 3 check --no-config -f concise --as task-definition none.yaml
says "none.yaml:1:1: error[SYN011]"
rm ./*.json
run 0 check --no-config .

[ $status -eq 0 ] && echo "all is said and nothing lost"
exit $status
