/** Faults of components: type, name, scopes, secret stores, Secrets, location of their state. */
import { Chart, Duration } from 'cdk8s';
import { AccessAction, DaprComponent, DaprConfiguration, DataPlane, MetadataValue } from 'cdk8s-dapr';
import { Case, object, text, usesInMemory, usesRedis } from './case';
import { app, deployment, SHARED } from '../charts';

const fromSecret = { metadata: { redisHost: text('r:6379'), redisPassword: MetadataValue.fromSecret('redis', 'password') } };
const secret = (chart: Chart, kind: string, rest: object) => { object(chart, kind, { metadata: { name: 'redis' }, ...rest }); usesRedis(fromSecret)(chart); };

export const ERRORS: Case[] = [
  ['a type without a building block', 'DAPR4017', usesRedis({ type: 'redis' })],
  ['a building block in upper case', 'DAPR4017', usesRedis({ type: 'State.redis' })],
  ['164 a component type that is not a string', 'DAPR4017', chart => { new DaprComponent(chart, 's', { type: Object.create(null) }); }],
  ['65 an unknown component version', 'DAPR3204', usesRedis({ version: 'v9' })],
  ['82 an initTimeout without a unit', 'DAPR3017', usesRedis({ initTimeout: 30 })],
  ['164 a Duration of NaN', 'DAPR3017', usesInMemory({ initTimeout: Duration.millis(NaN) })],
  ['167 a component above 1 MiB', 'DAPR3025', usesRedis({ metadata: { redisHost: text('x'.repeat(1_100_000)) } })],

  ['75 a secret store named kubernetes', 'DAPR4013', usesInMemory({ type: 'secretstores.local.env' }, 'kubernetes')],
  ['76 two components with the same name', 'DAPR4014', chart => {
    app(chart, { uses: [new DaprComponent(chart, 'a', { type: 'state.in-memory', componentName: 'x' }), new DaprComponent(chart, 'b', { type: 'pubsub.in-memory', componentName: 'x' })] });
  }],
  ['an invalid component name', 'DAPR1021', usesInMemory({ componentName: 'My Store' })],
  ['164 the name of a referenced component that is not a string', 'DAPR1021', chart => { app(chart, { uses: [DaprComponent.fromComponentName(chart, 'x', Symbol.iterator as any)] }); }],

  ['a variable in lower case', 'DAPR4050', usesRedis({ metadata: { redisHost: MetadataValue.fromEnv('redis_host') } }, { dataPlane: DataPlane.sidecar({ env: { redis_host: 'r' } }) })],

  ['77 empty scopes', 'DAPR4007', usesInMemory({ scopes: [] })],
  ['79 a component referenced by name whose scopes exclude the app', 'DAPR4022', chart => {
    object(chart, 'Component', { metadata: { name: 'orders' }, spec: { type: 'state.redis' }, scopes: ['billing'] }, 'dapr.io/v1alpha1');
    app(chart, { uses: [DaprComponent.fromComponentName(chart, 'by-name', 'orders')] });
  }],
  ['164 a component for an object that is not an app', 'DAPR3017', chart => { new DaprComponent(chart, 's', { type: 'state.in-memory' }).addApp(chart as any); }],

  ['73 a state store as secret store', 'DAPR4020', chart => { usesRedis({ secretStore: new DaprComponent(chart, 's', { type: 'state.in-memory' }) })(chart); }],
  ['164 a Configuration as secretStore', 'DAPR3017', chart => { usesInMemory({ secretStore: DaprConfiguration.fromConfigurationName(chart, 'x', 'x') as any })(chart); }],
  ['a component that reads from the API server, loaded by its scopes, without a token', 'DAPR4040', chart => {
    app(chart, { workload: deployment(chart, 'w', { automountServiceAccountToken: false }) });
    new DaprComponent(chart, 'settings', { type: 'configuration.kubernetes', metadata: { configMapName: text('flags') }, scopes: ['checkout'] });
  }],
  ['a component that reads from another namespace, for an app without a known namespace', 'DAPR4060', chart => {
    const events = new DaprComponent(chart, 'events', { type: 'bindings.kubernetes', metadata: { namespace: text('billing'), direction: text('input') } });
    app(chart, { workload: deployment(chart, 'w', { serviceAccountName: 'web' }), appPort: 8080, uses: [events] });
  }],
  ['74 a secret store that depends on itself', 'DAPR4012', chart => {
    app(chart, { uses: [new DaprComponent(chart, 'vault', { type: 'secretstores.local.file', secretStore: DaprComponent.fromComponentName(chart, 'self', 'vault') })] });
  }],
  ['74 two secret stores that depend on each other', 'DAPR4012', chart => {
    const b = DaprComponent.fromComponentName(chart, 'by-name', 'b');
    const a = new DaprComponent(chart, 'a', { type: 'secretstores.local.file', secretStore: b });
    app(chart, { uses: [a, new DaprComponent(chart, 'b', { type: 'secretstores.local.file', secretStore: a })] });
  }],
];

export const WARNINGS: Case[] = [
  ['64 a type of an unknown building block', 'DAPR4082', usesRedis({ type: 'stat.redis' })],
  ['a component newer than the declared Dapr', 'DAPR4081', usesRedis({ type: 'binarystore.in-memory', metadata: {} }), { daprVersion: '1.18' }],
  ['a field newer than the declared Dapr', 'DAPR4080', usesRedis({ metadata: { redisHost: text('r:6379'), insecureSkipTLSVerify: text('true') } }), { daprVersion: '1.17' }],
  ['65 a misspelled component type', 'DAPR3213', usesRedis({ type: 'state.reddis' })],
  ['a component version that a newer Dapr may have', 'DAPR3270', usesRedis({ version: 'v9' }), { daprVersion: '1.30' }],
  ['92 an alpha component', 'DAPR3212', usesRedis({ type: 'lock.redis' })],
  ['78 a scope without an app', 'DAPR4015', usesInMemory({ scopes: ['chekout'] })],
  ['a component that no app uses', 'DAPR4016', chart => { new DaprComponent(chart, 'store', { type: 'state.in-memory' }); }],
  ['83 a component with ignoreErrors', 'DAPR4023', usesRedis({ ignoreErrors: true })],

  ['a component that signs in by an identity that its shared daprd does not have', 'DAPR4061', chart => {
    const vault = new DaprComponent(chart, 'vault', { type: 'secretstores.azure.keyvault', metadata: { vaultName: text('v') } });
    app(chart, { uses: [vault], dataPlane: DataPlane.sharedDeployment() });
  }, SHARED],
  ['a workload identity of Azure without its label', 'DAPR4062', chart => {
    const vault = new DaprComponent(chart, 'vault', { type: 'secretstores.azure.keyvault', metadata: { vaultName: text('v') } });
    app(chart, { uses: [vault], dataPlane: DataPlane.sharedDeployment({ serviceAccountAnnotations: { 'azure.workload.identity/client-id': 'id' } }) });
  }, SHARED],
  ['71 a misspelled Secret name', 'DAPR4018', chart => { object(chart, 'Secret', { metadata: { name: 'reddis' }, stringData: { password: 'x' } }); usesRedis(fromSecret)(chart); }],
  ['72 a key that the Secret does not contain', 'DAPR4019', chart => { object(chart, 'Secret', { metadata: { name: 'redis' }, stringData: { pass: 'x' } }); usesRedis(fromSecret)(chart); }],
  ['73 a misspelled secret store name', 'DAPR4021', chart => {
    const vault = new DaprComponent(chart, 'vault', { type: 'secretstores.local.env', scopes: ['checkout'] });
    usesRedis({ secretStore: DaprComponent.fromComponentName(vault, 'by-name', 'vaut') })(chart);
  }],

  ['a misspelled name of a secret store in a secret scope', 'DAPR4030', chart => {
    const vault = new DaprComponent(chart, 'vault-of-shop', { type: 'secretstores.local.env', scopes: ['checkout'] });
    new DaprConfiguration(chart, 'scoped', { secretScopes: [{ secretStore: DaprComponent.fromComponentName(vault, 'by-name', 'vault-of-shp'), defaultAccess: AccessAction.DENY }] });
  }],

  ['a component that reads from the API server with the default service account', 'DAPR4041', usesRedis({ type: 'configuration.kubernetes', metadata: { configMapName: text('flags') } })],

  ['84 an in-memory store behind several daprds', 'DAPR4024', usesRedis({ type: 'state.in-memory', metadata: {} }, { dataPlane: DataPlane.sharedDaemonSet() }), SHARED],
  ['85 a file on a read-only root file system', 'DAPR4025', usesRedis({ type: 'state.sqlite', metadata: { connectionString: MetadataValue.of('data.db') } })],
  ['87 a new consumer group for each start', 'DAPR4026', usesRedis({ type: 'pubsub.redis', metadata: { redisHost: text('r'), consumerID: text('{uuid}') } })],
  ['88 a consumer group with the name of a daprd pod', 'DAPR4027', usesRedis({ type: 'pubsub.redis', metadata: { redisHost: text('r'), consumerID: text('{podName}') } }, { dataPlane: DataPlane.sharedDeployment() }), SHARED],
  ['a variable that daprd does not have', 'DAPR4051', usesRedis({ metadata: { redisHost: MetadataValue.fromEnv('REDIS_HOST') } })],
  ['one consumer group for two apps', 'DAPR4053', chart => {
    const pubsub = new DaprComponent(chart, 'one-group', { type: 'pubsub.redis', metadata: { redisHost: text('r'), consumerID: text('shop') } });
    ['checkout', 'receipts'].forEach(id => app(chart, { appPort: 8080, subscribes: [{ pubsub, topic: 't', route: '/t' }] }, id));
  }],
  ['a file that daprd does not have', 'DAPR4054', usesInMemory({ type: 'secretstores.local.file', metadata: { secretsFile: text('/secrets.json') } })],
  ['injectPluggableComponents without a container', 'DAPR3052', usesRedis({ type: 'state.acme' }, { dataPlane: DataPlane.sidecar({ injectPluggableComponents: true }) })],
  ['a container that is not injected', 'DAPR3054', usesRedis({ type: 'state.acme', componentContainer: { image: 'a:1' } })],
];

/** Valid cases that resemble a fault. */
export const RIGHT: Case[] = [
  ['71 a Secret from outside this App', 'DAPR4018', usesRedis(fromSecret)],
  ['71 a Secret that a controller creates', 'DAPR4018', chart => { secret(chart, 'ExternalSecret', { apiVersion: 'external-secrets.io/v1' }); }],
  ['72 a Secret with the key', 'DAPR4019', chart => { secret(chart, 'Secret', { data: { password: 'eA==' } }); }],
  ['72 an empty Secret that is filled later', 'DAPR4019', chart => { secret(chart, 'Secret', {}); }],
  ['79 a component by name that is scoped to the app', 'DAPR4022', chart => {
    new DaprComponent(chart, 'orders', { type: 'state.in-memory', scopes: ['checkout'] });
    app(chart, { uses: [DaprComponent.fromComponentName(chart, 'by-name', 'orders')] });
  }],
  ['84 an in-memory store with one daprd', 'DAPR4024', usesRedis({ type: 'state.in-memory', metadata: {} })],
  ['85 a file in a volume that daprd can write to', 'DAPR4025', chart => {
    usesRedis({ type: 'state.sqlite', metadata: { connectionString: text('/data/a.db') } },
      { workload: deployment(chart, 'w', { volumes: [{ name: 'data' }] }), dataPlane: DataPlane.sidecar({ volumeMountsRw: { data: '/data' } as any }), podAnnotations: { 'dapr.io/volume-mounts-rw': 'data:/data' } })(chart);
  }],
];
