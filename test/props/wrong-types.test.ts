/** Plain JavaScript and other languages may pass any value: every prop of every construct, with values of every type. */
import { Chart, Duration } from 'cdk8s';
import * as lib from 'cdk8s-dapr';
import { deployment, KAFKA_BINDING, newChart, refusal, SHARED } from '../../scenarios/charts';
import { DAPRD_OPTIONS } from '../../src/daprd/options';
import { CONFIGURATION } from '../../src/resources/configuration/table';

const VALUES: unknown[] = [
  null, '', 'x', 0, -1, 1.5, NaN, Infinity, true, false, {}, [], [null], [1], { a: 1 }, { a: null }, { a: { b: 1 } }, () => 1, new Date(0), 'a\u0000b', 'x'.repeat(300),
  Symbol.iterator, new Map(), 10n,
];
const OPTIONS = Object.keys(DAPRD_OPTIONS);
const SCOPES = ['apps', 'scopes', 'availableToNamespace'];
const SHARED_PROPS = ['unsafeAllowUnauthenticatedApi', 'apiReachability', 'placeholderImage', 'pinned', 'nodeSelector', 'tolerations', 'priorityClassName', 'podAnnotations',
  'podLabels', 'serviceAccountName', 'serviceAccountAnnotations', 'imagePullSecrets', 'affinity', 'volumes',
  'appId', 'namespace'];
const joined = (chart: Chart, dataPlane: lib.IDataPlane) => new lib.DaprApp(chart, 'app', { workload: deployment(chart), appPort: 8080, dataPlane });

/** Exports write files instead of objects, so their contents are put into an object to be checked. */
const exported = (chart: Chart, files: lib.ExportedFile[]) => { new lib.DaprConfiguration(chart, 'exported', { features: [lib.DaprFeature.of(JSON.stringify(files.map(({ content }) => content.replace(/[\n"\\]/g, ' '))))] }); };
const program = { directory: '/srv', command: ['node'] };
const exportable = (chart: Chart) => {
  const nested = new Chart(chart, 'nested');
  lib.DaprPlatform.set(nested, { daprVersion: '1.18.3' });
  new lib.DaprApp(nested, 'app', { workload: deployment(nested), appPort: 8080, program });
  return lib.DaprTopology.of(nested);
};

const TARGETS: [string, string[], (chart: Chart, props: any) => void][] = [
  ['DaprApp', ['workload', 'appId', 'appPort', 'appProtocol', 'appHealthCheck', 'maxAppAbsence', 'appMaxConcurrency', 'appTokenSecret', 'uses', 'appChannel', 'containers', 'podAnnotations',
    'dataPlane', 'subscribes', 'publishes', 'invokes', 'hostsActors', 'workflows', 'handlesJobs', 'inputBindings', 'program'], (chart, props) => { new lib.DaprApp(chart, 'app', { workload: deployment(chart), appPort: 8080, ...props }); }],
  ['SidecarApp', OPTIONS, (chart, props) => { new lib.SidecarApp(chart, 'app', { workload: deployment(chart), appPort: 8080, ...props }); }],
  ['SharedDaprDeployment', [...OPTIONS, ...SHARED_PROPS, 'replicas', 'autoscaling', 'locality', 'preferNodesOfApp'],
    (chart, props) => { joined(chart, new lib.SharedDaprDeployment(chart, 'front', props)); }],
  ['SharedDaprDaemonSet', [...SHARED_PROPS, 'strictlyNodeLocal'], (chart, props) => { joined(chart, new lib.SharedDaprDaemonSet(chart, 'front', props)); }],
  ['PinnedDaprd', ['version', 'image', 'trustAnchorsConfigMap', 'trustAnchorsKey'],
    (chart, props) => { joined(chart, new lib.SharedDaprDeployment(chart, 'front', { pinned: { version: '1.18.2', ...props } })); }],
  ['SharedDaprDeployment, pinned,', OPTIONS,
    (chart, props) => { joined(chart, new lib.SharedDaprDeployment(chart, 'front', { pinned: { version: '1.18.2' }, ...props })); }],
  ['DaprComponent', ['type', 'version', 'componentName', 'namespace', 'metadata', 'scopes', 'availableToNamespace', 'secretStore', 'initTimeout', 'ignoreErrors'],
    (chart, props) => { joined(chart, lib.DataPlane.sidecar()).addComponent(new lib.DaprComponent(chart, 'store', { type: 'state.in-memory', ...props })); }],
  ['DaprConfiguration', Object.keys(CONFIGURATION), (chart, props) => { new lib.DaprConfiguration(chart, 'configuration', { wasmStrictSandbox: true, ...props }); }],
  ['an access policy', ['app', 'namespace', 'trustDomain', 'defaultAction', 'operations'], (chart, props) => {
    const app = lib.DaprApp.fromAppAttributes(chart, 'peer', { appId: 'peer', namespace: 'shop' });
    new lib.DaprConfiguration(chart, 'configuration', { accessControlPolicies: [{ app, ...props }] });
  }],
  ['an operation', ['name', 'action', 'httpVerbs'], (chart, props) => {
    const app = lib.DaprApp.fromAppAttributes(chart, 'peer', { appId: 'peer', namespace: 'shop' });
    new lib.DaprConfiguration(chart, 'configuration', { accessControlPolicies: [{ app, operations: [{ name: '/a', action: lib.AccessAction.ALLOW, ...props }] }] });
  }],
  ['DaprHttpEndpoint', [...SCOPES, 'baseUrl', 'httpEndpointName', 'namespace', 'headers', 'rootCa', 'certificate', 'privateKey', 'renegotiation', 'secretStore'],
    (chart, props) => { new lib.DaprHttpEndpoint(chart, 'endpoint', { baseUrl: 'https://a', ...props }); }],
  ['DaprResiliency', [...SCOPES, 'resiliencyName', 'namespace', 'timeouts', 'retries', 'circuitBreakers', 'appTargets', 'actorTargets', 'componentTargets'],
    (chart, props) => { new lib.DaprResiliency(chart, 'resiliency', { timeouts: [lib.ResiliencyTimeout.of('t', Duration.seconds(1))], ...props }); }],
  ['ResiliencyRetry', ['policy', 'duration', 'maxInterval', 'maxRetries', 'httpStatusCodes', 'grpcStatusCodes'],
    (chart, props) => { new lib.DaprResiliency(chart, 'resiliency', { retries: [lib.ResiliencyRetry.of('r', props)] }); }],
  ['ResiliencyCircuitBreaker', ['maxRequests', 'interval', 'timeout', 'trip'],
    (chart, props) => { new lib.DaprResiliency(chart, 'resiliency', { circuitBreakers: [lib.ResiliencyCircuitBreaker.of('r', props)] }); }],
  ['a target of a resiliency', ['app', 'httpEndpoint', 'actorType', 'component', 'inbound', 'outbound', 'timeout', 'retry', 'circuitBreaker', 'circuitBreakerScope',
    'circuitBreakerCacheSize'], (chart, props) => {
    const app = lib.DaprApp.fromAppId(chart, 'peer', 'peer');
    const resiliency = new lib.DaprResiliency(chart, 'resiliency', { timeouts: [lib.ResiliencyTimeout.of('t', Duration.seconds(1))] });
    const timeout = lib.ResiliencyTimeout.of('t', Duration.seconds(1));
    resiliency.addAppTarget({ app, timeout, ...props });
    resiliency.addActorTarget({ actorType: 'Cart', timeout, ...props });
    resiliency.addComponentTarget({ component: new lib.DaprComponent(chart, 'c', { type: 'pubsub.in-memory' }), inbound: { timeout }, ...props });
  }],
  ['DaprMcpServer', [...SCOPES, 'mcpServerName', 'namespace', 'streamableHttp', 'sse', 'stdio', 'ignoreErrors', 'beforeCallTool', 'afterCallTool', 'beforeListTools',
    'afterListTools', 'displayName', 'description', 'tags', 'links', 'ownerTeam', 'ownerContact'],
  (chart, props) => { new lib.DaprMcpServer(chart, 'server', { sse: { url: 'https://a' }, ...props }); }],
  ['a transport of MCP', ['url', 'protocolVersion', 'timeout', 'headers', 'secretStore', 'oauth2', 'spiffeJwt'],
    (chart, props) => { new lib.DaprMcpServer(chart, 'server', { sse: { url: 'https://a', ...props } }); }],
  ['DaprWorkflowAccessPolicy', [...SCOPES, 'workflowAccessPolicyName', 'namespace', 'rules'],
    (chart, props) => { new lib.DaprWorkflowAccessPolicy(chart, 'policy', props); }],
  ['a rule of workflow access', ['callers', 'workflows', 'activities'], (chart, props) => {
    const callers = [lib.DaprApp.fromAppId(chart, 'peer', 'peer')];
    new lib.DaprWorkflowAccessPolicy(chart, 'policy', { rules: [{ callers, activities: [{ name: 'a' }], ...props }] });
  }],
  ['DaprSubscription', ['app', 'pubsub', 'topic', 'route', 'rules', 'deadLetterTopic', 'dropRejectedEvents', 'metadata', 'bulkSubscribe', 'subscriptionName'], (chart, props) => {
    const pubsub = new lib.DaprComponent(chart, 'events', { type: 'pubsub.in-memory' });
    new lib.DaprSubscription(chart, 'subscription', { app: joined(chart, lib.DataPlane.sidecar()), pubsub, topic: 't', route: '/t', ...props });
  }],
  ['OpenFunction', ['image', 'functionName', 'namespace', 'version', 'imageCredentials', 'httpPort', 'httpEngine', 'triggers', 'outputs', 'states', 'daprServiceMode',
    'minReplicas', 'maxReplicas', 'workloadType', 'params', 'labels', 'annotations'], (chart, props) => {
    new lib.OpenFunction(new Chart(chart, 'shop', { namespace: 'shop' }), 'function', { image: 'a', ...props });
  }],
  ['a trigger of OpenFunction', ['component', 'topic', 'operation', 'metadata'], (chart, props) => {
    const shop = new Chart(chart, 'shop', { namespace: 'shop' });
    const component = new lib.DaprComponent(shop, 'queue', KAFKA_BINDING);
    new lib.OpenFunction(shop, 'function', { image: 'a', triggers: [{ component, ...props }], outputs: [{ component, ...props }] });
  }],
  ['DataPlane.remote', ['httpEndpoint', 'grpcEndpoint', 'apiTokenSecret', 'appEndpoint', 'unsafeAllowUnauthenticatedApi', 'unsafeAllowPlainHttp'], (chart, props) => {
    joined(chart, lib.DataPlane.remote({ httpEndpoint: 'https://a:443', grpcEndpoint: 'https://a:443', ...props }));
  }],
  ['SharedDaprdPolicy', ['policyName', 'preStopSeconds'], (chart, props) => { new lib.SharedDaprdPolicy(chart, 'policy', props); }],
  ['DaprControlPlane', ['output', 'chartVersion', 'repository', 'releaseName', 'createNamespace', 'registry', 'imageTag', 'imagePullSecrets', 'haEnabled',
    'haReplicaCount', 'haTopologyKey', 'workloadCertTtl', 'allowedClockSkew', 'certificatesSecret', 'webhookFailurePolicy', 'namespaceSelector',
    'excludedNamespaces', 'allowedServiceAccounts', 'nativeSidecar', 'schedulerPlacementEnabled', 'sentryExtraArgs', 'sidecarDropAllCapabilities', 'schedulerStorageSize', 'schedulerStorageClassName',
    'schedulerInMemoryStorage', 'logAsJson', 'metricsEnabled', 'metricsPort', 'nodeSelector', 'tolerations', 'priorityClassName', 'values'],
  (chart, props) => { new lib.DaprControlPlane(chart, 'dapr', { output: lib.ControlPlaneOutput.flux(), chartVersion: '1.19.2', ...props }); }],
  ['a value of the chart', ['global', 'dapr_operator', 'dapr_sentry', 'x'],
    (chart, values) => { new lib.DaprControlPlane(chart, 'dapr', { output: lib.ControlPlaneOutput.argoCd(), chartVersion: '1.19.2', values }); }],
  ['ControlPlaneOutput.flux', ['namespace', 'interval', 'serviceAccountName', 'repositorySecret'],
    (chart, props) => { new lib.DaprControlPlane(chart, 'dapr', { output: lib.ControlPlaneOutput.flux(props), chartVersion: '1.19.2' }); }],
  ['ControlPlaneOutput.argoCd', ['namespace', 'project', 'destinationServer', 'automated'],
    (chart, props) => { new lib.DaprControlPlane(chart, 'dapr', { output: lib.ControlPlaneOutput.argoCd(props), chartVersion: '1.19.2' }); }],
  ['ControlPlaneOutput.rendered', ['chartPath', 'helmExecutable', 'objects'],
    (chart, props) => {
      const output = lib.ControlPlaneOutput.rendered({ helmExecutable: '/nowhere/helm', ...props });
      new lib.DaprControlPlane(chart, 'dapr', { output, chartVersion: '1.19.2' });
    }],
  ['MachineExporter', ['name', 'folder', 'binFolder', 'ports', 'addresses', 'multiAppRun'],
    (chart, props) => { exported(chart, new lib.MachineExporter(props).export(exportable(chart))); }],
  ['TopologyExporter', ['title', 'nodes', 'replicas', 'sidecarCpuRequest', 'sidecarMemoryRequest'],
    (chart, props) => { exported(chart, new lib.TopologyExporter(props).export(exportable(chart))); }],
  ['CatalystExporter', ['addresses', 'managedPubsub', 'managedKvStore'], (chart, props) => {
    joined(chart, lib.DataPlane.catalyst({ httpEndpoint: 'https://a:443', grpcEndpoint: 'https://a:443' }));
    exported(chart, new lib.CatalystExporter(props).export(lib.DaprTopology.of(chart)));
  }],
  ['ContainerAppsExporter', ['location', 'managedEnvironmentId', 'scale', 'keyVaultUrls', 'addresses'], (chart, props) => {
    joined(chart, lib.DataPlane.sidecar());
    exported(chart, new lib.ContainerAppsExporter({ location: 'a', managedEnvironmentId: '/a', ...props }).export(lib.DaprTopology.of(chart)));
  }],
  ['ComposeExporter', ['name', 'imageRegistry', 'publishedPorts', 'addresses', 'devServices', 'unsafeAllowUnauthenticatedApi'],
    (chart, props) => { exported(chart, new lib.ComposeExporter(props).export(exportable(chart))); }],
  ['DaprPlatform', ['cluster', 'daprVersion', 'kubernetesVersion', 'controlPlaneNamespace', 'trustDomain', 'clusterDomain', 'mtls', 'ipFamily', 'clusterPolicyInstalled',
    'hotReload', 'operatorServices', 'argoRolloutServices', 'serviceAppProtocol', 'managedByConductor', 'apiTokenSecret', 'dataPlane', 'delivery', 'warningsAsErrors', 'locked'], (chart, props) => {
    const nested = new Chart(chart, 'nested');
    lib.DaprPlatform.set(nested, props);
    joined(nested, lib.DataPlane.sharedDeployment());
  }],
  ['DaprDelivery.flux', ['name', 'path', 'namespace', 'sourceKind', 'sourceName', 'sourceNamespace', 'interval', 'timeout', 'serviceAccountName', 'dependsOn'],
    (chart, props) => { lib.DaprPlatform.set(new Chart(chart, 'nested'), { delivery: lib.DaprDelivery.flux({ name: 'shop', path: 'dist', ...props }) }); }],
];

test.each(TARGETS)('any value of a prop of %s gives an error with a code in the report of the synth, or valid output', (name, props, build) => {
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
        // The report of the synth would end here.
        unsound.push(...(/Exporter$|^ControlPlaneOutput.rendered$/.test(name) ? [] : [`${prop}, value ${i}, throws: ${error}`]));
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
