/** Resources that only apps with a remote Dapr load. */
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { ApiObject, App, Chart, Testing, YamlOutputType } from 'cdk8s';
import { DaprApp, DaprComponent, DaprConfiguration, DaprTopology } from 'cdk8s-dapr';
import { app, warningCodes } from '../../scenarios/charts';
import { remoteApp } from '../support/remote-dapr';

describe('a resource that only apps with a remote Dapr load', () => {
  const kinds = (chart: Chart): string[] => Testing.synth(chart).map(object => object.kind);
  const stack = () => {
    const made = remoteApp({ appEndpoint: 'https://shop.example' });
    const store = new DaprComponent(made.chart, 'store', { type: 'state.in-memory' });
    made.shop.addComponent(store);
    made.shop.addSubscription({ pubsub: new DaprComponent(made.chart, 'events', { type: 'pubsub.in-memory' }), topic: 't', route: '/t' });
    made.shop.addConfiguration(new DaprConfiguration(made.chart, 'settings', { metricsEnabled: false }));
    return { ...made, store };
  };

  test('is not in the YAML, for any output type', () => {
    for (const yamlOutputType of [
      YamlOutputType.FILE_PER_APP, YamlOutputType.FILE_PER_CHART, YamlOutputType.FILE_PER_RESOURCE, YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
    ]) {
      const { chart } = stack();
      const { outdir } = chart.node.root as App;
      const root = chart.node.root as any;
      root.yamlOutputType = yamlOutputType;
      root.synth();
      const files = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter(file => file.isFile());
      expect(files).toHaveLength(1);
      expect(readFileSync(join(files[0].parentPath ?? files[0].path, files[0].name), 'utf8')).not.toContain('dapr.io/');
    }
    const { chart } = stack();
    expect(kinds(chart)).toEqual(['Deployment']);
    expect((chart.node.root as App).synthYaml()).not.toContain('dapr.io/');
  });

  test('causes no warning, and stays in the construct tree', () => {
    const { chart, store } = stack();
    expect(warningCodes(chart)).toEqual([]);
    expect(ApiObject.of(store).kind).toBe('Component');
  });

  test('is in the topology, for exporters', () => {
    const { chart } = stack();
    const loaded: { kind: string; name: string }[] = (DaprTopology.of(chart) as any).resources;
    expect(loaded.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual([
      'Component events', 'Component store', 'Configuration settings', 'Subscription checkout-events-t',
    ]);
  });

  test.each<[string, (made: ReturnType<typeof stack>) => void]>([
    ['an app of the cluster', ({ chart, store }) => { app(chart, { uses: [store] }, 'here'); }],
    ['an app of another stack', ({ chart, store }) => { store.addApp(DaprApp.fromAppId(chart, 'there', 'there')); }],
  ])('is in the YAML as soon as %s loads it too', (_, more) => {
    const made = stack();
    expect(kinds(made.chart)).not.toContain('Component');
    more(made);
    expect(kinds(made.chart).filter(kind => kind === 'Component')).toHaveLength(1);
  });

  test.each([['scopes that name another app', { scopes: ['other'] }], ['the whole namespace in scope', { availableToNamespace: true }]])('is in the YAML with %s', (_, props) => {
    const { chart, shop } = remoteApp();
    shop.addComponent(new DaprComponent(chart, 'store', { type: 'state.in-memory', ...props }));
    expect(kinds(chart)).toContain('Component');
  });

  test('does not change the file names of other charts', () => {
    const { chart } = stack();
    const root = chart.node.root as App;
    app(new Chart(root, 'other'), {}, 'here');
    const silent = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    root.synth();
    silent.mockRestore();
    expect(readdirSync(root.outdir).sort()).toEqual(['chart.k8s.yaml', 'other.k8s.yaml']);
  });

  test('leaves out its secret store too', () => {
    const { chart, shop } = remoteApp();
    const vault = new DaprComponent(chart, 'vault', { type: 'secretstores.acme' });
    shop.addComponent(new DaprComponent(chart, 'store', { type: 'state.in-memory', secretStore: vault }));
    expect(kinds(chart)).toEqual(['Deployment']);
  });
});
