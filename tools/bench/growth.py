#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Does time grow linearly? Makes one thing at a time larger and compares instructions, which do not depend on the machine.

A doubling may cost 2.1 times at most, what a run takes without any input taken off. Where valgrind is missing, processor time is compared
instead, with room for noise.

usage: growth.py ECSLINT [-k WORD] [-v]      WORD: only the cases whose name holds it; -v: each step
"""
import argparse
import json
import math
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

MOST = 2.1


def container(i, **more):
    return {"name": f"c{i}", "image": "nginx:1.27", "memory": 64, **more}


def task(containers, **more):
    return {"family": "web", "containerDefinitions": containers, **more}


def resource(kind, **properties):
    return {"Type": f"AWS::{kind}", "Properties": properties}


def template(resources, **sections):
    return {"t.json": json.dumps({"Resources": resources, **sections}, indent=1)}


def one(value, name="task.json"):
    return {name: json.dumps(value, indent=1)}


TEN = [10, 20, 40, 80, 160, 320, 640, 1000]


def many_resources(n):
    """Task definitions with services, each pair with a log group of its own."""
    out = ["Parameters: {Tag: {Type: String}}", "Conditions: {Prod: !Equals [!Ref Tag, prod]}", "Resources:"]
    for i in range(n // 3):
        out += [f"  Group{i}: {{Type: AWS::Logs::LogGroup, Properties: {{RetentionInDays: 30}}}}", f"  Task{i}:", "    Type: AWS::ECS::TaskDefinition",
                "    Properties:", f"      Family: task-{i}", "      Cpu: '256'", "      Memory: !If [Prod, '1024', '512']", "      NetworkMode: awsvpc",
                "      RequiresCompatibilities: [FARGATE]", "      ContainerDefinitions:",
                f"      - {{Name: app, Image: !Sub 'nginx:${{Tag}}', LogConfiguration: {{LogDriver: awslogs, Options: {{awslogs-group: !Ref Group{i}}}}}}}",
                f"  Service{i}:", "    Type: AWS::ECS::Service", f"    Properties: {{TaskDefinition: !Ref Task{i}, DesiredCount: 2, LaunchType: FARGATE}}"]
    return {"template.yaml": "\n".join(out) + "\n"}


CASES = {
    "containers": (TEN, lambda n: one(task([container(i) for i in range(n)]))),
    "containers in YAML": (TEN, lambda n: {"t.yaml": "family: web\ncontainerDefinitions:\n" + "".join(f"- {json.dumps(container(i))}\n" for i in range(n))}),
    "depending containers": (TEN, lambda n: one(task([container(i, dependsOn=[{"containerName": f"c{max(0, i - 1)}", "condition": "START"}]) for i in range(n)]))),
    "unknown containers": (TEN, lambda n: one(task([container(i, dependsOn=[{"containerName": f"cx{i}", "condition": "START"}]) for i in range(n)]))),
    "resources of CloudFormation": ([12, 24, 48, 96, 192, 384, 768, 999], many_resources),
    "environment": ([500, 1000, 2000], lambda n: one(task([container(0, environment=[{"name": f"E{i}", "value": f"v{i}"} for i in range(n)])]))),
    "secrets in the environment": ([500, 1000, 2000], lambda n: one(task([container(0, environment=[{"name": f"DB_PASSWORD_{i}", "value": f"correct-horse-{i}-Xy9"} for i in range(n)])]))),
    "ports": ([500, 1000, 2000], lambda n: one(task([container(0, portMappings=[{"containerPort": i + 1, "hostPort": i + 1} for i in range(n)])], networkMode="host"))),
    "unknown keys": ([500, 1000, 2000], lambda n: one(task([container(0)], **{f"key{i}": i for i in range(n)}))),
    "duplicate keys": ([2000, 4000, 8000], lambda n: {"t.json": '{"family":"a","containerDefinitions":[],' + ",".join('"cpu":"256"' for _ in range(n)) + "}"}),
    "services": ([250, 500, 1000], lambda n: one({"services": [{"serviceName": f"s{i}", "taskDefinition": f"web:{i}", "desiredCount": 1} for i in range(n)]})),
    "files": ([10, 100, 1000, 10_000], lambda n: {f"t{i}.json": json.dumps(task([container(0)])) for i in range(n)}),
    "linked files": ([50, 100, 200, 400], lambda n: {**{f"t{i}.json": json.dumps({"family": f"w{i}", "containerDefinitions": [container(0)]}) for i in range(n)},
                                                     **{f"s{i}.json": json.dumps({"serviceName": f"s{i}", "taskDefinition": f"w{i}", "desiredCount": 1}) for i in range(n)}}),
    "task definitions of a template": ([50, 100, 200], lambda n: template({f"T{i}": resource("ECS::TaskDefinition", Family=f"w{i}", ContainerDefinitions=[{"Name": "web", "Image": "nginx", "Memory": 64}]) for i in range(n)})),
    "services of a template": ([50, 100, 200], lambda n: template({
        **{f"T{i}": resource("ECS::TaskDefinition", ExecutionRoleArn={"Fn::GetAtt": f"R{i}.Arn"}, ContainerDefinitions=[{"Name": "web", "Image": "nginx", "Memory": 64}]) for i in range(n)},
        **{f"S{i}": resource("ECS::Service", TaskDefinition={"Ref": f"T{i}"}) for i in range(n)},
        **{f"R{i}": resource("IAM::Role", AssumeRolePolicyDocument={"Statement": []}) for i in range(n)},
        **{f"P{i}": resource("IAM::Policy", PolicyName="p", Roles=[{"Ref": f"R{i}"}], PolicyDocument={"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}) for i in range(n)}})),
    "parameters of a template": ([2500, 5000, 10000], lambda n: template(
        {"T": resource("ECS::TaskDefinition", ContainerDefinitions=[{"Name": "web", "Image": "nginx", "Environment": [{"Name": f"E{i}", "Value": {"Ref": f"P{i}"}} for i in range(n)]}])},
        Parameters={f"P{i}": {"Type": "String", "Default": str(i)} for i in range(n)})),
    "names that a template lacks": ([500, 1000, 2000], lambda n: template(
        {"T": resource("ECS::TaskDefinition", ContainerDefinitions=[{"Name": "web", "Image": "nginx", "Environment": [{"Name": f"E{i}", "Value": {"Ref": f"Q{i}"}} for i in range(n)]}])}, Parameters={})),
    "length of a value": ([200_000, 400_000, 800_000], lambda n: one(task([container(0, user="x" * n)]))),
    "lines of YAML comments": ([20_000, 40_000, 80_000], lambda n: {"t.yaml": "family: web\ncontainerDefinitions: []\n" + "# a comment\n" * n}),
}


def cost(ecslint, files):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            (pathlib.Path(folder) / name).write_text(text, encoding="utf-8")
        command = [ecslint, "check", "--no-config", "--jobs", "1", "-f", "concise", "."]
        if shutil.which("valgrind"):
            done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command], cwd=folder, capture_output=True)
            return int(re.search(rb"Collected : (\d+)", done.stderr).group(1))
        before = os.times()
        subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL)
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("ecslint")
    parser.add_argument("-k", default="")
    parser.add_argument("-v", action="store_true")
    args = parser.parse_args()
    ecslint = os.path.realpath(args.ecslint)
    nothing = cost(ecslint, {})
    failed = 0
    for name, (sizes, make) in CASES.items():
        if args.k not in name:
            continue
        costs = [cost(ecslint, make(n)) - nothing for n in sizes]
        # What a doubling costs, also where a step is more or less than one.
        ratios = [(b / a) ** (1 / math.log2(m / n)) for a, b, n, m in zip(costs, costs[1:], sizes, sizes[1:])]
        bad = max(ratios) > MOST
        failed += bad
        unit = " M instructions" if costs[0] > 1000 else " s"
        steps = ": " + ", ".join(f"× {r:.2f}" for r in ratios) if args.v or bad else ""
        print(f"{'BAD ' if bad else 'ok  '} {name}: {sizes[0]} to {sizes[-1]}: a doubling costs × {max(ratios):.2f} at most{steps}; "
              f"{costs[-1] / (1e6 if costs[0] > 1000 else 1):.0f}{unit} at the end", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
