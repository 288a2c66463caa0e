/** Checks that need the rendered pod. */
import { ActorHosting, DataPlane } from 'cdk8s-dapr';
import { app, deployment, newChart, refusal, SHARED } from '../../../scenarios/charts';

test('actors at the port of an app with several replicas are refused behind a shared daprd', () => {
  const of = (replicas: number, dataPlane: any, hostsActors = ActorHosting.APP_PORT) => {
    const chart = newChart(SHARED);
    const workload = deployment(chart);
    (workload as any).props.spec.replicas = replicas;
    app(chart, { workload, appPort: 8080, hostsActors, dataPlane });
    return refusal(chart);
  };
  expect(of(2, DataPlane.sharedDeployment())).toContain('DAPR8002 ');
  expect(of(1, DataPlane.sharedDeployment({ replicas: 1 }))).toBe('');
  expect(of(2, DataPlane.sidecar())).toBe('');
  expect(of(2, DataPlane.sharedDeployment(), ActorHosting.STREAM)).toBe('');
});
