/** Faults of the uses of an app: invalid uses, and uses that its model does not support: Jobs, actors, functions. */
import { ApiObject, Chart, Duration, JsonPatch } from 'cdk8s';
import {
  AccessAction, ActorHosting, AppProtocol, DaprApp, DaprComponent, DaprConfiguration, DaprFeature, DataPlane,
  MetadataValue, OpenFunction, WorkflowRole,
} from 'cdk8s-dapr';
import { Case, facts, text } from './case';
import { app, deployment, job, SHARED } from '../charts';

const knative = (props: any, annotations: object = {}, variables: object[] = []) => (chart: Chart) => {
  const spec = { template: { metadata: { annotations }, spec: { containers: [{ ports: [{ containerPort: 8080 }], env: variables }] } } };
  app(chart, { workload: new ApiObject(chart, 'f', { apiVersion: 'serving.knative.dev/v1', kind: 'Service', spec }), ...props });
};

export const ERRORS: Case[] = [
  ['164 a job name that is not a string', 'DAPR3017', facts({ handlesJobs: [Duration.hours(1)] })],
  ['164 a Secret name that is not a string', 'DAPR3017', chart => { app(chart, {}).grantReadSecret(null as any); }],

  ['152 a Job on Dapr 1.17', 'DAPR7007', chart => { app(chart, { workload: job(chart) }); }, { daprVersion: '1.17' }],
  ['152 a Job with a classic sidecar and no deadline', 'DAPR7007', chart => { app(chart, { workload: job(chart), dataPlane: DataPlane.sidecar({ enableNativeSidecar: false }) }); }],
  ['153 a Job with restartPolicy Always', 'DAPR7008', chart => { app(chart, { workload: job(chart, 'j', { restartPolicy: 'Always' }) }); }],

  ['80 two actor state stores for one app', 'DAPR3215', chart => {
    const stores = ['a', 'b'].map(id => new DaprComponent(chart, id, { type: 'state.redis', metadata: { redisHost: text('r'), actorStateStore: MetadataValue.ofBoolean(true) } }));
    app(chart, { uses: stores });
  }],
  ['161 actors behind two shared daprds', 'DAPR8040', facts({ appPort: 8080, hostsActors: ActorHosting.APP_PORT, dataPlane: DataPlane.sharedDeployment() }), SHARED],
  ['workflows behind two shared daprds with a disabled feature', 'DAPR8043', chart => {
    const configuration = new DaprConfiguration(chart, 'settings', { features: [DaprFeature.WORKFLOWS_CLUSTERED_DEPLOYMENT.disabled()] });
    app(chart, { workflows: [WorkflowRole.WORKER], dataPlane: DataPlane.sharedDeployment({ configuration }) });
  }, SHARED],
  ['161 actors behind a shared daprd with two replicas', 'DAPR8002', chart => {
    const workload = deployment(chart);
    workload.addJsonPatch(JsonPatch.add('/spec/replicas', 2));
    app(chart, { workload, appPort: 8080, hostsActors: ActorHosting.APP_PORT, dataPlane: DataPlane.sharedDeployment() });
  }, SHARED],

  ['a function that receives through a sidecar and may scale to zero', 'DAPR8011', knative({ appPort: 8080 })],
  ['a function on a port that Knative reserves', 'DAPR8010', knative({ appPort: 8012 }, { 'autoscaling.knative.dev/min-scale': '1' })],
  ['a function behind a shared daprd with a health check', 'DAPR8012', knative({ appPort: 8080, appHealthCheck: {}, dataPlane: DataPlane.sharedDeployment() }), SHARED],
  ['a function that sets a variable of Knative', 'DAPR8013', knative({}, {}, [{ name: 'PORT', value: '1' }])],
  ['a function behind a shared daprd without a namespace', 'DAPR8015', knative({ appPort: 8080, dataPlane: DataPlane.sharedDeployment() }), SHARED],
  ['an OpenFunction Function as a workload', 'DAPR8016', chart => { app(chart, { workload: new OpenFunction(chart, 'f', { image: 'a' }) }); }],
  ['a state store as the trigger of a function', 'DAPR8017', chart => {
    new OpenFunction(chart, 'f', { image: 'a', triggers: [{ component: new DaprComponent(chart, 's', { type: 'state.in-memory' }) }] });
  }],
  ['an OpenFunction function without a namespace', 'DAPR8018', chart => { new OpenFunction(chart, 'f', { image: 'a' }); }],
];

export const WARNINGS: Case[] = [
  ['a misspelled app ID', 'DAPR6055', chart => { app(chart, { invokes: [DaprApp.fromAppId(chart, 'peer', 'checkuot')] }, 'web'); app(chart); }],
  ['callers that the platform denies without access control', 'DAPR3256', chart => { app(chart, { appPort: 8080 }); }, { derivedAccess: { defaultDeny: true, accessControl: false } }],
  ['a declared caller that a Configuration denies', 'DAPR3255', chart => {
    const called = app(chart, { appPort: 8080 });
    called.addConfiguration(new DaprConfiguration(chart, 'own', { accessControlDefaultAction: AccessAction.DENY }));
    app(chart, { invokes: [called] }, 'web');
  }],
  ['a KEDA trigger for another consumer group', 'DAPR8050', chart => {
    const workload = deployment(chart, 'counted');
    const pubsub = new DaprComponent(chart, 'counted-events', { type: 'pubsub.kafka', metadata: { brokers: text('k:9092'), authType: text('none') } });
    app(chart, { workload, appPort: 8080, subscribes: [{ pubsub, topic: 't', route: '/t' }] });
    const triggers = [{ type: 'kafka', metadata: { consumerGroup: 'other', topic: 't' } }];
    new ApiObject(chart, 'keda', { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', spec: { scaleTargetRef: { name: workload.name }, minReplicaCount: 1, triggers } });
  }],
  ['fixed replicas of a workload that KEDA scales', 'DAPR8051', chart => {
    const workload = deployment(chart, 'scaled');
    workload.addJsonPatch(JsonPatch.add('/spec/replicas', 2));
    app(chart, { workload, appPort: 8080 });
    new ApiObject(chart, 'keda', { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', spec: { scaleTargetRef: { name: workload.name }, minReplicaCount: 1 } });
  }],
  ['152 a Job with a classic sidecar and a deadline', 'DAPR7013', chart => {
    app(chart, { workload: job(chart, 'j', {}, { activeDeadlineSeconds: 60 }), dataPlane: DataPlane.sidecar({ enableNativeSidecar: false }) });
  }],
  ['161 streaming actors behind two shared daprds', 'DAPR8041', facts({ hostsActors: ActorHosting.STREAM, dataPlane: DataPlane.sharedDeployment() }), SHARED],
  ['a gRPC app with more replicas than daprds', 'DAPR8042', chart => {
    const workload = deployment(chart, 'w');
    (workload as any).props.spec.replicas = 4;
    app(chart, { workload, appPort: 8080, appProtocol: AppProtocol.GRPC, dataPlane: DataPlane.sharedDeployment() });
  }, SHARED],
  ['workflows behind two shared daprds with a Configuration by name', 'DAPR8044', chart => {
    const configuration = DaprConfiguration.fromConfigurationName(chart, 'c', 'platform');
    app(chart, { workflows: [WorkflowRole.WORKER], dataPlane: DataPlane.sharedDeployment({ configuration }) });
  }, SHARED],
  ['workflows behind two shared daprds before Dapr 1.19', 'DAPR8045', facts({ workflows: [WorkflowRole.WORKER], dataPlane: DataPlane.sharedDeployment() }), { ...SHARED, daprVersion: '1.18.7' }],
  ['81 actors without an actor state store', 'DAPR3216', chart => { app(chart, { appPort: 8080, hostsActors: ActorHosting.APP_PORT }); }],
];
