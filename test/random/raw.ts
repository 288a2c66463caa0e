/** Raw objects beside an app, one field of which has an unexpected value. */
import { ApiObject, JsonPatch } from 'cdk8s';
import * as fc from 'fast-check';
import { Recipe } from './recipe';
import { World } from './world';

const ANNOTATIONS = { 'acme.example/team': 'a', 'autoscaling.knative.dev/min-scale': '1' };
const OF_DAPR = { 'dapr.io/config': 'settings', 'dapr.io/pluggable-components': 'main' };
const VARIABLES = [{ name: 'DAPR_HTTP_PORT', value: '3500' }, { name: 'APP_ID', value: 'raw' }];
const template = (more: boolean) => ({
  metadata: { labels: { app: 'raw' }, annotations: { ...ANNOTATIONS, ...more ? OF_DAPR : {} } },
  spec: {
    serviceAccountName: 'raw',
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    hostNetwork: false,
    dnsPolicy: 'ClusterFirst',
    automountServiceAccountToken: true,
    nodeSelector: { disk: 'ssd' },
    tolerations: [{ key: 'gpu', operator: 'Exists', effect: 'NoSchedule' }],
    imagePullSecrets: [{ name: 'pull' }],
    hostAliases: [{ ip: '10.0.0.1', hostnames: ['a'] }],
    securityContext: { runAsNonRoot: true, fsGroup: 2000, sysctls: [{ name: 'a', value: 'b' }] },
    affinity: { nodeAffinity: {} },
    dnsConfig: { nameservers: ['10.0.0.2'], options: [{ name: 'ndots' }] },
    volumes: [{ name: 'data', emptyDir: {} }, { name: 'settings', configMap: { name: 'settings' } }],
    initContainers: [{ name: 'init', image: 'test.local/init:1', env: [{ name: 'A', value: 'b' }] }],
    containers: [{
      name: 'main',
      image: 'test.local/app:1',
      command: ['node'],
      args: ['main.js'],
      workingDir: '/srv',
      imagePullPolicy: 'Always',
      env: [
        { name: 'LEVEL', value: 'info' }, { name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
        { name: 'KEY', valueFrom: { secretKeyRef: { name: 'redis', key: 'password' } } }, ...more ? VARIABLES : [],
      ],
      envFrom: [{ secretRef: { name: 'more' } }, { configMapRef: { name: 'settings' } }],
      ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
      resources: { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '100m', memory: '128Mi' } },
      volumeMounts: [{ name: 'data', mountPath: '/data' }, { name: 'settings', mountPath: '/etc/settings', subPath: 'a' }],
      lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } },
      livenessProbe: { httpGet: { path: '/', port: 8080 }, periodSeconds: 5 },
      readinessProbe: { tcpSocket: { port: 8080 } },
      securityContext: { readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    }],
  },
});
const jobTemplate = (more: boolean) => ({ ...template(more), spec: { ...template(more).spec, restartPolicy: 'Never' } });
const meta = (name: string, more = {}) => ({ name, namespace: 'shop', ...more });

/** Every kind of object that a rule reads, with the fields that it reads. */
const workloads = (more: boolean): { readonly [kind: string]: any } => ({
  Deployment: { apiVersion: 'apps/v1', spec: { replicas: 2, selector: { matchLabels: { app: 'raw' }, matchExpressions: [{ key: 'app', operator: 'In', values: ['raw'] }] }, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } }, template: template(more) } },
  StatefulSet: { apiVersion: 'apps/v1', spec: { replicas: 2, serviceName: 'raw', selector: { matchLabels: { app: 'raw' } }, volumeClaimTemplates: [{ metadata: { name: 'claim' } }], template: template(more) } },
  DaemonSet: { apiVersion: 'apps/v1', spec: { selector: { matchLabels: { app: 'raw' } }, template: template(more) } },
  Job: { apiVersion: 'batch/v1', spec: { parallelism: 1, completions: 1, backoffLimit: 2, template: jobTemplate(more) } },
  CronJob: { apiVersion: 'batch/v1', spec: { schedule: '@daily', concurrencyPolicy: 'Forbid', jobTemplate: { spec: { parallelism: 1, template: jobTemplate(more) } } } },
  Pod: { apiVersion: 'v1', metadata: template(more).metadata, spec: template(more).spec },
  Rollout: { apiVersion: 'argoproj.io/v1alpha1', spec: { replicas: 2, selector: { matchLabels: { app: 'raw' } }, template: template(more) } },
});
const BESIDE: { readonly [kind: string]: any } = {
  Service: { apiVersion: 'v1', spec: { type: 'ClusterIP', selector: { app: 'raw' }, ports: [{ name: 'dapr-http', port: 80, targetPort: 3500 }] } },
  HorizontalPodAutoscaler: { apiVersion: 'autoscaling/v2', spec: { minReplicas: 1, maxReplicas: 3, scaleTargetRef: { kind: 'Deployment', name: 'raw' }, metrics: [{ type: 'Resource' }] } },
  ScaledObject: { apiVersion: 'keda.sh/v1alpha1', spec: { minReplicaCount: 0, scaleTargetRef: { name: 'raw' }, triggers: [{ type: 'redis-streams', metadata: { stream: 'a', consumerGroup: 'b' } }] } },
  PodDisruptionBudget: { apiVersion: 'policy/v1', spec: { maxUnavailable: 0, selector: { matchLabels: { app: 'raw' }, matchExpressions: [{ key: 'app', operator: 'In', values: ['raw'] }] } } },
  Secret: { apiVersion: 'v1', type: 'Opaque', stringData: { password: 'a' }, data: { token: 'YQ==' } },
  ConfigMap: { apiVersion: 'v1', data: { 'ca.crt': 'a' } },
  ExternalSecret: { apiVersion: 'external-secrets.io/v1', spec: { target: { name: 'redis' } } },
  Ingress: { apiVersion: 'networking.k8s.io/v1', spec: { defaultBackend: { service: { name: 'orders-dapr', port: { number: 80 } } }, rules: [{ host: 'a.example', http: { paths: [{ path: '/', backend: { service: { name: 'orders-dapr', port: { name: 'dapr-http' } } } }] } }] } },
  HTTPRoute: { apiVersion: 'gateway.networking.k8s.io/v1', spec: { rules: [{ backendRefs: [{ name: 'orders-dapr', port: 80 }] }] } },
  Namespace: { apiVersion: 'v1', metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } } },
  RoleBinding: { apiVersion: 'rbac.authorization.k8s.io/v1', subjects: [{ kind: 'ServiceAccount', name: 'raw', namespace: 'shop' }], roleRef: { kind: 'Role', name: 'a' } },
  ServiceAccount: { apiVersion: 'v1', automountServiceAccountToken: false },
  PriorityClass: { apiVersion: 'scheduling.k8s.io/v1', value: 5 },
  Component: { apiVersion: 'dapr.io/v1alpha1', scopes: ['orders'], spec: { type: 'state.redis', version: 'v1', metadata: [{ name: 'redisHost', value: 'a:1' }, { name: 'redisPassword', secretKeyRef: { name: 'redis', key: 'password' } }] } },
  Configuration: { apiVersion: 'dapr.io/v1alpha1', spec: { features: [{ name: 'HotReload', enabled: false }], accessControl: { policies: [{ appId: 'orders' }] } } },
  Subscription: { apiVersion: 'dapr.io/v2alpha1', scopes: ['orders'], spec: { pubsubname: 'broker', topic: 'a', routes: { default: '/a' } } },
  Resiliency: { apiVersion: 'dapr.io/v1alpha1', scopes: ['orders'], spec: { policies: { retries: { a: { policy: 'constant' } } }, targets: { components: { store: { outbound: { retry: 'a' } } } } } },
};
/** The kinds whose pods an app may have. */
export const RAW_WORKLOADS = Object.keys(workloads(false));

type Path = readonly (string | number)[];

/** All paths of fields below the spec, the metadata of objects and their other fields. */
const pathsOf = (value: any, at: Path = []): Path[] => typeof value !== 'object' || value === null ? [at]
  : [...at.length ? [at] : [], ...Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...at, Array.isArray(value) ? Number(key) : key]))];
const fieldsOf = (object: any): Path[] => pathsOf(object).filter(([first, ...rest]) => first !== 'apiVersion' && (first !== 'metadata' || rest.length > 0));

/** Values that YAML can contain. */
const WRONG: readonly unknown[] = [
  null, '', 'x', 'a,b', '5', 0, -1, 1.5, 8080, true, false, {}, [], [null], ['x'], [5], [[]], [{}], { a: 'b' }, { a: null }, { name: 5 }, { name: {} }, [{ name: 5 }], [{ name: {} }], { x: ['y'] },
];

/** Replaces a field, in the object that is passed to cdk8s or by a JSON patch. */
interface Change { readonly path: Path; readonly value: unknown; readonly isPatch: boolean }

const clone = (value: any): any => JSON.parse(JSON.stringify(value));

function define(world: World, kind: string, given: any, change: Change | undefined): ApiObject {
  const object = clone(given);
  const patch = change && (change.isPatch || change.path[0] === 'metadata') ? change : undefined;
  if (change && !patch) {
    const parent = change.path.slice(0, -1).reduce((at, key) => at[key], object);
    parent[change.path[change.path.length - 1]] = clone(change.value);
  }
  const made = new ApiObject(world.chart, `raw-${kind.toLowerCase()}`, { ...object, kind, metadata: meta('raw', object.metadata) });
  if (patch) {
    made.addJsonPatch(JsonPatch.replace(`/${patch.path.map(key => String(key).replace(/~/g, '~0').replace(/\//g, '~1')).join('/')}`, clone(patch.value)));
  }
  return made;
}

const changeOf = (object: any): fc.Arbitrary<Change> =>
  fc.record({ path: fc.constantFrom(...fieldsOf(object)), value: fc.constantFrom(...WRONG), isPatch: fc.boolean() });

/** A workload, and objects beside it; of one of them, a field has an unexpected value. */
export const rawWorkload: fc.Arbitrary<Recipe> = fc.tuple(
  fc.constantFrom(...RAW_WORKLOADS), fc.subarray(Object.keys(BESIDE), { maxLength: 4 }), fc.boolean(),
).chain(([kind, beside, more]) => {
  const all: [string, any][] = [[kind, workloads(more)[kind]], ...beside.map((other): [string, any] => [other, BESIDE[other]])];
  // The workload is changed most.
  const changed = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(all.length - 1) });
  return changed.chain(which => changeOf(all[which][1]).map(change => new Recipe(
    world => all.map(([each, object], i) => define(world, each, object, i === which ? change : undefined))[0],
    () => `raw ${all.map(([each]) => each).join(', ')} with ${all[which][0]}.${change.path.join('.')} = ${JSON.stringify(change.value)}${change.isPatch ? ' (JSON patch)' : ''}`)));
});
