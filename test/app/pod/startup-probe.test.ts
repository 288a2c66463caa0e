/** The startup probe that keeps a pod without daprd unready. */
import { Chart } from 'cdk8s';
import { DaprPlatformSettings, DataPlane } from 'cdk8s-dapr';
import { app, deployment, job, messagesOf, newChart, pod, SHARED } from '../../../scenarios/charts';
import { AWAKE, knative } from '../../support/knative';

const PROBE = { tcpSocket: { port: 3501 }, periodSeconds: 1, failureThreshold: 600 };
const OWN = { httpGet: { path: '/', port: 8080 } };
const containers = (...probes: (object | undefined)[]) => ({ containers: probes.map((startupProbe, i) => ({ name: `c${i}`, image: 'a:1', ...(startupProbe ? { startupProbe } : {}) })) });
const probed = (chart: Chart, kind = 'Deployment') => pod(chart, kind).spec.containers.map(({ startupProbe }: any) => startupProbe);

function built(spec: object, props: object = {}, settings: DaprPlatformSettings = { daprdStartupProbe: true }): Chart {
  const chart = newChart({ ...SHARED, ...settings });
  app(chart, { workload: deployment(chart, 'web', spec), ...props });
  return chart;
}

test('the first container gets it', () => {
  expect(probed(built(containers(undefined, undefined)))).toEqual([PROBE, undefined]);
});

test('it is off by default', () => {
  expect([{}, { daprdStartupProbe: false }].map(settings => probed(built(containers(undefined), {}, settings)))).toEqual([[undefined], [undefined]]);
});

test('only a container that calls Dapr gets it', () => {
  expect(probed(built(containers(undefined, undefined), { containers: ['c1'] }))).toEqual([undefined, PROBE]);
});

test('a startup probe of the user stays, and the next container gets it', () => {
  const chart = built(containers(OWN, undefined));
  expect(probed(chart)).toEqual([OWN, PROBE]);
  expect(messagesOf(chart, 'DAPR7025')).toEqual([]);
});

test('if every container has its own there is a warning', () => {
  const chart = built(containers(OWN, undefined), { containers: ['c0'] });
  expect(probed(chart)).toEqual([OWN, undefined]);
  expect(messagesOf(chart, 'DAPR7025')).toEqual(['chart/checkout: daprdStartupProbe is true, and every container that calls Dapr has its own startupProbe']);
});

test('a Job has none: it is never ready', () => {
  const chart = newChart({ daprdStartupProbe: true });
  app(chart, { workload: job(chart) });
  expect(probed(chart, 'Job')).toEqual([undefined]);
  expect(messagesOf(chart, 'DAPR7025')).toEqual([]);
});

test('a Knative Service has none: Knative allows probes of its own port only', () => {
  const chart = newChart({ daprdStartupProbe: true });
  const workload = knative(chart, AWAKE);
  app(chart, { workload });
  expect(workload.toJson().spec.template.spec.containers[0]).not.toHaveProperty('startupProbe');
  expect(messagesOf(chart, 'DAPR7025')).toEqual([]);
});

test('an app without a sidecar has none', () => {
  expect(probed(built(containers(undefined), { dataPlane: DataPlane.sharedDeployment() }))).toEqual([undefined]);
});

test('each pod has its own probe', () => {
  const chart = built(containers(undefined));
  pod(chart).spec.containers[0].startupProbe.tcpSocket.port = 1;
  expect(probed(chart)).toEqual([PROBE]);
});
