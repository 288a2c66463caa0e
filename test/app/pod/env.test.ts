/** Environment variables added to the containers of an app. */
import { DataPlane } from 'cdk8s-dapr';
import { app, deployment, newChart, pod, refusal, SHARED } from '../../../scenarios/charts';

describe('the workload', () => {
  test('environment variables are added to containers and init containers', () => {
    const chart = newChart();
    app(chart, { workload: deployment(chart, 'w', { initContainers: [{ name: 'init' }] }) });
    expect(pod(chart).spec.initContainers[0].env.map((e: any) => e.name)).toEqual(['APP_ID', 'DAPR_APP_ID']);
  });

  test('environment variables are added only to the named containers, if containers is set', () => {
    const chart = newChart();
    app(chart, { workload: deployment(chart, 'w', { containers: [{ name: 'a' }, { name: 'b' }] }), containers: ['b'] });
    expect(pod(chart).spec.containers.map((c: any) => c.env?.length)).toEqual([undefined, 2]);
  });

  test('variables of the user and variables equal to ours are kept once', () => {
    const chart = newChart();
    app(chart, { workload: deployment(chart, 'w', { containers: [{ name: 'a', env: [{ name: 'APP_ID', value: 'checkout' }, { name: 'MINE', value: '1' }] }] }) });
    expect(pod(chart).spec.containers[0].env.map((e: any) => e.name)).toEqual(['APP_ID', 'MINE', 'DAPR_APP_ID']);
  });

  test('an environment variable that contradicts ours is refused with both values', () => {
    const chart = newChart(SHARED);
    app(chart, {
      dataPlane: DataPlane.sharedDeployment(),
      workload: deployment(chart, 'w', { containers: [{ name: 'a', env: [{ name: 'DAPR_HTTP_ENDPOINT', value: 'http://mine:1' }] }] }),
    });
    expect(refusal(chart)).toContain('container \'a\' sets DAPR_HTTP_ENDPOINT to \'http://mine:1\', and the data plane sets it to \'http://checkout-dapr-api:3500\'');
  });
});
