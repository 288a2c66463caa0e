/** The ports of a machine. */
import { newChart } from '../../../scenarios/charts';
import { app, files, refusal } from '../../support/machine-export';

describe('ports', () => {
  test('of an app do not depend on other apps', () => {
    const build = (...ids: string[]) => {
      const chart = newChart();
      ids.forEach((id, i) => app(chart, id, { appPort: 8080 + i }));
      return files(chart);
    };
    const [alone, together] = [build('orders'), build('orders', 'aaa', 'zzz')];
    const own = Object.keys(alone).filter(path => path !== 'dapr.yaml');
    expect(own.map(path => together[path])).toEqual(own.map(path => alone[path]));
  });

  test('that conflict are refused, with the prop to set', () => {
    const chart = newChart();
    ['a', 'b'].forEach(id => app(chart, id, { appPort: 8080 }));
    expect(refusal(chart)).toMatch(/DAPR8105 chart\/b \(Deployment \S+\): appPort 8080 of 'b' conflicts with appPort of 'a'/);
    expect(refusal(chart)).toContain("ports: { 'b': { appPort: ... } }");
    expect(refusal(chart, { ports: { b: { appPort: 8081 } } })).toBe('');
  });

  test('of an unknown app are refused', () => {
    const chart = newChart();
    app(chart, 'orders');
    expect(refusal(chart, { ports: { order: { httpPort: 3500 } } })).toMatch(/DAPR8103 chart: ports\['order'\] does not match the app ID of an exported daprd.*use one of orders/i);
  });
});
