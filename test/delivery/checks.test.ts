/** Checks of deliveries. */
import { App, Chart, Duration } from 'cdk8s';
import { ControlPlaneOutput, DaprControlPlane, DaprDelivery, DaprPlatform, FluxDeliveryOptions } from 'cdk8s-dapr';
import { errorsOf, messagesOf, newChart, refusal } from '../../scenarios/charts';
import { anObject } from '../support/objects';

const SHOP: FluxDeliveryOptions = { name: 'shop', path: './dist' };
const flux = (options: Partial<FluxDeliveryOptions> = {}) => ({ delivery: DaprDelivery.flux({ ...SHOP, ...options }) });

test.each<[Partial<FluxDeliveryOptions>, string]>([
  [{ name: undefined }, 'name of delivery is missing'],
  [{ name: 'My Shop' }, "name of delivery must be a DNS label of at most 47 characters; got 'My Shop'"],
  [{ name: 'x'.repeat(48) }, 'name of delivery must be a DNS label of at most 47 characters'],
  [{ path: undefined }, 'path of delivery is missing'],
  [{ path: '/dist' }, "path of delivery must be a path relative to the root of the source, without ..; got '/dist'"],
  [{ path: '../dist' }, 'path of delivery must be a path'],
  [{ interval: Duration.seconds(0) }, 'interval of delivery must be greater than zero'],
  [{ timeout: Duration.seconds(0) }, 'timeout of delivery must be greater than zero'],
])('%j is refused', (options, message) => {
  expect(messagesOf(newChart(flux(options)), 'DAPR1130').join()).toContain(message);
});

test('a name of 47 characters is accepted: the names of the Kustomizations are label values', () => {
  expect(refusal(newChart(flux({ name: 'x'.repeat(47) })))).toBe('');
});

test.each([['.yml', ''], ['.k8s.yaml', ''], ['.txt', 'DAPR1130']])('Flux reads files with the extension %s: %s', (outputFileExtension, code) => {
  const chart = new Chart(new App({ outputFileExtension }), 'chart');
  DaprPlatform.set(chart, flux());
  expect(errorsOf(chart).slice(0, 8)).toBe(code);
  const other = new Chart(new App({ outputFileExtension }), 'chart');
  DaprPlatform.set(other, { delivery: DaprDelivery.argoCd() });
  expect(errorsOf(other)).toBe('');
});

test('a delivery inside a chart is refused; a nested chart has its own', () => {
  const chart = newChart();
  DaprPlatform.set(anObject(chart, 'x'), { delivery: DaprDelivery.argoCd() });
  DaprPlatform.set(new Chart(chart, 'nested'), { delivery: DaprDelivery.argoCd() });
  expect(messagesOf(chart, 'DAPR1131')).toEqual(["chart/x: delivery is set inside chart 'chart'"]);
});

describe('two deliveries with one name', () => {
  const two = (a: Partial<FluxDeliveryOptions>, b: Partial<FluxDeliveryOptions>): string[] => {
    const root = new App();
    const charts = [a, b].map((options, i) => {
      const chart = new Chart(root, `chart-${i}`);
      DaprPlatform.set(chart, flux(options));
      return chart;
    });
    return messagesOf(charts[0], 'DAPR1132');
  };

  test('are refused if their options differ', () => {
    expect(two({}, { interval: Duration.minutes(1) })).toEqual(["chart-1: another delivery with the name 'shop' has other options"]);
  });

  test('are one delivery if their options are equal', () => {
    expect(two({ interval: Duration.seconds(60) }, { interval: Duration.minutes(1) })).toEqual([]);
  });

  test('write the same folder even in different namespaces, and are refused', () => {
    expect(two({ namespace: 'a' }, { namespace: 'b' })).toHaveLength(1);
  });
});

describe('the output of the control plane', () => {
  const messages = (delivery: DaprDelivery, output: ControlPlaneOutput): string[] => {
    const chart = newChart({ delivery });
    new DaprControlPlane(chart, 'dapr', { output, chartVersion: '1.19.2' });
    return messagesOf(chart, 'DAPR9030');
  };

  test('for another tool than the delivery is a warning', () => {
    expect(messages(DaprDelivery.argoCd(), ControlPlaneOutput.flux())).toEqual(['chart/dapr: output is for flux, and delivery of DaprPlatform is argo-cd']);
    expect(messages(DaprDelivery.flux(SHOP), ControlPlaneOutput.argoCd())).toHaveLength(1);
  });

  test.each([
    [DaprDelivery.argoCd(), ControlPlaneOutput.argoCd()],
    [DaprDelivery.flux(SHOP), ControlPlaneOutput.flux()],
    [DaprDelivery.none(), ControlPlaneOutput.flux()],
  ])('for the same tool, or without delivery, is accepted', (delivery, output) => {
    expect(messages(delivery, output)).toEqual([]);
  });
});
