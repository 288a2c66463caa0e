/** Plain JavaScript and other languages may give anything: every prop of every construct, with values of every type. */
import { Chart } from 'cdk8s';
import * as lib from 'cdk8s-dapr';
import { deployment, newChart, refusal, SHARED } from './fixture';
import { DAPRD_OPTIONS } from '../src/data-plane/daprd-options';

const VALUES: unknown[] = [
  null, '', 'x', 0, -1, 1.5, NaN, Infinity, true, false, {}, [], [null], [1], { a: 1 }, { a: null }, { a: { b: 1 } }, () => 1, new Date(0), 'a\u0000b', 'x'.repeat(300),
  Symbol.iterator, new Map(), 10n,
];
const OPTIONS = Object.keys(DAPRD_OPTIONS);
const SHARED_PROPS = ['unsafeAllowUnauthenticatedApi', 'apiReachability', 'placeholderImage', 'nodeSelector', 'tolerations', 'priorityClassName', 'podAnnotations',
  'appId', 'namespace'];
const joined = (chart: Chart, dataPlane: lib.IDataPlane) => new lib.DaprApp(chart, 'app', { workload: deployment(chart), appPort: 8080, dataPlane });

/** Exports write files and no objects: what is sound is in them. */
const exported = (chart: Chart, files: lib.ExportedFile[]) => { new lib.DaprConfiguration(chart, 'exported', { zipkinEndpoint: JSON.stringify(files.map(({ content }) => content.replace(/[\n"\\]/g, ' '))) }); };
const program = { directory: '/srv', command: ['node'] };
const exportable = (chart: Chart) => {
  const nested = new Chart(chart, 'nested');
  lib.DaprPlatform.set(nested, { daprVersion: '1.18.3' });
  new lib.DaprApp(nested, 'app', { workload: deployment(nested), appPort: 8080, program });
  return lib.DaprTopology.of(nested);
};

const TARGETS: [string, string[], (chart: Chart, props: any) => void][] = [
  ['DaprApp', ['workload', 'appId', 'appPort', 'appProtocol', 'appHealthCheck', 'appMaxConcurrency', 'appTokenSecret', 'uses', 'appChannel', 'containers', 'podAnnotations',
    'dataPlane', 'subscribes', 'publishes', 'invokes', 'hostsActors', 'workflows', 'handlesJobs', 'inputBindings', 'program'], (chart, props) => { new lib.DaprApp(chart, 'app', { workload: deployment(chart), appPort: 8080, ...props }); }],
  ['SidecarApp', OPTIONS, (chart, props) => { new lib.SidecarApp(chart, 'app', { workload: deployment(chart), appPort: 8080, ...props }); }],
  ['SharedDaprDeployment', [...OPTIONS, ...SHARED_PROPS, 'replicas', 'autoscaling', 'locality', 'preferNodesOfApp'],
    (chart, props) => { joined(chart, new lib.SharedDaprDeployment(chart, 'front', props)); }],
  ['SharedDaprDaemonSet', [...SHARED_PROPS, 'strictlyNodeLocal'], (chart, props) => { joined(chart, new lib.SharedDaprDaemonSet(chart, 'front', props)); }],
  ['DaprComponent', ['type', 'version', 'componentName', 'namespace', 'metadata', 'scopes', 'availableToNamespace', 'secretStore', 'initTimeout', 'ignoreErrors'],
    (chart, props) => { joined(chart, lib.DataPlane.sidecar()).addUses(new lib.DaprComponent(chart, 'store', { type: 'state.redis', ...props })); }],
  ['DaprConfiguration', ['configurationName', 'namespace', 'tracingSamplingRate', 'zipkinEndpoint', 'features', 'metricsEnabled'],
    (chart, props) => { new lib.DaprConfiguration(chart, 'configuration', props); }],
  ['DaprSubscription', ['app', 'pubsub', 'topic', 'route', 'deadLetterTopic', 'subscriptionName'], (chart, props) => {
    const pubsub = new lib.DaprComponent(chart, 'events', { type: 'pubsub.redis' });
    new lib.DaprSubscription(chart, 'subscription', { app: joined(chart, lib.DataPlane.sidecar()), pubsub, topic: 't', route: '/t', ...props });
  }],
  ['SharedDaprdPolicy', ['policyName', 'preStopSeconds'], (chart, props) => { new lib.SharedDaprdPolicy(chart, 'policy', props); }],
  ['MachineExporter', ['name', 'folder', 'binFolder', 'ports', 'addresses', 'multiAppRun'],
    (chart, props) => { exported(chart, lib.MachineExporter.export(exportable(chart), props)); }],
  ['ComposeExporter', ['name', 'imageRegistry', 'publishedPorts', 'addresses', 'devServices', 'unsafeAllowUnauthenticatedApi'],
    (chart, props) => { exported(chart, lib.ComposeExporter.export(exportable(chart), props)); }],
  ['DaprPlatform', ['daprVersion', 'kubernetesVersion', 'controlPlaneNamespace', 'trustDomain', 'clusterDomain', 'mtls', 'ipFamily', 'clusterPolicyInstalled',
    'argoRolloutServices', 'apiTokenSecret', 'dataPlane', 'warningsAsErrors', 'locked'], (chart, props) => {
    const nested = new Chart(chart, 'nested');
    lib.DaprPlatform.set(nested, props);
    joined(nested, lib.DataPlane.sharedDeployment());
  }],
];

test.each(TARGETS)('whatever a prop of %s is, the answer is a named error or sound output', (_name, props, build) => {
  const unsound: string[] = [];
  for (const prop of props) {
    VALUES.forEach((value, i) => {
      const chart = newChart(SHARED);
      let error: string;
      try {
        build(chart, { [prop]: value });
        error = refusal(chart);
      } catch (thrown) {
        error = (thrown as Error).message;
      }
      if (error) {
        unsound.push(...(/DAPR\d{4}/.test(error) ? [] : [`${prop}, value ${i}: ${error}`]));
        return;
      }
      const output = JSON.stringify((chart.node.root as any).charts.map((each: Chart) => each.toJson()));
      const garbage = /.{30}(\[object|undefined|NaN|Infinity|null|Symbol|=>).{0,20}/.exec(output);
      unsound.push(...(garbage ? [`${prop}, value ${i}: ${garbage[0]}`] : []));
    });
  }
  expect(unsound).toEqual([]);
});
