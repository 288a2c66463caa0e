/** Descriptions of uses, and which workloads do not support them. */
import { App, Chart } from 'cdk8s';
import { DaprApp, DaprComponent, DaprdLocation, DaprUseKind, IDaprPeer, SharedDaprDeployment } from 'cdk8s-dapr';
import { app, deployment, newChart, SHARED } from '../../scenarios/charts';
import { allUses, describeUse, loadingApps, secretsRead, unsupportedByWorkload, usesOf } from '../../src/facts/uses';

test.each<[any, string]>([
  [{ kind: 'publish', subject: 't', component: 'b' }, "publishes to 't' of 'b'"],
  [{ kind: 'subscribe', subject: 't', component: 'b' }, "subscribes to 't' of 'b'"],
  [{ kind: 'input-binding', component: 'b' }, "is called by the binding 'b'"],
  [{ kind: 'invoke', subject: 'a' }, "invokes 'a'"],
  [{ kind: 'invoked', subject: 'a' }, "is invoked by 'a'"],
  [{ kind: 'actors' }, 'hosts actors on its port'],
  [{ kind: 'streaming-actors' }, 'hosts actors over a stream'],
  [{ kind: 'workflow-worker' }, 'runs workflows'],
  [{ kind: 'workflow-client' }, 'starts workflows'],
  [{ kind: 'job', subject: 'nightly' }, "handles the job 'nightly'"],
  [{ kind: 'read-secret', subject: 's' }, "reads the Secret 's'"],
])('%j is described as: %s', (use, words) => {
  expect(describeUse(use)).toBe(words);
});

test('a workload that runs to completion receives nothing, and a Knative Service behind a shared daprd does not support actors', () => {
  const ENDS = 'its pods run to completion, so deliveries from Dapr are lost';
  const all = { 'subscribe': ENDS, 'input-binding': ENDS, 'invoked': ENDS, 'actors': ENDS, 'job': ENDS, 'streaming-actors': ENDS, 'workflow-worker': 'its pods run to completion, so workflows stay pending' };
  const of = (kind: string, location: DaprdLocation) => Object.fromEntries(unsupportedByWorkload(kind, location).map(use => [use.kind, use.reason]));
  expect(of('Job', DaprdLocation.POD)).toEqual(all);
  expect(of('CronJob', DaprdLocation.CLUSTER)).toEqual(all);
  expect(of('Deployment', DaprdLocation.CLUSTER)).toEqual({});
  expect(of('KnativeService', DaprdLocation.POD)).toEqual({});
  expect(of('KnativeService', DaprdLocation.CLUSTER)).toEqual({ [DaprUseKind.ACTORS]: 'Knative routes each call to any pod, or to a new one, so one actor is active in several pods' });
});

test('the Secrets that apps read are listed once, sorted', () => {
  const chart = newChart({}, { namespace: 'shop' });
  const [a, b] = [app(chart, { readsSecrets: ['b', 'a'], handlesJobs: ['x'], appPort: 8080 }, 'web'), app(chart, { readsSecrets: ['a', 'c'] }, 'cron')];
  expect(secretsRead([a, b])).toEqual(['a', 'b', 'c']);
});

describe('a call by app ID', () => {
  const invoked = (workload: DaprApp) => usesOf(workload).filter(({ kind }) => kind === DaprUseKind.INVOKED).map(({ subject }) => subject);
  function workloads(ports: { [id: string]: number | undefined }, call: (chart: Chart, all: DaprApp[]) => IDaprPeer = chart => DaprApp.fromAppId(chart, 'by-id', 'billing')) {
    const chart = newChart(SHARED, { namespace: 'shop' });
    const shared = new SharedDaprDeployment(chart, 'billing');
    const all = Object.entries(ports).map(([id, appPort]) => app(chart, { workload: deployment(chart, `d-${id}`), appId: 'billing', dataPlane: shared, appPort }, id));
    app(chart, { workload: deployment(chart, 'd-caller'), invokes: [call(chart, all)] }, 'caller');
    return { chart, all };
  }

  test('reaches the workload with a port, and no other workload of the app', () => {
    const { all: [worker, web] } = workloads({ worker: undefined, web: 8080 });
    expect([invoked(worker), invoked(web)]).toEqual([[], ['caller']]);
  });

  test('may reach any workload if none has a port', () => {
    const { all: [one, two] } = workloads({ one: undefined, two: undefined });
    expect([invoked(one), invoked(two)]).toEqual([['caller'], ['caller']]);
  });

  test('is not answered by a port of another app, nor of the same app in another namespace', () => {
    const { chart, all: [one] } = workloads({ one: undefined });
    app(chart, { workload: deployment(chart, 'd-mail'), appPort: 8080 }, 'mail');
    app(new Chart(chart.node.root as App, 'stock', { namespace: 'stock' }), { appPort: 8080, appId: 'billing' }, 'other');
    expect(invoked(one)).toEqual(['caller']);
  });

  test('of a workload itself reaches that one only, even without a port', () => {
    const { all: [worker, web] } = workloads({ worker: undefined, web: 8080 }, (_chart, all) => all[0]);
    expect([invoked(worker), invoked(web)]).toEqual([['caller'], []]);
  });

  test('is listed once for each caller', () => {
    const { chart, all: [web] } = workloads({ web: 8080 });
    app(chart, { workload: deployment(chart, 'd-again'), invokes: [web, DaprApp.fromAppId(chart, 'again', 'billing')] }, 'twice');
    expect(invoked(web)).toEqual(['caller', 'twice']);
  });
});

test('only apps that use something have uses, and only those that load something are loading apps', () => {
  const chart = newChart({}, { namespace: 'shop' });
  const store = new DaprComponent(chart, 'store', { type: 'state.in-memory' });
  const idle = app(chart, { workload: deployment(chart, 'd-idle') }, 'idle');
  const user = app(chart, { workload: deployment(chart, 'd-user'), uses: [store] }, 'user');
  const worker = app(chart, { workload: deployment(chart, 'd-worker'), appPort: 8080, handlesJobs: ['nightly'] }, 'worker');
  expect(allUses(chart).map(({ app: { appId }, use }) => [appId, use])).toEqual([['worker', { kind: 'job', subject: 'nightly' }]]);
  expect(loadingApps(chart)).toEqual([user]);
  expect([idle, user, worker].map(usesOf)).toEqual([[], [], [{ kind: 'job', subject: 'nightly' }]]);
});
