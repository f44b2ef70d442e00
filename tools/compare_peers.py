#!/usr/bin/env python3
"""Measures other tools on our fixtures: which of them tell a bad task definition or service from a good one, and how long one
file takes. Writes the table of docs/comparison.md.

  usage: tools/compare_peers.py ECSLINT CFN_LINT CHECKOV PYTHON
         CFN_LINT and CHECKOV are programs, PYTHON is one with botocore:
           python3 -m venv /tmp/p && /tmp/p/bin/pip install cfn-lint checkov botocore
           cmake --build --preset release --target bench_peak
           tools/compare_peers.py build/release/ecslint /tmp/p/bin/cfn-lint /tmp/p/bin/checkov /tmp/p/bin/python

A pair is a rule's good.json and bad.json, where both are one task definition or service. A tool tells them apart when it says
something of the bad one that it does not say of the good one. Tools that read CloudFormation get the same thing as a template,
which is their best case. SPDX-License-Identifier: Apache-2.0
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PEAK = ROOT / "build/release/tools/bench_peak"  # cmake --build --preset release --target bench_peak
ECSLINT, CFN_LINT, CHECKOV, PYTHON = sys.argv[1:5]
FREE = {"options", "driverOpts", "labels", "dockerLabels"}  # maps whose names are the user's
NAMES = {"efsVolumeConfiguration": "EFSVolumeConfiguration", "fsxWindowsFileServerVolumeConfiguration": "FSxWindowsFileServerVolumeConfiguration",
         "iam": "IAM", "properties": "ProxyConfigurationProperties", "placementStrategy": "PlacementStrategies", "s3filesVolumeConfiguration": "S3FilesVolumeConfiguration"}


def cfn(value):
    if isinstance(value, list):
        return [cfn(element) for element in value]
    if not isinstance(value, dict):
        return value
    if "efsVolumeConfiguration" in value and "fileSystemId" in value["efsVolumeConfiguration"]:  # and only there
        value = {**value, "efsVolumeConfiguration": {("filesystemId" if k == "fileSystemId" else k): v for k, v in value["efsVolumeConfiguration"].items()}}
    return {NAMES.get(key, key[:1].upper() + key[1:]): element if key in FREE else cfn(element) for key, element in value.items()}


def pairs():
    rules = {rule["code"]: rule for rule in json.loads(subprocess.run([ECSLINT, "rules", "-f", "json"], check=True, capture_output=True).stdout)}
    for folder in sorted((ROOT / "fixtures/rules").iterdir()):
        try:
            good, bad = (json.loads((folder / f"{kind}.json").read_text()) for kind in ("good", "bad"))
        except (FileNotFoundError, ValueError):
            continue
        for kind, mark in (("TaskDefinition", "containerDefinitions"), ("Service", "serviceName")):
            plain = all(isinstance(x, dict) and mark in x and not {"status", "revision", "taskDefinitionArn", "serviceArn", "primaryContainer"} & set(x) for x in (good, bad))
            if plain and folder.name in rules:
                yield folder.name, rules[folder.name]["level"], kind, good, bad
                break


def told(name, found):
    return bool(found.get(f"{name}.bad", set()) - found.get(f"{name}.good", set()))


def ecslint(work):
    out = {}
    for file in sorted(work.glob("api/*.json")):
        # Rules that are off unless selected are off here, too. What belongs to shape and syntax counts.
        report = json.loads(subprocess.run([ECSLINT, "check", "--no-config", "-f", "json", file], capture_output=True).stdout)
        out[file.stem] = {finding["code"] for finding in report["findings"]}
    return out


BOTOCORE = """
import json, pathlib, sys
import botocore.session, botocore.validate
model = botocore.session.get_session().get_service_model('ecs')
out = {}
for file in sorted(pathlib.Path(sys.argv[1]).glob('*.json')):
    given = json.loads(file.read_text())
    shape = model.operation_model('RegisterTaskDefinition' if 'containerDefinitions' in given else 'CreateService').input_shape
    out[file.stem] = [str(e) for e in botocore.validate.ParamValidator().validate(given, shape)._errors]
print(json.dumps(out))
"""


def botocore(work):
    report = json.loads(subprocess.run([PYTHON, "-c", BOTOCORE, work / "api"], check=True, capture_output=True).stdout)
    return {name: set(errors) for name, errors in report.items()}


def cfn_lint(work):
    out = {}
    files = sorted(work.glob("cfn/*.json"))
    for begin in range(0, len(files), 100):
        ran = subprocess.run([CFN_LINT, "--format", "json", "--include-checks", "I", "--", *files[begin:begin + 100]], capture_output=True)
        for finding in json.loads(ran.stdout or "[]"):
            out.setdefault(pathlib.Path(finding["Filename"]).stem, set()).add((finding["Rule"]["Id"], finding["Message"]))
    return out


def checkov(work):
    ran = subprocess.run([CHECKOV, "-d", work / "cfn", "--framework", "cloudformation", "-o", "json", "--quiet", "--compact", "--skip-download"], capture_output=True)
    report = json.loads(ran.stdout)
    out = {}
    for part in report if isinstance(report, list) else [report]:
        for check in part["results"]["failed_checks"]:
            out.setdefault(pathlib.Path(check["file_path"]).stem, set()).add(check["check_id"])
    return out


def one_file(command):
    """Best of three: seconds, and MiB of the largest process so far."""
    best = None
    for _ in range(3):
        begin = time.monotonic()
        subprocess.run(command, capture_output=True)
        best = min(filter(None, (best, time.monotonic() - begin)))
    used = subprocess.run([PEAK, *map(str, command)], capture_output=True, text=True).stdout
    return best, float(used)


def main():
    found = list(pairs())
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        for sub in ("api", "cfn"):
            (work / sub).mkdir()
        for name, _, kind, good, bad in found:
            for which, value in (("good", good), ("bad", bad)):
                (work / "api" / f"{name}.{which}.json").write_text(json.dumps(value, indent=2))
                template = {"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"It": {"Type": f"AWS::ECS::{kind}", "Properties": cfn(value)}}}
                (work / "cfn" / f"{name}.{which}.json").write_text(json.dumps(template, indent=2))
        api, template = work / "api/RES001.bad.json", work / "cfn/RES001.bad.json"
        versions = {
            "ecslint": subprocess.run([ECSLINT, "--version"], capture_output=True, text=True).stdout.split()[1],
            "botocore": subprocess.run([PYTHON, "-c", "import botocore; print(botocore.__version__)"], capture_output=True, text=True).stdout.strip(),
            "cfn-lint": subprocess.run([CFN_LINT, "--version"], capture_output=True, text=True).stdout.split()[-1],
            "checkov": subprocess.run([CHECKOV, "--version"], capture_output=True, text=True).stdout.strip(),
        }
        (work / "one").mkdir()
        (work / "one" / "a.json").write_text(api.read_text())
        tools = [("ecslint", ecslint, [ECSLINT, "check", "--no-config", api]),
                 ("botocore", botocore, [PYTHON, "-c", BOTOCORE, work / "one"]),
                 ("cfn-lint", cfn_lint, [CFN_LINT, template]),
                 ("checkov", checkov, [CHECKOV, "-f", template, "--framework", "cloudformation", "--compact", "--skip-download"])]
        counts = {level: sum(1 for pair in found if pair[1] == level) for level in ("error", "warning", "info")}
        print(f"| tool | reads | {counts['error']} errors | {counts['warning']} warnings | {counts['info']} infos | one file | memory |")
        print("|---|---|---|---|---|---|---|")
        for name, run, command in tools:
            said = run(work)
            told_apart = {level: sum(told(code, said) for code, of, *_ in found if of == level) for level in counts}
            seconds, memory = one_file(command)
            reads = "CloudFormation" if name in ("cfn-lint", "checkov") else "ECS API"
            print(f"| {name} {versions[name]} | {reads} | {told_apart['error']} | {told_apart['warning']} | {told_apart['info']} | {seconds * 1000:,.0f} ms | {memory:,.0f} MiB |", flush=True)


main()
