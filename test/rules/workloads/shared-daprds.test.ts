/** Actors, workflows and gRPC apps behind several daprds. */
import { ApiObject, Chart } from 'cdk8s';
import { ActorHosting, AppProtocol, DaprAppProps, DaprConfiguration, DaprFeature, DataPlane, IDataPlane, WorkflowRole } from 'cdk8s-dapr';
import { app, find, messagesOf, newChart, refusal, SHARED, warningCodes } from '../../../scenarios/charts';
import { ownConfiguration } from '../../support/configurations';
import { replicas } from '../../support/replicas';

const behind = (dataPlane: IDataPlane, props: Partial<DaprAppProps>, more: (chart: Chart) => object = () => ({})): Chart => {
  const chart = newChart(SHARED, { namespace: 'shop' });
  app(chart, { appPort: 8080, dataPlane, ...props, ...more(chart) });
  return chart;
};
const SEVERAL: [string, IDataPlane, string][] = [
  ['a shared DaemonSet', DataPlane.sharedDaemonSet(), 'is a DaemonSet'],
  ['a shared Deployment', DataPlane.sharedDeployment(), 'has 2 replicas'],
  ['a pinned Deployment', DataPlane.sharedDeployment({ pinned: { version: '1.18.2' } }), 'has 2 replicas'],
  ['an autoscaled Deployment', DataPlane.sharedDeployment({ autoscaling: { minReplicas: 1, maxReplicas: 4 } }), 'has 1 to 4 replicas (HorizontalPodAutoscaler \'chart/checkout/DataPlane/Autoscaler\')'],
];
const ONE: [string, IDataPlane][] = [['one shared daprd', DataPlane.sharedDeployment({ replicas: 1 })], ['sidecars', DataPlane.sidecar()]];

describe('actors', () => {
  test.each(SEVERAL)('at the app port are refused behind %s', (_, dataPlane, how) => {
    expect(messagesOf(behind(dataPlane, { hostsActors: ActorHosting.APP_PORT }), 'DAPR8040')).toEqual([`chart/checkout: the app hosts actors at its port, and its shared data plane ${how}`]);
  });

  test.each(SEVERAL)('over a stream are a warning behind %s', (_, dataPlane, how) => {
    const chart = behind(dataPlane, { hostsActors: ActorHosting.STREAM });
    expect(refusal(chart)).toBe('');
    expect(messagesOf(chart, 'DAPR8041')).toEqual([`chart/checkout: the app hosts actors over a stream, and its shared data plane ${how}`]);
  });

  test.each(ONE)('are accepted with %s', (_, dataPlane) => {
    for (const hostsActors of Object.values(ActorHosting)) {
      const chart = behind(dataPlane, { hostsActors });
      expect(refusal(chart)).toBe('');
      expect(warningCodes(chart)).not.toContain('DAPR8041');
    }
  });
});

describe('a gRPC app', () => {
  const grpc = (dataPlane: IDataPlane, count: number, appProtocol = AppProtocol.GRPC): string[] =>
    messagesOf(behind(dataPlane, { appProtocol }, chart => ({ workload: replicas(chart, count) })), 'DAPR8042');

  test('with more replicas than daprds is a warning', () => {
    expect(grpc(DataPlane.sharedDeployment(), 4)).toEqual(['chart/checkout: the app is called over grpc and has 4 replicas, and its shared data plane has 2']);
    expect(grpc(DataPlane.sharedDeployment(), 3, AppProtocol.GRPCS)).toHaveLength(1);
  });

  test('counts with its autoscaler', () => {
    const chart = behind(DataPlane.sharedDeployment(), { appProtocol: AppProtocol.GRPC }, each => {
      const workload = replicas(each, 1);
      new ApiObject(each, 'scaler', {
        apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', spec: { minReplicas: 1, maxReplicas: 5, scaleTargetRef: { kind: 'Deployment', name: workload.name } },
      } as any);
      return { workload };
    });
    expect(messagesOf(chart, 'DAPR8042')).toEqual([expect.stringContaining("has 1 to 5 replicas (HorizontalPodAutoscaler 'chart/scaler')")]);
  });

  test('with as many daprds, with one daprd for each node or pod, over HTTP, or without a port is accepted', () => {
    expect(grpc(DataPlane.sharedDeployment({ replicas: 4 }), 4)).toEqual([]);
    expect(grpc(DataPlane.sharedDaemonSet(), 4)).toEqual([]);
    expect(grpc(DataPlane.sidecar(), 4)).toEqual([]);
    expect(grpc(DataPlane.sharedDeployment(), 4, AppProtocol.HTTP)).toEqual([]);
    expect(messagesOf(behind(DataPlane.sharedDeployment(), { appPort: undefined }, chart => ({ workload: replicas(chart, 4) })), 'DAPR8042')).toEqual([]);
  });

  test('that is a Knative Service is balanced by Knative', () => {
    const chart = behind(DataPlane.sharedDeployment({ replicas: 1 }), { appProtocol: AppProtocol.GRPC }, each => ({
      workload: new ApiObject(each, 'function', {
        apiVersion: 'serving.knative.dev/v1',
        kind: 'Service',
        spec: { template: { metadata: { annotations: { 'autoscaling.knative.dev/min-scale': '3' } }, spec: { containers: [{ name: 'main', ports: [{ name: 'h2c', containerPort: 8080 }] }] } } },
      } as any),
    }));
    expect(refusal(chart)).toBe('');
    expect(warningCodes(chart)).not.toContain('DAPR8042');
  });
});

describe('workflows', () => {
  const FEATURE = { name: 'WorkflowsClusteredDeployment', enabled: true };
  const featuresOf = (chart: Chart): object[] | undefined => find(chart, 'Configuration', 'checkout-daprd')?.spec.features;
  const worker = { workflows: [WorkflowRole.WORKER] };

  test.each([...SEVERAL.map(([title, dataPlane]) => [title, dataPlane] as const), ONE[0]])('behind %s enable WorkflowsClusteredDeployment', (_, dataPlane) => {
    expect(featuresOf(behind(dataPlane, worker))).toEqual([{ name: 'HotReload', enabled: false }, FEATURE]);
  });

  test('that are declared later do the same, and clients do not', () => {
    const chart = newChart(SHARED);
    const checkout = app(chart, { dataPlane: DataPlane.sharedDeployment() });
    checkout.addWorkflowRole(WorkflowRole.CLIENT);
    expect(featuresOf(chart)).toEqual([{ name: 'HotReload', enabled: false }]);
    checkout.addWorkflowRole(WorkflowRole.WORKER);
    expect(featuresOf(chart)).toContainEqual(FEATURE);
  });

  test('with sidecars need no feature', () => {
    const chart = behind(DataPlane.sidecar(), worker);
    expect(ownConfiguration(chart, 'checkout')).toBeUndefined();
  });

  test('without the feature are refused behind several daprds', () => {
    const disabled = (count: number): string[] => messagesOf(behind(DataPlane.sidecar(), worker, chart => {
      const configuration = new DaprConfiguration(chart, 'settings', { features: [DaprFeature.WORKFLOWS_CLUSTERED_DEPLOYMENT.disabled()] });
      return { dataPlane: DataPlane.sharedDeployment({ replicas: count, configuration }) };
    }), 'DAPR8043');
    expect(disabled(2)).toEqual([
      'chart/checkout: the app runs workflows, its shared data plane has 2 replicas, and a Configuration disables WorkflowsClusteredDeployment',
    ]);
    expect(disabled(1)).toEqual([]);
  });

  test.each(SEVERAL)('behind %s are a warning before Dapr 1.19', (_, dataPlane, how) => {
    const of = (daprVersion: string, at: IDataPlane): string[] => {
      const chart = newChart({ ...SHARED, daprVersion }, { namespace: 'shop' });
      app(chart, { dataPlane: at, ...worker });
      return messagesOf(chart, 'DAPR8045');
    };
    expect(of('1.18.7', dataPlane)).toEqual([`chart/checkout: the app runs workflows, its shared data plane ${how}, and Dapr 1.18.7 is declared`]);
    expect(of('1.19', dataPlane)).toEqual([]);
    expect(ONE.map(([, one]) => of('1.18.7', one))).toEqual([[], []]);
  });

  test('with a Configuration that is referenced by name are a warning', () => {
    const chart = behind(DataPlane.sidecar(), worker, each => ({ dataPlane: DataPlane.sharedDeployment({ configuration: DaprConfiguration.fromConfigurationName(each, 'c', 'platform') }) }));
    expect(refusal(chart)).toBe('');
    expect(messagesOf(chart, 'DAPR8044')).toEqual(["chart/checkout: the app runs workflows, its shared data plane has 2 replicas, and Configuration 'platform' is referenced by name"]);
  });
});
