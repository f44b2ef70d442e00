#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lints task definitions with ecslint as it is, under Apache Spark's rdd.pipe, and checks that every count is exact.

A local cluster of two executors makes COUNT task definitions, breaks every twentieth in one of four ways, and pipes
each partition through `ecslint check --input-format ndjson -f ndjson`. In one partition the executor is killed in the
middle of the output; Spark runs the partition again, and no finding may be lost or doubled.

usage: spark_pipe.py ECSLINT [COUNT] [PARTITIONS]      needs pip's pyspark and a Java runtime
"""
import collections
import json
import os
import pathlib
import random
import shutil
import signal
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "bench"))
EVERY = 20


def good(variant):
    from generate_task_definitions import SIZES, container
    rng = random.Random(variant)
    cpu, memory = rng.choice(SIZES)
    return {
        "family": "family-@",
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "cpu": str(cpu),
        "memory": str(memory),
        "executionRoleArn": "arn:aws:iam::123456789012:role/family-@-execution",
        "volumes": [{"name": "scratch"}],
        "containerDefinitions": [container(rng, "family-@", name, cpu // 4, memory // 4, i == 0, None)
                                 for i, name in enumerate(["web", "worker", "envoy"])],
    }


def reservation(task):
    task["containerDefinitions"][1]["memoryReservation"] = task["containerDefinitions"][1]["memory"] + 64


def misspelt(task):
    task["netwrkMode"] = task.pop("networkMode")


def size(task):
    task["memory"] = "100"


def cut(task):
    """No JSON any more; done to the text."""


def whole(task):
    """Nothing is wrong."""


BREAKS = [reservation, misspelt, size, cut]


TEMPLATES = {}  # a worker fills its own


def template(variant, how):
    key = variant, how.__name__
    if key not in TEMPLATES:
        task = good(variant)
        how(task)
        TEMPLATES[key] = json.dumps({"id": "task-@", "document": task}, separators=(",", ":"))
    return TEMPLATES[key]


def record(index):
    """One line, as `describe-task-definition` would give it to `jq -c`, in an envelope with its id."""
    how = BREAKS[index // EVERY % len(BREAKS)] if index % EVERY == 0 else whole
    line = template(index % 64, how).replace("@", str(index))
    return line[:-4] if how.__name__ == "cut" else line


def executor_pid():
    """The parent of pyspark's daemon, which is the parent of this worker: the executor's Java process."""
    return int(pathlib.Path(f"/proc/{os.getppid()}/stat").read_text().rsplit(")", 1)[1].split()[1])


def kill_once(partition, lines, victim, flag):
    for count, line in enumerate(lines):
        if partition == victim and count == 100:
            try:
                os.close(os.open(flag, os.O_CREAT | os.O_EXCL))
                os.kill(executor_pid(), signal.SIGKILL)
                time.sleep(60)
            except FileExistsError:
                pass  # the second attempt
        yield line


def main():
    from pyspark import SparkConf, SparkContext
    ecslint = os.path.realpath(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    partitions = int(sys.argv[3]) if len(sys.argv) > 3 else 40
    folder = tempfile.mkdtemp()
    flag = f"{folder}/killed"
    conf = (SparkConf().setMaster("local-cluster[2,1,1024]").setAppName("ecslint").set("spark.ui.enabled", "false")
            .set("spark.executorEnv.PYTHONPATH", f"{pathlib.Path(__file__).resolve().parent}:{sys.path[0]}"))
    spark = SparkContext(conf=conf)
    spark.setLogLevel("OFF")
    start = time.monotonic()
    command = f"{ecslint} check --no-config --input-format ndjson --profile minimal --fail-on never --jobs 1 -f ndjson"
    findings = (spark.range(0, count, numSlices=partitions).map(record)
                .pipe(command, checkCode=True)
                .mapPartitionsWithIndex(lambda i, lines: kill_once(i, lines, partitions // 2, flag))
                .map(json.loads)
                .map(lambda f: (f.get("id", ""), f["code"], f["start"]["column"])))
    got = findings.collect()
    seconds = time.monotonic() - start
    spark.stop()
    killed = os.path.exists(flag)
    shutil.rmtree(folder)

    wanted = {f"task-{i}" for i in range(0, count, EVERY)}
    ids = {id for id, _, _ in got}
    codes = collections.Counter(code for _, code, _ in got)
    doubled = [finding[0] for finding, n in collections.Counter(got).items() if n > 1]
    print(f"{count} task definitions in {partitions} partitions, {seconds:.0f} s, {count / seconds:.0f} a second; "
          f"an executor was {'killed' if killed else 'NOT killed'}")
    print(f"{len(ids)} with findings, {len(wanted)} broken; by code: {dict(sorted(codes.items()))}")
    lost, invented = wanted - ids, ids - wanted
    for name, some in (("lost", lost), ("invented", invented), ("doubled", doubled)):
        if some:
            print(f"{name}: {len(some)}, such as {sorted(some)[0]!r}")
    sys.exit(0 if killed and not (lost or invented or doubled) else 1)


if __name__ == "__main__":
    main()
