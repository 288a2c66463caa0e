/** All rules together. */
import { ActorHosting, AppChannel, DaprComponent, MetadataValue } from 'cdk8s-dapr';
import { app, newChart, refusal, SHARED } from '../../scenarios/charts';
import { object } from '../support/objects';

test('an app whose construction failed does not break any rule', () => {
  const chart = newChart(SHARED, { namespace: 'shop' });
  const dataPlane = {
    bind: (_: unknown, joining: any) => {
      joining.addActorHosting(ActorHosting.STREAM);
      joining.addComponent(new DaprComponent(joining, 'memory', { type: 'state.in-memory' }));
      joining.addComponent(new DaprComponent(joining, 'file', { type: 'bindings.localstorage', metadata: { rootPath: MetadataValue.of('/f') } }));
      throw new Error('no such plane');
    },
  };
  object(chart, 'Service', 'web', { spec: { selector: { app: 'x' }, ports: [{ port: 8080 }] } });
  object(chart, 'PodDisruptionBudget', 'all', { spec: { maxUnavailable: 0, selector: { matchLabels: { app: 'x' } } } }, 'policy/v1');
  expect(() => app(chart, { appPort: 8080, appChannel: AppChannel.service('web', 8080), dataPlane: dataPlane as any })).toThrow('no such plane');
  expect(refusal(chart)).not.toMatch(/TypeError|Cannot read/);
});
