#!/usr/bin/env bash
# A real CDK app (tools/cdk/app.js) is synthesised and linted: the mistake in it is found, named by its construct,
# and nothing else is an error. Needs node and the npm registry; without them it says so and is skipped (77).
#   usage: tools/check_cdk.sh ECSLINT [FOLDER_WITH_NODE_MODULES]
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
ecslint=$(realpath "${1:?path of ecslint}")
root=$(cd "$(dirname "$0")/.." && pwd)
work=${2:-$root/build/cdk}
mkdir -p "$work"
cp "$root/tools/cdk/app.js" "$work/app.js"
cd "$work"
if [ ! -d node_modules/aws-cdk-lib ]; then
  npm install --prefix . --no-audit --no-fund --silent aws-cdk-lib constructs > npm.log 2>&1 || { echo "check_cdk: aws-cdk-lib cannot be installed: skipped"; exit 77; }
fi
rm -rf out
node app.js out > synth.log 2>&1
"$ecslint" check --no-config -f json out > findings.json || true
python3 - <<'END'
import json, sys
report = json.load(open("findings.json"))
errors = [f for f in report["findings"] if f["level"] == "error"]
wrong = [f for f in errors if "Raw.template.json" not in f["file"]]
sizes = [f for f in errors if "Raw/Broken" in f["message"] and f["resource"]["name"] == "Broken"]
for f in wrong:
    print(f'unexpected: {f["file"]}:{f["start"]["line"]} {f["code"]} {f["message"]}')
print(f'check_cdk: {report["summary"]["files"]} templates, {len(errors)} errors, of the broken task definition {len(sizes)}')
sys.exit(1 if wrong or not sizes else 0)
END
