/** Rules across deployment models: configurations that would be accepted and fail at run time. */
import { Chart } from 'cdk8s';
import {
  ActorHosting, ContainerAppsExporter, DaprComponent, DaprPlatformSettings, DaprTopology, DataPlane, InitEndpoint, MachineExporter, MetadataValue,
} from 'cdk8s-dapr';
import { app, deployment, job, newChart, refusal, SHARED, warningCodes } from '../../scenarios/charts';

const saidOf = (make: (chart: Chart) => void, settings: DaprPlatformSettings = {}): string => {
  const chart = newChart(settings, { namespace: 'shop' });
  make(chart);
  return `${refusal(chart)} ${warningCodes(chart).join(' ')}`;
};
const PROJECT = { httpEndpoint: 'https://http.example:443', grpcEndpoint: 'https://grpc.example:443' };
const redis = (chart: Chart, redisHost: string, id = 'store') => new DaprComponent(chart, id, { type: 'state.redis', metadata: { redisHost: MetadataValue.of(redisHost) } });
const classic = (chart: Chart, restartPolicy: string) =>
  app(chart, { workload: job(chart, 'job', { restartPolicy }, { activeDeadlineSeconds: 60 }), dataPlane: DataPlane.sidecar({ enableNativeSidecar: false }) });

test.each<[string, string, (chart: Chart) => void, DaprPlatformSettings?]>([
  ['1: actors at the port of several replicas behind a shared daprd', 'DAPR8002', chart => {
    const workload = deployment(chart);
    (workload as any).props.spec.replicas = 2;
    app(chart, { workload, appPort: 8080, hostsActors: ActorHosting.APP_PORT, dataPlane: DataPlane.sharedDeployment() });
  }, SHARED],
  ['1: actors over a stream with a Dapr version that does not support them', 'DAPR1106', chart => { app(chart, { hostsActors: ActorHosting.STREAM }); }, { daprVersion: '1.17' }],
  ['2: a delivery without an app port', 'DAPR2005', chart => { app(chart, { handlesJobs: ['nightly'] }); }],
  ['2: a delivery to a Job', 'DAPR8001', chart => { app(chart, { workload: job(chart), handlesJobs: ['nightly'] }); }],
  ['4: a native sidecar with an old Dapr', 'DAPR7007', chart => { app(chart, { workload: job(chart) }); }, { daprVersion: '1.17', kubernetesVersion: '1.36' }],
  ['4: an option newer than Dapr', 'DAPR1106', chart => {
    app(chart, { dataPlane: DataPlane.sidecar({ disableInitEndpoints: [InitEndpoint.CONFIG] }) });
  }, { daprVersion: '1.16' }],
  ['5: two components with one name', 'DAPR4014', chart => {
    redis(chart, 'redis:6379');
    new DaprComponent(chart, 'other', { type: 'state.in-memory', componentName: 'store' });
  }],
  ['5: localhost in a component', 'DAPR8004', chart => { app(chart, { uses: [redis(chart, 'localhost:6379')] }); }],
  ['6: an endpoint that is not an address and port', 'DAPR7040', chart => {
    app(chart, { dataPlane: DataPlane.remote({ ...PROJECT, httpEndpoint: 'https://http.example/v1' }) });
  }, SHARED],
  ['6: a shared daprd without a token', 'DAPR7002', chart => { app(chart, { dataPlane: DataPlane.sharedDeployment() }); }],
  ['6: a remote Dapr without a token', 'DAPR7043', chart => { app(chart, { dataPlane: DataPlane.remote(PROJECT) }); }],
  ['7: two workloads with one app ID', 'DAPR1004', chart => { app(chart, { appId: 'a' }, 'one'); app(chart, { appId: 'a' }, 'two'); }],
  ['7: an app ID that is too long', 'DAPR1003', chart => { app(chart, { appId: 'a'.repeat(59) }); }],
  ['7: different internal gRPC ports', 'DAPR2007', chart => {
    app(chart, {}, 'one');
    app(chart, { dataPlane: DataPlane.sidecar({ internalGrpcPort: 50012 }) }, 'two');
  }],
  ['8: a Job with a classic sidecar', 'DAPR7013', chart => { classic(chart, 'Never'); }],
  ['8: a Job with a classic sidecar that restarts in place', 'DAPR8005', chart => { classic(chart, 'OnFailure'); }],
  ['a concurrency limit for a remote Dapr', 'DAPR8003', chart => { app(chart, { appPort: 8080, appMaxConcurrency: 3, dataPlane: DataPlane.remote(PROJECT) }); }, SHARED],
])('rule %s is reported as %s', (_, code, make, settings = {}) => {
  expect(saidOf(make, settings)).toContain(code);
});

test.each(['redis:6379', 'localhost.example:6379', 'my-localhost:6379', '10.127.0.0.1.example:1'])('rule 5: %s is not an address of the same machine', redisHost => {
  expect(saidOf(chart => { app(chart, { uses: [redis(chart, redisHost)] }); })).not.toContain('DAPR8004');
});

test('rule 8: a Job with a classic sidecar that creates a new pod is not reported as restarting in place', () => {
  expect(saidOf(chart => { classic(chart, 'Never'); })).not.toContain('DAPR8005');
});

test('rule 3: Container Apps refuse a Job', () => {
  const chart = newChart();
  app(chart, { workload: job(chart) });
  expect(() => new ContainerAppsExporter({ location: 'l', managedEnvironmentId: '/e' }).export(DaprTopology.of(chart))).toThrow('DAPR8102');
});

test('rule 5: a machine gets a secret store for the values of Secrets', () => {
  const chart = newChart();
  const metadata = { redisPassword: MetadataValue.fromSecret('redis', 'password') };
  app(chart, { uses: [new DaprComponent(chart, 'store', { type: 'state.acme', metadata })], program: { directory: '/srv', command: ['a'] } });
  const files = new MachineExporter().export(DaprTopology.of(chart));
  expect(files.find(({ path }) => path === 'resources/component-store.yaml')!.content).toContain('secretStore: local-secrets');
});
