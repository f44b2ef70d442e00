#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares schemas/*.json with the models of the installed botocore, both ways: ECS's whole, and of the
neighbours' what stands in schemas/ (an object without properties is left as deep as it is).

Each difference is one line, "PLACE WHAT", where PLACE is "file" or "file#definition" with a path of properties
behind it. Deliberate ones are listed with their reason in tools/schema_differences.txt ("PLACE WHAT: reason").
Exit 1 on a difference that is not explained, or an explanation that explains nothing any more.
A botocore older than x-facts says nothing about what came since: there, what only the schema has (or allows) is listed
as "newer than the model" and is no complaint, nor is an explanation without a difference. What the model has and the
schema lacks is a complaint with any botocore.
Also checks the house rules: descriptions everywhere, closed objects, plain patterns, references that resolve.
"""
import glob
import gzip
import json
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
EXPLAINED = os.path.join(ROOT, "tools", "schema_differences.txt")

# schema file -> (input shape, shapes of describe output). Their members together make the file's properties.
FORMS = {
    "task-definition": ("RegisterTaskDefinitionRequest", ["TaskDefinition"]),
    "container-definition": ("ContainerDefinition", []),
    "container-definitions": ("ContainerDefinitions", []),
    "service": ("CreateServiceRequest", ["Service"]),
    "service-update": ("UpdateServiceRequest", []),
    "cluster": ("CreateClusterRequest", ["Cluster"]),
    "cluster-update": ("UpdateClusterRequest", []),
    "cluster-capacity-providers": ("PutClusterCapacityProvidersRequest", []),
    "capacity-provider": ("CreateCapacityProviderRequest", ["CapacityProvider"]),
    "capacity-provider-update": ("UpdateCapacityProviderRequest", []),
    "run-task": ("RunTaskRequest", []),
    "start-task": ("StartTaskRequest", []),
    "primary-task-set": ("UpdateServicePrimaryTaskSetRequest", []),
    "task-set": ("CreateTaskSetRequest", ["TaskSet"]),
    "task-set-update": ("UpdateTaskSetRequest", []),
    "daemon": ("CreateDaemonRequest", ["DaemonDetail", "DaemonSummary"]),
    "daemon-update": ("UpdateDaemonRequest", []),
    "daemon-task-definition": ("RegisterDaemonTaskDefinitionRequest", ["DaemonTaskDefinition"]),
    "express-gateway-service": ("CreateExpressGatewayServiceRequest", ["ECSExpressGatewayService"]),
    "express-gateway-service-update": ("UpdateExpressGatewayServiceRequest", []),
}
# The same for neighbours: schema file -> (service, input shapes, shapes of output and of other calls). Together
# they make the file's properties too, but an input may hold what describe output has.
NEIGHBOURS = {
    "target-group": ("elbv2", ["CreateTargetGroupInput"], ["TargetGroup", "ModifyTargetGroupAttributesInput"]),
    "target-group-update": ("elbv2", ["ModifyTargetGroupInput", "ModifyTargetGroupAttributesInput"], []),
    "listener": ("elbv2", ["CreateListenerInput"], ["Listener"]),
    "listener-rule": ("elbv2", ["CreateRuleInput"], ["Rule"]),
    "load-balancer": ("elbv2", ["CreateLoadBalancerInput"], ["LoadBalancer", "ModifyLoadBalancerAttributesInput"]),
    "load-balancer-update": ("elbv2", ["ModifyLoadBalancerAttributesInput"], []),
    "scalable-target": ("application-autoscaling", ["RegisterScalableTargetRequest"], ["ScalableTarget"]),
    "scaling-policy": ("application-autoscaling", ["PutScalingPolicyRequest"], ["ScalingPolicy"]),
    "security-group": ("ec2", ["CreateSecurityGroupRequest"], ["SecurityGroup"]),
    "security-group-update": ("ec2", ["AuthorizeSecurityGroupIngressRequest"], []),
    "subnet": ("ec2", [], ["Subnet"]),
    "route-table": ("ec2", [], ["RouteTable"]),
    "vpc-endpoint": ("ec2", ["CreateVpcEndpointRequest"], ["VpcEndpoint"]),
    "log-group": ("logs", ["CreateLogGroupRequest"], ["LogGroup"]),
    "log-group-update": ("logs", ["PutRetentionPolicyRequest"], []),
    "alarm": ("cloudwatch", ["PutMetricAlarmInput"], ["MetricAlarm"]),
    "event-rule": ("events", ["PutRuleRequest"], ["Rule", "DescribeRuleResponse", "PutTargetsRequest"]),
    "event-rule-update": ("events", ["PutTargetsRequest"], []),
    "mount-target": ("efs", ["CreateMountTargetRequest"], ["MountTargetDescription"]),
    "auto-scaling-group": ("autoscaling", ["CreateAutoScalingGroupType"], ["AutoScalingGroup"]),
    "launch-template": ("ec2", ["CreateLaunchTemplateRequest"], ["LaunchTemplateVersion"]),
    "secret": ("secretsmanager", ["CreateSecretRequest"], []),
    "ssm-parameter": ("ssm", ["PutParameterRequest"], []),
    "kms-key": ("kms", ["CreateKeyRequest"], []),
    "file-system": ("efs", ["CreateFileSystemRequest"], []),
    "access-point": ("efs", ["CreateAccessPointRequest"], []),
    "instance-profile": ("iam", ["CreateInstanceProfileRequest"], []),
    "deployment-group": ("codedeploy", ["CreateDeploymentGroupInput"], []),
    "discovery-service": ("servicediscovery", ["CreateServiceRequest"], []),
    "discovery-namespace": ("servicediscovery", ["CreatePrivateDnsNamespaceRequest"], []),
    "nat-gateway": ("ec2", ["CreateNatGatewayRequest"], []),
    "internet-gateway": ("ec2", [], ["InternetGateway"]),
    "bucket": ("s3", ["CreateBucketRequest"], []),
    "repository": ("ecr", ["CreateRepositoryRequest"], []),
}
# No one shape stands for these: what several share, the policy language (a string in the model), a role as rules
# read it, and as calls do (its boundary is a string in one and a structure in another).
OWN = {"common", "iam-policy", "role", "iam-role"}
TYPES = {
    "string": {"string"}, "integer": {"integer"}, "long": {"integer"}, "double": {"number"}, "float": {"number"},
    "boolean": {"boolean"}, "blob": {"string"}, "timestamp": {"string", "number"}, "list": {"array"}, "map": {"object"},
    "structure": {"object"},
}
FACTS = re.compile(r"botocore (\d+(?:\.\d+)+), \d{4}-\d{2}-\d{2}")
LIMITS = {"string": ("minLength", "maxLength"), "list": ("minItems", "maxItems")}


def load_model(service="ecs"):
    """The shapes of a service's newest API, and botocore's version."""
    import botocore

    versions = glob.glob(os.path.join(os.path.dirname(botocore.__file__), "data", service, "*", "service-2.json*"))
    path = os.path.join(os.path.dirname(max(versions)), "service-2.json.gz")
    opener = gzip.open if os.path.exists(path) else open
    with opener(path if os.path.exists(path) else path[:-3], "rt", encoding="utf-8") as file:
        return json.load(file)["shapes"], botocore.__version__


def as_numbers(version):
    return [int(part) for part in re.findall(r"\d+", version)]


def facts_version(schemas):
    """The newest botocore that a schema was made from."""
    found = [FACTS.fullmatch(schema.get("x-facts", "")) for schema in schemas.values()]
    return max((match.group(1) for match in found if match), key=as_numbers, default="0")


def load_schemas():
    schemas = {}
    for path in sorted(glob.glob(os.path.join(ROOT, "schemas", "*.json"))):
        with open(path, encoding="utf-8") as file:
            schemas[os.path.basename(path)[:-5]] = json.load(file)
    return schemas


def is_looser(bound, ours, models):
    return ours is None or (ours < models if bound == "min" else ours > models)


class Comparison:
    # Not asked of neighbours: lengths that are not worth a finding.
    LOOSE = ("minLength ", "maxLength ", "minItems ", "maxItems ")

    def __init__(self, shapes, schemas, neighbour=False):
        self.shapes, self.schemas, self.neighbour = shapes, schemas, neighbour
        self.differences, self.wider, self.seen = set(), set(), set()

    def say(self, place, what, wider=False):
        """wider: the schema has or allows what the model does not, as it does when the model is the older one."""
        if self.neighbour and any(part in what for part in self.LOOSE):
            return
        self.differences.add(f"{place} {what}")
        if wider:
            self.wider.add(f"{place} {what}")

    def known(self, names):
        """Those of the shapes that the model has; each one that it lacks is said."""
        for name in names:
            if name not in self.shapes:
                self.say(name, "is no shape of the model", wider=True)
        return [name for name in names if name in self.shapes]

    def compare_form(self, file, inputs, outputs):
        inputs, outputs = self.known(inputs), self.known(outputs)
        if inputs or outputs:
            self.compare(file, file, self.schemas[file], inputs, outputs)

    def resolve(self, file, place, schema):
        """Follows $ref; what stands beside it wins. Returns (file, place, schema) of the target."""
        while "$ref" in schema:
            urn, _, pointer = schema["$ref"].partition("#")
            file = urn.rsplit(":", 1)[1] if urn else file
            target = self.schemas[file]
            for step in filter(None, pointer.split("/")):
                target = target[step]
            place = file + ("#" + pointer.rsplit("/", 1)[1] if pointer else "")
            schema = {**target, **{k: v for k, v in schema.items() if k not in ("$ref", "description")}}
            if "$ref" in target:
                schema["$ref"] = target["$ref"]
        return file, place, schema

    def compare(self, file, place, schema, inputs, outputs):
        """inputs and outputs are the names of the shapes that this schema stands for."""
        file, place, schema = self.resolve(file, place, schema)
        key = (place, tuple(inputs), tuple(outputs))
        if key in self.seen:
            return
        self.seen.add(key)
        shapes = [self.shapes[name] for name in inputs + outputs]
        kinds = {shape["type"] for shape in shapes}
        if any(shape.get("document") for shape in shapes):
            return
        self.compare_scalar(place, schema, shapes)
        if "structure" in kinds:
            self.compare_members(file, place, schema, inputs, outputs)
        elif "list" in kinds:
            member = lambda names: sorted({self.shapes[n]["member"]["shape"] for n in names})
            self.compare(file, place + "[]", schema.get("items", {}), member(inputs), member(outputs))

    def compare_scalar(self, place, schema, shapes):
        declared = schema.get("type", [])
        declared = {declared} if isinstance(declared, str) else set(declared)
        expected = set().union(*(TYPES[shape["type"]] for shape in shapes))
        if declared != expected:
            what = f"type {'/'.join(sorted(declared))}, model {'/'.join(sorted(expected))}"
            self.say(place, what, wider=declared > expected)
        model = set().union(*(shape.get("enum", []) for shape in shapes))
        ours = set(schema.get("enum", []))
        if ours and not model:
            self.say(place, "has an enum, model has none")
        for value in sorted(model - ours if ours or not self.neighbour else ()):
            self.say(place, f"lacks value {value}")
        for value in sorted(ours - model if model else ()):
            self.say(place, f"has value {value}", wider=True)
        for shape in shapes:
            for bound, keyword in zip(("min", "max"), LIMITS.get(shape["type"], ("minimum", "maximum"))):
                if bound in shape and schema.get(keyword, 0) != shape[bound]:
                    self.say(place, f"{keyword} {schema.get(keyword)}, model {shape[bound]}",
                             wider=is_looser(bound, schema.get(keyword), shape[bound]))

    def compare_members(self, file, place, schema, inputs, outputs):
        members = {}
        for names, side in ((inputs, 0), (outputs, 1)):
            for name in names:
                for member, target in self.shapes[name]["members"].items():
                    members.setdefault(member, ([], []))[side].append(target["shape"])
        properties = schema.get("properties", {})
        if self.neighbour and not properties:
            return
        is_form = (place in FORMS or place in NEIGHBOURS) and bool(inputs)
        nested_form = place in FORMS and not inputs  # a whole resource within another's describe output
        for name in sorted(set(members) - set(properties)):
            self.say(place, f"lacks property {name}")
        for name in sorted(set(properties) - set(members) if not nested_form else ()):
            self.say(place, f"has property {name}", wider=True)
        for name in sorted(set(members) & set(properties)):
            sides = [sorted(set(side)) for side in members[name]]
            if is_form and (not sides[0]) != properties[name].get("x-read-only", False):
                self.say(place, f"read-only mark of {name}", wider=not sides[0])
            self.compare(file, f"{place}.{name}", properties[name], sides[0], sides[1])
        if nested_form:
            return
        required = set()
        for name in inputs or outputs:
            required.update(self.shapes[name].get("required", []))
        ours = set(schema.get("required", [])) | set(schema.get("else", {}).get("required", []))
        for part in schema.get("allOf", []):
            ours.update(part.get("required", []))
        for name in sorted(required - ours):
            self.say(place, f"does not require {name}", wider=True)
        for name in sorted(ours - required):
            self.say(place, f"requires {name}")


def house_rules(schemas):
    problems = []

    def walk(file, place, schema, is_property):
        if is_property and not schema.get("description"):
            problems.append(f"{place}: no description")
        if "properties" in schema and schema.get("additionalProperties") is not False:
            problems.append(f"{place}: the object is not closed")
        if isinstance(schema.get("additionalProperties"), dict) and not schema.get("x-free-form"):
            problems.append(f"{place}: a map without x-free-form")
        if "pattern" in schema:
            re.compile(schema["pattern"])
            if "x-expected" not in schema and not place.endswith("[not]"):
                problems.append(f"{place}: a pattern without x-expected")
            if re.search(r"\(\?|\\[pPbBdwk1-9]", schema["pattern"]):
                problems.append(f"{place}: pattern is not plain enough for RE2 and ECMA alike")
        for name in schema.get("required", []):
            if schema.get("properties", {}).get(name, {}).get("x-read-only"):
                problems.append(f"{place}: read-only {name} is required")
        for name, child in {**schema.get("properties", {}), **schema.get("$defs", {})}.items():
            walk(file, f"{place}.{name}", child, True)
        for keyword in ("items", "additionalProperties", "not"):
            if isinstance(schema.get(keyword), dict):
                walk(file, f"{place}[{keyword}]", schema[keyword], False)

    for file, schema in schemas.items():
        has_facts = FACTS.fullmatch(schema.get("x-facts", ""))
        if schema.get("$id") != f"urn:ecslint:schema:{file}" or not has_facts or not schema.get("title"):
            problems.append(f"{file}: $id, title or x-facts is missing or wrong")
        walk(file, file, schema, False)
    try:
        from jsonschema import Draft202012Validator
    except ImportError:
        print("jsonschema is not installed: the schemas themselves are not validated")
        return problems
    for file, schema in schemas.items():
        problems += [f"{file}: {error.message}" for error in
                     Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(schema)]
    return problems


def read_explained():
    explained = {}
    with open(EXPLAINED, encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                difference, _, reason = line.partition(": ")
                explained[difference.strip()] = reason.strip()
    return explained


def compare_all(shapes, schemas):
    """All differences, and those of them where the schema is the wider one."""
    comparison = Comparison(shapes, schemas)
    for file, (given, described) in FORMS.items():
        comparison.compare_form(file, [given], described)
    for file, (service, given, described) in NEIGHBOURS.items():
        other = Comparison(load_model(service)[0], schemas, neighbour=True)
        other.compare_form(file, given, described)
        comparison.differences |= other.differences
        comparison.wider |= other.wider
    return comparison.differences, comparison.wider


def main():
    schemas = load_schemas()
    lines = house_rules(schemas)
    try:
        shapes, version = load_model()
    except ImportError:
        print("\n".join(lines + ["botocore is not installed: nothing to compare the schemas with"]))
        return 1 if lines else 0
    differences, wider = compare_all(shapes, schemas)
    for file in sorted(set(schemas) - set(FORMS) - set(NEIGHBOURS) - OWN):
        lines.append(f"{file}: no shape is named for it in FORMS or NEIGHBOURS")
    explained = read_explained()
    facts = facts_version(schemas)
    older = as_numbers(version) < as_numbers(facts)
    newer = wider - set(explained) if older else set()
    lines += [f"difference: {d}" for d in sorted(differences - set(explained) - newer)]
    lines += [f"explains nothing: {d}" for d in sorted(set(explained) - differences if not older else ())]
    lines += [f"no reason: {d}" for d, reason in explained.items() if not reason]
    notes = [f"newer than the model: {d}" for d in sorted(newer)]
    if older:
        notes.append(f"botocore {version} is older than the {facts} of the schemas: {len(newer)} differences are no complaints")
    print("\n".join(notes + lines + [f"{len(schemas)} schemas against botocore {version}: {len(differences)} differences, "
                                     f"{len(explained)} explained, {len(lines)} complaints"]))
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
