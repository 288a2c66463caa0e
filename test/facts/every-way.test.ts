/** Whoever says that an app uses something says all of it: scopes, what its daprd loads, what it may do, who may call it. */
import { Chart, Yaml } from 'cdk8s';
import { DaprApp, DaprAppProps, DaprComponent, DaprConfiguration, DaprHttpEndpoint, DaprMcpServer, DataPlane, IDataPlane } from 'cdk8s-dapr';
import { app, find, newChart, SHARED } from '../../scenarios/charts';

const PLANES: [string, () => IDataPlane][] = [['sidecar', () => DataPlane.sidecar()], ['shared daprd', () => DataPlane.sharedDeployment()]];
const shop = () => newChart({ ...SHARED, derivedAccess: { apiAllowList: true } }, { namespace: 'shop' });
const yaml = (chart: Chart): string => Yaml.stringify(...chart.toJson());

type Way<T> = (checkout: (more?: Partial<DaprAppProps>) => DaprApp, used: T, chart: Chart) => void;

/** The YAML of each way. */
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
  test('a component is used alike by each way', () => {
    const all = eachWay(dataPlane, chart => new DaprComponent(chart, 'store', { type: 'state.in-memory' }), {
      'the prop uses': (checkout, store) => { checkout({ uses: [store] }); },
      'addComponent': (checkout, store) => checkout().addComponent(store),
      'addApp of the component': (checkout, store) => store.addApp(checkout()),
    });
    same(all);
    expect(Object.values(all)[0]).toContain('name: state\n');
  });

  test('an app is called alike by each way', () => {
    const all = eachWay(dataPlane, chart => app(chart, { appPort: 8080, dataPlane: dataPlane() }, 'billing'), {
      'the prop invokes': (checkout, billing) => { checkout({ invokes: [billing] }); },
      'addInvocation': (checkout, billing) => checkout().addInvocation(billing),
      'addInvocation of its name': (checkout, _billing, chart) => checkout().addInvocation(DaprApp.fromAppId(chart, 'name', 'billing')),
      'addCaller': (checkout, billing) => billing.addCaller({ app: checkout() }),
    });
    same(all);
    expect(Object.values(all)[0]).toContain('accessControl:');
  });

  test('a Configuration is read alike by each way', () => {
    same(eachWay(dataPlane, chart => new DaprConfiguration(chart, 'settings', { metricsEnabled: false, httpPipeline: [{ component: new DaprComponent(chart, 'limit', { type: 'middleware.http.ratelimit' }) }] }), {
      'addConfiguration': (checkout, settings) => checkout().addConfiguration(settings),
      'addApp of the Configuration': (checkout, settings) => settings.addApp(checkout()),
    }));
  });

  test('a scoped resource is loaded alike by each way', () => {
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

test('a change of a component that was given to an app by the component rolls its shared daprd', () => {
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
])('the secret store of %s is loaded by whoever loads that, and closed to the app itself', (_what, use) => {
  const chart = newChart({}, { namespace: 'shop' });
  const vault = new DaprComponent(chart, 'vault', { type: 'secretstores.acme' });
  const checkout = app(chart);
  use(chart, vault, checkout);
  expect(find(chart, 'Component', 'vault').scopes).toEqual(['checkout']);
  expect(find(chart, 'Configuration', 'checkout-daprd').spec.secrets.scopes).toEqual([{ storeName: 'vault', defaultAccess: 'deny' }]);
});
