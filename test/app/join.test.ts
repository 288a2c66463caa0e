/** Joining an app to a user-defined data plane. */
import { ApiObject, Duration } from 'cdk8s';
import {
  AppProtocol, DaprComponent, DaprdLocation, DaprUseKind, DataPlane, DataPlaneConfig, IDaprApp, IDataPlane, SharedDaprDeployment,
} from 'cdk8s-dapr';
import { app, find, newChart, refusal, messagesOf, SHARED } from '../../scenarios/charts';

const plane = (config: DataPlaneConfig, seen?: (joining: IDaprApp) => void): IDataPlane =>
  ({
    bind: (_scope, joining) => { seen?.(joining); return config; },
  });

test('bind gets all facts of the app, including its address and health check', () => {
  const chart = newChart({}, { namespace: 'shop' });
  let facts: object | undefined;
  const dataPlane = plane({}, joining => {
    const { appId, namespace, appPort, appProtocol, appHealthCheck, maxAppAbsence } = joining;
    const { appMaxConcurrency, appTokenSecret, appAddress, workloadKind } = joining;
    facts = { appId, namespace, appPort, appProtocol, appHealthCheck, maxAppAbsence, appMaxConcurrency, appTokenSecret, appAddress, workloadKind };
  });
  app(chart, { appPort: 8080, appProtocol: AppProtocol.GRPC, appHealthCheck: { threshold: 2 }, maxAppAbsence: Duration.hours(2), appMaxConcurrency: 7, appTokenSecret: 'token', dataPlane });
  expect(facts).toEqual({
    appId: 'checkout',
    namespace: 'shop',
    appPort: 8080,
    appProtocol: 'grpc',
    appHealthCheck: { threshold: 2 },
    maxAppAbsence: Duration.hours(2),
    appMaxConcurrency: 7,
    appTokenSecret: 'token',
    appAddress: { host: 'checkout-channel.shop.svc', port: 8080 },
    workloadKind: 'Deployment',
  });
});

test('an app without a port has no address', () => {
  let address: unknown = 'none seen';
  app(newChart(), { dataPlane: plane({}, joining => { address = joining.appAddress; }) });
  expect(address).toBeUndefined();
});

test('without a location the daprd is in the pods', () => {
  const chart = newChart();
  app(chart, { appPort: 8080, podAnnotations: { 'dapr.io/log-level': 'debug' }, dataPlane: plane({}) });
  expect(messagesOf(chart, 'DAPR7012')).toEqual([]);
  expect(find(chart, 'Service', 'checkout-channel')).toBeUndefined();
});

test('a daprd in the cluster gets a channel to the app, and its resources are applied before it', () => {
  const chart = newChart({}, { namespace: 'shop' });
  const daprd = new ApiObject(chart, 'daprd', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'daprd' } });
  const store = new DaprComponent(chart, 'store', { type: 'state.in-memory' });
  app(chart, { appPort: 8080, uses: [store], dataPlane: plane({ location: DaprdLocation.CLUSTER, daprd }) });
  expect(find(chart, 'Service', 'checkout-channel').spec.ports).toEqual([{ name: 'app', port: 8080, targetPort: 8080, protocol: 'TCP', appProtocol: 'http' }]);
  const kinds = chart.toJson().map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(kinds.indexOf('Component store')).toBeLessThan(kinds.indexOf('Deployment daprd'));
});

test('a data plane lists its unsupported uses, each with a reason', () => {
  const chart = newChart();
  app(chart, { appPort: 8080, handlesJobs: ['nightly'], dataPlane: plane({ unsupportedUses: [{ kind: DaprUseKind.JOB, reason: 'no clock here' }] }) });
  expect(messagesOf(chart, 'DAPR8001')).toEqual(["chart/checkout: the app handles the job 'nightly'; no clock here"]);
});

test('a daprd outside the pods reads Secrets with the service account that its data plane sets', () => {
  const build = (config: DataPlaneConfig) => {
    const chart = newChart({}, { namespace: 'shop' });
    app(chart, { readsSecrets: ['token'], dataPlane: plane({ location: DaprdLocation.CLUSTER, ...config }) });
    return chart;
  };
  expect(messagesOf(build({}), 'DAPR8001')).toEqual([expect.stringContaining("reads the Secret 'token'; its data plane does not set secretsServiceAccount, the service account that may read Secrets")]);
  expect(refusal(build({ secretsServiceAccount: 'daprd' }))).toBe('');
  expect(find(build({ secretsServiceAccount: 'daprd' }), 'Role')).toBeUndefined();
});

test('an app exposes the data plane that serves it instead of the one passed in', () => {
  const chart = newChart(SHARED);
  const inner = new SharedDaprDeployment(chart, 'inner', { appId: 'checkout' });
  const outer: IDataPlane = { bind: (scope, joining) => ({ ...inner.bind(scope, joining), dataPlane: inner }) };
  expect(app(chart, { dataPlane: outer }).dataPlane).toBe(inner);
  const recipe = DataPlane.sharedDeployment();
  expect(app(chart, { dataPlane: recipe }, 'other').dataPlane).toBeInstanceOf(SharedDaprDeployment);
});
