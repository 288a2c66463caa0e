/** Which constructs can be the workload of an app, and what is preserved. */
import { join } from 'path';
import { ApiObject, Include, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { app, deployment, env, newChart, pod, refusal } from '../../scenarios/charts';
import { FIXTURES } from '../support/paths';

describe('the workload', () => {
  test('containers, environment variables and annotations added after the app are included', () => {
    const chart = newChart();
    const workload = new kplus.Deployment(chart, 'w', { containers: [{ image: 'a' }] });
    app(chart, { workload });
    workload.addContainer({ name: 'late', image: 'b' });
    workload.podMetadata.addAnnotation('team', 'a');
    const template = pod(chart);
    expect(env(template, 1)).toMatchObject({ APP_ID: 'checkout' });
    expect(template.metadata.annotations).toMatchObject({ 'team': 'a', 'dapr.io/app-id': 'checkout' });
  });

  test('fields that the workload\'s library does not support are preserved', () => {
    const chart = newChart();
    app(chart, { workload: deployment(chart, 'w', { newField: { a: 1 } }) });
    expect(pod(chart).spec.newField).toEqual({ a: 1 });
  });

  test('JSON patches of the user on the workload are applied and kept', () => {
    const chart = newChart();
    const workload = deployment(chart);
    app(chart, { workload });
    workload.addJsonPatch(JsonPatch.add('/spec/template/spec/hostname', 'h'));
    expect(pod(chart).spec.hostname).toBe('h');
  });

  test('an object of an unknown kind is a workload if it has a pod template', () => {
    const chart = newChart();
    const workload = new ApiObject(chart, 'w', { apiVersion: 'acme.io/v1', kind: 'Fleet', spec: { template: { spec: { containers: [{ name: 'a' }] } } } });
    expect(app(chart, { workload }).workloadKind).toBe('Fleet');
    expect(env(pod(chart, 'Fleet')).APP_ID).toBe('checkout');
  });

  test('a construct with one workload among other objects is a workload', () => {
    const chart = newChart();
    const include = new Include(chart, 'file', { url: join(FIXTURES, 'deployment.yaml') });
    expect(app(chart, { workload: include, appPort: 8080 }).workloadKind).toBe('Deployment');
  });

  test('a construct with several workloads is refused with their names', () => {
    const chart = newChart();
    deployment(chart, 'a');
    deployment(chart, 'b');
    app(chart, { workload: chart });
    expect(refusal(chart)).toMatch(/DAPR1017 chart\/checkout: workload 'chart' contains 2 objects .*chart\/a, Deployment chart\/b/);
  });
});
