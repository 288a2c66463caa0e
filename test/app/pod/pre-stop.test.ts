/** preStop hooks of the app: daprd must not end before them. */
import { Duration } from 'cdk8s';
import { DataPlane } from 'cdk8s-dapr';
import { app, deployment, job, messagesOf, newChart, SHARED } from '../../../scenarios/charts';

const shell = (command: string) => ({ exec: { command: ['sh', '-c', command] } });
const messages = (preStop: object, options: object = {}) => {
  const chart = newChart({ daprVersion: '1.18.3' });
  app(chart, { workload: deployment(chart, 'w', { terminationGracePeriodSeconds: 600, containers: [{ name: 'main', lifecycle: { preStop } }] }), dataPlane: DataPlane.sidecar(options) });
  return messagesOf(chart, 'DAPR7052');
};
const block = (seconds: number) => ({ blockShutdownDuration: Duration.seconds(seconds) });

test.each<[object, string]>([
  [{ exec: { command: ['sleep', '16'] } }, ' that takes 16 s'], [{ exec: { command: ['/bin/sleep', '1.5'] } }, ' that takes 1.5 s'], [shell('nginx -s quit; sleep 2m'), ' that takes 120 s'],
  [{ sleep: { seconds: 10 } }, ' that takes 10 s'], [shell('drain'), ''], [shell('mysleep 5'), ''], [{ httpGet: { path: '/drain', port: 8080 } }, ''], [{ exec: {} }, ''],
])('a hook of %j without a delay of daprd is a warning', (preStop, takes) => {
  expect(messages(preStop)).toEqual([`chart/checkout: container 'main' has a preStop hook${takes}, and blockShutdownDuration is not set`]);
});

test('daprd continues for at least the duration of the hook', () => {
  expect(messages({ sleep: { seconds: 16 } }, block(15))).toEqual(["chart/checkout: container 'main' has a preStop hook that takes 16 s, and blockShutdownDuration is 15 s"]);
  expect(messages({ sleep: { seconds: 16 } }, block(16))).toEqual([]);
  expect(messages(shell('drain'), block(1))).toEqual([]);
});

test('a native sidecar ends after the hook', () => {
  expect(messages({ sleep: { seconds: 16 } }, { enableNativeSidecar: true })).toEqual([]);
  const chart = newChart({ daprVersion: '1.18.3' });
  app(chart, { workload: job(chart, 'j', { containers: [{ name: 'main', lifecycle: { preStop: shell('drain') } }] }) });
  expect(messagesOf(chart, 'DAPR7052')).toEqual([]);
});

test('a shared daprd and a pod without hooks need no delay', () => {
  const chart = newChart(SHARED);
  app(chart, { workload: deployment(chart, 'w', { containers: [{ name: 'main', lifecycle: { preStop: shell('drain') } }] }), dataPlane: DataPlane.sharedDeployment() });
  app(chart, { workload: deployment(chart, 'v', { containers: [{ name: 'main', lifecycle: { postStart: shell('warm') } }] }) }, 'other');
  expect(messagesOf(chart, 'DAPR7052')).toEqual([]);
});
