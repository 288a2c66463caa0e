/** Pluggable components whose containers the injector adds to the pods of their apps. */
import { DaprComponent, DataPlane, state } from 'cdk8s-dapr';
import { app, deployment, errorsOf, find, messagesOf, newChart } from '../../../scenarios/charts';
import { byName, everyone } from '../../support/components';
import { object } from '../../support/objects';

const container = { image: 'registry.example/store:1', env: [{ name: 'A', value: '1' }] };
const INJECT = DataPlane.sidecar({ injectPluggableComponents: true });
const NONE = ["chart/checkout: injectPluggableComponents is true, and no component that app 'checkout' loads has a componentContainer"];

test('the container of a component is an annotation, in the order of its keys', () => {
  const chart = newChart();
  app(chart, { dataPlane: INJECT, uses: [new DaprComponent(chart, 'store', { type: 'state.acme', componentContainer: container })] });
  expect(find(chart, 'Component').metadata.annotations).toEqual({ 'dapr.io/component-container': '{"env":[{"name":"A","value":"1"}],"image":"registry.example/store:1"}' });
  expect(messagesOf(chart, 'DAPR3052')).toEqual([]);
  expect(messagesOf(chart, 'DAPR3054')).toEqual([]);
});

test('a component without a container has no annotation', () => {
  const chart = newChart();
  app(chart, { uses: [new DaprComponent(chart, 'store', { type: 'state.acme' })] });
  expect(find(chart, 'Component').metadata).toEqual({ name: 'store' });
});

test.each<[unknown, string]>([
  [{}, 'componentContainer must be a container with an image; got {}'],
  [{ image: 1 }, 'componentContainer must be a container with an image; got {"image":1}'],
  ['store:1', "componentContainer must be a map; got 'store:1'"],
  [{ image: 'a', env: [() => 1] }, "componentContainer['env'][0] must be a string, number, boolean, list or map"],
])('a container of %j is refused', (componentContainer, message) => {
  const chart = newChart();
  app(chart, { uses: [new DaprComponent(chart, 'store', { type: 'state.acme', componentContainer: componentContainer as any })] });
  expect(errorsOf(chart)).toContain(`DAPR3017: ${message}`);
});

test('a container with a circular reference is refused', () => {
  const circular: any = { image: 'a' };
  circular.self = circular;
  const chart = newChart();
  app(chart, { uses: [new DaprComponent(chart, 'store', { type: 'state.acme', componentContainer: circular })] });
  expect(errorsOf(chart)).toContain('DAPR3017: componentContainer must be a map without circular references');
});

test('a typed component has no container: its type is registered in daprd', () => {
  const chart = newChart();
  app(chart, { uses: [new state.RedisStateStore(chart, 'store', { metadata: { redisHost: 'r:6379' }, componentContainer: container } as any)] });
  expect(messagesOf(chart, 'DAPR3027')).toEqual([expect.stringContaining('componentContainer')]);
  expect(find(chart, 'Component').metadata).toEqual({ name: 'store' });
});

test('a changed container rolls a daprd that does not reload', () => {
  const rolled = (image: string) => {
    const chart = newChart({ hotReload: false });
    app(chart, { dataPlane: INJECT, uses: [new DaprComponent(chart, 'store', { type: 'state.acme', componentContainer: { ...container, image } })] });
    return find(chart, 'Deployment').spec.template.metadata.annotations['cdk8s-dapr/resources'];
  };
  expect(rolled('a:1')).toBe(rolled('a:1'));
  expect(rolled('a:2')).not.toBe(rolled('a:1'));
});

describe('injectPluggableComponents without a component that has a container', () => {
  test('is a warning', () => {
    const chart = newChart();
    app(chart, { dataPlane: INJECT, uses: [new DaprComponent(chart, 'store', { type: 'state.acme' })] });
    expect(messagesOf(chart, 'DAPR3052')).toEqual(NONE);
    const without = newChart();
    app(without, { dataPlane: INJECT });
    expect(messagesOf(without, 'DAPR3052')).toEqual(NONE);
  });

  test('is accepted if an app may load one', () => {
    const named = newChart();
    app(named, { dataPlane: INJECT, uses: [byName(named, 'store')] });
    expect(messagesOf(named, 'DAPR3052')).toEqual([]);
    const unscoped = newChart();
    new DaprComponent(unscoped, 'store', { type: 'state.acme', componentContainer: container, ...everyone });
    app(unscoped, { dataPlane: INJECT });
    expect(messagesOf(unscoped, 'DAPR3052')).toEqual([]);
    const written = newChart();
    object(written, 'Component', 'store', { spec: { type: 'state.acme' } }, 'dapr.io/v1alpha1');
    app(written, { dataPlane: INJECT });
    expect(messagesOf(written, 'DAPR3052')).toEqual([]);
  });
});

test('a component with a container that its app does not inject is a warning', () => {
  const of = (dataPlane?: any, podAnnotations?: any) => {
    const chart = newChart({ apiTokenSecret: 'token', kubernetesVersion: '1.36' });
    const workload = deployment(chart, 'w', { containers: [{ name: 'main' }] });
    app(chart, { workload, dataPlane, podAnnotations, uses: [new DaprComponent(chart, 'store', { type: 'state.acme', componentContainer: container })] });
    return messagesOf(chart, 'DAPR3054');
  };
  const expected = ["chart/checkout: component 'store' has a componentContainer, and the daprd of app 'checkout' has no injectPluggableComponents"];
  expect(of()).toEqual(expected);
  expect(of(DataPlane.sharedDeployment())).toEqual(expected);
  expect(of(INJECT)).toEqual([]);
  expect(of(DataPlane.sidecar({ pluggableComponents: ['main'] }))).toEqual([]);
  expect(of(undefined, { 'dapr.io/inject-pluggable-components': 'true' })).toEqual([]);
});
