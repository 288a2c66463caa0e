/** Tokens, and strings that a resolver of the App replaces, in what is added to pods. */
import { App, Chart, Duration, IResolver, Lazy, Size, Testing } from 'cdk8s';
import { DaprComponent, DaprdLocation, DaprPlatform, DaprTopology, DataPlane, ComposeExporter, LogLevel, MetadataValue, pubsub } from 'cdk8s-dapr';
import { app, deployment, messagesOf, newChart, pod, refusal } from '../../../scenarios/charts';

class Output {
  constructor(public readonly name: string) {}
}
/** As the resolvers of other tools: it replaces instances of a class, and parts of strings and whole numbers that stand for them. */
const outputs: IResolver = {
  resolve: context => {
    const { value } = context;
    if (value instanceof Output) {
      context.replaceValue(`output of ${value.name}`);
    } else if (value === 'Token-team') {
      context.replaceValue('value-of-team');
    } else if (value === -1.5e289) {
      context.replaceValue(7);
    } else if (typeof value === 'string' && value.includes('${Token[')) {
      context.replaceValue(value.replace(/\$\{Token\[(\w+)\]\}/g, 'value-of-$1'));
    }
  },
};
function withResolver(): Chart {
  const chart = new Chart(new App({ resolvers: [outputs] }), 'chart', { namespace: 'shop' });
  DaprPlatform.set(chart, { daprVersion: '1.18.3', kubernetesVersion: '1.36', apiTokenSecret: 'token' });
  return chart;
}
const token = (value: unknown): any => Lazy.any({ produce: () => value });
const annotationsOf = (chart: Chart): any => pod(chart).metadata.annotations;

describe('podAnnotations', () => {
  test('have the values of tokens when the pod is rendered', () => {
    const chart = newChart();
    let count = 1;
    app(chart, { podAnnotations: { 'acme.example/text': token('x'), 'acme.example/count': Lazy.any({ produce: () => count }) as any, 'dapr.io/log-level': token('debug') } });
    count = 2;
    expect(annotationsOf(chart)).toMatchObject({ 'acme.example/text': 'x', 'acme.example/count': '2', 'dapr.io/log-level': 'debug' });
  });

  test('have the values that a resolver of the App sets, for instances and for strings', () => {
    const chart = withResolver();
    app(chart, { podAnnotations: { 'acme.example/a': new Output('queue') as any, 'acme.example/b': 'arn:${Token[role]}/x', 'dapr.io/sidecar-image': '${Token[image]}:1.18.3' } });
    expect(annotationsOf(chart)).toMatchObject({ 'acme.example/a': 'output of queue', 'acme.example/b': 'arn:value-of-role/x', 'dapr.io/sidecar-image': 'value-of-image:1.18.3' });
  });

  test('with a token that is not resolved to text are refused, and so is an invalid value', () => {
    const chart = newChart();
    app(chart, { podAnnotations: { 'acme.example/a': token({ b: 1 }), 'acme.example/b': token(undefined), 'dapr.io/log-level': token('loud') } });
    expect(messagesOf(chart, 'DAPR3017').map(message => message.replace(/ must.*/, ''))).toEqual(['chart/checkout: annotation acme.example/a', 'chart/checkout: annotation acme.example/b']);
    expect(messagesOf(chart, 'DAPR3001')).toEqual(["chart/checkout: logLevel (dapr.io/log-level) must be 'debug', 'info', 'warn', 'error' or 'fatal'; got 'loud'"]);
  });

  test('of a shared daprd are resolved as well, also for its flags', () => {
    const chart = withResolver();
    const dataPlane = DataPlane.sharedDeployment({ pinned: { version: '1.18.2' }, podAnnotations: { 'acme.example/a': new Output('queue') as any, 'dapr.io/block-shutdown-duration': token('9s') } });
    app(chart, { appPort: 8080, dataPlane });
    const { metadata, spec } = pod(chart, 'Deployment', 'checkout-daprd');
    expect(metadata.annotations['acme.example/a']).toBe('output of queue');
    expect(spec.containers[0].args).toContain('--dapr-block-shutdown-duration=9s');
  });

  test('without an instance that a resolver could replace are refused', () => {
    const chart = newChart();
    app(chart, { podAnnotations: { 'acme.example/a': new Output('queue') as any } });
    expect(refusal(chart)).toContain("DAPR3017 chart/checkout (Deployment chart-checkout-web-c880beeb): podAnnotations['acme.example/a'] must be a string");
  });
});

describe('options of a sidecar', () => {
  test('have the values of tokens when the pod is rendered', () => {
    const chart = newChart({ daprVersion: '1.18.3' });
    app(chart, {
      dataPlane: DataPlane.sidecar({
        logAsJson: token(true),
        gracefulShutdownSeconds: token(12),
        blockShutdownDuration: token(Duration.seconds(9)),
        logLevel: token(LogLevel.DEBUG),
        sidecarCpuRequest: token('100m'),
        sidecarMemoryLimit: token(Size.mebibytes(100)),
        env: { B: token('b'), A: 'a' },
      }),
    });
    expect(annotationsOf(chart)).toMatchObject({
      'dapr.io/log-as-json': 'true',
      'dapr.io/graceful-shutdown-seconds': '12',
      'dapr.io/block-shutdown-duration': '9s',
      'dapr.io/log-level': 'debug',
      'dapr.io/sidecar-cpu-request': '100m',
      'dapr.io/sidecar-memory-limit': '100Mi',
      'dapr.io/env': 'A=a,B=b,GOMEMLIMIT=90MiB',
    });
  });

  test('have the values that a resolver of the App sets, also for numbers, and exports have them too', () => {
    const chart = withResolver();
    const workload = deployment(chart, 'w', { containers: [{ name: 'main', image: 'test.local/app:1' }] });
    app(chart, { workload, dataPlane: DataPlane.sidecar({ gracefulShutdownSeconds: -1.5e289, sidecarImage: '${Token[image]}', env: { A: '${Token[a]}' } }) });
    expect(annotationsOf(chart)).toMatchObject({ 'dapr.io/graceful-shutdown-seconds': '7', 'dapr.io/sidecar-image': 'value-of-image', 'dapr.io/env': 'A=value-of-a' });
    const [compose] = new ComposeExporter().export(DaprTopology.of(chart));
    expect(compose.content).toContain('image: value-of-image');
  });

  test('are checked with the resolved value', () => {
    const chart = newChart();
    app(chart, { dataPlane: DataPlane.sidecar({ sidecarCpuRequest: token('much'), gracefulShutdownSeconds: token('x') }) });
    expect(messagesOf(chart, 'DAPR3003')).toEqual(["chart/checkout: sidecarCpuRequest (dapr.io/sidecar-cpu-request) must be a Kubernetes quantity such as 100m or 250Mi; got 'much'"]);
    expect(messagesOf(chart, 'DAPR3017')).toHaveLength(1);
  });

  test('that other objects need when the app is defined must not be tokens', () => {
    const chart = newChart();
    app(chart, { dataPlane: DataPlane.sidecar({ metricsPort: token(9091), sidecarListenAddresses: token(['127.0.0.1']) }) });
    expect(messagesOf(chart, 'DAPR2003')).toHaveLength(1);
    expect(messagesOf(chart, 'DAPR2008')).toHaveLength(1);
  });
});

test('variables of a data plane have the values that a resolver of the App sets', () => {
  const chart = withResolver();
  const dataPlane = { bind: () => ({ location: DaprdLocation.REMOTE, env: [{ name: 'DAPR_HTTP_ENDPOINT', value: 'https://${Token[host]}:443' }], podLabels: { team: 'Token-team' } }) };
  app(chart, { dataPlane });
  expect(pod(chart)).toMatchObject({
    metadata: { labels: { team: 'value-of-team' } },
    spec: { containers: [{ env: [{ name: 'DAPR_HTTP_ENDPOINT', value: 'https://value-of-host:443' }] }] },
  });
});

describe('metadata of a component', () => {
  const metadataOf = (chart: Chart): any => Object.fromEntries(Testing.synth(chart).find(({ kind }) => kind === 'Component').spec.metadata.map(({ name, value }: any) => [name, value]));

  test('has the values of tokens as text', () => {
    const chart = newChart();
    new DaprComponent(chart, 'store', {
      type: 'state.acme', scopes: ['a'], metadata: { text: MetadataValue.of(token('x')), number: MetadataValue.ofNumber(token(5)), boolean: MetadataValue.ofBoolean(token(false)) },
    });
    expect(metadataOf(chart)).toEqual({ boolean: 'false', number: '5', text: 'x' });
  });

  test('has the values that a resolver of the App sets, as text', () => {
    const chart = withResolver();
    new DaprComponent(chart, 'store', {
      type: 'state.acme',
      scopes: ['a'],
      metadata: { text: MetadataValue.of('a-${Token[x]}'), number: MetadataValue.ofNumber(-1.5e289), instance: MetadataValue.of(new Output('queue') as any), plain: MetadataValue.ofBoolean(true) },
    });
    expect(metadataOf(chart)).toEqual({ instance: 'output of queue', number: '7', plain: 'true', text: 'a-value-of-x' });
  });

  test('of a class and of a broker has them too', () => {
    const chart = newChart();
    const broker = new pubsub.RedisPubSub(chart, 'broker', { metadata: { redisHost: 'redis:6379', redisDB: token(3), enableTLS: token(true) } });
    app(chart, { appPort: 8080, subscribes: [{ pubsub: broker, topic: 'a', route: '/a' }] });
    expect(metadataOf(chart)).toMatchObject({ enableTLS: 'true', redisDB: '3', redisHost: 'redis:6379' });
  });

  test('is checked with the resolved value', () => {
    const chart = newChart();
    new DaprComponent(chart, 'store', {
      type: 'state.redis', scopes: ['a'], metadata: { redisHost: MetadataValue.of('r:6379'), redisPassword: MetadataValue.of(token('secret')), redisDB: MetadataValue.of(token({ a: 1 })) },
    });
    expect(messagesOf(chart, 'DAPR3207')).toEqual(['chart/store: metadata.redisPassword of state.redis must come from a Secret; got a plain text secret']);
    expect(messagesOf(chart, 'DAPR3017').join()).toContain('metadata.redisDB must be a string');
  });

  test('with an instance that no resolver replaces is refused', () => {
    const chart = newChart();
    new DaprComponent(chart, 'store', { type: 'state.acme', scopes: ['a'], metadata: { a: MetadataValue.of(new Output('x') as any) } });
    expect(messagesOf(chart, 'DAPR3017')).toEqual(['chart/store: metadata.a must be a string']);
  });
});
