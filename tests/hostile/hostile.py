#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Files made to exhaust a linter: each must be done with in a second of processor time and 256 MiB, without a crash.

usage: hostile.py ECSLINT [-k WORD] [-v]      WORD: only the cases whose name holds it
"""
import argparse
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile

SECONDS = 1.0
MIBIBYTES = 256
CASES = {}


def case(name):
    def keep(function):
        CASES[name] = function
        return function
    return keep


def task(**more):
    return {"family": "web", "containerDefinitions": [{"name": "web", "image": "nginx:1", "memory": 64}], **more}


def containers(count, **more):
    return [{"name": f"c{i}", "image": "nginx:1.27", "memory": 64, **more} for i in range(count)]


def text_of(value):
    return json.dumps(value, separators=(",", ":"))


# --- JSON

@case("deep-arrays.json")
def _():
    return '{"family":"web","containerDefinitions":' + "[" * 1_000_000


@case("deep-objects.json")
def _():
    return '{"family":"web","containerDefinitions":[{"image":"a","dockerLabels":' + '{"a":' * 500_000 + "1" + "}" * 500_000 + "}]}"


@case("closers.json")
def _():
    return '{"family":"web","containerDefinitions":[' + "]}" * 500_000


@case("key-of-a-megabyte.json")
def _():
    return text_of(task(**{"k" * 1_000_000: 1}))


@case("near-key-of-a-megabyte.json")
def _():
    return text_of(task(**{"networkMode" * 100_000: 1}))


@case("value-of-ten-megabytes.json")
def _():
    return text_of(task(networkMode="awsvpc" * 1_700_000))


@case("image-of-ten-megabytes.json")
def _():
    return text_of({"family": "web", "containerDefinitions": [{"name": "a", "memory": 64, "image": "a/" * 5_000_000}]})


@case("command-of-ten-megabytes.json")
def _():
    words = {"command": ["sh", "-c", "--password=$X AKIA " * 500_000]}
    return text_of({"family": "web", "containerDefinitions": [{"name": "a", "memory": 64, "image": "a", **words}]})


@case("duplicate-keys.json")
def _():
    return '{"family":"web","containerDefinitions":[],' + ",".join('"cpu":"256"' for _ in range(100_000)) + "}"


@case("different-keys.json")
def _():
    return text_of(task(**{f"key{i}": i for i in range(100_000)}))


@case("near-keys.json")
def _():
    return text_of(task(**{f"networkModf{i}": "x" for i in range(100_000)}))


@case("near-keys-of-all.json")
def _():
    return text_of({"family": "web", "containerDefinitions": containers(5_000, enviroment=[], memoryReservaton=1, mountPoint=[])})


@case("containers.json")
def _():
    return text_of({"family": "web", "containerDefinitions": containers(100_000)})


@case("containers-depending.json")
def _():
    found = [{"name": f"c{i}", "image": "a", "memory": 9, "dependsOn": [{"containerName": f"c{i + 1}", "condition": "START"}]} for i in range(20_000)]
    return text_of({"family": "web", "containerDefinitions": found})


@case("containers-depending-on-all.json")
def _():
    names = [f"c{i}" for i in range(400)]
    found = [{"name": n, "image": "a", "memory": 9, "dependsOn": [{"containerName": m, "condition": "START"} for m in names]} for n in names]
    return text_of({"family": "web", "containerDefinitions": found})


@case("containers-same-name.json")
def _():
    return text_of({"family": "web", "containerDefinitions": [{"name": "a", "image": "a", "memory": 9}] * 50_000})


@case("did-you-mean.json")
def _():
    names = [f"container-with-a-long-name-{i:05}" for i in range(5_000)]
    found = [{"name": n, "image": "a", "memory": 9, "dependsOn": [{"containerName": n[:-1] + "x", "condition": "START"}],
              "mountPoints": [{"sourceVolume": n[:-2] + "yy", "containerPath": "/x"}]} for n in names]
    return text_of({"family": "web", "containerDefinitions": found, "volumes": [{"name": n} for n in names]})


@case("ports.json")
def _():
    ports = [{"containerPort": i % 65_535 + 1, "hostPort": i % 65_535 + 1, "name": f"p{i}"} for i in range(100_000)]
    return text_of({"family": "web", "networkMode": "host", "containerDefinitions": [{"name": "a", "image": "a", "memory": 9, "portMappings": ports}]})


@case("environment.json")
def _():
    pairs = [{"name": f"DB_PASSWORD_{i}", "value": f"correct-horse-{i}-battery-Xy9"} for i in range(50_000)]
    return text_of({"family": "web", "containerDefinitions": [{"name": "a", "image": "a", "memory": 9, "environment": pairs}]})


@case("same-environment.json")
def _():
    pairs = [{"name": "PATH", "value": "x"}] * 100_000
    return text_of({"family": "web", "containerDefinitions": [{"name": "a", "image": "a", "memory": 9, "environment": pairs}]})


@case("placeholders.json")
def _():
    return '{"family":"web","containerDefinitions":[{"image":"' + "${" * 1_000_000 + '"}]}'


@case("placeholders-bare.json")
def _():
    return '{"family":"web","containerDefinitions":[' + ",".join("{{ x }}" for _ in range(200_000)) + "]}"


@case("mistakes.json")
def _():
    return '{"family":"web","containerDefinitions":[' + ",,'x' 01 nul" * 200_000


@case("comments.json")
def _():
    return '{"family":"web","containerDefinitions":[]' + "/*" * 1_000_000


@case("comment-lines.json")
def _():
    return '{"family":"web","containerDefinitions":[\n' + "// ecslint: ignore[IAM001] x\n" * 200_000 + "]}"


@case("quotes.json")
def _():
    return '{"family":"web","containerDefinitions":[' + '"' * 1_000_001


@case("escapes.json")
def _():
    return '{"family":"' + "\\u0041" * 1_000_000 + '","containerDefinitions":[]}'


@case("bad-escapes.json")
def _():
    return '{"containerDefinitions":[],"family":"' + "\\q" * 1_000_000 + '"}'


@case("digits.json")
def _():
    return '{"family":"web","containerDefinitions":[],"cpu":' + "9" * 5_000_000 + "}"


@case("exponent.json")
def _():
    return '{"family":"web","containerDefinitions":[],"cpu":1e' + "9" * 1_000_000 + "}"


@case("not-utf8.json")
def _():
    return b'{"family":"web","containerDefinitions":["' + b"\xff" * 2_000_000 + b'"]}'


@case("zeros.json")
def _():
    return b'{"family":"web","containerDefinitions":[' + b"\0" * 5_000_000


@case("wide-lines.json")
def _():
    return '{"family":"web","containerDefinitions":[' + ",".join('{"nam\u00e9":"\u00e9"}' for _ in range(100_000)) + "]}"


@case("policy-wildcards.json")
def _():
    star = "s3:" + "*a" * 2_000
    rows = [{"Effect": "Allow", "Action": [star + "b"] * 20, "Resource": "arn:aws:s3:::" + "*a" * 2_000}] * 20
    return text_of({"Version": "2012-10-17", "Statement": rows})


@case("policy-statements.json")
def _():
    rows = [{"Effect": "Allow", "Action": f"s3:Get*{i}", "Resource": "*"} for i in range(50_000)]
    return text_of({"Version": "2012-10-17", "Statement": rows})


@case("services.json")
def _():
    return text_of({"services": [{"serviceName": f"s{i}", "taskDefinition": f"web:{i}", "desiredCount": 1} for i in range(30_000)]})


@case("too-large.json")
def _():
    return text_of(task(x="y" * (17 << 20)))


# --- YAML

HEAD = "family: web\ncontainerDefinitions:\n- {name: web, image: a, memory: 9}\n"


@case("laughs.yaml")
def _():
    lines = [HEAD + "a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [" + ",".join([f"*a{i - 1}"] * 9) + "]" for i in range(1, 30)]
    return "\n".join(lines) + "\n"


@case("laughs-of-maps.yaml")
def _():
    lines = [HEAD + "a0: &a0 {k0: x, k1: x, k2: x}"]
    lines += [f"a{i}: &a{i} {{" + ",".join(f"k{j}: *a{i - 1}" for j in range(9)) + "}" for i in range(1, 30)]
    return "\n".join(lines) + "\n"


@case("laughs-inside.yaml")
def _():
    lines = ["a0: &a0 {name: x, image: y, memory: 9}", "a1: &a1 [" + ",".join(["*a0"] * 1000) + "]", "family: web",
             "containerDefinitions: *a1"]
    return "\n".join(lines) + "\n"


@case("aliases.yaml")
def _():
    return HEAD + "a: &a [" + ",".join("x" for _ in range(1000)) + "]\nb: [" + ",".join("*a" for _ in range(100_000)) + "]\n"


@case("merges.yaml")
def _():
    lines = [HEAD + "a0: &a0 {k: v}"] + [f"a{i}: &a{i} {{<<: *a{i - 1}, k{i}: v}}" for i in range(1, 3000)]
    return "\n".join(lines) + "\n"


@case("merge-lists.yaml")
def _():
    lines = [HEAD + "a: &a {" + ",".join(f"k{i}: v" for i in range(1000)) + "}", "b: {<<: [" + ",".join(["*a"] * 10_000) + "]}"]
    return "\n".join(lines) + "\n"


@case("anchors.yaml")
def _():
    return HEAD + "".join(f"k{i}: &n{i} v\n" for i in range(100_000))


@case("same-anchor.yaml")
def _():
    return HEAD + "".join(f"k{i}: &n v\nl{i}: *n\n" for i in range(50_000))


@case("deep-flow.yaml")
def _():
    return HEAD + "x: " + "[" * 100_000


@case("deep-flow-maps.yaml")
def _():
    return HEAD + "x: " + "{a: " * 100_000


@case("deep-block.yaml")
def _():
    return HEAD + "x:\n" + "".join(" " * i + "a:\n" for i in range(1, 3000))


@case("deep-dashes.yaml")
def _():
    return HEAD + "x:\n" + "- " * 100_000 + "a\n"


@case("deep-questions.yaml")
def _():
    return HEAD + "? " * 100_000 + "a\n"


@case("key-of-a-megabyte.yaml")
def _():
    return HEAD + "k" * 1_000_000 + ": 1\n"


@case("duplicate-keys.yaml")
def _():
    return HEAD + "cpu: '256'\n" * 100_000


@case("different-keys.yaml")
def _():
    return HEAD + "".join(f"key{i}: {i}\n" for i in range(100_000))


@case("containers.yaml")
def _():
    return "family: web\ncontainerDefinitions:\n" + "".join(f"- name: c{i}\n  image: nginx:1\n  memory: 64\n" for i in range(50_000))


@case("documents.yaml")
def _():
    return "---\nfamily: web\ncontainerDefinitions: []\n" * 20_000


@case("block-scalar.yaml")
def _():
    return HEAD + "x: |\n" + "  word\n" * 1_000_000


@case("spaces.yaml")
def _():
    return HEAD + "x: |\n" + " " * 10_000_000 + "\n"


@case("comments.yaml")
def _():
    return HEAD + "# ecslint: ignore[IAM001] x\n" * 200_000


@case("tags.yaml")
def _():
    return HEAD + "x: [" + ",".join("!t x" for _ in range(100_000)) + "]\n"


@case("quotes.yaml")
def _():
    return HEAD + "x: " + "''" * 1_000_000 + "\n"


@case("templates.yaml")
def _():
    return HEAD + "x: " + "{{" * 500_000 + "\n"


@case("templates-lines.yaml")
def _():
    return HEAD + "{{- if x }}\n" * 200_000


# --- CloudFormation

def template(resources, head="", each=""):
    """Task definitions; {i} in `each` is the number."""
    body = "    Properties: {Family: t{i}, ContainerDefinitions: [{Name: a, Image: 'nginx:1', Memory: 64}]}\n"
    return head + "Resources:\n" + "".join("  Task{i}:\n    Type: AWS::ECS::TaskDefinition\n".replace("{i}", str(i)) +
                                            (each + body).replace("{i}", str(i)) for i in range(resources))


@case("template-many-tasks.yaml")
def _():
    return template(20_000)


@case("template-many-services.yaml")
def _():
    return template(1) + "".join(f"  S{i}:\n    Type: AWS::ECS::Service\n    Properties: {{TaskDefinition: !Ref Task0, DesiredCount: 1}}\n" for i in range(20_000))


@case("template-conditions-doubling.yaml")
def _():
    chain = "".join(f"  C{i}: !And [{{Condition: C{i - 1}}}, {{Condition: C{i - 1}}}]\n" for i in range(1, 60))
    return template(1, "Parameters: {P: {Type: String}}\nConditions:\n  C0: !Equals [!Ref P, x]\n" + chain, "    Condition: C59\n")


@case("template-a-condition-each.yaml")
def _():
    head = "Parameters:\n" + "".join(f"  P{i}: {{Type: String}}\n" for i in range(2000)) + "Conditions:\n"
    head += "".join(f"  C{i}: !Equals [!Ref P{i}, x]\n" for i in range(2000))
    return template(2000, head).replace("Family: t", "Cpu: !If [C0, '1', '2'], Family: t")


@case("template-own-condition-each.yaml")
def _():
    head = "Parameters:\n" + "".join(f"  P{i}: {{Type: String}}\n" for i in range(2000)) + "Conditions:\n"
    head += "".join(f"  C{i}: !Equals [!Ref P{i}, x]\n" for i in range(2000))
    out = template(2000, head)
    for i in range(2000):
        out = out.replace(f"Family: t{i},", f"Family: !If [C{i}, a, b],")
    return out


@case("template-nested-loops.yaml")
def _():
    lines = ["Transform: AWS::LanguageExtensions", "Resources:"]
    for i in range(6):
        pad = "  " * (2 * i + 1)
        lines += [f"{pad}Fn::ForEach::L{i}:", f"{pad}- V{i}", pad + "- [" + ",".join(f"a{j}" for j in range(20)) + "]", pad + "-"]
    lines += ["  " * 13 + "Task${V0}${V1}${V2}${V3}${V4}${V5}:", "  " * 14 + "Type: AWS::ECS::TaskDefinition", "  " * 14 + "Properties: {Family: x}"]
    return "\n".join(lines) + "\n"


@case("template-references-in-a-chain.yaml")
def _():
    out = template(5000)
    for i in range(5000):
        out = out.replace(f"Family: t{i},", f"Family: !Ref Task{i + 1},")
    return out


@case("template-ring.yaml")
def _():
    return template(5000, each="    DependsOn: Task{i}\n")


@case("template-many-substitutions.yaml")
def _():
    return template(1).replace("Family: t0", "Family: !Sub '" + "${AWS::Region}" * 100_000 + "'")


@case("services-of-a-huge-task.json")
def _():
    huge = {"family": "big", "containerDefinitions": containers(20_000)}
    return text_of([huge] + [{"serviceName": f"s{i}", "taskDefinition": "big", "desiredCount": 1,
                              "loadBalancers": [{"containerName": "zz", "containerPort": 80, "targetGroupArn": "x"}]} for i in range(20_000)])


def task_template(containers, **sections):
    properties = {"ContainerDefinitions": containers}
    return text_of({"Resources": {"Web": {"Type": "AWS::ECS::TaskDefinition", "Properties": properties}}, "Parameters": {}, **sections})


def words(count, word):
    return [{"Name": "web", "Image": "nginx:1.27", "Memory": 64, "Command": [word(i) for i in range(count)]}]


@case("cfn-ten-thousand-parameters.json")
def _():
    return task_template(words(10_000, lambda i: {"Ref": f"P{i}"}), Parameters={f"P{i}": {"Type": "String", "AllowedValues": ["a", "b", "c"]} for i in range(10_000)})


@case("cfn-names-nearly-right.json")
def _():
    return task_template(words(10_000, lambda i: {"Ref": f"Paramter{i}"}), Parameters={f"Parameter{i}": {"Type": "String"} for i in range(1_900)})


@case("cfn-conditions.json")
def _():
    conditions = {f"C{i}": {"Fn::Equals": [{"Ref": f"P{i}"}, "a"]} for i in range(2_000)}
    return task_template(words(2_000, lambda i: {"Fn::If": [f"C{i}", "a", "b"]}), Conditions=conditions,
                    Parameters={f"P{i}": {"Type": "String"} for i in range(2_000)})


@case("cfn-conditions-doubling.json")
def _():
    conditions = {f"C{i}": {"Fn::And": [{"Condition": f"C{i - 1}"}] * 2} for i in range(1, 2_000)}
    conditions["C0"] = {"Fn::Equals": [{"Ref": "P"}, "a"]}
    return task_template(words(1, lambda i: {"Fn::If": ["C1999", "a", "b"]}), Conditions=conditions, Parameters={"P": {"Type": "String"}})


@case("cfn-conditions-in-a-ring.json")
def _():
    conditions = {f"C{i}": {"Fn::Not": [{"Condition": f"C{(i + 1) % 1_000}"}]} for i in range(1_000)}
    return task_template(words(1_000, lambda i: {"Fn::If": [f"C{i}", "a", "b"]}), Conditions=conditions)


@case("cfn-a-condition-each.json")
def _():
    kinds = {f"T{i}": {"Type": "AWS::ECS::TaskDefinition", "Condition": f"C{i}", "Properties": {"ContainerDefinitions": words(1, str)}} for i in range(2_000)}
    conditions = {f"C{i}": {"Fn::Equals": [{"Ref": f"P{i}"}, "a"]} for i in range(2_000)}
    return text_of({"Resources": kinds, "Conditions": conditions, "Parameters": {f"P{i}": {"Type": "String"} for i in range(2_000)}})


@case("cfn-deep-functions.json")
def _():
    return task_template([{"Name": "a", "Image": "{}"}]).replace('"{}"', '{"Fn::Join":["",["a",' * 60 + '"b"' + "]]}" * 60)


@case("cfn-doubling-text.yaml")
def _():
    names = "".join(f"  G{i}: {{Type: 'AWS::Logs::LogGroup', Properties: {{LogGroupName: !Sub '${{G{i + 1}}}${{G{i + 1}}}'}}}}\n" for i in range(100))
    return f"Resources:\n  A: {{Type: 'AWS::ECS::Cluster', Properties: {{ClusterName: !Ref G0}}}}\n{names}  G100: {{Type: 'AWS::Logs::LogGroup'}}\n"


@case("cfn-loops-of-resources.json")
def _():
    body = {"W${V0}${V1}${V2}${V3}${V4}${V5}": {"Type": "AWS::ECS::TaskDefinition", "Properties": {"ContainerDefinitions": words(3, str)}}}
    for i in range(6):
        body = {f"Fn::ForEach::L{i}": [f"V{i}", list("abcdefghij"), body]}
    return text_of({"Transform": "AWS::LanguageExtensions", "Resources": body})


@case("cfn-loops-of-properties.json")
def _():
    body = {"${V0}${V1}${V2}${V3}${V4}${V5}": "x"}
    for i in range(6):
        body = {f"Fn::ForEach::L{i}": [f"V{i}", list("abcdefghij"), body]}
    kinds = {f"T{i}": {"Type": "AWS::ECS::TaskDefinition", "Properties": {"ContainerDefinitions": [{"Name": "a", "Image": "x", "DockerLabels": body}]}} for i in range(50)}
    return text_of({"Transform": "AWS::LanguageExtensions", "Resources": kinds})


@case("cfn-mappings.json")
def _():
    mappings = {f"M{i}": {f"a{k}": {"x": ["y"] * 20} for k in range(20)} for i in range(500)}
    return task_template(words(10_000, lambda i: {"Fn::FindInMap": [f"M{i % 1_000}", f"a{i % 30}", "x"]}), Mappings=mappings)


@case("cfn-a-megabyte.yaml")
def _():
    kind = "  T{0}:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      Family: !Sub 'web-{0}-${{P}}'\n      ContainerDefinitions:\n        - {{Name: web, Image: 'nginx:1.27', Memory: 64, Privileged: !If [C, true, false]}}\n"
    return "Parameters: {P: {Type: String}}\nConditions: {C: !Equals [!Ref P, a]}\nResources:\n" + "".join(kind.format(i) for i in range(4_400))


@case("cfn-roles-and-policies.json")
def _():
    roles = {f"R{i}": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {"Statement": []}}} for i in range(1_500)}
    policies = {f"P{i}": {"Type": "AWS::IAM::Policy", "Properties": {"PolicyName": "p", "Roles": [{"Ref": f"R{i}"}], "PolicyDocument": {"Statement": []}}} for i in range(1_500)}
    return text_of({"Resources": {"C": {"Type": "AWS::ECS::Cluster"}, **roles, **policies}})


@case("cfn-aliases.yaml")
def _():
    laughs = "".join(f"  a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 40))
    return "Metadata:\n  a0: &a0 [x, x]\n" + laughs + "Resources:\n  W: {Type: 'AWS::ECS::TaskDefinition', Properties: {ContainerDefinitions: *a39}}\n"


# --- ecslint.toml and rule packs: a repository's own configuration may be hostile too

def configured(toml, **files):
    return {"ecslint.toml": toml, "task.json": text_of(task()), **files}


def rule(assertion="true", when="true", **more):
    lines = ['code = "EVIL001"', 'name = "evil"', 'summary = "evil"', 'severity = "warning"', 'subject = "taskDefinition"',
             f"when = {json.dumps(when)}", f"assert = {json.dumps(assertion)}", 'at = "taskDefinition.family"', 'message = "evil"',
             'help = "evil"', 'since = "0.1"', 'tags = ["evil"]']
    return "\n".join(lines + [f"{k} = {v}" for k, v in more.items()]) + "\n"


def pack(assertion="true", when="true", subject=None):
    return {"ecslint.toml": 'packs = ["policies"]\n', "policies/EVIL001-evil.toml": rule(assertion, when),
            "task.json": text_of(subject or task())}


@case("toml-deep-arrays")
def _():
    return configured("select = " + "[" * 100_000)


@case("toml-deep-tables")
def _():
    return configured("rules = " + "{a = " * 100_000)


@case("toml-dotted-key")
def _():
    return configured("a" + ".a" * 100_000 + " = 1\n")


@case("toml-many-keys")
def _():
    return configured("".join(f"k{i} = 1\n" for i in range(50_000)))


@case("toml-many-ignores")
def _():
    return configured("".join('[[ignore]]\ncode = "IAM001"\nreason = "x"\n' for _ in range(20_000)))


@case("toml-star-pattern")
def _():
    star = "*a" * 1_000 + "b"
    return configured(f'[[path]]\nfiles = "{star}"\nprofile = "strict"\n', **{"a" * 200 + ".json": text_of(task())})


@case("toml-stars-of-folders")
def _():
    return configured('[[path]]\nfiles = "' + "**/" * 500 + 'x"\nprofile = "strict"\n', **{"a/" * 50 + "t.json": text_of(task())})


@case("toml-extends-itself")
def _():
    return configured('extends = "ecslint.toml"\n')


@case("toml-extends-in-a-ring")
def _():
    return configured('extends = ["a.toml", "b.toml"]\n', **{"a.toml": 'extends = ["b.toml", "b.toml"]\n', "b.toml": 'extends = ["a.toml", "a.toml"]\n'})


@case("toml-extends-doubling")
def _():
    return configured('extends = ["e0.toml", "e0.toml"]\n', **{f"e{i}.toml": f'extends = ["e{i + 1}.toml", "e{i + 1}.toml"]\n' for i in range(40)})


@case("regex-nested-stars")
def _():
    return pack("taskDefinition.family.matches('^(((a*)*)*)*$')", subject=task(family="a" * 5_000 + "b"))


@case("regex-alternatives")
def _():
    return pack("taskDefinition.family.matches('^(a|aa|a?)+$')", subject=task(family="a" * 100_000 + "b"))


@case("regex-counted")
def _():
    return pack("taskDefinition.family.matches('((a{1,1000}){1,1000}){1,1000}')")


@case("regex-large")
def _():
    return pack("taskDefinition.family.matches('" + "(a|b|c|d)?" * 20_000 + "')")


@case("cel-deep-parentheses")
def _():
    return pack("(" * 100_000 + "true" + ")" * 100_000)


@case("cel-deep-lists")
def _():
    return pack("[" * 100_000 + "]" * 100_000 + " == []")


@case("cel-nots")
def _():
    return pack("!" * 1_000_000 + "true")


@case("cel-chain")
def _():
    return pack(" && ".join(["true"] * 100_000))


@case("cel-ternaries")
def _():
    return pack("true ? " * 50_000 + "true" + " : true" * 50_000)


@case("cel-selects")
def _():
    return pack("taskDefinition" + ".family" * 100_000 + " == 'x'")


@case("cel-nested-macros")
def _():
    inner = "true"
    for i in range(12):
        inner = f"[1,2,3,4,5,6,7,8,9,10].all(x{i}, {inner})"
    return pack(inner)


@case("cel-doubling-list")
def _():
    value = "[1]"
    for i in range(40):
        value = f"[{value}].map(x{i}, x{i} + x{i})[0]"
    return pack(f"{value}.size() > 0")


@case("cel-doubling-text")
def _():
    value = "'abcdefgh'"
    for i in range(40):
        value = f"[{value}].map(x{i}, x{i} + x{i})[0]"
    return pack(f"{value}.size() > 0")


@case("cel-replace")
def _():
    return pack("'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'" + ".replace('a', 'aaaaaaaaaaaaaaaa')" * 12 + " != ''")


@case("cel-format")
def _():
    return pack("'%.1000000000f'.format([1.0]) != ''")


@case("cel-pairs")
def _():
    return pack("taskDefinition.containerDefinitions.all(a, taskDefinition.containerDefinitions.all(b, a.name != 'x' || b.name != 'y'))",
                subject={"family": "web", "containerDefinitions": containers(10_000)})


def write(folder, name, made):
    files = made if isinstance(made, dict) else {name: made}
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data if isinstance(data, bytes) else data.encode())
    return "." if isinstance(made, dict) else name


def run(command, folder):
    """Exit code, seconds of processor time, MiB at the most, and what it wrote to standard error."""
    with open(folder / ".stderr", "w+b") as errors, open(folder / ".stdout", "w+b") as out:
        child = subprocess.Popen(command, cwd=folder, stdout=out, stderr=errors, stdin=subprocess.DEVNULL,
                                 preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (10, 10)))
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        out.seek(0)
        return child.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, errors.read(2000), out.read(4000)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("ecslint")
    parser.add_argument("-k", default="")
    parser.add_argument("-v", action="store_true")
    parser.add_argument("--seconds", type=float, default=SECONDS)
    args = parser.parse_args()
    ecslint = os.path.realpath(args.ecslint)
    failed = 0
    worst = []
    for name, make in CASES.items():
        if args.k not in name:
            continue
        with tempfile.TemporaryDirectory() as name_of_folder:
            folder = pathlib.Path(name_of_folder)
            path = write(folder, name, make())
            code, seconds, peak, errors, out = run([ecslint, "check", "-f", "concise", path], folder)
            bad = code not in (0, 1, 2, 3) or seconds > args.seconds or peak > MIBIBYTES
            worst.append((seconds, peak, name))
            failed += bad
            if bad or args.v:
                print(f"{'BAD ' if bad else 'ok  '} {name}: exit {code}, {seconds:.2f} s, {peak:.0f} MiB", flush=True)
            if bad and (code not in (0, 1, 2, 3)):
                print(errors.decode(errors="replace"))
            if args.v:
                print("      ", (out or errors).decode(errors="replace").split("\n")[0][:150])
    slow, large = max(worst), max(worst, key=lambda w: w[1])
    print(f"{len(worst)} hostile inputs, {failed} bad; slowest {slow[2]} {slow[0]:.2f} s, largest {large[2]} {large[1]:.0f} MiB")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
