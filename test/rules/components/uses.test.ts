/** Components that do not fit how their app runs. */
import { Chart } from 'cdk8s';
import { DaprComponent, DataPlane } from 'cdk8s-dapr';
import { app, deployment, job, newChart, refusal, messagesOf, SHARED } from '../../../scenarios/charts';
import { component } from '../../support/components';
import { PROJECT } from '../../support/remote-dapr';
import { replicas } from '../../support/replicas';

describe('an in-memory component', () => {
  const memory = (chart: Chart, type = 'state.in-memory') => ({ appPort: 8080, uses: [component(chart, 'memory', type)] });

  test.each(['state.in-memory', 'pubsub.in-memory'])('of type %s is not shared by several daprd instances', type => {
    const chart = newChart(SHARED);
    app(chart, { ...memory(chart, type), workload: replicas(chart, 2) });
    expect(messagesOf(chart, 'DAPR4024')).toEqual([`chart/checkout: component 'memory' of type ${type} is local to each daprd, and there are several: its workload has 2 replicas`]);
  });

  test.each<[string, (chart: Chart) => object]>([
    ['its workload is a DaemonSet', chart => ({ workload: deployment(chart, 'w', {}, {}, 'DaemonSet') })],
    ['its shared data plane is a DaemonSet', () => ({ dataPlane: DataPlane.sharedDaemonSet() })],
    ['its shared data plane has 2 replicas', () => ({ dataPlane: DataPlane.sharedDeployment({ replicas: 2 }) })],
    ["its shared data plane has 2 to 3 replicas (HorizontalPodAutoscaler 'chart/checkout/DataPlane/Autoscaler')", () => ({ dataPlane: DataPlane.sharedDeployment({ autoscaling: { maxReplicas: 3 } }) })],
  ])('is a warning if %s', (how, props) => {
    const chart = newChart(SHARED);
    app(chart, { ...memory(chart), ...props(chart) });
    expect(messagesOf(chart, 'DAPR4024')).toEqual([`chart/checkout: component 'memory' of type state.in-memory is local to each daprd, and there are several: ${how}`]);
  });

  test.each<[string, (chart: Chart) => object]>([
    ['one replica', chart => ({ workload: replicas(chart, 1) })],
    ['a Job', chart => ({ workload: job(chart), appPort: undefined })],
    ['a shared daprd with one replica behind many pods', chart => ({ workload: replicas(chart, 5), dataPlane: DataPlane.sharedDeployment({ replicas: 1 }) })],
    ['a remote Dapr', chart => ({ workload: replicas(chart, 2), dataPlane: DataPlane.remote(PROJECT) })],
  ])('is accepted for %s', (_, props) => {
    const chart = newChart(SHARED);
    app(chart, { ...memory(chart), ...props(chart) });
    expect(messagesOf(chart, 'DAPR4024')).toEqual([]);
  });

  test('is not one of another type', () => {
    const chart = newChart();
    app(chart, { uses: [component(chart, 'store', 'state.redis', { redisHost: 'r:6379' })], workload: replicas(chart, 2) });
    expect(messagesOf(chart, 'DAPR4024')).toEqual([]);
  });
});

describe('metadata that does not fit the app', () => {
  test('contains {podName} with a shared daprd', () => {
    const chart = newChart(SHARED);
    const broker = component(chart, 'events', 'pubsub.redis', { redisHost: 'r:6379', consumerID: 'c-{podName}' });
    app(chart, { uses: [broker], dataPlane: DataPlane.sharedDeployment() });
    expect(messagesOf(chart, 'DAPR4027')).toEqual(["chart/checkout: metadata.consumerID of component 'events' must not contain {podName}; got 'c-{podName}'"]);
    const own = newChart();
    app(own, { uses: [component(own, 'events', 'pubsub.redis', { redisHost: 'r:6379', consumerID: 'c-{podName}' })] });
    expect(messagesOf(own, 'DAPR4027')).toEqual([]);
  });

  test.each<[string, string, { [name: string]: string }, string]>([
    ['direction output', 'bindings.kafka', { brokers: 'k:9092', authType: 'none', direction: 'output' }, 'output'],
    ['direction output, in another spelling', 'bindings.kafka', { brokers: 'k:9092', authType: 'none', Direction: 'output' }, 'output'],
  ])('prevents a component from calling the app: %s', (_, type, metadata, direction) => {
    const chart = newChart();
    app(chart, { appPort: 8080, inputBindings: [component(chart, 'queue', type, metadata)] });
    expect(messagesOf(chart, 'DAPR4028')).toEqual([`chart/checkout: metadata.direction of component 'queue' must include 'input'; got '${direction}'`]);
    const two = newChart();
    app(two, { appPort: 8080, inputBindings: [component(two, 'tick', 'bindings.cron', { schedule: '@daily' }), component(two, 'queue', type, metadata)] });
    expect(messagesOf(two, 'DAPR4028')).toHaveLength(1);
  });

  test('is not checked if the type is not a string', () => {
    const chart = newChart();
    app(chart, { appPort: 8080, inputBindings: [new DaprComponent(chart, 'queue', { type: 5 as any })] });
    expect([...messagesOf(chart, 'DAPR4028'), ...messagesOf(chart, 'DAPR4029')]).toEqual([]);
    expect(refusal(chart)).not.toMatch(/is not a function/);
  });

  test('allows a component with input direction to call the app, and is not checked for output bindings', () => {
    const chart = newChart();
    const kafka = { brokers: 'k:9092', authType: 'none' };
    app(chart, {
      appPort: 8080,
      uses: [component(chart, 'out', 'bindings.kafka', { ...kafka, direction: 'output' })],
      inputBindings: [
        component(chart, 'in', 'bindings.kafka', { ...kafka, direction: 'Input' }), component(chart, 'both', 'bindings.kafka', { ...kafka, direction: 'input, output' }),
        component(chart, 'unsaid', 'bindings.kafka', kafka),
      ],
    });
    expect(messagesOf(chart, 'DAPR4028')).toEqual([]);
  });
});

describe('a file that daprd writes to', () => {
  const mounted = (chart: Chart, annotation: string) => ({
    workload: deployment(chart, 'w', { volumes: [{ name: 'data' }, { name: 'more' }] }), podAnnotations: { 'dapr.io/volume-mounts-rw': annotation },
  });
  const on = (type: string, metadata: { [name: string]: string }, annotation?: string, props: object = {}, settings = {}) => {
    const chart = newChart(settings);
    app(chart, { uses: [component(chart, 'file', type, metadata)], ...(annotation === undefined ? {} : mounted(chart, annotation)), ...props });
    return messagesOf(chart, 'DAPR4025');
  };
  const sentence = (type: string, path: string) => [`chart/checkout: component 'file' of type ${type} writes to '${path}', which is not in a writable volume of daprd`];

  test.each([
    ['data.db', 'data.db'], ['/data/a.db', '/data/a.db'], ['file:/data/a.db', '/data/a.db'], ['file:///data/a.db', '/data/a.db'],
    ['file:a.db?cache=shared&mode=rwc', 'a.db'], ['/var/a.db?x=1', '/var/a.db'], ['/var/file:a.db', '/var/file:a.db'],
  ])('of SQLite with connection string %s is %s', (connectionString, path) => {
    expect(on('state.sqlite', { connectionString })).toEqual(sentence('state.sqlite', path));
    expect(on('state.sqlite', { connectionString }, 'more:/more')).toEqual(sentence('state.sqlite', path));
  });

  test.each([[':memory:'], ['file::memory:?cache=shared'], ['file:orders?mode=memory']])('is not used by SQLite with connection string %s', connectionString => {
    expect(on('state.sqlite', { connectionString })).toEqual([]);
  });

  test('is the directory of a local storage, in any spelling, and not metadata of other components', () => {
    expect(on('bindings.localstorage', { rootPath: '/files' })).toEqual(sentence('bindings.localstorage', '/files'));
    expect(on('bindings.localstorage', { other: 'x', rootPath: '/files' })).toEqual(sentence('bindings.localstorage', '/files'));
    expect(on('bindings.localstorage', {})).toEqual([]);
    expect(on('bindings.localstorage', { ROOTPATH: '/files' })).toEqual(sentence('bindings.localstorage', '/files'));
    expect(on('state.redis', { redisHost: 'r:6379', connectionString: '/data/a.db' })).toEqual([]);
  });

  test.each(['data:/data', 'data:/data/', 'more:/more, data:/data ', 'data:/data/sub', 'data:/data/sub/a.db'])('may be in a volume that is mounted as %s', annotation => {
    expect(on('state.sqlite', { connectionString: '/data/sub/a.db' }, annotation)).toEqual([]);
  });

  test.each(['data:/dat', 'data:/data/su', 'data:/other', 'data', ''])('is not in a volume that is mounted as "%s"', annotation => {
    expect(on('state.sqlite', { connectionString: '/data/sub/a.db' }, annotation)).toEqual(sentence('state.sqlite', '/data/sub/a.db'));
  });

  test('is not in a volume of the app with a shared daprd', () => {
    const chart = newChart(SHARED);
    const uses = [component(chart, 'file', 'bindings.localstorage', { rootPath: '/files' })];
    app(chart, { uses, dataPlane: DataPlane.sharedDeployment() });
    expect(messagesOf(chart, 'DAPR4025')).toEqual(sentence('bindings.localstorage', '/files'));
  });
});
