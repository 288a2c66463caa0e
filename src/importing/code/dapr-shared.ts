/** Values of the Helm chart of Dapr Shared (chart/dapr-shared, a4e3e0a). */
import { Context } from './context';
import { code, given, literal, text } from './literal';
import { isDnsLabel } from '../../kubernetes/names';
import { isMap, Json } from '../../util/json';

/** A shared daprd as code, and what of the values it does not have. */
export interface SharedDaprdCode {
  readonly code: string;
  readonly remarks: readonly string[];
}

/** Props for a value, or a remark. */
type Reading = (value: any, context: Context) => Json | string;

const as = (prop: string): Reading => value => ({ [prop]: value });
const INJECTED = 'the injector sets it';
const number = (prop: string, byDefault: number): Reading => value => Number(value) === byDefault ? {} : { [prop]: Number(value) };

/** Maps that are one value. */
const WHOLE = ['shared.scheduling.nodeSelector', 'shared.serviceAccount.annotations', 'podAnnotations', 'affinity', 'podSecurityContext', 'securityContext'];

const READINGS: { readonly [path: string]: Reading | undefined } = {
  'shared.strategy': () => ({}),
  'shared.appId': () => ({}),
  'shared.remoteURL': host => `is ${text(String(host))}: set appChannel of the app to AppChannel.address, or let the library create a Service`,
  'shared.remotePort': port => `is ${port}: set appPort of the app`,
  'shared.deployment.replicas': as('replicas'),
  'shared.log.level': (level, context) => ({ logLevel: code(`${context.dapr('LogLevel')}.of(${text(String(level))})`) }),
  'shared.log.json': value => value ? { logAsJson: true } : {},
  'shared.scheduler.address': () => INJECTED,
  'shared.controlPlane.namespace': namespace => namespace === 'dapr-system' ? {} : 'set controlPlaneNamespace in DaprPlatform',
  'shared.controlPlane.trustDomain': domain => domain === 'cluster.local' ? {} : 'set trustDomain in DaprPlatform',
  'shared.serviceAccount.create': () => ({}),
  'shared.serviceAccount.name': name => name ? { serviceAccountName: name } : {},
  'shared.serviceAccount.annotations': map => Object.keys(map).length ? { serviceAccountAnnotations: map } : {},
  'shared.service.type': type => type === 'ClusterIP' ? {} : `is ${text(String(type))}: the API stays in the cluster`,
  'shared.scheduling.nodeSelector': map => Object.keys(map).length ? { nodeSelector: map } : {},
  'shared.daprd.app.protocol': protocol => protocol === 'http' ? {} : `is ${text(String(protocol))}: set appProtocol of the app`,
  'shared.daprd.token': token => token ? 'is a token in plain text: create a Secret with it under the key token, which apiTokenSecret names' : {},
  'shared.daprd.httpPort': port => Number(port) === 3500 ? {} : 'must be 3500: the injector does not change it',
  'shared.daprd.publicPort': port => Number(port) === 3501 ? {} : 'must be 3501: the injector does not change it',
  'shared.daprd.grpcPort': number('grpcPort', 50001),
  'shared.daprd.internalGrpcPort': number('internalGrpcPort', 50002),
  'shared.daprd.gracefulShutdownSeconds': seconds => Number(seconds) < 0 ? {} : { gracefulShutdownSeconds: Number(seconds) },
  'shared.daprd.listenAddresses': () => ({}),
  'shared.daprd.config': (name, context) => name ? {
    configuration: context.configurations.has(name) ? code(context.configurations.get(name)!) : code(`${context.dapr('DaprConfiguration')}.fromConfigurationName(this, ${text(context.names.id(`${name}-reference`, 'configuration'))}, ${text(name)})`),
  } : {},
  'shared.daprd.metrics.enabled': value => value === false ? { enableMetrics: false } : {},
  'shared.daprd.metrics.port': number('metricsPort', 9090),
  'shared.daprd.mtls.enabled': value => value ? {} : 'is false in the chart; here mTLS is on, and callers without mTLS must move together',
  'shared.daprd.apiLogging.enabled': value => ({ enableApiLogging: value === true }),
  'shared.daprd.appHealth.enabled': value => value ? 'set appHealthCheck of the app' : {},
  'tolerations': list => Array.isArray(list) && list.length ? { tolerations: list } : {},
  'affinity': map => Object.keys(map).length ? { affinity: map } : {},
  'podAnnotations': map => Object.keys(map).length ? { podAnnotations: map } : {},
  'imagePullSecrets': list => Array.isArray(list) && list.length ? { imagePullSecrets: list.map(each => isMap(each) ? each.name : each) } : {},
  'podSecurityContext': map => Object.keys(map).length ? 'the injector sets the security context; use pinned for Pod Security restricted' : {},
  'securityContext': map => Object.keys(map).length ? 'the injector sets the security context; use pinned for Pod Security restricted' : {},
};
/** Values whose whole subtree is set by the injector, or has no meaning here. */
const SUBTREES: readonly [prefix: string, remark: string][] = [
  ['shared.controlPlane.', INJECTED], ['shared.daprd.serviceAccountIdentityToken', INJECTED], ['shared.daprd.image', 'the injector uses the image of the control plane'],
  ['shared.initContainer', 'there is no init container; delete the ConfigMap <release>-shared-cm, which holds the key of the certificate authority, and rotate the certificates'],
  ['shared.daprd.appHealth.', 'is part of appHealthCheck of the app'], ['nameOverride', 'names follow from the app ID'], ['fullnameOverride', 'names follow from the app ID'],
];
/** Defaults of the chart that are not those of this library. */
const DEFAULTS: Json = { 'shared.deployment.replicas': 1, 'shared.log.json': true, 'shared.daprd.apiLogging.enabled': true, 'shared.daprd.mtls.enabled': false, 'shared.daprd.token': '' };

/** Whether a document has values of the chart. */
export const isSharedValues = (document: unknown): document is Json =>
  isMap(document) && document.apiVersion === undefined && isMap(document.shared) && ['appId', 'strategy', 'daprd'].some(key => key in document.shared);

/** The construct for a release with these values. */
export function sharedDaprdCode(context: Context, values: Json): SharedDaprdCode {
  const leaves = new Map([...Object.entries(DEFAULTS), ...leavesOf(values)]);
  const appId = String(leaves.get('shared.appId') ?? 'app');
  if (!isDnsLabel(appId)) {
    return { code: `// The values of Dapr Shared have an app ID that Dapr refuses: ${text(appId)}`, remarks: [`shared.appId: must be a DNS label; got ${text(appId)}`] };
  }
  const isDaemonSet = leaves.get('shared.strategy') !== 'deployment';
  const props: Json = { appId };
  const remarks: string[] = [];
  for (const [path, value] of leaves) {
    const subtree = READINGS[path] ? undefined : SUBTREES.find(([prefix]) => path.startsWith(prefix));
    const found = READINGS[path]?.(value, context) ?? subtree?.[1] ?? 'has no counterpart';
    if (typeof found === 'string') {
      const remark = `${subtree ? subtree[0].replace(/\.$/, '') : path}: ${found}`;
      remarks.push(...remarks.includes(remark) ? [] : [remark]);
    } else if (!(isDaemonSet && 'replicas' in found)) {
      Object.assign(props, found);
    }
  }
  const hasToken = Boolean(leaves.get('shared.daprd.token'));
  if (!hasToken) {
    remarks.push('shared.daprd.token: is empty, so the API is open to every pod; set apiTokenSecret in place of unsafeAllowUnauthenticatedApi');
  }
  remarks.push(`Service ${appId}-dapr: the one of the chart has a cluster IP; delete it before the stack is applied, because the API server does not change it`);
  const variable = context.names.variable(`${appId}-daprd`, 'daprd');
  const id = context.names.id(`${appId}-daprd`, 'daprd');
  const all = given({ ...props, ...(hasToken ? { apiTokenSecret: `${appId}-dapr-token` } : { unsafeAllowUnauthenticatedApi: true }) });
  const cls = context.dapr(isDaemonSet ? 'SharedDaprDaemonSet' : 'SharedDaprDeployment');
  return {
    code: `// Join it with the workload of the app: new DaprApp(this, ${text(appId)}, { workload, adopt: true, appPort, dataPlane: ${variable} })\nconst ${variable} = new ${cls}(this, ${text(id)}, ${literal(all, '', 60)});`,
    remarks,
  };
}

function leavesOf(value: Json, path = ''): [string, unknown][] {
  return Object.entries(value).flatMap(([key, each]): [string, unknown][] => {
    const at = path ? `${path}.${key}` : key;
    return each === null || each === undefined ? [] : isMap(each) && !WHOLE.includes(at) ? leavesOf(each, at) : [[at, each]];
  });
}
