#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes src/dialect/cloudformation/shapes.inc: how properties of CloudFormation are called by the API, by path;
and attributes.inc beside it: what Fn::GetAtt gives.

Names of templates come from the provider schemas that pip's cfn-lint carries, names and types of the API from
schemas/. A name is the API's with a capital, or stands in EXCEPTIONS. What only CloudFormation has is listed
with an empty name. --check compares instead of writing; what has no counterpart is told on standard error.
"""
import json
import pathlib
import sys

from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = ROOT / "src/dialect/cloudformation/shapes.inc"
ATTRIBUTES = ROOT / "src/dialect/cloudformation/attributes.inc"

# Resource type, and the schema of the canonical resource.
TYPES = [
    ("AWS::ApplicationAutoScaling::ScalableTarget", "scalable-target"),
    ("AWS::ApplicationAutoScaling::ScalingPolicy", "scaling-policy"),
    ("AWS::AutoScaling::AutoScalingGroup", "auto-scaling-group"),
    ("AWS::CloudWatch::Alarm", "alarm"),
    ("AWS::CodeDeploy::DeploymentGroup", "deployment-group"),
    ("AWS::EC2::LaunchTemplate", "launch-template"),
    ("AWS::EC2::NatGateway", "nat-gateway"),
    ("AWS::EC2::Subnet", "subnet"),
    ("AWS::EC2::VPCEndpoint", "vpc-endpoint"),
    ("AWS::ECR::Repository", "repository"),
    ("AWS::ECS::CapacityProvider", "capacity-provider"),
    ("AWS::ECS::Cluster", "cluster"),
    ("AWS::ECS::ClusterCapacityProviderAssociations", "cluster-capacity-providers"),
    ("AWS::ECS::Daemon", "daemon"),
    ("AWS::ECS::DaemonTaskDefinition", "daemon-task-definition"),
    ("AWS::ECS::ExpressGatewayService", "express-gateway-service"),
    ("AWS::ECS::PrimaryTaskSet", "primary-task-set"),
    ("AWS::ECS::Service", "service"),
    ("AWS::ECS::TaskDefinition", "task-definition"),
    ("AWS::ECS::TaskSet", "task-set"),
    ("AWS::EFS::AccessPoint", "access-point"),
    ("AWS::EFS::FileSystem", "file-system"),
    ("AWS::EFS::MountTarget", "mount-target"),
    ("AWS::ElasticLoadBalancingV2::Listener", "listener"),
    ("AWS::ElasticLoadBalancingV2::ListenerRule", "listener-rule"),
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", "load-balancer"),
    ("AWS::ElasticLoadBalancingV2::TargetGroup", "target-group"),
    ("AWS::Events::Rule", "event-rule"),
    ("AWS::IAM::InstanceProfile", "instance-profile"),
    ("AWS::KMS::Key", "kms-key"),
    ("AWS::Logs::LogGroup", "log-group"),
    ("AWS::S3::Bucket", "bucket"),
    ("AWS::SSM::Parameter", "ssm-parameter"),
    ("AWS::SecretsManager::Secret", "secret"),
    ("AWS::ServiceDiscovery::HttpNamespace", "discovery-namespace"),
    ("AWS::ServiceDiscovery::PrivateDnsNamespace", "discovery-namespace"),
    ("AWS::ServiceDiscovery::PublicDnsNamespace", "discovery-namespace"),
    ("AWS::ServiceDiscovery::Service", "discovery-service"),
]

# Those that are put together of pieces, the pieces, and what ECS's resources refer to beside them.
MORE_TYPES = [
    "AWS::CertificateManager::Certificate",
    "AWS::DynamoDB::Table",
    "AWS::EC2::EIP",
    "AWS::EC2::InternetGateway",
    "AWS::EC2::Route",
    "AWS::EC2::RouteTable",
    "AWS::EC2::SecurityGroup",
    "AWS::EC2::SecurityGroupEgress",
    "AWS::EC2::SecurityGroupIngress",
    "AWS::EC2::SubnetRouteTableAssociation",
    "AWS::EC2::VPC",
    "AWS::EC2::VPCGatewayAttachment",
    "AWS::IAM::ManagedPolicy",
    "AWS::IAM::Policy",
    "AWS::IAM::Role",
    "AWS::IAM::RolePolicy",
    "AWS::SNS::Topic",
    "AWS::SQS::Queue",
    "AWS::Scheduler::Schedule",
]

# Names of templates that are not the API's with a capital; by the type where another has the same name.
EXCEPTIONS = {
    "EFSVolumeConfiguration": "efsVolumeConfiguration",
    "FSxWindowsFileServerVolumeConfiguration": "fsxWindowsFileServerVolumeConfiguration",
    "S3FilesVolumeConfiguration": "s3filesVolumeConfiguration",
    "FilesystemId": "fileSystemId",
    "IAM": "iam",
    "ProxyConfigurationProperties": "properties",
    "PlacementStrategies": "placementStrategy",
    "ClusterSettings": "settings",
    "AWS::ECS::CapacityProvider ClusterName": "cluster",
    "TargetGroupAttributes": "Attributes",
    "LoadBalancerAttributes": "Attributes",
    "EcsParameters": "EcsParameters",
    "AwsVpcConfiguration": "awsvpcConfiguration",
    "LaunchTemplateSpecification": "LaunchTemplate",
    "AWS::ECS::PrimaryTaskSet TaskSetId": "primaryTaskSet",
    "AWS::KMS::Key KeyPolicy": "PolicyDocument",
    "ECSServices": "ecsServices",
    "FileSystemTags": "Tags",
    "AccessPointTags": "Tags",
    "BucketName": "Bucket",
    "ImageTagMutabilityExclusionFilterType": "filterType",
    "ImageTagMutabilityExclusionFilterValue": "filter",
}

# Attributes that the schemas of the provider had once.
FORMER = {"AWS::CertificateManager::Certificate": {"Id"}}

# Of calls, not of resources.
NEVER = {"clientToken", "DryRun", "ClientToken"}


class Ours:
    """A schema of the API with its references followed."""

    def __init__(self):
        self.files = {p.stem: json.loads(p.read_text()) for p in (ROOT / "schemas").glob("*.json")}

    def root(self, name):
        return (name, self.files[name])

    def follow(self, where):
        file, schema = where
        while "$ref" in schema:
            ref = schema["$ref"]
            if ref.startswith("urn:ecslint:schema:"):
                file, _, pointer = ref.removeprefix("urn:ecslint:schema:").partition("#")
            else:
                pointer = ref.removeprefix("#")
            schema = self.files[file]
            for step in pointer.strip("/").split("/") if pointer else []:
                schema = schema[step]
        return file, schema

    def properties(self, where):
        file, schema = self.follow(where)
        out = {k: (file, v) for k, v in schema.get("properties", {}).items()}
        for key in ("allOf", "anyOf", "oneOf"):
            for part in schema.get(key, []):
                for k, v in self.properties((file, part)).items():
                    out.setdefault(k, v)
        return out

    def items(self, where):
        file, schema = self.follow(where)
        return (file, schema["items"]) if isinstance(schema.get("items"), dict) else None

    def types(self, where):
        file, schema = self.follow(where)
        if "type" in schema:
            types = schema["type"]
            return set([types] if isinstance(types, str) else types)
        if "enum" in schema or "const" in schema:
            return {"string"}
        out = set()
        for key in ("anyOf", "oneOf", "allOf"):
            for part in schema.get(key, []):
                out |= self.types((file, part))
        return out

    def free_form(self, where):
        return bool(self.follow(where)[1].get("x-free-form"))


class Theirs:
    """A provider schema with its references followed."""

    def __init__(self, schema):
        self.schema = schema

    def follow(self, node):
        while "$ref" in node:
            target = self.schema
            for step in node["$ref"].removeprefix("#/").split("/"):
                target = target[step]
            node = target
        return node

    def properties(self, node):
        node = self.follow(node)
        out = dict(node.get("properties", {}))
        for key in ("anyOf", "oneOf", "allOf"):
            for part in node.get(key, []):
                for k, v in self.properties(part).items():
                    out.setdefault(k, v)
        return out

    def items(self, node):
        items = self.follow(node).get("items")
        return items if isinstance(items, dict) else None


SCALARS = [({"integer"}, "kInteger"), ({"boolean"}, "kBoolean"), ({"number"}, "kNumber"), ({"string"}, "kString")]


class Maker:
    def __init__(self):
        self.ours = Ours()
        self.shapes = []  # rows of each
        self.known = {}
        self.roots = []
        self.unmatched = []

    def value(self, kind, theirs, ours, there, path):
        """The value's kind and shape."""
        if self.ours.free_form(ours):
            return "kMap", 0
        if there.properties(theirs) and self.ours.properties(ours):
            return "kObject", self.shape(kind, theirs, ours, there, path)
        here = self.ours.items(ours)
        other = there.items(theirs)
        if here is not None and other is not None:
            element, shape = self.value(kind, other, here, there, path + "[]")
            return element if element == "kAny" else element + "List", shape
        types = self.ours.types(ours)
        for wanted, name in SCALARS:
            if types == wanted:
                return name, 0
        return "kAny", 0

    def shape(self, kind, theirs, ours, there, path):
        key = (kind, json.dumps(theirs, sort_keys=True), id(self.ours.follow(ours)[1]))
        if key in self.known:
            return self.known[key]
        number = len(self.shapes)
        self.known[key] = number
        self.shapes.append([])
        rows = []
        properties = self.ours.properties(ours)
        for name in sorted(there.properties(theirs)):
            lower = name[0].lower() + name[1:]
            wanted = [EXCEPTIONS.get(f"{kind} {name}"), EXCEPTIONS.get(name), name, lower]
            canonical = next((w for w in wanted if w in properties), None)
            if canonical is None:
                rows.append((name, "", "kAny", 0))
                self.unmatched.append(f"{kind} {path}{name}")
                continue
            value = self.value(kind, there.properties(theirs)[name], properties[canonical], there, f"{path}{name}.")
            rows.append((name, canonical, *value))
        missing = sorted(n for n in set(properties) - {row[1] for row in rows} if self.may_come(properties[n], n))
        for name in missing:  # templates lag behind the API
            rows.append((name[0].upper() + name[1:], name, *self.value_of_api(properties[name])))
        if missing:
            self.unmatched.append(f"{kind} {path}: not in templates yet: {', '.join(missing)}")
        rows.sort()
        self.shapes[number] = rows
        return number

    def may_come(self, ours, name):
        file, schema = self.ours.follow(ours)
        return not (schema.get("x-read-only") or ours[1].get("x-read-only") or name in NEVER)

    def value_of_api(self, ours):
        """As templates will have it when they catch up."""
        if self.ours.free_form(ours):
            return "kMap", 0
        if self.ours.properties(ours):
            return "kObject", self.shape_of_api(ours)
        here = self.ours.items(ours)
        if here is not None:
            element, shape = self.value_of_api(here)
            return element if element == "kAny" else element + "List", shape
        types = self.ours.types(ours)
        return next(((name, 0) for wanted, name in SCALARS if types == wanted), ("kAny", 0))

    def shape_of_api(self, ours):
        key = id(self.ours.follow(ours)[1])
        if key in self.known:
            return self.known[key]
        number = self.known[key] = len(self.shapes)
        self.shapes.append([])
        properties = {n: p for n, p in self.ours.properties(ours).items() if self.may_come(p, n)}
        self.shapes[number] = sorted((n[0].upper() + n[1:], n, *self.value_of_api(p)) for n, p in properties.items())
        return number

    def run(self):
        self.shapes.append([])  # 0: none
        for kind, name in TYPES:
            schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema(region="us-east-1", resource_type=kind).schema
            self.roots.append((kind, self.shape(kind, schema, self.ours.root(name), Theirs(schema), "")))

    def text(self):
        out = ["// Made by tools/cloudformation_shapes.py; not edited by hand.", "constexpr Property kProperties[] = {"]
        first = [0]
        for rows in self.shapes:
            for name, canonical, value, shape in rows:
                out.append(f'    {{"{name}", "{canonical}", Value::{value}, {shape}}},')
            first.append(first[-1] + len(rows))
        out.append("};")
        out.append("/// Where the properties of each shape begin.")
        out.append("constexpr std::uint16_t kFirst[] = {")
        for i in range(0, len(first), 16):
            out.append("    " + ", ".join(str(n) for n in first[i : i + 16]) + ",")
        out.append("};")
        out.append("constexpr Root kRoots[] = {")
        for kind, shape in self.roots:
            out.append(f'    {{"{kind}", {shape}}},')
        out.append("};")
        return "// clang-format off\n" + "\n".join(out) + "\n// clang-format on\n"


def attributes():
    """The rows of attributes.inc. Below lists nobody knows the names."""
    out = ["// Made by tools/cloudformation_shapes.py; not edited by hand.", "constexpr Attribute kAttributes[] = {"]
    for kind in sorted([kind for kind, _ in TYPES] + MORE_TYPES):
        schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema(region="us-east-1", resource_type=kind)
        names = sorted({name for name in schema.get_atts if "*" not in name} | FORMER.get(kind, set()))
        out += [f'    {{"{kind}", "{name}"}},' for name in names or [""]]
    return "// clang-format off\n" + "\n".join(out) + "\n};\n// clang-format on\n"


def main():
    maker = Maker()
    maker.run()
    files = {TARGET: maker.text(), ATTRIBUTES: attributes()}
    if "--verbose" in sys.argv:
        print("\n".join(maker.unmatched), file=sys.stderr)
    for file, text in files.items():
        if "--check" not in sys.argv:
            file.write_text(text)
        elif file.read_text() != text:
            sys.exit(f"{file} is not what this cfn-lint and schemas/ give; run tools/cloudformation_shapes.py")


if __name__ == "__main__":
    main()
