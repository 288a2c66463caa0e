/** What messages advise where the general advice of the rule does not lead to the prop. */
import { DaprConfiguration, DaprPlatform, pubsub } from 'cdk8s-dapr';
import { errorsOf, newChart } from '../../scenarios/charts';
import { describeAt } from '../../src/util/values';

test('a construct ID that cannot be a name is named as its origin', () => {
  const chart = newChart();
  new DaprConfiguration(chart, 'Config', { tracingSamplingRate: 1 });
  expect(errorsOf(chart)).toContain("got 'Config'. The API server rejects the object. Use lower-case letters, digits, hyphens and dots in the construct ID, which is the name, or set another name.");
});

test('a Kafka broker without authentication is told about the prop', () => {
  const chart = newChart();
  new pubsub.KafkaPubSub(chart, 'events', { metadata: { brokers: 'kafka:9092' } });
  expect(errorsOf(chart)).toContain('Set one of the fields, or authentication of the class for this type.');
});

test('a lock of a setting with another name advises to set it or to correct it', () => {
  const chart = newChart();
  DaprPlatform.set(chart, { locked: ['daprVersio'] });
  expect(errorsOf(chart)).toContain('Set it together with locked, or correct its name; dataPlane locks the options of daprd.');
});

test.each([['daprVersoin', "; did you mean 'daprVersion'?"], ['sidecarMemoryLimit', '.'], ['daprVersion', '.']])('a lock of %s names a similar setting only if it is none', (name, end) => {
  const chart = newChart();
  DaprPlatform.set(chart, { locked: [name] });
  expect(errorsOf(chart)).toContain(`locked contains '${name}', which the same settings do not set${end}`);
});

test('true and false are shown, also where a value may be a secret', () => {
  expect(['true', 'false', 'hunter2'].map(value => describeAt('dapr.io/disable-builtin-k8s-secret-store', value))).toEqual(["'true'", "'false'", 'a string']);
});
