/** Input bindings that fire on each daprd, and retries of bindings over HTTP. */
import { Chart, Duration } from 'cdk8s';
import { AppProtocol, DaprResiliency, DataPlane, ResiliencyRetry, ResiliencyTimeout } from 'cdk8s-dapr';
import { app, newChart, messagesOf, SHARED, warningCodes } from '../../../scenarios/charts';
import { byName, component } from '../../support/components';
import { called, inputBindings, shared } from '../../support/input-bindings';
import { PROJECT } from '../../support/remote-dapr';
import { replicas } from '../../support/replicas';

const warnings = (chart: Chart) => warningCodes(chart).filter(code => code === 'DAPR9140');

describe('a binding that fires on its own', () => {
  const binding = (chart: Chart, type: string, metadata: { [name: string]: string } = {}) => ({ appPort: 8080, inputBindings: [component(chart, 'tick', type, metadata)] });

  test.each(['bindings.cron', 'bindings.kubernetes'])('of type %s fires on each daprd', type => {
    const chart = newChart();
    app(chart, { ...binding(chart, type, type === 'bindings.cron' ? { schedule: '@daily' } : { namespace: 'shop' }), workload: replicas(chart, 3) });
    expect(messagesOf(chart, 'DAPR3170')).toEqual([`chart/checkout: binding 'tick' of type ${type} calls the app from each daprd, and there are several: its workload has 3 replicas`]);
  });

  test('is accepted with one daprd, with a broker, and with a remote Dapr', () => {
    const chart = newChart(SHARED);
    app(chart, { ...binding(chart, 'bindings.cron', { schedule: '@daily' }), workload: replicas(chart, 1) });
    expect(messagesOf(chart, 'DAPR3170')).toEqual([]);
    const broker = newChart();
    app(broker, { ...binding(broker, 'bindings.kafka', { brokers: 'k:9092', authType: 'none' }), workload: replicas(broker, 3) });
    expect(messagesOf(broker, 'DAPR3170')).toEqual([]);
    const remote = newChart(SHARED);
    app(remote, { ...binding(remote, 'bindings.cron', { schedule: '@daily' }), workload: replicas(remote, 3), dataPlane: DataPlane.remote(PROJECT) });
    expect(messagesOf(remote, 'DAPR3170')).toEqual([]);
  });

  test('is only checked as an input binding, and not if referenced by name only', () => {
    const chart = newChart();
    app(chart, {
      appPort: 8080,
      uses: [component(chart, 'tick', 'bindings.cron', { schedule: '@daily' })],
      inputBindings: [byName(chart, 'tock')],
      workload: replicas(chart, 3),
    });
    expect(messagesOf(chart, 'DAPR3170')).toEqual([]);
  });
});

describe('a retry of an input binding over HTTP', () => {
  const mine = (props: object, inbound: object, more: object = {}) => called(props, (chart, checkout, binding) => {
    new DaprResiliency(chart, 'mine', { apps: [checkout], ...more, componentTargets: [{ component: binding, inbound }] });
  });
  const few = { retry: ResiliencyRetry.of('few', { maxRetries: 3 }) };

  test('is a warning, regardless of who defined it (DAPR9140)', () => {
    expect(warnings(called(shared()))).toEqual(['DAPR9140']);
    expect(warnings(mine({}, few))).toEqual(['DAPR9140']);
    expect(warnings(mine({}, few, { apps: undefined, availableToNamespace: true }))).toEqual(['DAPR9140']);
  });

  test('is not reported without a retry, for a gRPC app, or for another app', () => {
    expect(warnings(called())).toEqual([]);
    expect(warnings(called(shared(), undefined, inputBindings(false)[0][1]))).toEqual([]);
    expect(warnings(mine({}, { timeout: ResiliencyTimeout.of('short', Duration.seconds(5)) }))).toEqual([]);
    expect(warnings(called({ ...shared(), appProtocol: AppProtocol.GRPC }))).toEqual([]);
    expect(warnings(called({}, (chart, _checkout, binding) => {
      new DaprResiliency(chart, 'mine', { apps: [app(chart, { uses: [binding] }, 'other')], componentTargets: [{ component: binding, inbound: few }] });
    }))).toEqual([]);
  });
});
