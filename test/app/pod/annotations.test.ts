/** The annotations that pods of an app get. */
import { app, deployment, newChart, pod, refusal } from '../../../scenarios/charts';

describe('the workload', () => {
  test('an annotation that contradicts ours is refused with both values', () => {
    const chart = newChart();
    app(chart, { workload: deployment(chart, 'w', {}, { annotations: { 'dapr.io/app-id': 'other' } }) });
    expect(refusal(chart)).toContain('pod annotation dapr.io/app-id is \'other\', and DaprApp sets \'checkout\'');
  });

  test('a hand-written annotation equal to ours is accepted', () => {
    const chart = newChart();
    app(chart, { workload: deployment(chart, 'w', {}, { annotations: { 'dapr.io/app-id': 'checkout' } }) });
    expect(refusal(chart)).toBe('');
  });

  test('a pod without a service account token has the built-in secret store disabled', () => {
    const chart = newChart();
    app(chart, { workload: deployment(chart, 'w', { automountServiceAccountToken: false }) });
    expect(pod(chart).metadata.annotations['dapr.io/disable-builtin-k8s-secret-store']).toBe('true');
  });

  test('a pod with a service account token keeps the built-in secret store', () => {
    const chart = newChart();
    app(chart);
    expect(pod(chart).metadata.annotations).not.toHaveProperty('dapr.io/disable-builtin-k8s-secret-store');
  });
});
