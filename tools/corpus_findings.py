#!/usr/bin/env python3
"""What ecslint says about real files: the distribution of findings over ../shared/corpus/{taskdef,service}, as docs/corpus.md.

Each error-level finding there was judged by hand; the verdicts stand in tools/corpus_errors.tsv. An error without a verdict, a
verdict without its error, and a median of errors and warnings above 3 a file are mistakes (exit 1). Without the corpus there is
nothing to say (exit 77).

  tools/corpus_findings.py ECSLINT            writes docs/corpus.md
  tools/corpus_findings.py ECSLINT --check    changes nothing, fails when it is out of date
"""
# SPDX-License-Identifier: Apache-2.0

import collections
import json
import pathlib
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared/corpus"
PAGE = ROOT / "docs/corpus.md"
VERDICTS = ROOT / "tools/corpus_errors.tsv"
MEDIAN_LIMIT = 3
LEVELS = ("error", "warning", "info")
BUCKETS = ((0, 0), (1, 1), (2, 3), (4, 7), (8, 15), (16, 10**9))


def run(ecslint, *arguments):
    command = [ecslint, "check", "--no-config", *arguments, "taskdef", "service"]
    return subprocess.run(command, cwd=CORPUS, capture_output=True, text=True, check=False).stdout


def read_findings(ecslint):
    return [json.loads(line) for line in run(ecslint, "-f", "ndjson").splitlines()]


def checked_files(ecslint):
    """How many files hold ECS: the summary counts them."""
    return json.loads(run(ecslint, "-f", "json"))["summary"]


def read_verdicts():
    rows = [line.split("\t") for line in VERDICTS.read_text().splitlines() if line and not line.startswith("#")]
    return {tuple(row[:3]): row[3:] for row in rows[1:]}


def key(finding):
    return finding["file"], finding["code"], finding.get("path", "")


def compare_verdicts(findings, verdicts):
    """One line for each error nobody has judged, and each judged one that is gone."""
    found = {key(f) for f in findings if f["level"] == "error"}
    lines = [f"{VERDICTS.name}: no verdict on {' '.join(k)}" for k in sorted(found - set(verdicts))]
    lines += [f"{VERDICTS.name}: not found any more: {' '.join(k)}" for k in sorted(set(verdicts) - found)]
    return lines + [f"{VERDICTS.name}: false error: {' '.join(k)}" for k, (verdict, *_) in verdicts.items() if verdict != "true"]


def per_file(findings, levels, files):
    counts = collections.Counter(f["file"] for f in findings if f["level"] in levels)
    return sorted(list(counts.values()) + [0] * (files - len(counts)))


def bucket_name(low, high):
    return str(low) if low == high else f"{low} or more" if high >= 10**9 else f"{low}–{high}"


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + " --- |" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows])


def distribution(findings, files):
    columns = [per_file(findings, levels, files) for levels in (("error",), ("error", "warning"), LEVELS)]
    rows = [[bucket_name(low, high)] + [sum(low <= n <= high for n in column) for column in columns] for low, high in BUCKETS]
    rows.append(["median"] + [f"{statistics.median(column):g}" for column in columns])
    rows.append(["90 % have at most"] + [column[int(len(column) * 0.9)] for column in columns])
    rows.append(["most"] + [column[-1] for column in columns])
    return table(["findings in a file", "errors", "errors and warnings", "all"], rows)


def by_code(findings, level):
    of_level = [f for f in findings if f["level"] == level]
    count = collections.Counter((f["code"], f["name"]) for f in of_level)
    spread = {code: len({f["file"] for f in of_level if f["code"] == code}) for code, _ in count}
    rows = [(f"[{code}](rules/{code}.md)", name, n, spread[code]) for (code, name), n in sorted(count.items(), key=lambda i: (-i[1], i[0]))]
    return table(["code", "finds", "findings", "files"], rows)


def page(findings, summary, verdicts):
    files = summary["files"]
    total = collections.Counter(f["level"] for f in findings)
    errors = [[file, code, f"`{path}`" if path else "", why] for (file, code, path), (_, why) in sorted(verdicts.items())]
    return f"""# Findings on real files

What all rules say about {files} public task definitions and services, {total['error']} errors, {total['warning']} warnings and
{total['info']} infos. Written by `tools/corpus_findings.py` from the files in ../shared/corpus;
`.ci/run` compares.

{distribution(findings, files)}

The level decides what a run fails for: half of the files have no error and at most {statistics.median(per_file(findings, ('error', 'warning'), files)):g} warning,
while infos, which nearly every real file has several of, fail nothing. Many SCH011 (a property that is null) and SCH008 (a
property that only describe output has) come from files that are saved describe output; reports fold them into one entry.

## Errors, judged by hand

Each of the {len(verdicts)} places stands for something that AWS refuses or that cannot run as the file is written.

{table(["file", "code", "path", "why it is true"], errors)}

## Warnings

{by_code(findings, 'warning')}

## Infos

{by_code(findings, 'info')}
"""


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    if not CORPUS.is_dir():
        print(f"skipped: no {CORPUS}")
        sys.exit(77)
    ecslint = str(pathlib.Path(sys.argv[1]).resolve())
    findings, summary, verdicts = read_findings(ecslint), checked_files(ecslint), read_verdicts()
    mistakes = compare_verdicts(findings, verdicts)
    median = statistics.median(per_file(findings, ("error", "warning"), summary["files"]))
    if median > MEDIAN_LIMIT:
        mistakes.append(f"half of the files have {median:g} errors and warnings or more, {MEDIAN_LIMIT} is the limit")
    text = page(findings, summary, verdicts)
    if "--check" not in sys.argv:
        PAGE.write_text(text)
    elif not PAGE.exists() or PAGE.read_text() != text:
        mistakes.append(f"docs/{PAGE.name} is out of date: make docs")
    print("\n".join(mistakes) or f"{summary['files']} files, median {median:g} errors and warnings a file, {len(verdicts)} errors judged")
    sys.exit(1 if mistakes else 0)


if __name__ == "__main__":
    main()
