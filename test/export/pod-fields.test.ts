/** Every field of a pod in the schema of Kubernetes has one line for each exporter, and the exporter does what the line says. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { Chart } from 'cdk8s';
import { CatalystExporter, ComposeExporter, ContainerAppsExporter, DaprTopology, DaprWarnings, DataPlane, ExportedFile, MachineExporter } from 'cdk8s-dapr';
import { app, deployment, newChart } from '../../scenarios/charts';
import { COMPOSE_POD } from '../../src/export/compose/pod-fields';
import { CONTAINER_APPS_POD } from '../../src/export/container-apps/pod-fields';
import { fieldAt, none, PodFields, PodTarget } from '../../src/export/files/pod-fields';
import { MACHINE_POD } from '../../src/export/machine/pod-fields';
import { Json } from '../../src/util/json';
import { TOP } from '../support/paths';
import { sampleOf, schemaOf, withField } from '../support/pod-schema';

const REMOTE = { httpEndpoint: 'https://http-prj.example:443', grpcEndpoint: 'https://grpc-prj.example:443' };
interface Target extends PodTarget { readonly export: (chart: Chart) => ExportedFile[] }
const TARGETS: { [name: string]: Target } = {
  'machine': { ...MACHINE_POD, export: chart => new MachineExporter().export(DaprTopology.of(chart)) },
  'compose': { ...COMPOSE_POD, export: chart => new ComposeExporter({ unsafeAllowUnauthenticatedApi: true }).export(DaprTopology.of(chart)) },
  'container apps': { ...CONTAINER_APPS_POD, export: chart => new ContainerAppsExporter({ location: 'x', managedEnvironmentId: '/x' }).export(DaprTopology.of(chart)) },
  'catalyst': { name: 'Catalyst', fields: { '': none('the pods stay where they run, and call Catalyst') }, export: chart => new CatalystExporter().export(DaprTopology.of(chart)) },
};

/** Values with the effect that a line is about, where any value of the type has not. */
const VALUES: { [path: string]: unknown } = {
  'automountServiceAccountToken': true,
  'dnsConfig': { nameservers: ['10.0.0.1'], searches: ['a.example'], options: [{ name: 'ndots', value: '1' }] },
  'hostUsers': false,
  'os': { name: 'windows' },
  'hostAliases': [{ ip: '10.0.0.1', hostnames: ['a.example'] }],
  'resources': { requests: { cpu: '3' } },
  'securityContext': { runAsNonRoot: true },
  'volumes': [{ name: 'cache', hostPath: { path: '/a' } }],
  'containers.env.valueFrom': { fieldRef: { fieldPath: 'metadata.name' } },
  'containers.securityContext': { readOnlyRootFilesystem: true },
  'resources.limits': { memory: '4Gi', cpu: '1' },
  'resources.claims': [{ name: 'a' }],
  'restartPolicy': 'OnFailure',
  'securityContext.appArmorProfile': { type: 'Localhost', localhostProfile: 'a' },
  'securityContext.seccompProfile': { type: 'Localhost', localhostProfile: 'a' },
  'securityContext.runAsUser': 0,
  'securityContext.seLinuxOptions': { level: 's0' },
  'securityContext.supplementalGroupsPolicy': 'Strict',
  'securityContext.sysctls': [{ name: 'a.b', value: '1' }],
  'containers.ports.hostPort': 8081,
  'containers.resources.limits': { 'memory': '4Gi', 'hugepages-2Mi': '2Mi' },
  'containers.resources.requests': { cpu: '3' },
  'containers.securityContext.appArmorProfile': { type: 'Localhost', localhostProfile: 'a' },
  'containers.securityContext.seccompProfile': { type: 'Localhost', localhostProfile: 'a' },
  'containers.securityContext.procMount': 'Unmasked',
  'containers.securityContext.runAsUser': 0,
  'containers.securityContext.allowPrivilegeEscalation': true,
  'containers.securityContext.capabilities.add': ['ALL'],
  'containers.securityContext.capabilities.drop': ['ALL'],
  'containers.securityContext.seLinuxOptions': { level: 's0' },
  'containers.livenessProbe': { httpGet: { port: 8080 } },
  'containers.readinessProbe': { httpGet: { port: 8080 } },
  'containers.startupProbe': { httpGet: { port: 8080 } },
  'containers.livenessProbe.exec': { command: ['a'] },
  'containers.readinessProbe.exec': { command: ['a'] },
  'containers.startupProbe.exec': { command: ['a'] },
  'containers.lifecycle': { stopSignal: 'SIGINT' },
  'containers.lifecycle.preStop.exec': { command: ['a'] },
  'containers.lifecycle.postStart.exec': { command: ['a'] },
  'containers.restartPolicy': 'Never',
  'volumes.emptyDir.medium': 'HugePages',
  'containers.volumeMounts.mountPropagation': 'Bidirectional',
};
/** Values that only one target carries. */
const OF_TARGET: { [target: string]: { [path: string]: unknown } } = { Compose: { 'containers.securityContext.allowPrivilegeEscalation': false } };
const MOUNT = { volumes: [{ name: 'cache', emptyDir: {} }], containers: [{ volumeMounts: [{ name: 'cache', mountPath: '/cache' }] }] };
/** Pods in which a field belongs to something else. */
const BESIDE: { [prefix: string]: Json } = {
  'volumes': MOUNT,
  'containers.volumeMounts': MOUNT,
  'containers.env': { containers: [{ env: [{ name: 'KEY' }] }] },
  'containers.ports': { containers: [{ ports: [{ containerPort: 8080 }] }] },
};

/** Fields that come with a mount. */
const TOGETHER = ['volumes.name', 'volumes.emptyDir', 'containers.volumeMounts', 'containers.volumeMounts.name', 'containers.volumeMounts.mountPath'];

const merged = (one: Json, other: Json): Json => Array.isArray(one) && Array.isArray(other) ? one.map((item, i) => merged(item, other[i] ?? {}))
  : typeof one === 'object' && typeof other === 'object' ? { ...one, ...Object.fromEntries(Object.entries(other).map(([key, value]) => [key, key in one ? merged(one[key], value) : value])) } : other;
const POD = { containers: [{ name: 'main', image: 'test.local/app:1', command: ['/app'], ports: [{ containerPort: 8080 }] }] };

interface Result { readonly files: string; readonly refusal: string; readonly warnings: string }

function result(target: Target, spec: Json): Result {
  const chart = newChart({ daprVersion: '1.18.2' }, { namespace: 'shop' });
  app(chart, {
    appPort: 8080,
    workload: deployment(chart, 'web', spec),
    program: { directory: 'apps/orders' },
    ...(target.name === 'Catalyst' ? { dataPlane: DataPlane.catalyst(REMOTE) } : {}),
  }, 'orders');
  try {
    const files = JSON.stringify(target.export(chart));
    return { files, refusal: '', warnings: DaprWarnings.of(chart).list().filter(({ code }) => code === 'DAPR8180').map(({ message }) => message).join('\n') };
  } catch (error) {
    return { files: '', refusal: (error as Error).message, warnings: '' };
  }
}

const without = (path: string): Json => {
  const beside = Object.keys(BESIDE).find(prefix => path === prefix || path.startsWith(`${prefix}.`));
  return beside && !TOGETHER.includes(path) ? merged(POD, BESIDE[beside]) : POD;
};

describe.each(Object.entries(TARGETS))('%s', (_, target) => {
  const { fields } = target;
  const paths = linesOf(fields);

  test('has a line for every field of a pod spec', () => {
    expect(missing(fields)).toEqual([]);
  });

  test('has no line for a field that a pod spec does not have', () => {
    expect(Object.keys(fields).filter(path => path && !schemaOf(path))).toEqual([]);
  });

  test.each(paths)('%s is as its line says', path => {
    const { outcome } = fieldAt(fields, path) ?? fields[''];
    const value = OF_TARGET[target.name]?.[path] ?? VALUES[path] ?? sampleOf(path);
    const before = result(target, without(path));
    const after = result(target, TOGETHER.includes(path) ? merged(POD, MOUNT) : withField(without(path), path, value));
    expect(before.refusal).toBe('');
    if (after.refusal.includes('DAPR2010')) {
      // A sidecar in the network of the host is refused before any export.
      expect(path).toBe('hostNetwork');
      return;
    }
    const field = path.replace(/^containers\./, 'containers[main].');
    expect({ refused: /DAPR8102/.test(after.refusal), warned: after.warnings.includes(field) }).toEqual({ refused: outcome === 'refused', warned: outcome === 'warned' });
    if (outcome === 'carried' || outcome === 'none') {
      expect(after.files === before.files).toBe(outcome === 'none');
    }
  });
});

/** Fields with a line, and for a target with a line for the whole pod, all at the top and in containers. */
function linesOf(fields: PodFields): string[] {
  return Object.keys(fields).join() === '' ? Object.keys(MACHINE_POD.fields) : Object.keys(fields);
}

/** Fields of the schema without a line. */
function missing(fields: PodFields, path = ''): string[] {
  const schema = schemaOf(path);
  return Object.keys(schema?.properties ?? {}).map(field => path ? `${path}.${field}` : field).flatMap(each =>
    Object.keys(fields).some(line => line.startsWith(`${each}.`)) ? missing(fields, each) : fieldAt(fields, each) || fields[''] ? [] : [each]);
}

test('the schema is the committed one of Kubernetes', () => {
  expect(JSON.parse(readFileSync(join(TOP, 'test', 'schemas', 'kubernetes.json'), 'utf8')).kinds['v1/Pod']).toBe('io.k8s.api.core.v1.Pod');
  expect(Object.keys(schemaOf('').properties)).toEqual(expect.arrayContaining(['containers', 'dnsConfig', 'hostAliases']));
});
