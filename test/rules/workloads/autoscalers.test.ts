/** Replicas that an autoscaler sets count like those of the workload, also if the autoscaler is defined after the app. */
import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { ActorHosting, DataPlane, SharedDaprDeployment } from 'cdk8s-dapr';
import * as k from 'cdk8s-plus-28';
import { app, deployment, messagesOf, newChart, SHARED } from '../../../scenarios/charts';
import { component } from '../../support/components';
import { app as manifest, check, messagesOf as messagesIn, scaled as scaledBy } from '../../support/manifests';

type Scale = (chart: Chart, name: string, min?: number, max?: number) => unknown;

const object = (chart: Chart, apiVersion: string, kind: string, spec: object): ApiObject => new ApiObject(chart, 'scaler', { apiVersion, kind, metadata: { name: 'scaler' }, spec } as any);
const hpa: Scale = (chart, name, minReplicas = 2, maxReplicas = 10) =>
  object(chart, 'autoscaling/v2', 'HorizontalPodAutoscaler', { minReplicas, maxReplicas, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name } });
const keda: Scale = (chart, name, minReplicaCount = 2, maxReplicaCount = 10) =>
  object(chart, 'keda.sh/v1alpha1', 'ScaledObject', { minReplicaCount, maxReplicaCount, scaleTargetRef: { name }, triggers: [] });
const SCALERS: [string, Scale][] = [['HorizontalPodAutoscaler', hpa], ['ScaledObject', keda]];

const FAULTS: [what: string, code: string, props: (chart: Chart) => object][] = [
  ['actors at the port behind a shared daprd', 'DAPR8002', () => ({ hostsActors: ActorHosting.APP_PORT, dataPlane: DataPlane.sharedDeployment({ replicas: 1 }) })],
  ['a binding that fires in each daprd', 'DAPR3170', chart => ({ inputBindings: [component(chart, 'tick', 'bindings.cron', { schedule: '@daily' })] })],
  ['a component in memory', 'DAPR4024', chart => ({ uses: [component(chart, 'memory', 'state.in-memory')] })],
];

const scaled = (props: (chart: Chart) => object, scale: Scale, order: 'before' | 'after' = 'after', range: [number?, number?] = []): Chart => {
  const chart = newChart(SHARED);
  const workload = deployment(chart, 'web');
  const define = { scaler: () => scale(chart, workload.name, ...range), app: () => app(chart, { appPort: 8080, workload, ...props(chart) }) };
  (order === 'before' ? [define.scaler, define.app] : [define.app, define.scaler]).forEach(each => each());
  return chart;
};

describe.each(FAULTS)('%s', (_, code, props) => {
  test.each(SCALERS)('is reported with a %s of 2 to 10 replicas, defined before or after the app', (kind, scale) => {
    for (const order of ['before', 'after'] as const) {
      expect(messagesOf(scaled(props, scale, order), code)).toEqual([expect.stringMatching(new RegExp(`2 to 10 (replicas )?\\(${kind} 'chart/scaler'\\)$`))]);
    }
  });

  test.each(SCALERS)('is reported with a %s that starts with one replica', (_kind, scale) => {
    expect(messagesOf(scaled(props, scale, 'after', [1, 3]), code)).toEqual([expect.stringContaining('1 to 3')]);
  });

  test.each(SCALERS)('is accepted with a %s of at most one replica, and with that of another workload', (_kind, scale) => {
    expect(messagesOf(scaled(props, scale, 'after', [0, 1]), code)).toEqual([]);
    expect(messagesOf(scaled(props, chart => scale(chart, 'other')), code)).toEqual([]);
  });

  test('is reported with the autoscaler of cdk8s-plus, which leaves replicas out of the Deployment', () => {
    const chart = newChart(SHARED);
    const workload = new k.Deployment(chart, 'web', { containers: [{ image: 'a:1', portNumber: 8080, resources: { cpu: { request: k.Cpu.millis(100) } } }] });
    app(chart, { appPort: 8080, workload, ...props(chart) });
    new k.HorizontalPodAutoscaler(chart, 'scaler', { target: workload, maxReplicas: 4, metrics: [k.Metric.resourceCpu(k.MetricTarget.averageUtilization(80))] });
    expect(messagesOf(chart, code)).toEqual([expect.stringContaining('1 to 4')]);
  });
});

test('the autoscaler of the sidecars does not count for a shared daprd, whose own one does', () => {
  const memory = (chart: Chart) => ({ uses: [component(chart, 'memory', 'state.in-memory')] });
  expect(messagesOf(scaled(chart => ({ ...memory(chart), dataPlane: DataPlane.sharedDeployment({ replicas: 1 }) }), hpa), 'DAPR4024')).toEqual([]);
  const chart = newChart(SHARED);
  app(chart, { ...memory(chart), dataPlane: DataPlane.sharedDeployment({ autoscaling: { minReplicas: 1, maxReplicas: 2 } }) });
  expect(messagesOf(chart, 'DAPR4024')).toEqual([expect.stringContaining('its shared data plane has 1 to 2 replicas')]);
});

test.each(SCALERS)('a %s must not scale a shared daprd with fixed replicas', (kind, scale) => {
  const chart = newChart(SHARED);
  new SharedDaprDeployment(chart, 'shared', { appId: 'checkout' });
  scale(chart, 'checkout-daprd');
  expect(messagesOf(chart, 'DAPR7006')).toEqual([expect.stringContaining(`${kind} 'chart/scaler' scales it`)]);
});

describe('fixed replicas of the workload of an app', () => {
  const fixed = (replicas: number | undefined, scale: Scale, target?: string, props: object = {}) => {
    const chart = newChart(SHARED);
    const workload = deployment(chart, 'web');
    if (replicas !== undefined) {
      workload.addJsonPatch(JsonPatch.add('/spec/replicas', replicas));
    }
    app(chart, { workload, ...props });
    scale(chart, target ?? workload.name);
    return messagesOf(chart, 'DAPR8051');
  };
  test.each(SCALERS)('are reported with a %s', (kind, scale) => {
    const found = [expect.stringContaining(`replicas is 3, and ${kind} 'chart/scaler' scales the workload`)];
    expect([fixed(3, scale), fixed(3, scale, undefined, { dataPlane: DataPlane.sharedDeployment() })]).toEqual([found, found]);
    expect([fixed(undefined, scale), fixed(3, scale, 'other')]).toEqual([[], []]);
  });

  test('are the default of cdk8s-plus, unless the workload has an autoscaler', () => {
    const of = (marked: boolean) => {
      const chart = newChart(SHARED);
      const workload = new k.Deployment(chart, 'web', { containers: [{ image: 'a:1', portNumber: 8080 }] });
      if (marked) {
        workload.markHasAutoscaler();
      }
      app(chart, { workload });
      keda(chart, workload.name);
      return messagesOf(chart, 'DAPR8051');
    };
    expect([of(false), of(true)]).toEqual([[expect.stringContaining('replicas is 2')], []]);
  });

  test.each([['HorizontalPodAutoscaler', { maxReplicas: 3 }], ['ScaledObject', {}]])('are reported in manifests with a %s', (kind, spec) => {
    const of = (replicas: object) => messagesIn(check([scaledBy(kind, spec), { ...manifest(), spec: { ...manifest().spec, ...replicas } }])).filter(text => text.startsWith('DAPR8051'));
    expect(of({ replicas: 2 })).toEqual([`DAPR8051 Deployment web: spec.replicas is 2, and ${kind} web scales the workload`]);
    expect(of({})).toEqual([]);
  });
});

test('a Knative Service counts with its scale bounds, and a Job with its parallelism', () => {
  const chart = newChart();
  const workload = new ApiObject(chart, 'web', {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    spec: { template: { metadata: { annotations: { 'autoscaling.knative.dev/min-scale': '2', 'autoscaling.knative.dev/max-scale': '5' } }, spec: { containers: [{ name: 'main' }] } } },
  } as any);
  app(chart, { workload, uses: [component(chart, 'memory', 'state.in-memory')] });
  const job = new ApiObject(chart, 'job', {
    apiVersion: 'batch/v1', kind: 'Job', spec: { parallelism: 3, template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main' }] } } },
  } as any);
  app(chart, { workload: job, uses: [component(chart, 'more', 'state.in-memory')] }, 'batch');
  expect(messagesOf(chart, 'DAPR4024').map(message => message.replace(/^.*several: /, ''))).toEqual(['its workload has 2 to 5 replicas', 'its workload has 0 to 3 replicas']);
});
