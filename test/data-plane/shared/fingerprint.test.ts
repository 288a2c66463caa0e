/** Changes that roll a shared daprd, and changes that do not. */
import { Chart } from 'cdk8s';
import { DaprComponent } from 'cdk8s-dapr';
import { app, find, newChart, SHARED } from '../../../scenarios/charts';
import { KINDS } from '../../support/shared-daprds';

const fingerprint = (chart: Chart, kind: string): string => find(chart, kind, 'front-daprd').spec.template.metadata.annotations['cdk8s-dapr/resources'];

describe.each(KINDS)('a shared %s', (kind, make) => {
  test('rolls when a component of one of its apps changes', () => {
    const [a, b] = ['v0', 'v1'].map(version => {
      const chart = newChart(SHARED);
      app(chart, { dataPlane: make(chart), uses: [new DaprComponent(chart, 'store', { type: 'state.in-memory', version })] });
      return fingerprint(chart, kind);
    });
    expect(a).not.toBe(b);
  });

  test('rolls when an unscoped component of its namespace changes', () => {
    const [a, b] = ['v0', 'v1'].map(version => {
      const chart = newChart(SHARED);
      app(chart, { dataPlane: make(chart) });
      new DaprComponent(chart, 'store', { type: 'state.in-memory', version, availableToNamespace: true });
      return fingerprint(chart, kind);
    });
    expect(a).not.toBe(b);
  });

  test('does not roll when another app uses one of its components', () => {
    const [a, b] = [false, true].map(second => {
      const chart = newChart(SHARED);
      const store = new DaprComponent(chart, 'store', { type: 'state.in-memory' });
      app(chart, { dataPlane: make(chart), uses: [store] });
      if (second) {
        app(chart, { uses: [store] }, 'other');
      }
      return fingerprint(chart, kind);
    });
    expect(a).toBe(b);
  });

  test('does not roll when its apps declare their components in another order', () => {
    const [a, b] = [['one', 'two'], ['two', 'one']].map(names => {
      const chart = newChart(SHARED);
      const uses = names.map(name => new DaprComponent(chart, name, { type: 'state.in-memory' }));
      app(chart, { dataPlane: make(chart), uses });
      return fingerprint(chart, kind);
    });
    expect(a).toBe(b);
  });

  test('does not roll when labels or annotations of a component change', () => {
    const [a, b] = [false, true].map(label => {
      const chart = newChart(SHARED);
      const store = new DaprComponent(chart, 'store', { type: 'state.in-memory' });
      if (label) {
        (store.node.defaultChild as any).metadata.addLabel('team', 'a');
      }
      app(chart, { dataPlane: make(chart), uses: [store] });
      return fingerprint(chart, kind);
    });
    expect(a).toBe(b);
  });
});
