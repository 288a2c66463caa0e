/** What apps do with Dapr: in words, and which workloads cannot do it. */
import { inWords, unableWorkload } from '../../src/facts/uses';

test.each<[any, string]>([
  [{ kind: 'publish', subject: 't', component: 'b' }, "publishes to 't' of 'b'"],
  [{ kind: 'subscribe', subject: 't', component: 'b' }, "subscribes to 't' of 'b'"],
  [{ kind: 'input-binding', component: 'b' }, "is called by binding 'b'"],
  [{ kind: 'invoke', subject: 'a' }, "invokes 'a'"],
  [{ kind: 'invoked', subject: 'a' }, "is invoked by 'a'"],
  [{ kind: 'actors' }, 'hosts actors at its port'],
  [{ kind: 'streaming-actors' }, 'hosts actors over a stream'],
  [{ kind: 'workflow-worker' }, 'runs workflows'],
  [{ kind: 'workflow-client' }, 'starts workflows'],
  [{ kind: 'job', subject: 'nightly' }, "handles the job 'nightly'"],
  [{ kind: 'read-secret', subject: 's' }, "reads the Secret 's'"],
])('%j in words: %s', (use, words) => {
  expect(inWords(use)).toBe(words);
});

test('a workload that ends receives nothing, and one of Knative hosts no actors behind a shared daprd', () => {
  const ENDS = 'its pods end by themselves, so whatever Dapr would deliver is lost';
  const all = { 'subscribe': ENDS, 'input-binding': ENDS, 'invoked': ENDS, 'actors': ENDS, 'job': ENDS, 'streaming-actors': ENDS, 'workflow-worker': 'its pods end by themselves, and workflows would stay pending' };
  expect(unableWorkload('Job', false)).toEqual(all);
  expect(unableWorkload('CronJob', true)).toEqual(all);
  expect(unableWorkload('Deployment', true)).toEqual({});
  expect(unableWorkload('KnativeService', false)).toEqual({});
  expect(unableWorkload('KnativeService', true)).toEqual({ actors: 'Knative sends each call to any of its pods, or to a new one, and an actor would live in several' });
});
