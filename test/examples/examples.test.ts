/** The committed output of the examples. */
import { execFileSync } from 'child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { TOP } from '../support/paths';
import { danglingReferences } from '../support/references';
import { schemaErrors } from '../support/strict-schemas';
import { parse } from '../support/synth';

const files = (folder: string): { [path: string]: string } => Object.fromEntries(readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(path => /(^|\/)dist[^/]*\/.*\.yaml$/.test(path)).sort().map(path => [path, readFileSync(join(folder, path), 'utf8')]));

/** Exported files: those that the list of each folder names, and the list itself. */
const exported = (folder: string): { [path: string]: string } => Object.fromEntries(readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('/.exported')).sort()
  .flatMap(list => [list, ...readFileSync(join(folder, list), 'utf8').trim().split('\n').map(file => join(dirname(list), file))])
  .map(path => [path, readFileSync(join(folder, path), 'utf8')]));

const committed = files(join(TOP, 'examples'));

test('the committed output of the examples is up to date', () => {
  const out = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-examples-'));
  try {
    execFileSync(process.execPath, ['--import', 'tsx', join(TOP, 'tools', 'examples.ts'), out], { cwd: TOP });
    expect(files(out)).toEqual(committed);
    expect(exported(out)).toEqual(exported(join(TOP, 'examples')));
    expect(Object.keys(exported(out)).filter(path => path.endsWith('.exported')))
      .toEqual(['azure-container-apps/aca/.exported', 'compose/project/.exported', 'edge-vm/machine/.exported',
        'environments/picture/.exported', 'environments/plan/.exported', 'jobs/picture/.exported',
        ...['azure-container-apps', 'catalyst', 'compose', 'machine',
          ...['knative-shared', 'knative-sidecar', 'pinned', 'remote', 'shared-per-cluster', 'shared-per-node', 'sidecar'].map(model => `picture-${model}`)]
          .map(folder => `one-app-every-model/${folder}/.exported`),
        'platform-blueprint/picture/.exported', ...['dev', 'prod', 'staging'].map(name => `shop/picture-${name}/.exported`)]);
    expect(Object.values({ ...files(out), ...exported(out) }).filter(content => content.includes(TOP) || content.includes(out))).toEqual([]);
  } finally {
    rmSync(out, { recursive: true });
  }
}, 120_000);

describe.each(Object.entries(committed))('%s', (_path, yaml) => {
  test('has only fields of the schemas of Kubernetes and Dapr', () => {
    expect(parse(yaml).flatMap(schemaErrors)).toEqual([]);
  });

  test('refers only to existing objects', () => {
    const known = [
      'dapr-api-token', 'redis', 'mail', 'billing', 'acme-dapr-token-2026', 'nodeapp', 'pythonapp', 'mails-shop', 'kafka', 'vault', 'shop-certificate',
      'orders-dapr-token', 'shipping-dapr-token', 'dapr-trust-bundle', 'checkout-dapr-token', 'billing-dapr-token', 'billing-app-token', 'https://http.dapr.example:443', 'https://grpc.dapr.example:443',
      'dapr-gateway', 'http://dapr-gateway.platform.svc:3500', 'http://dapr-gateway.platform.svc:50001',
    ];
    expect(danglingReferences(parse(yaml), known)).toEqual([]);
  });
});

test('the README of every example links to the kube-score findings in its YAML', () => {
  const folders = [...new Set(Object.keys(committed).map(path => path.split('/')[0]))];
  expect(folders.filter(folder => !readFileSync(join(TOP, 'examples', folder, 'README.md'), 'utf8').includes('(../../docs/hardening.md)'))).toEqual([]);
});

test('the main files of hello-kubernetes differ in one argument', () => {
  const mains = ['main.ts', 'main-shared-daemonset.ts', 'main-shared-deployment.ts']
    .map(name => readFileSync(join(TOP, 'examples', 'hello-kubernetes', name), 'utf8'));
  expect(new Set(mains).size).toBe(3);
  expect(new Set(mains.map(text => text.replace(/DataPlane\.\w+\(\)/, 'DataPlane.X()'))).size).toBe(1);
});

describe('the example of scale to zero', () => {
  const objects = parse(committed['scale-to-zero/dist/scale-to-zero.k8s.yaml']);
  const one = (kind: string, name?: string) => objects.find(o => o.kind === kind && (!name || o.metadata.name === name));
  const { spec: scaled } = one('ScaledObject');

  test('lets KEDA set the number of replicas, down to zero', () => {
    expect(one('Deployment', scaled.scaleTargetRef.name).spec).not.toHaveProperty('replicas');
    expect(scaled.minReplicaCount).toBe(0);
  });

  test('keeps its daprd while the app is scaled to zero', () => {
    expect(one('Deployment', 'invoices-daprd').spec.replicas).toBe(2);
    expect(one('Resiliency').spec).toMatchObject({ policies: { retries: { untilTheAppIsBack: { maxRetries: -1 } } }, targets: { components: { events: {} } } });
  });

  test('counts the unread and the unacknowledged events of the subscription, in the consumer group of the app', () => {
    const { metadata: { annotations } } = one('Deployment', 'invoices-daprd').spec.template;
    for (const { metadata } of scaled.triggers) {
      expect([metadata.stream, metadata.consumerGroup]).toEqual([one('Subscription').spec.topic, annotations['dapr.io/app-id']]);
    }
    expect(scaled.triggers.map((trigger: any) => Object.keys(trigger.metadata).filter(key => /Count$/.test(key)))).toEqual([['pendingEntriesCount'], ['activationLagCount', 'lagCount']]);
  });
});
