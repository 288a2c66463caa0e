/** Faults of app pods: hand-written annotations, pod template, environment, mounts, user. */
import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { DaprApp, DataPlane } from 'cdk8s-dapr';
import { Case, container, facts, handWritten, object, podSpec } from './case';
import { app, deployment, SHARED } from '../charts';

/** An adopted workload with annotations. */
const adopted = (annotations: object, props: object) => (chart: Chart) => {
  app(chart, { workload: deployment(chart, 'w', {}, { annotations: { 'dapr.io/enabled': 'true', 'dapr.io/app-id': 'checkout', ...annotations } }), adopt: true, ...props });
};

export const ERRORS: Case[] = [
  ['10 annotations on the workload', 'DAPR1015', chart => {
    const workload = deployment(chart);
    workload.metadata.addAnnotation('dapr.io/enabled', 'true');
    app(chart, { workload });
  }],
  ['11 an unknown annotation', 'DAPR1008', handWritten({ 'dapr.io/appid': 'x' })],
  ['an annotation with Dapr in capitals', 'DAPR1008', handWritten({ 'Dapr.io/log-level': 'debug' })],
  ['an annotation without the domain of Dapr', 'DAPR1008', handWritten({ 'dapr/log-level': 'debug' })],
  ['166 a hand-written annotation named like a JavaScript object property', 'DAPR1008', handWritten({ 'dapr.io/valueOf': 'x' })],
  ['15 the annotation control-plane', 'DAPR1011', handWritten({ 'dapr.io/control-plane': 'x' })],
  ['a hand-written annotation that contradicts a prop', 'DAPR1018', handWritten({ 'dapr.io/app-id': 'other' })],

  ['a prop that contradicts an annotation of an adopted workload', 'DAPR1034', adopted({ 'dapr.io/app-port': '80' }, { appPort: 8080 })],

  ['22 a selector that does not match the labels', 'DAPR1016', chart => {
    app(chart, {
      workload: new ApiObject(chart, 'w', {
        apiVersion: 'apps/v1', kind: 'Deployment', spec: { selector: { matchLabels: { app: 'a' } }, template: { metadata: { labels: { app: 'b' } }, spec: { containers: [] } } },
      }),
    });
  }],
  ['a workload without a pod template', 'DAPR1017', chart => { app(chart, { workload: new ApiObject(chart, 'c', { apiVersion: 'v1', kind: 'ConfigMap' }) }); }],
  ['a workload with two pod templates', 'DAPR1017', chart => { deployment(chart, 'a'); deployment(chart, 'b'); app(chart, { workload: chart }); }],
  ['a missing workload', 'DAPR1017', chart => { new DaprApp(chart, 'a', {} as any); }],
  ['a workload whose env is a map', 'DAPR1090', chart => { app(chart, { workload: new ApiObject(chart, 'raw', { apiVersion: 'apps/v1', kind: 'Deployment', spec: { template: { spec: { containers: [{ name: 'main', env: { A: 'b' } }] } } } }) }); }],
  ['12 a container named daprd', 'DAPR1009', podSpec({ containers: [{ name: 'daprd' }] })],
  ['an unknown container', 'DAPR1023', facts({ containers: ['mian'] })],

  ['140 DAPR_HTTP_PORT set by the user', 'DAPR7011', podSpec(container([{ name: 'DAPR_HTTP_PORT', value: '3501' }]))],
  ['140 DAPR_HTTP_ENDPOINT set by the user', 'DAPR7011', podSpec(container([{ name: 'DAPR_HTTP_ENDPOINT', value: 'http://x:1' }]), { dataPlane: DataPlane.sharedDeployment() }), SHARED],
  ['142 a token in plain text in the environment', 'DAPR7003', podSpec(container([{ name: 'DAPR_API_TOKEN', value: 'secret' }]))],

  ['55 a mount of an unknown volume', 'DAPR3020', chart => { app(chart, { podAnnotations: { 'dapr.io/volume-mounts': 'certs:/certs' } }); }],
  ['55 a mount without a path', 'DAPR3001', chart => { app(chart, { podAnnotations: { 'dapr.io/volume-mounts': 'certs' } }); }],

  ['a volume with the name of the identity token', 'DAPR3050', podSpec({ containers: [{ name: 'main' }], volumes: [{ name: 'dapr-identity-token', emptyDir: {} }] })],
  ['a pluggable component in a pod without volumes', 'DAPR3053', podSpec({ containers: [{ name: 'main' }], automountServiceAccountToken: false }, { dataPlane: DataPlane.sidecar({ pluggableComponents: ['main'] }) })],
  ['a pluggable component without a container', 'DAPR3051', facts({ dataPlane: DataPlane.sidecar({ pluggableComponents: ['store'] }) })],

  ['164 a number in podAnnotations', 'DAPR3017', facts({ podAnnotations: { a: 1 } })],
  ['165 half of a surrogate pair', 'DAPR3017', facts({ podAnnotations: { a: '\ud800' } })],
  ['165 a string that Kubernetes reads as a number', 'DAPR3017', facts({ podAnnotations: { a: '0o17' } })],
  ['165 a control character in an annotation', 'DAPR3017', facts({ podAnnotations: { a: 'x\u0000' } })],
  ['166 a key that YAML merges', 'DAPR3017', facts({ podAnnotations: { '<<': 'x' } })],
  ['166 a key that is special in JavaScript', 'DAPR3017', facts({ podAnnotations: JSON.parse('{"__proto__": "x"}') })],
  ['167 annotations above 256 KiB', 'DAPR3016', facts({ podAnnotations: { a: 'x'.repeat(300_000) } })],
];

export const WARNINGS: Case[] = [
  ['an unknown annotation of an adopted workload', 'DAPR1035', adopted({ 'dapr.io/log-levels': 'debug' }, {})],
  ['an address of the previous daprd in an adopted workload', 'DAPR1036', chart => {
    const workload = deployment(chart, 'w', container([{ name: 'DAPR_HTTP_PORT', value: '3500' }]), { annotations: { 'dapr.io/enabled': 'true', 'dapr.io/app-id': 'checkout' } });
    app(chart, { workload, adopt: true, dataPlane: DataPlane.sharedDeployment() });
  }, SHARED],
  ['9 enabled: yes', 'DAPR1060', handWritten({ 'dapr.io/enabled': 'yes' })],
  ['13 a bare Pod', 'DAPR1010', chart => { app(chart, { workload: new ApiObject(chart, 'p', { apiVersion: 'v1', kind: 'Pod', spec: { containers: [{ name: 'a' }] } }) }); }],
  ['13 an unknown controller', 'DAPR1010', chart => {
    app(chart, { workload: new ApiObject(chart, 'p', { apiVersion: 'acme.io/v1', kind: 'Fleet', spec: { template: { spec: { containers: [{ name: 'a' }] } } } }) });
  }],
  ['an annotation newer than this library', 'DAPR1022', facts({ podAnnotations: { 'dapr.io/new-in-1-20': 'x' } })],
  ['166 an annotation named like a JavaScript object property', 'DAPR1022', facts({ podAnnotations: { 'dapr.io/toString': 'x' } })],
  ['a hand-written annotation that a prop sets', 'DAPR1019', handWritten({ 'dapr.io/log-level': 'debug' })],
  ['154 an init container that calls Dapr', 'DAPR7019', podSpec({ containers: [{ name: 'main' }], initContainers: [{ name: 'migrate' }] }, { containers: ['migrate'] })],
  ['a pod whose only container has its own startup probe', 'DAPR7025', podSpec({ containers: [{ name: 'main', startupProbe: { tcpSocket: { port: 8080 } } }] }), { daprdStartupProbe: true }],
  ['a preStop hook without a delay of daprd', 'DAPR7052', podSpec({ containers: [{ name: 'main', lifecycle: { preStop: { sleep: { seconds: 5 } } } }] })],
  ['a pod on the host network behind a NetworkPolicy', 'DAPR7053', podSpec({ containers: [{ name: 'main' }], hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' }, { dataPlane: DataPlane.sharedDeployment() }), SHARED],
  ['a pod on the host network without cluster DNS', 'DAPR7054', podSpec({ containers: [{ name: 'main' }], hostNetwork: true }, { dataPlane: DataPlane.sharedDaemonSet() }), SHARED],
  ['an Ingress to a sidecar on loopback', 'DAPR2050', chart => {
    object(chart, 'Ingress', { spec: { defaultBackend: { service: { name: 'checkout-dapr', port: { number: 80 } } } } }, 'networking.k8s.io/v1');
    app(chart);
  }],
  ['157 a pod that runs as root', 'DAPR7021', podSpec({ containers: [{ name: 'main' }], securityContext: { runAsUser: 0 } })],
  ['158 a sidecar in a restricted namespace', 'DAPR7022', chart => {
    object(chart, 'Namespace', { metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } } });
    app(new Chart(chart.node.root as any, 'shop', { namespace: 'shop' }));
  }],
];

/** Valid cases that resemble a fault. */
export const RIGHT: Case[] = [
  ['9 enabled in another case', 'DAPR1060', chart => { app(chart, { workload: deployment(chart, 'w', {}, { annotations: { 'dapr.io/enabled': 'True' } }) }); }],
  ['55 a mount of a claim of a StatefulSet', 'DAPR3020', chart => {
    const workload = deployment(chart, 'w', {}, {}, 'StatefulSet');
    workload.addJsonPatch(JsonPatch.add('/spec/volumeClaimTemplates', [{ metadata: { name: 'data' } }]));
    app(chart, { workload, podAnnotations: { 'dapr.io/volume-mounts-rw': 'data:/data' } });
  }],
  ['154 an init container that continues to run', 'DAPR7019', podSpec({ containers: [{ name: 'main' }], initContainers: [{ name: 'proxy', restartPolicy: 'Always' }] }, { containers: ['proxy'] })],
];
