/** Environment variables added to the containers of an app. */
import { DaprdLocation, DataPlane } from 'cdk8s-dapr';
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
    expect(pod(chart).spec.containers[0].env.map((e: any) => e.name)).toEqual(['DAPR_APP_ID', 'APP_ID', 'MINE']);
  });

  test('variables of the user come after ours, so that they may refer to them', () => {
    const chart = newChart(SHARED);
    const mine = [{ name: 'URL', value: '$(DAPR_HTTP_ENDPOINT)/v1.0' }, { name: 'MINE', value: '1' }];
    app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment(), workload: deployment(chart, 'w', { containers: [{ name: 'a', env: mine }] }) });
    expect(pod(chart).spec.containers[0].env.map((e: any) => e.name)).toEqual([
      'APP_ID', 'DAPR_APP_ID', 'APP_PORT', 'DAPR_API_TOKEN', 'APP_PROTOCOL', 'DAPR_HTTP_ENDPOINT', 'DAPR_GRPC_ENDPOINT', 'URL', 'MINE',
    ]);
  });

  test('a variable of a data plane that refers to one of the user comes after it', () => {
    const chart = newChart();
    const dataPlane = { bind: () => ({ location: DaprdLocation.REMOTE, env: [{ name: 'DAPR_HTTP_ENDPOINT', value: 'http://$(NODE_IP):3500' }, { name: 'OTHER', value: '$$(NODE_IP)' }] }) };
    app(chart, { dataPlane, workload: deployment(chart, 'w', { containers: [{ name: 'a', env: [{ name: 'NODE_IP', value: '10.0.0.1' }] }] }) });
    expect(pod(chart).spec.containers[0].env.map((e: any) => e.name)).toEqual(['OTHER', 'NODE_IP', 'DAPR_HTTP_ENDPOINT']);
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
