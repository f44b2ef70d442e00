#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every CPU and memory size of a Fargate task against the ranges that botocore's model documents in prose.

The table in rules/data/fargate.toml lists values one by one; here they are read out of the sentences of the API's documentation, and each pair is
put to ecslint as a task definition: an error exactly for those that the sentences do not allow.

usage: fargate_sizes.py ECSLINT       needs pip's botocore
"""
import gzip
import json
import os
import pathlib
import re
import subprocess
import sys

import botocore

MODEL = pathlib.Path(botocore.__file__).parent / "data/ecs/2014-11-13/service-2.json.gz"


# The model's text has not been brought up to date with the largest size; this one is from the developer guide's page on task sizes.
NEWER = {32768: {61440, 122880, 249856}}


def documented():
    """{cpu: set of memory} from sentences such as "Between 16 GB and 60 GB in 4 GB increments - Available cpu values: 8192 (8 vCPU)"."""
    model = json.loads(gzip.open(MODEL).read())
    prose = model["shapes"]["TaskDefinition"]["members"]["memory"]["documentation"]
    table = dict(NEWER)
    for item in re.findall(r"<li>(.*?)</li>", prose, re.S):
        text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", item).replace("\u00a0", " "))
        found = re.match(r" ?(.*) - Available cpu values: (\d+) ", text)
        if not found:
            continue
        words, cpu = found.group(1), int(found.group(2))
        sizes = [int(n) for n in re.findall(r"(\d+) \([\d.]+ GB\)", words)] or [int(n) * 1024 for n in re.findall(r"(\d+) ?GB", words)]
        if words.startswith("Between"):
            low, high, step = sizes
            sizes = range(low, high + 1, step)
        table[cpu] = set(sizes)
    return table


def main():
    table = documented()
    print("documented:", {cpu: f"{min(sizes)}-{max(sizes)}, {len(sizes)} sizes" for cpu, sizes in table.items()})
    if len(table) < 8:
        sys.exit("the documentation is worded in another way; the expressions in documented() have to be mended")
    cpus = sorted({*table, 64, 128, 300, 1000, 3072, 6144, 12288, 65536})
    memories = sorted({*range(256, 10_000, 256), *range(10_240, 131_073, 512), *range(131_072, 262_145, 2048), 249_856, *(m for sizes in table.values() for m in sizes)})
    pairs = [(cpu, memory) for cpu in cpus for memory in memories]
    lines = "".join(json.dumps({"id": f"{cpu} {memory}", "document": {
        "family": "web", "requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "cpu": str(cpu), "memory": str(memory),
        "executionRoleArn": "arn:aws:iam::123456789012:role/x", "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]}}) + "\n" for cpu, memory in pairs)
    done = subprocess.run([os.path.realpath(sys.argv[1]), "check", "--no-config", "--input-format", "ndjson", "--profile", "minimal", "--fail-on", "never", "-f", "ndjson"],
                          input=lines, capture_output=True, text=True, check=True)
    refused = {}
    for line in done.stdout.splitlines():
        finding = json.loads(line)
        refused.setdefault(finding["id"], []).append(finding["code"])
    wrong = 0
    for cpu, memory in pairs:
        allowed = memory in table.get(cpu, set())
        codes = refused.get(f"{cpu} {memory}", [])
        if allowed != (not codes):
            wrong += 1
            if wrong <= 10:
                print(f"cpu {cpu}, memory {memory}: documented {'yes' if allowed else 'no'}, ecslint {codes or 'accepts'}")
    print(f"{len(pairs)} pairs, {sum(len(s) for s in table.values())} of them allowed; {wrong} differ")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
