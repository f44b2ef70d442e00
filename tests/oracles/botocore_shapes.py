#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Shape findings against botocore's ParamValidator: task definitions and services, each spoilt in one place.

Both say accept or refuse of every document: botocore as `aws ecs register-task-definition --cli-input-json` would before
it sends anything, ecslint by its level-error findings of shape (SCH) alone. Where they differ, the kind of the difference
must be one of DIFFERENCES, with the reason why it is meant; anything else fails.

usage: botocore_shapes.py ECSLINT [COUNT] [--seed N] [-v]       needs pip's botocore; reads fixtures/ and ../shared/corpus
"""
import argparse
import collections
import copy
import json
import os
import pathlib
import random
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
OPERATIONS = {"task-definition": "RegisterTaskDefinition", "service": "CreateService"}

# (who refuses, what is said) -> why. botocore knows no enums, patterns or ranges; these are the API's own.
DIFFERENCES = {
    ("ecslint", "SCH002"): "the API requires it, botocore's model does not say so: name and image of a container, the container of a load balancer",
    ("ecslint", "SCH003"): "true and false are numbers to Python, so botocore sends them; the API refuses them",
    ("ecslint", "SCH004"): "a value that is not in the list; botocore sends any",
    ("ecslint", "SCH005"): "outside the documented range or length; botocore's model has few of them",
    ("ecslint", "SCH006"): "a list that may not be empty, or has too many elements",
    ("ecslint", "SCH007"): "a string without the documented form",
    ("ecslint", "SCH009"): "two elements with the same name",
    ("botocore", "null"): "a warning of ecslint's: other readers than the AWS CLI take null for absent",
    ("botocore", "empty"): "a warning of ecslint's: without what is empty, which tools that deploy drop, botocore takes it",
    ("botocore", "1.0 for a whole number"): "the same number in JSON; a gap, only the AWS CLI and Python's SDK refuse it",
    ("botocore", "missing serviceName"): "the document may be one for UpdateService",
    ("botocore", "missing family"): "an info of ecslint's: the family may come from --family",
}


def documents():
    """Documents that botocore accepts as they are: the bases of all mutations."""
    found = []
    folders = [ROOT / "fixtures", ROOT / "examples", ROOT.parent / "shared/corpus/taskdef", ROOT.parent / "shared/corpus/service"]
    for folder in folders:
        for path in sorted(folder.rglob("*.json")):
            try:
                value = json.loads(path.read_text(encoding="utf-8"))
            except (ValueError, OSError):
                continue
            if not isinstance(value, dict):
                continue
            if "containerDefinitions" in value and "family" in value:
                found.append(("task-definition", value))
            elif "serviceName" in value and "taskDefinition" in value and "serviceArn" not in value:
                found.append(("service", value))
    return found


def places(value, path=()):
    yield path
    if isinstance(value, dict):
        for key, child in value.items():
            yield from places(child, path + (key,))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from places(child, path + (index,))


def at(value, path):
    for step in path:
        value = value[step]
    return value


OTHER_VALUES = [None, True, 0, -1, 7, 2**40, 1.5, "", "x", "256", "true", [], ["x"], [7], [[]], {}, {"name": "x"}, [{}]]


def mutate(rng, document):
    document = copy.deepcopy(document)
    every = list(places(document))
    path = rng.choice(every[1:])
    parent, step = at(document, path[:-1]), path[-1]
    old = parent[step]
    how = rng.randrange(7)
    if how == 0 and isinstance(parent, dict):
        del parent[step]
        return "remove", path, document
    if how == 1 and isinstance(parent, dict):
        name = step[:-1] if rng.random() < 0.5 else step[:1].upper() + step[1:] if rng.random() < 0.5 else step + "s"
        parent[name or "x"] = parent.pop(step)
        return "rename", path, document
    if how == 2:
        inner = old if isinstance(old, dict) else parent if isinstance(parent, dict) else document
        inner[rng.choice(["unknown", "Name", "name", "type", "tags", "cpu", "value"])] = rng.choice(OTHER_VALUES)
        return "add", path, document
    if how == 3 and isinstance(old, list) and old:
        old.append(copy.deepcopy(rng.choice(old)) if rng.random() < 0.5 else rng.choice(OTHER_VALUES))
        return "append", path, document
    if how == 4 and isinstance(old, str):
        parent[step] = int(old) if old.isdigit() else old.lower() if old.lower() != old else old + "x"
        return "text", path, document
    if how == 5 and isinstance(old, int) and not isinstance(old, bool):
        parent[step] = rng.choice([str(old), float(old), -old, old * 1000, bool(old)])
        return "number", path, document
    parent[step] = copy.deepcopy(rng.choice(OTHER_VALUES))
    return "replace", path, document


def dotted(path):
    return ".".join("[]" if isinstance(step, int) else step for step in path)


def kind_of(report):
    line = report.strip().splitlines()[-1]
    if "NoneType" in line and "value: None" in line:
        return "null"
    if re.search(r"value: -?\d+\.0, type: <class 'float'>", line):
        return "1.0 for a whole number"
    if 'Missing required parameter in input: "serviceName"' in line:
        return "missing serviceName"
    if 'Missing required parameter in input: "family"' in line:
        return "missing family"
    found = re.search(r"(Unknown parameter|Missing required|Invalid length|Invalid range)", line) or re.search(r"Invalid type.*type: <class '\w+'>, valid types: <class '\w+'>", line)
    return re.sub(r"for parameter .*, type", "", found.group(0)) if found else line[:60]


def without_empty(value):
    """The value as tools send it that drop members without content."""
    if isinstance(value, list):
        return [without_empty(element) for element in value]
    if not isinstance(value, dict):
        return value
    kept = {key: without_empty(member) for key, member in value.items()}
    return {key: member for key, member in kept.items() if member not in ("", [], {})}


def main():
    import botocore.session
    import botocore.validate
    parser = argparse.ArgumentParser()
    parser.add_argument("ecslint")
    parser.add_argument("count", type=int, nargs="?", default=20_000)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("-v", action="store_true")
    args = parser.parse_args()
    model = botocore.session.get_session().get_service_model("ecs")
    shapes = {kind: model.operation_model(name).input_shape for kind, name in OPERATIONS.items()}
    validator = botocore.validate.ParamValidator()

    def refusal(kind, document):
        try:
            report = validator.validate(document, shapes[kind])
        except (TypeError, AttributeError) as error:
            return f"Invalid type: {error}"
        return report.generate_report() if report.has_errors() else ""

    bases = [(kind, value) for kind, value in documents() if not refusal(kind, value)]
    rng = random.Random(args.seed)
    print(f"{len(bases)} documents that botocore accepts: {dict(collections.Counter(kind for kind, _ in bases))}")
    cases = []
    for number in range(args.count):
        kind, base = rng.choice(bases)
        how, path, document = mutate(rng, base) if number >= len(bases) else ("none", (), bases[number][1])
        if number < len(bases):
            kind = bases[number][0]
        cases.append((kind, how, path, document))

    verdicts = {}
    for kind in OPERATIONS:
        lines = "".join(json.dumps({"id": i, "document": d}) + "\n" for i, (k, _, _, d) in enumerate(cases) if k == kind)
        done = subprocess.run([os.path.realpath(args.ecslint), "check", "--no-config", "--input-format", "ndjson", "--as", kind, "--select", "SCH",
                               "--fail-on", "never", "-f", "ndjson"], input=lines, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"ecslint: exit {done.returncode}: {done.stderr}")
        for line in done.stdout.splitlines():
            finding = json.loads(line)
            if finding["level"] == "error":
                verdicts.setdefault(int(finding["id"]), []).append(finding)

    both = collections.Counter()
    differences = collections.defaultdict(list)
    for i, (kind, how, path, document) in enumerate(cases):
        botocore_says = refusal(kind, document)
        ours = verdicts.get(i, [])
        both[bool(botocore_says), bool(ours)] += 1
        if botocore_says and not ours:
            what = kind_of(botocore_says) if refusal(kind, without_empty(document)) else "empty"
            differences["botocore", what].append((how, path, botocore_says.strip().splitlines()[-1]))
        elif ours and not botocore_says:
            differences["ecslint", ours[0]["code"]].append((how, path, ours[0]["message"]))
    print(f"{args.count} documents: both accept {both[False, False]}, both refuse {both[True, True]}, "
          f"only botocore refuses {both[True, False]}, only ecslint {both[False, True]}")
    unexplained = 0
    for key, some in sorted(differences.items(), key=lambda item: (item[0][0], -len(item[1]))):
        known = DIFFERENCES.get(key)
        unexplained += known is None
        print(f"  only {key[0]}: {key[1]}: {len(some)}  {known or 'NOT EXPLAINED'}")
        if known is None or args.v:
            seen = set()
            for how, path, said in some:
                if (dotted(path), said[:50]) in seen or len(seen) >= 8:
                    continue
                seen.add((dotted(path), said[:50]))
                print(f"      {how} {dotted(path)}: {said[:170]}")
    sys.exit(1 if unexplained else 0)


if __name__ == "__main__":
    main()
