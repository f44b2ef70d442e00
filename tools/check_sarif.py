#!/usr/bin/env python3
# What the SARIF multitool does not check, and what it says.
#   check_sarif.py REPORT VALIDATED STRIPPED   the multitool found nothing in REPORT; STRIPPED gets REPORT without hashes
#   check_sarif.py --hashes REPORT HASHED      GitHub's line hashes in both are the same
# SPDX-License-Identifier: Apache-2.0
import json
import sys


def load(path):
    return json.load(open(path, encoding="utf-8-sig"))


def hashes(report):
    return [result["partialFingerprints"].get("primaryLocationLineHash") for result in report["runs"][0]["results"]]


def check_own(report):
    assert len(report["runs"]) == 1, "more than one run"
    run = report["runs"][0]
    for rule in run["tool"]["driver"]["rules"]:
        severity = rule.get("properties", {}).get("security-severity")
        assert severity is None or (isinstance(severity, str) and 0 <= float(severity) <= 10), rule["id"]
        assert len(rule.get("properties", {}).get("tags", [])) <= 20, rule["id"]
    for result in run["results"]:
        assert "suppressions" not in result, "a suppressed result"
        region = result["locations"][0]["physicalLocation"]["region"]
        assert len(result["locations"]) == 1
        for key in ("startLine", "startColumn", "endLine", "endColumn"):
            assert region[key] >= 1, (result["ruleId"], key)


def main():
    if sys.argv[1] == "--hashes":
        ours, theirs = hashes(load(sys.argv[2])), hashes(load(sys.argv[3]))
        wrong = [(a, b) for a, b in zip(ours, theirs) if a != b]
        assert len(ours) == len(theirs) and not wrong, f"{len(wrong)} line hashes differ: {wrong[:3]}"
        return
    report = load(sys.argv[1])
    check_own(report)
    found = load(sys.argv[2])["runs"][0].get("results", [])
    for result in found[:10]:
        print(result["ruleId"], result["message"], file=sys.stderr)
    assert not found, f"the SARIF multitool has {len(found)} complaints"
    for result in report["runs"][0]["results"]:
        del result["partialFingerprints"]["primaryLocationLineHash"]
    json.dump(report, open(sys.argv[3], "w", encoding="utf-8"))


main()
