#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes N varied task definitions of 4 to 6 KB for benchmarks; the same seed gives the same bytes.

usage: generate_task_definitions.py FOLDER COUNT [--ndjson] [--seed N]
"""
import argparse
import json
import pathlib
import random

SIZES = [(256, 512), (256, 1024), (512, 1024), (1024, 2048), (1024, 4096), (2048, 4096), (4096, 8192)]
WORDS = "orders billing search catalog profile checkout media notify ledger report gateway session audit".split()
ACCOUNT = "123456789012"


def arn(service, resource):
    return f"arn:aws:{service}:eu-west-1:{ACCOUNT}:{resource}"


def log_configuration(family, name):
    options = {"awslogs-group": f"/ecs/{family}", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": name}
    return {"logDriver": "awslogs", "options": options}


def container(rng, family, name, cpu, memory, main, defect):
    port = rng.choice([80, 3000, 5000, 8080, 9000])
    item = {
        "name": name,
        "image": f"{ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/{family}/{name}:{rng.randrange(1, 90)}.{rng.randrange(20)}.{rng.randrange(9)}",
        "cpu": cpu,
        "memory": memory,
        "memoryReservation": memory + 64 if defect == "reservation" else memory // 2,
        "essential": main,
        "environment": [
            {"name": f"{rng.choice(WORDS).upper()}_{rng.choice(['HOST', 'MODE', 'LEVEL', 'REGION', 'TIMEOUT'])}_{i}",
             "value": f"{rng.choice(WORDS)}-{rng.randrange(10_000)}"}
            for i in range(rng.randrange(3, 6))
        ],
        "user": "10001",
        "readonlyRootFilesystem": True,
        "logConfiguration": log_configuration(family, name),
    }
    if main:
        item["portMappings"] = [{"containerPort": port, "hostPort": port + 1 if defect == "port" else port, "protocol": "tcp"}]
        item["secrets"] = [
            {"name": f"SECRET_{i}", "valueFrom": arn("secretsmanager", f"secret:{family}/{name}-{i}-AbCdEf")}
            for i in range(rng.randrange(1, 4))
        ]
        item["mountPoints"] = [{"sourceVolume": "scratch", "containerPath": "/tmp", "readOnly": False}]
        item["healthCheck"] = {
            "command": ["CMD-SHELL", f"curl -fsS http://localhost:{port}/health || exit 1"],
            "interval": 30, "timeout": 5, "retries": 3, "startPeriod": rng.choice([10, 30, 60]),
        }
        item["linuxParameters"] = {"initProcessEnabled": True, "capabilities": {"drop": ["ALL"]}}
        item["ulimits"] = [{"name": "nofile", "softLimit": 4096, "hardLimit": 65536}]
        item["stopTimeout"] = rng.choice([30, 60, 120])
    if defect == "typo":
        item["memoryReservaton"] = item.pop("memoryReservation")
    if defect == "secret":
        item["environment"].append({"name": "DB_PASSWORD", "value": "correct-horse-battery-9"})
    return item


def task_definition(rng, index):
    family = f"{rng.choice(WORDS)}-{index}"
    cpu, memory = rng.choice(SIZES)
    defects = [None] * 3
    if rng.random() < 0.04:
        defects[rng.randrange(3)] = rng.choice(["reservation", "port", "typo", "secret"])
    names = [rng.choice(["web", "app", "api"]), "worker", "envoy"]
    return {
        "family": family,
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "cpu": str(cpu),
        "memory": str(memory + 100 if rng.random() < 0.01 else memory),
        "runtimePlatform": {"cpuArchitecture": "ARM64", "operatingSystemFamily": "LINUX"},
        "executionRoleArn": f"arn:aws:iam::{ACCOUNT}:role/{family}-execution",
        "taskRoleArn": f"arn:aws:iam::{ACCOUNT}:role/{family}-task",
        "volumes": [{"name": "scratch"}],
        "containerDefinitions": [container(rng, family, n, cpu // 4, memory // 4, i == 0, defects[i] if i == 0 or defects[i] != "port" else None)
                                 for i, n in enumerate(names)],
        "tags": [{"key": "owner", "value": rng.choice(WORDS)}, {"key": "environment", "value": "production"}],
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--ndjson", action="store_true")
    parser.add_argument("--seed", type=int, default=2026)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    args.folder.mkdir(parents=True, exist_ok=True)
    if args.ndjson:
        with open(args.folder / "all.ndjson", "w", encoding="utf-8") as out:
            for index in range(args.count):
                out.write(json.dumps(task_definition(rng, index)) + "\n")
        return
    for index in range(args.count):
        text = json.dumps(task_definition(rng, index), indent=rng.choice([None, 2, 2, 4]))
        (args.folder / f"{index:05}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
