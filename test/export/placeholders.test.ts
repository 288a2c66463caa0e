/** Files with placeholders: what the documented substitution, `envsubst` without arguments, makes of them. */
import { Chart } from 'cdk8s';
import { CatalystExporter, ContainerAppsExporter, DaprComponent, DaprTopology, DataPlane, ExportedFile, IDataPlane, MetadataValue } from 'cdk8s-dapr';
import { app, deployment, newChart } from '../../scenarios/charts';
import { REMOTE } from '../support/export-targets';
import { byPath } from '../support/exports';
import { parse } from '../support/synth';

/** Replaces variables as `envsubst` does: `$NAME` and `${NAME}`, unset ones by nothing. */
const envsubst = (text: string, values: { [name: string]: string }): string =>
  text.replace(/\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g, (_, braced, plain) => values[braced ?? plain] ?? '');
/** A value as the head of `.env.example` says. */
const escaped = (value: string): string => value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');

const LITERALS = ['$Default', '$$x', '${REDIS_PASSWORD}', 'a "$b" \\ c', 'line\n$line'];

function stack(dataPlane?: IDataPlane): Chart {
  const chart = newChart({ daprVersion: '1.18.2' }, { namespace: 'shop' });
  const metadata = {
    redisHost: MetadataValue.of('redis.example:6380'),
    redisPassword: MetadataValue.fromSecret('redis', 'password'),
    consumerID: MetadataValue.of('$Default'),
    ...Object.fromEntries(LITERALS.map((value, i) => [`literal${i}`, MetadataValue.of(value)])),
  };
  const store = new DaprComponent(chart, 'store', { type: 'pubsub.acme', metadata });
  const env = [{ name: 'PRICE', value: '$5' }, { name: 'KEY', valueFrom: { secretKeyRef: { name: 'redis', key: 'password' } } }];
  app(chart, {
    uses: [store],
    workload: deployment(chart, 'w', { containers: [{ name: 'main', image: 'test.local/app:1', env }] }),
    ...(dataPlane ? { dataPlane } : {}),
  }, 'orders');
  return chart;
}

const TARGETS: { [target: string]: () => ExportedFile[] } = {
  containerApps: () => new ContainerAppsExporter({ location: 'x', managedEnvironmentId: '/x' }).export(DaprTopology.of(stack())),
  catalyst: () => new CatalystExporter().export(DaprTopology.of(stack(DataPlane.catalyst(REMOTE)))),
};
const componentIn = (files: { [path: string]: string }): string => Object.entries(files).find(([path]) => path.endsWith('store.yaml'))![1];

describe.each(Object.entries(TARGETS))('%s', (_, exported) => {
  const files = byPath(exported());

  test.each([
    'hunter2', 'a #b', '!bang', '12345', 'true', '~', '', '- x', 'a: b', '{"key": ["a", 1]}', '-----BEGIN CERTIFICATE-----\nMII\\b+/=\n-----END CERTIFICATE-----\n', '$HOME ${X}', '\'"\'',
  ])('the value %j is the same text after the substitution', value => {
    const filled = envsubst(componentIn(files), { REDIS_PASSWORD: escaped(value) });
    const strings: string[] = [];
    JSON.stringify(parse(filled), (key, each) => {
      if (key === 'value') {
        strings.push(each);
      }
      return each;
    });
    expect(strings).toContain(value);
    expect(strings).toEqual(expect.arrayContaining(['$Default', ...LITERALS]));
  });

  test('every placeholder is quoted, and no other text contains a dollar sign', () => {
    for (const [path, content] of Object.entries(files).filter(([name]) => name.endsWith('.yaml'))) {
      expect([path, ...content.replace(/ "\$\{REDIS_PASSWORD\}"$/gm, '').match(/.*\$.*/g) ?? []]).toEqual([path]);
    }
    expect(componentIn(files)).toContain('value: "${REDIS_PASSWORD}"\n');
  });

  test('the example says how to fill in the files', () => {
    expect(files['.env.example']).toMatch(/^# .*\n# {3}set -a; \. \.\/\.env; set \+a; envsubst < FILE > FILLED_IN\n# key password of the Secret redis\nREDIS_PASSWORD='change-me'\n$/);
  });
});

test('text that looks like a mark of the writer stays as it is', () => {
  const chart = newChart({}, { namespace: 'shop' });
  app(chart, { workload: deployment(chart, 'w', { containers: [{ name: 'main', image: 'a', env: [{ name: 'A', value: 'SCALAR1E' }, { name: 'B', value: 'SCALAR_$' }] }] }) }, 'orders');
  const [{ content }] = new ContainerAppsExporter({ location: 'x', managedEnvironmentId: '/x' }).export(DaprTopology.of(chart));
  expect(parse(content)[0].properties.template.containers[0].env).toEqual(expect.arrayContaining([{ name: 'A', value: 'SCALAR1E' }, { name: 'B', value: 'SCALAR_$' }]));
});
