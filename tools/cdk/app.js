// SPDX-License-Identifier: Apache-2.0
// A CDK app with what people make of ECS, for tools/check_cdk.sh: a load balanced Fargate service with secrets
// and scaling, an EC2 service on an Auto Scaling group, a scheduled task, and a hand-made task definition with a
// mistake that CDK does not see.
const cdk = require('aws-cdk-lib');
const ec2 = require('aws-cdk-lib/aws-ec2');
const ecs = require('aws-cdk-lib/aws-ecs');
const patterns = require('aws-cdk-lib/aws-ecs-patterns');
const secrets = require('aws-cdk-lib/aws-secretsmanager');
const autoscaling = require('aws-cdk-lib/aws-autoscaling');
const appscaling = require('aws-cdk-lib/aws-applicationautoscaling');

const app = new cdk.App({
  outdir: process.argv[2],
  context: { 'aws:cdk:enable-path-metadata': true, '@aws-cdk/core:newStyleStackSynthesis': true },
});

const web = new cdk.Stack(app, 'Web');
const vpc = new ec2.Vpc(web, 'Vpc', { maxAzs: 2 });
const cluster = new ecs.Cluster(web, 'Cluster', { vpc, containerInsightsV2: ecs.ContainerInsights.ENABLED });
const secret = new secrets.Secret(web, 'DbSecret');
const service = new patterns.ApplicationLoadBalancedFargateService(web, 'Service', {
  cluster,
  cpu: 512,
  memoryLimitMiB: 1024,
  desiredCount: 2,
  minHealthyPercent: 100,
  circuitBreaker: { rollback: true },
  taskImageOptions: {
    image: ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27'),
    environment: { STAGE: 'prod' },
    secrets: {
      DB: ecs.Secret.fromSecretsManager(secret),
      DB_PASSWORD: ecs.Secret.fromSecretsManager(secret, 'password'),
    },
  },
});
service.service.autoScaleTaskCount({ minCapacity: 2, maxCapacity: 6 })
  .scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 60 });

const ec2Stack = new cdk.Stack(app, 'Instances');
const vpc2 = new ec2.Vpc(ec2Stack, 'Vpc', { maxAzs: 2 });
const cluster2 = new ecs.Cluster(ec2Stack, 'Cluster', { vpc: vpc2 });
const group = new autoscaling.AutoScalingGroup(ec2Stack, 'Group', {
  vpc: vpc2,
  instanceType: new ec2.InstanceType('t3.medium'),
  machineImage: ecs.EcsOptimizedImage.amazonLinux2023(),
});
const provider = new ecs.AsgCapacityProvider(ec2Stack, 'Provider', { autoScalingGroup: group });
cluster2.addAsgCapacityProvider(provider);
const task = new ecs.Ec2TaskDefinition(ec2Stack, 'Task', { networkMode: ecs.NetworkMode.AWS_VPC });
task.addContainer('app', {
  image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/httpd:2.4'),
  memoryLimitMiB: 256,
  logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'app' }),
});
new ecs.Ec2Service(ec2Stack, 'Service', {
  cluster: cluster2,
  taskDefinition: task,
  capacityProviderStrategies: [{ capacityProvider: provider.capacityProviderName, weight: 1 }],
});
new patterns.ScheduledFargateTask(ec2Stack, 'Nightly', {
  cluster: cluster2,
  schedule: appscaling.Schedule.rate(cdk.Duration.hours(24)),
  scheduledFargateTaskImageOptions: {
    image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/busybox:1.36'),
    memoryLimitMiB: 512,
  },
});

const raw = new cdk.Stack(app, 'Raw');
new ecs.CfnTaskDefinition(raw, 'Broken', {
  family: 'broken',
  cpu: '256',
  memory: '4096',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  containerDefinitions: [{ name: 'web', image: 'nginx:latest', privileged: true }],
});

app.synth();
