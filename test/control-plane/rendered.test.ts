/** Dapr's control plane as rendered by helm. A script stands in for helm. */
import { chmodSync, readFileSync } from 'fs';
import { Chart, Testing, Yaml } from 'cdk8s';
import { ControlPlaneOutput, DaprPlatformSettings, RenderedObjects } from 'cdk8s-dapr';
import { codes, find } from '../../scenarios/charts';
import { build, define, Props, values, VERSION } from '../support/control-plane';
import { temporaryFolder } from '../support/temporary-folder';

const folder = temporaryFolder();

describe('rendered', () => {
  /** An excerpt of the real chart. */
  const CHART = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: subscriptions.dapr.io}
spec: {conversion: {strategy: Webhook, webhook: {clientConfig: {service: {namespace: replaceme, name: dapr-webhook, path: /convert}}}}}
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: components.dapr.io}
spec: {group: dapr.io}
---
apiVersion: v1
kind: Secret
metadata: {name: dapr-trust-bundle, namespace: dapr-system}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: dapr-trust-bundle, namespace: dapr-system}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: dapr-operator, namespace: dapr-system}
`;

  /** A fake helm that records its arguments and prints the chart. */
  function helm(options: { version?: string; exit?: number } = {}): string {
    const path = folder.write('helm', `#!${process.execPath}
const { appendFileSync, readFileSync } = require('fs');
const args = process.argv.slice(2);
const f = args.indexOf('-f');
const values = f < 0 ? '' : readFileSync(args[f + 1], 'utf8');
if (f >= 0) args.splice(f, 2);
appendFileSync(${JSON.stringify(folder.path('calls'))}, JSON.stringify({ args, values }) + '\\n');
if (${options.exit ?? 0}) { console.error('Error: chart "dapr"\\nnot found.'); process.exit(1); }
if (args[0] === 'version') console.log('v3.0.0');
if (args[0] === 'show') console.log('name: dapr\\nversion: "${options.version ?? VERSION}"');
if (args[0] === 'template') console.log(${JSON.stringify(CHART)});
`);
    chmodSync(path, 0o755);
    folder.write('calls', '');
    return path;
  }

  const calls = (): { args: string[]; values: string }[] =>
    readFileSync(folder.path('calls'), 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line));
  type Options = { helmExecutable?: string; [option: string]: any };
  const rendered = (options: Options = {}, props: Props = {}, settings: DaprPlatformSettings = {}): Chart =>
    build({ output: ControlPlaneOutput.rendered({ ...options, helmExecutable: options.helmExecutable ?? helm() }), ...props }, settings);
  const kinds = (chart: Chart): string[] => Testing.synth(chart).map(o => `${o.kind} ${o.metadata.name}`);

  test('helm gets repository, version, namespace, CRDs and the declared Kubernetes version', () => {
    rendered({}, {}, { kubernetesVersion: '1.31' });
    expect(calls()[1].args).toEqual([
      'template', '--repo', 'https://dapr.github.io/helm-charts', '--version', VERSION, '--namespace', 'dapr-system', '--include-crds', '--kube-version', '1.31', 'dapr', 'dapr',
    ]);
  });

  test('helm gets the same values as the other forms', () => {
    rendered({}, { haEnabled: true });
    expect(Yaml.load(folder.write('got.yaml', calls()[1].values))).toEqual([values({ haEnabled: true })]);
  });

  test('a chart in an OCI registry is addressed by its full URL', () => {
    rendered({}, { repository: 'oci://registry.example/charts' });
    expect(calls()[1].args.slice(-2)).toEqual(['dapr', 'oci://registry.example/charts/dapr']);
    expect(calls()[1].args).not.toContain('--repo');
  });

  test('a chart at a path needs no repository', () => {
    rendered({ chartPath: './charts/dapr' });
    expect(calls().map(({ args }) => [args[0], args[args.length - 1]])).toEqual([['show', './charts/dapr'], ['template', './charts/dapr']]);
    expect(calls()[1].args).not.toContain('--repo');
    expect(calls()[1].args).not.toContain('--version');
  });

  test('a chart at a path must have the pinned version, or that of Dapr\'s source tree', () => {
    const at = (version: string) => codes(() => rendered({ helmExecutable: helm({ version }), chartPath: 'charts/dapr' }));
    expect(at('1.17.0')).toEqual(['DAPR9013']);
    expect(at('0.0.0')).toEqual([]);
  });

  test('the namespace comes first, unless createNamespace is false', () => {
    expect(kinds(rendered())).toEqual([
      'Namespace dapr-system', 'CustomResourceDefinition subscriptions.dapr.io', 'CustomResourceDefinition components.dapr.io', 'Secret dapr-trust-bundle',
      'ConfigMap dapr-trust-bundle', 'Deployment dapr-operator',
    ]);
    expect(kinds(rendered({}, { createNamespace: false }))).not.toContain('Namespace dapr-system');
  });

  test('the CRDs can be emitted separately, to be applied first', () => {
    expect(kinds(rendered({ objects: RenderedObjects.CRDS }))).toEqual(['CustomResourceDefinition subscriptions.dapr.io', 'CustomResourceDefinition components.dapr.io']);
    rendered({ objects: RenderedObjects.ALL_BUT_CRDS });
    expect(calls()[1].args).not.toContain('--include-crds');
  });

  test('a later apply keeps the conversion webhook address that the operator wrote', () => {
    const crd = find(rendered({}, {}, { controlPlaneNamespace: 'dapr' }), 'CustomResourceDefinition', 'subscriptions.dapr.io');
    expect(crd.spec.conversion.webhook.clientConfig.service).toEqual({ namespace: 'dapr', name: 'dapr-webhook', path: '/convert' });
  });

  test('the namespace of the chart is not set on cluster-scoped objects', () => {
    const chart = new Chart(Testing.app(), 'chart', { namespace: 'shop' });
    define(chart, { output: ControlPlaneOutput.rendered({ helmExecutable: helm() }) });
    expect(Testing.synth(chart).map(o => [o.kind, o.metadata.namespace])).toEqual([
      ['Namespace', undefined], ['CustomResourceDefinition', undefined], ['CustomResourceDefinition', undefined], ['Secret', 'dapr-system'], ['ConfigMap', 'dapr-system'],
      ['Deployment', 'dapr-system'],
    ]);
  });

  test('the objects of user-provided certificates are not emitted', () => {
    expect(kinds(rendered({}, { certificatesSecret: 'dapr-trust-bundle' })).filter(name => name.endsWith('dapr-trust-bundle'))).toEqual([]);
    expect(codes(() => rendered({}, { certificatesSecret: 'mine' }))).toEqual(['DAPR9009']);
  });

  test('a missing helm executable is reported by name', () => {
    expect(() => rendered({ helmExecutable: '/nowhere/helm' })).toThrow(/^DAPR9010 chart\/dapr: helmExecutable '\/nowhere\/helm' cannot be run \(ENOENT\)\. .*ControlPlaneOutput\.flux\(\)/);
  });

  test('an error of helm is reported', () => {
    expect(() => rendered({ helmExecutable: helm({ exit: 1 }), chartPath: 'x' })).toThrow('DAPR9011 chart/dapr: Error: chart "dapr" not found.');
  });

  test('helm does not run if the settings are refused', () => {
    expect(codes(() => rendered({}, { chartVersion: 'latest' }))).toEqual(['DAPR9002']);
    expect(codes(() => rendered({}, { registry: 1 as any }))).toEqual(['DAPR3017']);
    expect(calls()).toEqual([]);
  });
});
