#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a CloudFormation template with many task definitions, each a service with a sidecar, in YAML.

usage: generate_template.py FILE [COUNT]
"""
import sys

HEAD = """AWSTemplateFormatVersion: '2010-09-09'
Description: Many task definitions
Parameters:
  Environment:
    Type: String
    Default: dev
    AllowedValues: [dev, prod]
  ImageTag:
    Type: String
Resources:
  Cluster:
    Type: AWS::ECS::Cluster
    Properties:
      ClusterSettings:
        - Name: containerInsights
          Value: enabled
  LogGroup:
    Type: AWS::Logs::LogGroup
    Properties:
      RetentionInDays: 30
  ExecutionRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal:
              Service: ecs-tasks.amazonaws.com
            Action: sts:AssumeRole
      ManagedPolicyArns:
        - arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy
"""

TASK = """  Task{n}:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: !Sub 'service-{n}-${{Environment}}'
      NetworkMode: awsvpc
      RequiresCompatibilities: [FARGATE]
      Cpu: '{cpu}'
      Memory: '{memory}'
      ExecutionRoleArn: !GetAtt ExecutionRole.Arn
      RuntimePlatform:
        CpuArchitecture: ARM64
        OperatingSystemFamily: LINUX
      ContainerDefinitions:
        - Name: app
          Image: !Sub '${{AWS::AccountId}}.dkr.ecr.${{AWS::Region}}.amazonaws.com/service-{n}:${{ImageTag}}'
          Essential: true
          User: '1000'
          ReadonlyRootFilesystem: true
          PortMappings:
            - Name: http
              ContainerPort: 8080
              Protocol: tcp
              AppProtocol: http
          Environment:
{environment}          HealthCheck:
            Command: [CMD-SHELL, 'curl -f http://localhost:8080/health || exit 1']
            Interval: 30
            Timeout: 5
            Retries: 3
            StartPeriod: 60
          LogConfiguration:
            LogDriver: awslogs
            Options:
              awslogs-group: !Ref LogGroup
              awslogs-region: !Ref AWS::Region
              awslogs-stream-prefix: service-{n}
              mode: non-blocking
          DependsOn:
            - ContainerName: proxy
              Condition: HEALTHY
          LinuxParameters:
            InitProcessEnabled: true
          Ulimits:
            - Name: nofile
              SoftLimit: 65536
              HardLimit: 65536
        - Name: proxy
          Image: public.ecr.aws/appmesh/aws-appmesh-envoy:v1.27.2.0-prod
          Essential: true
          User: '1337'
          MemoryReservation: 128
          HealthCheck:
            Command: [CMD-SHELL, 'curl -s http://localhost:9901/server_info | grep state | grep -q LIVE']
            Interval: 5
            Timeout: 2
            Retries: 3
          LogConfiguration:
            LogDriver: awslogs
            Options:
              awslogs-group: !Ref LogGroup
              awslogs-region: !Ref AWS::Region
              awslogs-stream-prefix: proxy-{n}
      Tags:
        - Key: service
          Value: service-{n}
        - Key: environment
          Value: !Ref Environment
"""

SIZES = [(256, 512), (512, 1024), (1024, 2048), (2048, 4096)]


def main():
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    with open(sys.argv[1], "w") as out:
        out.write(HEAD)
        for n in range(count):
            cpu, memory = SIZES[n % len(SIZES)]
            environment = "".join(
                f"            - Name: SETTING_{i}\n              Value: value-{i}-of-service-{n}\n" for i in range(17)
            )
            out.write(TASK.format(n=n, cpu=cpu, memory=memory, environment=environment))


if __name__ == "__main__":
    main()
