/** Exported Dapr resources, checked against the committed schemas of Dapr's CRDs. */
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { CatalystExporter, DaprComponent, DaprConfiguration, DaprTopology, DataPlane, MetadataValue } from 'cdk8s-dapr';
import { app, newChart } from '../../scenarios/charts';
import { TOP } from '../support/paths';
import { schemaErrors } from '../support/strict-schemas';
import { parse } from '../support/synth';

const examples = join(TOP, 'examples');
const loaded = readdirSync(examples, { recursive: true, encoding: 'utf8' }).filter(path => /\/(resources|config)\/[^/]+\.yaml$/.test(path)).sort();

test('examples contain files that a daprd loads from a folder', () => {
  expect(loaded.map(path => path.split('/')[0])).toEqual(expect.arrayContaining(['compose', 'edge-vm']));
});

test.each(loaded)('%s matches the schemas of Dapr', path => {
  expect(parse(readFileSync(join(examples, path), 'utf8')).flatMap(schemaErrors)).toEqual([]);
});

/** Fields of an identity in Diagrid's documentation and Terraform provider; there is no published schema. */
const IDENTITY = [
  'protocol', 'appConfig', 'appEndpoint.url', 'appEndpoint.token', 'healthCheck.path',
  ...['enabled', 'intervalInSec', 'timeoutInMs', 'failureThreshold'].map(field => `healthCheck.probe.${field}`),
];
const leaves = (value: object, prefix = ''): string[] => Object.entries(value).flatMap(([key, each]) =>
  typeof each === 'object' ? leaves(each, `${prefix}${key}.`) : [`${prefix}${key}`]);

test('resources exported to Catalyst match the schemas of Dapr, and identities have documented fields only', () => {
  const chart = newChart({}, { namespace: 'shop' });
  const events = new DaprComponent(chart, 'events', { type: 'pubsub.acme', metadata: { redisPassword: MetadataValue.fromSecret('redis', 'password') } });
  const orders = app(chart, {
    appPort: 8080,
    appTokenSecret: 'orders-app',
    appHealthCheck: {},
    subscribes: [{ pubsub: events, topic: 'paid', route: '/paid' }],
    dataPlane: DataPlane.catalyst({
      httpEndpoint: 'https://http-prj.example:443', grpcEndpoint: 'https://grpc-prj.example:443', apiTokenSecret: 'token', appEndpoint: 'https://orders.shop.example:443',
    }),
  }, 'orders');
  orders.addConfiguration(new DaprConfiguration(chart, 'tracing', { tracingSamplingRate: 1 }));
  const documents = new CatalystExporter().export(DaprTopology.of(chart)).filter(({ path }) => path.endsWith('.yaml')).flatMap(({ content }) => parse(content));
  const [identity] = documents.filter(({ kind }) => kind === 'AppIdentity');
  const others = documents.filter(({ kind }) => kind !== 'AppIdentity');
  expect(others.map(({ kind }) => kind)).toEqual(['Component', 'Configuration', 'Subscription']);
  expect(others.flatMap(schemaErrors)).toEqual([]);
  expect(IDENTITY).toEqual(expect.arrayContaining(leaves(identity.spec)));
});
