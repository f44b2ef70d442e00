// SPDX-License-Identifier: Apache-2.0
#include "dialect/cloudformation/returned.h"

#include <algorithm>
#include <iterator>
#include <span>

namespace ecslint::dialect_cloudformation {
namespace {

constexpr Returned kReturned[] = {
    {"AWS::ECS::TaskDefinition", "", "arn:{P}:ecs:{R}:{A}:task-definition/{N}:{.Revision}"},
    {"AWS::ECS::TaskDefinition", "TaskDefinitionArn", "arn:{P}:ecs:{R}:{A}:task-definition/{N}:{.Revision}"},
    {"AWS::ECS::Cluster", "", "{N}"},
    {"AWS::ECS::Cluster", "Arn", "arn:{P}:ecs:{R}:{A}:cluster/{N}"},
    {"AWS::ECS::Service", "", "arn:{P}:ecs:{R}:{A}:service/{.Cluster}/{N}"},
    {"AWS::ECS::Service", "ServiceArn", "arn:{P}:ecs:{R}:{A}:service/{.Cluster}/{N}"},
    {"AWS::ECS::Service", "Name", "{N}"},
    {"AWS::ECS::CapacityProvider", "", "{N}"},
    {"AWS::IAM::Role", "", "{N}"},
    {"AWS::IAM::Role", "Arn", "arn:{P}:iam::{A}:role/{N}"},
    {"AWS::IAM::ManagedPolicy", "", "arn:{P}:iam::{A}:policy/{N}"},
    {"AWS::IAM::ManagedPolicy", "PolicyArn", "arn:{P}:iam::{A}:policy/{N}"},
    {"AWS::IAM::InstanceProfile", "", "{N}"},
    {"AWS::IAM::InstanceProfile", "Arn", "arn:{P}:iam::{A}:instance-profile/{N}"},
    {"AWS::Logs::LogGroup", "", "{N}"},
    {"AWS::Logs::LogGroup", "Arn", "arn:{P}:logs:{R}:{A}:log-group:{N}:*"},
    {"AWS::ECR::Repository", "", "{N}"},
    {"AWS::ECR::Repository", "Arn", "arn:{P}:ecr:{R}:{A}:repository/{N}"},
    {"AWS::ECR::Repository", "RepositoryUri", "{A}.dkr.ecr.{R}.{S}/{N}"},
    {"AWS::SSM::Parameter", "", "{N}"},
    {"AWS::SecretsManager::Secret", "", "arn:{P}:secretsmanager:{R}:{A}:secret:{N}"},
    {"AWS::KMS::Key", "Arn", "arn:{P}:kms:{R}:{A}:key/{N}"},
    {"AWS::S3::Bucket", "", "{N}"},
    {"AWS::S3::Bucket", "Arn", "arn:{P}:s3:::{N}"},
    {"AWS::SNS::Topic", "", "arn:{P}:sns:{R}:{A}:{N}"},
    {"AWS::SQS::Queue", "Arn", "arn:{P}:sqs:{R}:{A}:{N}"},
    {"AWS::DynamoDB::Table", "", "{N}"},
    {"AWS::DynamoDB::Table", "Arn", "arn:{P}:dynamodb:{R}:{A}:table/{N}"},
    {"AWS::EFS::FileSystem", "Arn", "arn:{P}:elasticfilesystem:{R}:{A}:file-system/{N}"},
    {"AWS::EFS::AccessPoint", "Arn", "arn:{P}:elasticfilesystem:{R}:{A}:access-point/{N}"},
    {"AWS::AutoScaling::AutoScalingGroup", "", "{N}"},
    {"AWS::CloudWatch::Alarm", "", "{N}"},
    {"AWS::Events::Rule", "", "{N}"},
    {"AWS::EC2::VPC", "", "vpc-{N}"},
    {"AWS::EC2::VPC", "VpcId", "vpc-{N}"},
    {"AWS::EC2::Subnet", "", "subnet-{N}"},
    {"AWS::EC2::Subnet", "SubnetId", "subnet-{N}"},
    {"AWS::EC2::SecurityGroup", "", "sg-{N}"},
    {"AWS::EC2::SecurityGroup", "GroupId", "sg-{N}"},
    {"AWS::EC2::RouteTable", "", "rtb-{N}"},
    {"AWS::EC2::InternetGateway", "", "igw-{N}"},
    {"AWS::EC2::NatGateway", "", "nat-{N}"},
    {"AWS::EC2::VPCEndpoint", "", "vpce-{N}"},
    {"AWS::EC2::LaunchTemplate", "", "lt-{N}"},
    {"AWS::EFS::FileSystem", "", "fs-{N}"},
    {"AWS::EFS::AccessPoint", "", "fsap-{N}"},
};

struct Attribute {
  std::string_view type;
  std::string_view name;  // empty where the type gives nothing
};

#include "dialect/cloudformation/attributes.inc"

std::span<const Attribute> rows_of(std::string_view type) {
  const auto* first = std::ranges::lower_bound(kAttributes, type, {}, &Attribute::type);
  const auto* last = std::ranges::upper_bound(kAttributes, type, {}, &Attribute::type);
  return {first, last};
}

struct Name {
  std::string_view type;
  std::string_view property;
};

constexpr Name kNames[] = {
    {"AWS::ECS::TaskDefinition", "Family"},
    {"AWS::ECS::Cluster", "ClusterName"},
    {"AWS::ECS::Service", "ServiceName"},
    {"AWS::ECS::CapacityProvider", "Name"},
    {"AWS::IAM::Role", "RoleName"},
    {"AWS::IAM::ManagedPolicy", "ManagedPolicyName"},
    {"AWS::IAM::InstanceProfile", "InstanceProfileName"},
    {"AWS::Logs::LogGroup", "LogGroupName"},
    {"AWS::ECR::Repository", "RepositoryName"},
    {"AWS::SSM::Parameter", "Name"},
    {"AWS::S3::Bucket", "BucketName"},
    {"AWS::SNS::Topic", "TopicName"},
    {"AWS::SQS::Queue", "QueueName"},
    {"AWS::DynamoDB::Table", "TableName"},
    {"AWS::AutoScaling::AutoScalingGroup", "AutoScalingGroupName"},
    {"AWS::CloudWatch::Alarm", "AlarmName"},
    {"AWS::Events::Rule", "Name"},
};

}  // namespace

const Returned* returned(std::string_view type, std::string_view attribute) {
  const auto* at = std::ranges::find_if(
      kReturned, [&](const Returned& row) { return row.type == type && row.attribute == attribute; });
  return at == std::end(kReturned) ? nullptr : at;
}

std::vector<std::string_view> attributes_of(std::string_view type) {
  std::vector<std::string_view> out;
  for (const Attribute& row : rows_of(type)) {
    if (!row.name.empty()) out.push_back(row.name);
  }
  return out;
}

std::vector<std::string_view> returning_types() {
  std::vector<std::string_view> out;
  for (const Attribute& row : kAttributes) {
    if (out.empty() || out.back() != row.type) out.push_back(row.type);
  }
  return out;
}

bool gives_known(std::string_view type) { return !rows_of(type).empty(); }

std::string_view name_property(std::string_view type) {
  const auto* at = std::ranges::find(kNames, type, &Name::type);
  return at == std::end(kNames) ? std::string_view() : at->property;
}

}  // namespace ecslint::dialect_cloudformation
