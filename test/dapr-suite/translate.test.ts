/** Workloads of Dapr's manifest builder become what the constructs emit. */
import { EXPLAINED_DIFFERENCES } from '../../dapr-suite/explained';
import { isShared, MODELS, OWN } from '../../dapr-suite/models';
import { daprdOf, differences } from '../../dapr-suite/proxy/compare';
import { withRelay } from '../../dapr-suite/proxy/relay';
import { Cluster, hasDapr, Json, translate } from '../../dapr-suite/proxy/translate';
import { shownDifference } from '../../dapr-suite/results';
import { substitute } from '../../dapr-suite/substitutes';

const CLUSTER: Cluster = { daprVersion: '1.18.2', kubernetesVersion: '1.36', images: { daprd: 'test.local/daprd:1', relay: 'test.local/relay:1' } };
const COMPARED = MODELS.filter(model => model !== OWN);

/** A workload as `buildDeploymentObject` of Dapr's tests makes it. */
const workload = (annotations: { [name: string]: string } = {}, image = 'test.local/e2e-stateapp:1.18.2'): Json => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'stateapp', namespace: 'dapr-tests' },
  spec: {
    replicas: 1,
    selector: { matchLabels: { testapp: 'stateapp' } },
    template: {
      metadata: {
        labels: { testapp: 'stateapp' },
        annotations: {
          'dapr.io/enabled': 'true',
          'dapr.io/app-id': 'stateapp',
          'dapr.io/app-port': '3000',
          'dapr.io/sidecar-cpu-limit': '4.0',
          'dapr.io/sidecar-cpu-request': '0.5',
          'dapr.io/sidecar-memory-limit': '512Mi',
          'dapr.io/sidecar-memory-request': '250Mi',
          'dapr.io/sidecar-readiness-probe-threshold': '15',
          'dapr.io/sidecar-liveness-probe-threshold': '15',
          'dapr.io/enable-metrics': 'true',
          'dapr.io/enable-api-logging': 'true',
          'dapr.io/disable-builtin-k8s-secret-store': 'false',
          ...annotations,
        },
      },
      spec: { containers: [{ name: 'stateapp', image, ports: [{ name: 'http', containerPort: 3000 }], env: [] }] },
    },
  },
});

const SETTINGS = {
  'dapr.io/app-protocol': 'grpc',
  'dapr.io/config': 'tracing',
  'dapr.io/env': 'A=1',
  'dapr.io/enable-app-health-check': 'true',
  'dapr.io/app-health-probe-interval': '3',
  'dapr.io/app-health-probe-timeout': '200',
  'dapr.io/app-health-threshold': '3',
  'dapr.io/http-max-request-size': '6',
};

test.each(COMPARED)('every difference of a translated workload is explained in model %s', model => {
  const original = workload(SETTINGS);
  const translation = translate(original, model, CLUSTER);
  const found = differences(original, translation, isShared(model)).map(shownDifference);
  expect(found.filter(text => !EXPLAINED_DIFFERENCES.some(each => each.models.includes(model) && each.difference.test(text)))).toEqual([]);
  expect(translation.read.podAnnotations).toEqual({});
});

test.each(COMPARED)('an app with a negative port has none in model %s, as with the injector', model => {
  const original = workload({ 'dapr.io/app-port': '-1' });
  const translation = translate(original, model, CLUSTER);
  expect(translation.findings.filter(finding => finding.startsWith('DAPR2003'))).toEqual([]);
  expect(differences(original, translation, isShared(model)).map(shownDifference).filter(text => /app-port/.test(text))).toEqual([]);
});

test('with a sidecar the pods have the annotations of Dapr, and no other workload', () => {
  const original = workload();
  const { workload: ours, others } = translate(original, 'sidecar', CLUSTER);
  expect(ours.spec.template.metadata.annotations).toMatchObject(original.spec.template.metadata.annotations);
  expect(others).toEqual([]);
});

test('with a shared daprd the pods have a relay to it and no annotation of Dapr', () => {
  const translation = translate(workload(), 'shared-per-cluster', CLUSTER);
  const { metadata, spec } = withRelay(translation.workload, 'stateapp', CLUSTER.images.relay).spec.template;
  expect(Object.keys(metadata.annotations ?? {}).filter(name => name.startsWith('dapr.io/'))).toEqual([]);
  expect(spec.containers.map(({ name }: Json) => name)).toEqual(['stateapp', 'daprd']);
  expect(spec.containers[1].args).toEqual(['3500=stateapp-dapr-api:3500', '50001=stateapp-dapr-api:50001']);
  expect(spec.containers[0].env).toContainEqual({ name: 'DAPR_HTTP_PORT', value: '3500' });
  expect(daprdOf(translation)!.kind).toBe('Deployment');
});

test('one daprd serves an app that hosts actors', () => {
  const actors = translate(workload({}, 'test.local/e2e-actorstate:1.18.2'), 'shared-per-cluster', CLUSTER);
  expect(daprdOf(actors)!.spec.replicas).toBe(1);
  expect(daprdOf(translate(workload(), 'shared-per-cluster', CLUSTER))!.spec.replicas).toBe(2);
});

test('an app that reads Secrets gets access to them behind a shared daprd, unless its secret store is disabled', () => {
  const kindsOf = (annotations: { [name: string]: string }) =>
    translate(workload(annotations, 'test.local/e2e-secretapp:1.18.2'), 'shared-per-cluster', CLUSTER).others.map(({ kind }) => kind);
  expect(kindsOf({})).toContain('Role');
  expect(kindsOf({ 'dapr.io/disable-builtin-k8s-secret-store': 'true' })).not.toContain('Role');
});

test('a difference names its side and its field', () => {
  const original = workload();
  const translation = translate(original, 'sidecar', CLUSTER);
  delete translation.workload.spec.template.metadata.annotations['dapr.io/app-port'];
  translation.workload.spec.replicas = 2;
  const found = differences(original, translation, false).map(shownDifference);
  expect(found).toContain('only Dapr: dapr.io/app-port');
  expect(found).toContain('differs: spec.replicas: "1" and "2"');
});

test('a workload without daprd is not translated', () => {
  expect(hasDapr(workload())).toBe(true);
  expect(hasDapr({ spec: { template: { metadata: { annotations: { 'dapr.io/app-protocol': 'grpc' } } } } })).toBe(false);
  expect(hasDapr({ spec: { template: { metadata: {} } } })).toBe(false);
});

test('stores that the cluster does not have become Redis, and remain actor state stores', () => {
  const postgres = { kind: 'Component', metadata: { name: 's' }, spec: { type: 'state.postgres', metadata: [{ name: 'connectionString', value: 'x' }, { name: 'actorStateStore', value: true }] } };
  const [redis] = substitute(postgres);
  expect(redis.spec.type).toBe('state.redis');
  expect(redis.spec.metadata.map(({ name }: Json) => name)).toEqual(['redisHost', 'redisPassword', 'actorStateStore']);
  expect(substitute({ spec: { type: 'bindings.kafka' } })).toEqual([]);
  const query = { spec: { type: 'state.redis', metadata: [{ name: 'redisHost' }, { name: 'queryIndexes' }] } };
  expect(substitute(query)[0].spec.metadata).toEqual([{ name: 'redisHost' }]);
  expect(substitute({ kind: 'Secret' })).toEqual([{ kind: 'Secret' }]);
});

test('what the constructs refuse is a finding, and is translated without the declaration that they refuse', () => {
  const { findings, others } = translate(workload({}, 'test.local/e2e-actorstate:1.18.2'), 'shared-per-node', CLUSTER);
  expect(findings).toContainEqual(expect.stringMatching(/^DAPR8040 /));
  expect(daprdOf({ others })!.kind).toBe('DaemonSet');
});
