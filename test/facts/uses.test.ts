/** Descriptions of uses, and which workloads do not support them. */
import { DaprdLocation, DaprUseKind } from 'cdk8s-dapr';
import { app, newChart } from '../../scenarios/charts';
import { describeUse, secretsRead, unsupportedByWorkload } from '../../src/facts/uses';

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
