/** The cost of the plugin grows with the number of objects, not with its square. */
import { checkManifests } from '../../src/validation/check';
import { settingsOf } from '../../src/validation/settings';
import { app, component, HOST, kind, resiliency, scaled, service, subscription } from '../support/manifests';

const placed = (object: any, name: string, more: object = {}): any => ({ ...object, metadata: { ...object.metadata, name, namespace: 'shop' }, ...more });

/** Apps that each have a component, a subscription, a Resiliency, a Service and an autoscaler of their own, all with equal labels and names of policies. */
const stack = (count: number): unknown[] => Array.from({ length: count }, (_, i) => `app${i}`).flatMap(appId => [
  placed(kind('Deployment', app({ 'app-id': appId, 'config': 'none' }), { replicas: 2 }), appId),
  placed(component([...HOST, { name: 'actorStateStore', value: 'true' }]), `${appId}-store`, { scopes: [appId] }),
  placed(component([{ name: 'schedule', value: '@daily' }], {}, 'bindings.cron'), `${appId}-tick`, { scopes: [appId] }),
  placed(subscription(), `${appId}-paid`, { scopes: [appId] }),
  placed(resiliency({ timeouts: { t: `${appId.length}s` } }), `${appId}-slow`, { scopes: [appId] }),
  placed(service({ port: 80, targetPort: 8080 }), appId, { spec: { selector: { app: 'web', own: appId }, ports: [{ port: 80 }] } }),
  placed(scaled('HorizontalPodAutoscaler', { maxReplicas: 3 }), appId, { spec: { maxReplicas: 3, scaleTargetRef: { kind: 'Deployment', name: appId } } }),
]);

function seconds(count: number): number {
  const documents = stack(count);
  const settings = settingsOf({ acknowledge: [] });
  const start = process.hrtime.bigint();
  checkManifests([{ file: 'a.yaml', documents }], settings);
  return Number(process.hrtime.bigint() - start) / 1e9;
}

test('eight times as many apps take less than 16 times as long', () => {
  seconds(100);
  const small = Math.min(seconds(250), seconds(250), seconds(250));
  expect(seconds(2000) / small).toBeLessThan(16);
}, 60_000);
