/** Arguments of a wrong type are refused by name. */
import { App } from 'cdk8s';
import { CatalystExporter, ComposeExporter, ContainerAppsExporter, DaprTopology, MachineExporter, TopologyExporter } from 'cdk8s-dapr';
import { newChart } from '../../scenarios/charts';

test.each([[undefined], [null], ['chart'], [5], [{}], [{ node: {} }]])('a topology of %j is refused by name', scope => {
  expect(() => DaprTopology.of(scope as any)).toThrow(/^DAPR3017 App: scope must be a construct; got .*Pass an App, a chart or another construct\.$/);
});

test.each([
  ['machine', () => new MachineExporter()], ['compose', () => new ComposeExporter()], ['catalyst', () => new CatalystExporter()], ['picture', () => new TopologyExporter()],
  ['container apps', () => new ContainerAppsExporter({ location: 'a', managedEnvironmentId: '/a' })],
])('an exporter (%s) refuses anything but a topology by name', (_, exporter) => {
  for (const value of [undefined, null, 'app', new App(), {}]) {
    expect(() => exporter().export(value as any)).toThrow(/^DAPR3017 App: topology must be a DaprTopology; got .*Pass DaprTopology\.of\(app\)\.$/);
  }
});

test.each([
  ['machine', (props: any) => new MachineExporter(props)], ['compose', (props: any) => new ComposeExporter(props)], ['catalyst', (props: any) => new CatalystExporter(props)],
  ['picture', (props: any) => new TopologyExporter(props)], ['container apps', (props: any) => new ContainerAppsExporter(props)],
])('an exporter (%s) refuses props of any wrong type by name', (_, exporter) => {
  const chart = newChart();
  for (const props of [5, 'x', true, [null], { addresses: null, title: 5, name: 5, nodes: 'x', location: 5 }, { addresses: { a: null } }, { scale: [] }, () => 5, new Map()]) {
    try {
      exporter(props).export(DaprTopology.of(chart));
    } catch (error) {
      expect((error as Error).message).toMatch(/DAPR\d{4} /);
      expect((error as Error).name).toBe('DaprSynthesisError');
    }
  }
});
