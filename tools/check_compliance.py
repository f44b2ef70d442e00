#!/usr/bin/env python3
"""Says which ids of peers and standards a rule should name in `compliance` and does not.

A rule names rows of rules/catalogue.tsv; the sources of a row name the checks of other tools that look for the same thing. So
whoever comes from one of them finds the rule by the id they know (`ecslint explain CKV_AWS_336`). A rule that names a control of
Security Hub also names what AWS relates it to (security_hub_controls.tsv), and each control there has a rule.

  tools/check_compliance.py          lists what is missing, exit 1
  tools/check_compliance.py --write  adds it to the rules
"""
# SPDX-License-Identifier: Apache-2.0

import pathlib
import re
import sys
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent

# What a source begins with when the rest of it is the id of a check; others (botocore, docs, an issue) are evidence, not checks.
NAMED = (
    "KICS", "Config", "prowler", "kube-linter", "kube-score", "stave", "tflint", "cloudsploit", "steampipe", "terrascan", "trivy",
    "guard",
)
ALONE = re.compile(
    r"(CKV2?_[A-Z0-9]+_\d+|AVD-AWS-\d+|AC_AWS_\d+|CT\.ECS\.PR\.\d+|AwsSolutions-ECS\d+|PR-AWS-(?:CFR|TRF)-ECS-\d+)")
LINTER = re.compile(r"(?:cfn-lint:)?([EWI]\d{4})")
CONTROL = re.compile(r"ECS\.\d+")


def is_id(owner, name):
    """KICS has titles for ids; elsewhere "by analogy", ecr_* or two words are a remark."""
    return name[:1].isupper() if owner == "KICS" else bool(name) and not re.search(r"[ *]", name.replace(", ", ","))


def controls():
    """The rows of security_hub_controls.tsv: control to (its id here, what else its rules name)."""
    out = {}
    lines = (ROOT / "tools/security_hub_controls.tsv").read_text().splitlines()
    for line in [l for l in lines if not l.startswith("#")][1:]:
        control, standard, config, requirements = line.split("\t")
        also = requirements.split() + ([] if config == "-" else ["Config:" + config])
        out[control] = (f"{standard}:{control}", also)
    return out


def ids_of(sources, known_controls):
    """The ids among the sources of a row, as rules write them."""
    for source in (part.strip() for part in sources.split(";")):
        word = re.sub(r"\s*\(.*\)$", "", source)
        owner, colon, name = word.partition(":")
        if CONTROL.fullmatch(word):
            if word in known_controls:
                yield known_controls[word][0]
        elif match := ALONE.fullmatch(word):
            yield match[1]
        elif match := LINTER.fullmatch(word):
            yield "cfn-lint:" + match[1]
        elif colon and owner in NAMED and is_id(owner, name):
            # "no-liveness-probe/no-readiness-probe" and "CTL.ECS.IMAGE.GHOST.001, SECRET.GHOST.001" are two checks each.
            for one in re.split(r"\s*[,/]\s*", name):
                short = owner == "stave" and not one.startswith("CTL.")
                yield f"{owner}:{'CTL.ECS.' if short else ''}{one}"


def catalogue(known_controls):
    """Row to the ids of its sources."""
    out = {}
    for line in (ROOT / "rules/catalogue.tsv").read_text().splitlines()[1:]:
        fields = line.split("\t")
        out[fields[0]] = list(ids_of(fields[5], known_controls))
    return out


def wanted(rule, rows, known_controls):
    ids = [peer for row in rule.get("catalogue", []) for peer in rows.get(row, [])]
    named = set(ids) | set(rule.get("compliance", []))
    for identifier, also in known_controls.values():
        if identifier in named:
            ids += also
    return list(dict.fromkeys(ids))


def add(path, missing):
    """Appends to the rule's list, or makes one before `catalogue`."""
    text = path.read_text()
    names = ", ".join(f'"{one}"' for one in missing)
    if re.search(r"^compliance = \[", text, re.M):
        text = re.sub(r"^(compliance = \[[^\]]*?),?\s*\]", lambda m: f"{m[1]}, {names}]", text, count=1, flags=re.M)
    else:
        text = re.sub(r"^catalogue", f"compliance = [{names}]\ncatalogue", text, count=1, flags=re.M)
    path.write_text(text)


def main():
    known_controls = controls()
    rows = catalogue(known_controls)
    problems = 0
    named = set()
    for path in sorted((ROOT / "rules").glob("*/*.toml")):
        rule = tomllib.loads(path.read_text())
        if "code" not in rule:
            continue
        have = rule.get("compliance", [])
        named.update(have)
        missing = [one for one in wanted(rule, rows, known_controls) if one not in have]
        if missing and "--write" in sys.argv:
            add(path, missing)
        elif missing:
            problems += 1
            print(f"{rule['code']} lacks {', '.join(missing)}")
    for identifier, _ in known_controls.values():
        if identifier not in named:
            problems += 1
            print(f"no rule names {identifier}")
    if problems:
        print(f"{problems} problems: tools/check_compliance.py --write adds what is missing")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
