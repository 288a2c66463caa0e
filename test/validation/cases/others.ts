/** Resiliencies, Configurations, MCP servers and the like. */
import { Case } from './case';
import { NEWEST_DAPR } from '../../../src/dapr/version';
import { acl, app, component, configuration, container, endpoint, handlers, HOST, kind, policy, resiliency, resource, subscription } from '../../support/manifests';

const mcp = (transports: object): any => resource('MCPServer', 'tools', { endpoint: transports });
const access = (rule: object): any => resource('WorkflowAccessPolicy', 'p', { rules: [{ callers: [{ appID: 'a' }], ...rule }] });
const EVENT = { eventType: 'activity.completed', name: 'pay', appID: 'billing' };
const knative = (spec: object = {}, annotations: object = {}, pod: object = {}): any => {
  const object = kind('Service', app({ 'metrics-port': '9095', ...annotations }, pod), spec);
  delete object.spec.selector;
  return { ...object, apiVersion: 'serving.knative.dev/v1' };
};
const dead = (name: string, topic: string, deadLetterTopic: string): any => ({ ...subscription({ topic, deadLetterTopic }), metadata: { name } });

const retry = (more: object): any => resiliency({ retries: { r: more } });

export const OTHER_CASES: Case[] = [
  ['an exponential retry with a duration', 'DAPR3171', 'spec.policies.retries.r.duration has no effect on an exponential retry', [retry({ policy: 'exponential', duration: '1s' })]],
  ['a constant retry with a maximal interval', 'DAPR3171', 'spec.policies.retries.r.maxInterval has no effect on a constant retry', [retry({ policy: 'constant', maxInterval: '1s' })]],
  ['a retry without a policy, which is constant', 'DAPR3171', 'spec.policies.retries.r.maxInterval has no effect on a constant retry', [retry({ maxInterval: '1s' })]],
  ['access control that allows unknown apps', 'DAPR3105', 'spec.accessControl.defaultAction must be \'deny\' where policies are set; got \'allow\'', [configuration({ accessControl: { defaultAction: 'allow', policies: [policy()] } })]],
  ['an unknown feature', 'DAPR3110', 'preview feature \'HotRelod\' is unknown; did you mean \'HotReload\'?', [configuration({ features: [{ name: 'HotRelod', enabled: true }] })]],
  ['a feature of a newer Dapr', 'DAPR1106', 'feature \'WorkflowHistorySigning\' needs Dapr 1.18, and 1.17 is declared', [configuration({ features: [{ name: 'WorkflowHistorySigning', enabled: true }] })], { daprVersion: '1.17' }],
  ['the fast path with limits of the scheduler', 'DAPR7080', 'WorkflowsFastPath is enabled, and spec.workflow.globalMaxConcurrentWorkflowInvocations is set',
    [configuration({ features: [{ name: 'WorkflowsFastPath', enabled: true }], workflow: { globalMaxConcurrentWorkflowInvocations: 2 } })], { daprVersion: '1.19' }],
  ['an operation that Dapr 1.17.16 refuses', 'DAPR7083', 'spec.accessControl.policies[0].operations[0].name is \'/a%2Fb\'',
    [configuration({ accessControl: { defaultAction: 'deny', policies: [{ ...policy(), operations: [{ name: '/a%2Fb', action: 'allow' }] }] } })], { daprVersion: '1.17.16' }],
  ['a handler that is not a middleware', 'DAPR3111', 'spec.httpPipeline.handlers[0].type must be of the form middleware.http.*; got \'state.redis\'', [handlers('state.redis')]],
  ['a field of a newer Dapr', 'DAPR1106', 'spec.workflow.stateRetentionPolicy needs Dapr 1.17.2, and 1.16 is declared', [configuration({ workflow: { stateRetentionPolicy: { anyTerminal: '1h' } } })], { daprVersion: '1.16' }],
  ['a kind of a newer Dapr', 'DAPR1106', 'MCPServer needs Dapr 1.18, and 1.17 is declared', [mcp({ sse: { url: 'https://a' } })], { daprVersion: '1.17' }],
  ['a kind that a newer Dapr may have', 'DAPR6174', 'kind must be one of', [{ ...acl(), kind: 'Toaster' }], { daprVersion: '1.30' }],
  ['a component that a Configuration denies to its app', 'DAPR5003', 'Configuration tracing denies the type of the component to app \'web\', which is in its scopes',
    [app({ config: 'tracing' }), configuration({ components: { deny: ['state.redis/v1'] } }), component(HOST, { scopes: ['web'] })]],
  ['an MCP server with two transports', 'DAPR3140', 'spec.endpoint must have one of streamableHTTP, sse, stdio; got streamableHTTP and sse', [mcp({ streamableHTTP: { url: 'https://a' }, sse: { url: 'https://a' } })]],
  ['an MCP server without a scheme', 'DAPR3140', 'spec.endpoint.sse.url must be a URL that begins with http:// or https://; got \'tools:80\'', [mcp({ sse: { url: 'tools:80' } })]],
  ['an MCP server that starts a command', 'DAPR3141', 'spec.endpoint.stdio starts the command \'npx\'', [mcp({ stdio: { command: 'npx' } })]],
  ['an MCP server with a secret over plain HTTP', 'DAPR3133', 'spec.endpoint.sse.url must be an https URL', [mcp({ sse: { url: 'http://a', headers: [{ name: 'a', secretKeyRef: { name: 'b', key: 'c' } }] } })]],
  ['a literal token of an MCP server', 'DAPR3006', 'spec.endpoint.sse.headers[\'Authorization\'] must come from a Secret', [mcp({ sse: { url: 'https://a', headers: [{ name: 'Authorization', value: 'Bearer x' }] } })]],
  ['a workflow access rule without workflows', 'DAPR3150', 'spec.rules[0] must have workflows or activities', [access({})]],
  ['a workflow without operations', 'DAPR3150', 'spec.rules[0].workflows[0].operations must be a non-empty list; got []', [access({ workflows: [{ name: 'w', operations: [] }] })]],
  ['an activity without a name', 'DAPR3150', 'spec.rules[0].activities[0].name must be a non-empty string; got \'\'', [access({ activities: [{ name: '' }] })]],
  ['a condition before Dapr 1.19', 'DAPR1106', 'spec.rules[0].activities[0].requires needs Dapr 1.19, and 1.18 is declared; an older API server drops it and allows the access without the condition',
    [access({ activities: [{ name: 'a', requires: [EVENT] }] })], { daprVersion: '1.18' }],
  ['a condition for more than the start', 'DAPR3150', 'spec.rules[0].workflows[0].operations must be [\'schedule\'] with requires; got ["schedule","get"]',
    [access({ workflows: [{ name: 'a', operations: ['schedule', 'get'], requires: [EVENT] }] })], { daprVersion: '1.19' }],
  ['a condition with too many events', 'DAPR3150', 'spec.rules[0].activities[0].requires must have at most 20 events; got 21',
    [access({ activities: [{ name: 'a', requires: Array(21).fill(EVENT) }] })], { daprVersion: '1.19' }],
  ['too many rules', 'DAPR3150', 'spec.rules must have at most 100 entries; got 101',
    [{ ...access({}), spec: { rules: Array(101).fill({ callers: [{ appID: 'a' }], activities: [{ name: 'a' }] }) } }], { daprVersion: '1.19' }],
  ['a caller that is too long', 'DAPR3150', 'spec.rules[0].callers[0].appID must have at most 256 characters; got 257',
    [{ ...access({}), spec: { rules: [{ callers: [{ appID: 'a'.repeat(257) }], activities: [{ name: 'a' }] }] } }], { daprVersion: '1.19' }],
  ['an event of a condition with a name that is too long', 'DAPR3150', 'spec.rules[0].activities[0].requires[0].name must have at most 256 characters; got 257',
    [access({ activities: [{ name: 'a', requires: [{ ...EVENT, name: 'a'.repeat(257) }] }] })], { daprVersion: '1.19' }],
  ['an unknown event of a condition', 'DAPR6170', 'spec.rules[0].activities[0].requires[0].eventType must be',
    [access({ activities: [{ name: 'a', requires: [{ ...EVENT, eventType: 'activity.done' }] }] })], { daprVersion: '1.19' }],
  ['an endpoint named like a component', 'DAPR3131', 'metadata.name \'store\' is also the name of a Component', [component(), endpoint({}, 'store')]],
  ['dead letters that return to their topic', 'DAPR3161', 'dead letters form a cycle: a -> b -> a', [dead('one', 'a', 'b'), dead('two', 'b', 'a')]],
  ['a certificate variable', 'DAPR3019', 'environment variable SSL_CERT_DIR of daprd is \'/certs\'', [app({ env: 'SSL_CERT_DIR=/certs' })]],
  ['an image without a version', 'DAPR3021', 'dapr.io/sidecar-image must specify a version; got \'daprio/daprd:latest\'', [app({ 'sidecar-image': 'daprio/daprd:latest' })]],
  ['an invalid image', 'DAPR3022', 'dapr.io/sidecar-image must be a valid image reference; got \'a b\'', [app({ 'sidecar-image': 'a b' })]],
  ['an annotation newer than the image', 'DAPR3023', 'needs daprd 1.17', [app({ 'sidecar-image': 'daprio/daprd:1.16.0', 'disable-init-endpoints': 'config' })]],
  ['an image newer than the control plane', 'DAPR3024', `dapr.io/sidecar-image is 'daprio/daprd:1.30.0', and Dapr ${NEWEST_DAPR} is declared`, [app({ 'sidecar-image': 'daprio/daprd:1.30.0' })]],
  ['a pod that runs as root', 'DAPR7021', 'securityContext.runAsUser of the pod is 0', [app({}, { securityContext: { runAsUser: 0 } })]],
  ['a Job that restarts in place without its daprd', 'DAPR8005', 'restartPolicy is OnFailure', [(() => {
    const object = kind('Job', app({ 'enable-native-sidecar': 'false' }, { restartPolicy: 'OnFailure' }), { activeDeadlineSeconds: 60 });
    return { ...object, apiVersion: 'batch/v1' };
  })()]],
  ['a port that Knative reserves', 'DAPR8010', 'daprd\'s metrics port is 9090, which Knative reserves', [knative({}, { 'metrics-port': '9090' })]],
  ['a variable that Knative sets', 'DAPR8013', 'a container sets PORT', [knative({}, {}, { containers: [container({ env: [{ name: 'PORT', value: '1' }] })] })]],
  ['a token in plain text', 'DAPR7003', 'environment variable DAPR_API_TOKEN of a container has a literal value', [app({}, { containers: [container({ env: [{ name: 'DAPR_API_TOKEN', value: 'x1' }] })] })]],
  ['a namespace with restricted Pod Security', 'DAPR7022', 'namespace \'shop\' enforces the Pod Security standard \'restricted\'', [
    app({}, {}, { namespace: 'shop' }), { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } } },
  ]],
  ['a file on a read-only file system', 'DAPR4025', 'component \'store\' of type state.sqlite writes to \'/data/app.db\', which is not in a writable volume of the daprd of Deployment web', [
    app(), component([{ name: 'connectionString', value: 'file:/data/app.db' }], { scopes: ['web'] }, 'state.sqlite'),
  ]],
  ['a file that daprd does not have', 'DAPR4054', 'spec.metadata[\'secretsFile\'] is \'/secrets.json\', which is not in a volume of the daprd of Deployment web', [
    app(), component([{ name: 'secretsFile', value: '/secrets.json' }], { scopes: ['web'] }, 'secretstores.local.file'),
  ]],
  ['a variable that daprd does not have', 'DAPR4051', 'spec.metadata[\'redisHost\'].envRef reads the environment variable REDIS_HOST for Deployment web, which the daprd does not have', [
    app(), component([{ name: 'redisHost', envRef: 'REDIS_HOST' }], { scopes: ['web'] }),
  ]],
  ['a secret of a store in the environment that daprd does not have', 'DAPR4051',
    'spec.metadata[\'redisPassword\'].secretKeyRef reads PASSWORD of secret store \'env\' for Deployment web, which the daprd does not have', [
      app(), component([...HOST, { name: 'redisPassword', secretKeyRef: { name: 'PASSWORD', key: 'PASSWORD' } }], { scopes: ['web'], auth: { secretStore: 'env' } }),
      component([{ name: 'prefix', value: 'SHOP_' }], {}, 'secretstores.local.env', 'env'),
    ]],
  ['one consumer group for two apps', 'DAPR4053', 'metadata.consumerID of component \'events\' is \'shop\', and apps \'mail\', \'web\' receive topic \'paid\'', [
    component([...HOST, { name: 'consumerID', value: 'shop' }], {}, 'pubsub.redis', 'events'), subscription({}, { scopes: ['web'] }),
    { ...subscription({}, { scopes: ['mail'] }), metadata: { name: 'other' } },
  ]],
  ['a container that is not injected', 'DAPR3054', 'metadata.annotations[\'dapr.io/component-container\'] is set, and Deployment web has no dapr.io/inject-pluggable-components', [
    app(), component([], { scopes: ['web'], metadata: { name: 'store', annotations: { 'dapr.io/component-container': '{"image":"a:1"}' } } }, 'state.acme'),
  ]],
  ['a consumer group with the name of a pod', 'DAPR4026', 'spec.metadata[\'consumerID\'] must not contain {podName} for Deployment web; got \'{podName}\'', [
    app(), component([...HOST, { name: 'consumerID', value: '{podName}' }], { scopes: ['web'] }, 'pubsub.redis'),
  ]],
  ['an incomplete outbox', 'DAPR3240', 'spec.metadata[\'outboxPublishPubsub\'] is set, and spec.metadata[\'outboxPublishTopic\'] is missing', [
    component([...HOST, { name: 'outboxPublishPubsub', value: 'events' }]),
  ]],
  ['an outbox topic that the scopes of the broker forbid', 'DAPR3241', 'app \'web\' must be allowed to publish to topic \'shopwebordersoutbox\' of \'events\'', [
    app({}, {}, { namespace: 'shop' }), component([...HOST, { name: 'publishingScopes', value: 'web=orders' }], {}, 'pubsub.redis', 'events'),
    component([...HOST, { name: 'outboxPublishPubsub', value: 'events' }, { name: 'outboxPublishTopic', value: 'orders' }], { scopes: ['web'] }),
  ]],
  ['a topic that the broker does not accept', 'DAPR6052', 'spec.topic must be a name that matches', [
    component([{ name: 'brokers', value: 'k:9092' }, { name: 'authType', value: 'none' }], {}, 'pubsub.kafka', 'events'), subscription({ topic: 'a b' }),
  ]],
  ['a dead letter topic with a wildcard', 'DAPR6050', 'spec.deadLetterTopic must not contain wildcards; got \'dead/+\'', [
    component([{ name: 'url', value: 'tcp://m:1883' }], {}, 'pubsub.mqtt3', 'events'), subscription({ topic: 'a/+', deadLetterTopic: 'dead/+' }),
  ]],
  ['the pod name behind a shared daprd', 'DAPR4027', 'spec.metadata[\'consumerID\'] must not contain {podName}; got \'{podName}\'', [
    app({ 'app-channel-address': 'web-channel' }), component([...HOST, { name: 'consumerID', value: '{podName}' }], { scopes: ['web'] }, 'pubsub.redis'),
  ]],
  ['two Resiliencies with one name for two policies', 'DAPR3121', 'spec.policies.timeouts.t differs from that of Resiliency slow, which the same app loads', [
    resiliency({ timeouts: { t: '5s' } }), { ...resiliency({ timeouts: { t: '9s' } }), metadata: { name: 'fast' }, scopes: ['web'] },
  ]],
  ['a split of traffic between revisions', 'DAPR8014', 'traffic is split across revisions: 90 %, 10 %', [knative({ traffic: [{ percent: 90, revisionName: 'a' }, { percent: 10, latestRevision: true }] })]],
];
