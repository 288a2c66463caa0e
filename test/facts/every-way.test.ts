/** Every way to declare a use has the same effects: scopes, loaded resources, permissions and allowed callers. */
import { Chart, Yaml } from 'cdk8s';
import { DaprApp, DaprAppProps, DaprComponent, DaprConfiguration, DaprHttpEndpoint, DaprMcpServer, DataPlane, IDataPlane } from 'cdk8s-dapr';
import { app, find, newChart, SHARED } from '../../scenarios/charts';

const PLANES: [string, () => IDataPlane][] = [['sidecar', () => DataPlane.sidecar()], ['shared daprd', () => DataPlane.sharedDeployment()]];
const shop = () => newChart({ ...SHARED, derivedAccess: { apiAllowList: true } }, { namespace: 'shop' });
const yaml = (chart: Chart): string => Yaml.stringify(...chart.toJson());

type Way<T> = (checkout: (more?: Partial<DaprAppProps>) => DaprApp, used: T, chart: Chart) => void;

/** The YAML for each way to declare a use. */
function eachWay<T>(dataPlane: () => IDataPlane, make: (chart: Chart) => T, ways: { [name: string]: Way<T> }): { [name: string]: string } {
  return Object.fromEntries(Object.entries(ways).map(([name, way]) => {
    const chart = shop();
    const used = make(chart);
    way(more => app(chart, { appPort: 8080, dataPlane: dataPlane(), ...more }), used, chart);
    return [name, yaml(chart)];
  }));
}
const same = (all: { [name: string]: string }): void => {
  const [first] = Object.values(all);
  expect(all).toEqual(Object.fromEntries(Object.keys(all).map(name => [name, first])));
};

describe.each(PLANES)('with a %s', (_name, dataPlane) => {
  test('each way to use a component renders the same', () => {
    const all = eachWay(dataPlane, chart => new DaprComponent(chart, 'store', { type: 'state.in-memory' }), {
      'the prop uses': (checkout, store) => { checkout({ uses: [store] }); },
      'addComponent': (checkout, store) => checkout().addComponent(store),
      'addApp of the component': (checkout, store) => store.addApp(checkout()),
    });
    same(all);
    expect(Object.values(all)[0]).toContain('name: state\n');
  });

  test('each way to declare a call renders the same', () => {
    const all = eachWay(dataPlane, chart => app(chart, { appPort: 8080, dataPlane: dataPlane() }, 'billing'), {
      'the prop invokes': (checkout, billing) => { checkout({ invokes: [billing] }); },
      'addInvocation': (checkout, billing) => checkout().addInvocation(billing),
      'addInvocation of its name': (checkout, _billing, chart) => checkout().addInvocation(DaprApp.fromAppId(chart, 'name', 'billing')),
      'addCaller': (checkout, billing) => billing.addCaller({ app: checkout() }),
    });
    same(all);
    expect(Object.values(all)[0]).toContain('accessControl:');
  });

  test('each way to assign a Configuration renders the same', () => {
    same(eachWay(dataPlane, chart => new DaprConfiguration(chart, 'settings', { metricsEnabled: false, httpPipeline: [{ component: new DaprComponent(chart, 'limit', { type: 'middleware.http.ratelimit' }) }] }), {
      'addConfiguration': (checkout, settings) => checkout().addConfiguration(settings),
      'addApp of the Configuration': (checkout, settings) => settings.addApp(checkout()),
    }));
  });

  test('each way to scope a resource renders the same', () => {
    const chartOf = (way: 'apps' | 'addApp') => {
      const chart = shop();
      const checkout = app(chart, { dataPlane: dataPlane() });
      const endpoint = new DaprHttpEndpoint(chart, 'endpoint', { baseUrl: 'https://a.example', ...(way === 'apps' ? { apps: [checkout] } : {}) });
      if (way === 'addApp') {
        endpoint.addApp(checkout);
      }
      return yaml(chart);
    };
    expect(chartOf('addApp')).toBe(chartOf('apps'));
  });
});

test('a change of a component that was added to an app through addApp restarts its shared daprd', () => {
  const fingerprint = (type: string) => {
    const chart = newChart(SHARED);
    new DaprComponent(chart, 'store', { type }).addApp(app(chart, { dataPlane: DataPlane.sharedDeployment() }));
    return find(chart, 'Deployment', 'checkout-daprd').spec.template.metadata.annotations['cdk8s-dapr/resources'];
  };
  expect(fingerprint('state.in-memory')).toBe(fingerprint('state.in-memory'));
  expect(fingerprint('state.in-memory')).not.toBe(fingerprint('state.acme'));
});

test.each<[string, (chart: Chart, secretStore: DaprComponent, checkout: DaprApp) => void]>([
  ['a component', (chart, secretStore, checkout) => checkout.addComponent(new DaprComponent(chart, 'store', { type: 'state.in-memory', secretStore }))],
  ['an HTTP endpoint', (chart, secretStore, checkout) => new DaprHttpEndpoint(chart, 'endpoint', { baseUrl: 'https://a.example', secretStore }).addApp(checkout)],
  ['an MCP server', (chart, secretStore, checkout) => new DaprMcpServer(chart, 'tools', { sse: { url: 'https://a.example', secretStore } }).addApp(checkout)],
])('the secret store of %s is loaded by the same apps, and its secrets are denied to the apps themselves', (_what, use) => {
  const chart = newChart({}, { namespace: 'shop' });
  const vault = new DaprComponent(chart, 'vault', { type: 'secretstores.acme' });
  const checkout = app(chart);
  use(chart, vault, checkout);
  expect(find(chart, 'Component', 'vault').scopes).toEqual(['checkout']);
  expect(find(chart, 'Configuration', 'checkout-daprd').spec.secrets.scopes).toEqual([{ storeName: 'vault', defaultAccess: 'deny' }]);
});
