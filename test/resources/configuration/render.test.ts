/** The table of Configuration settings: rendering and required Dapr versions. */
import { Duration } from 'cdk8s';
import { DaprConfiguration, DaprFeature, MetadataValue, OtelProtocol } from 'cdk8s-dapr';
import { codes, newChart, messagesOf } from '../../../scenarios/charts';
import { FEATURES_SINCE } from '../../../src/resources/configuration/feature-versions';
import { configurationSpec, newerSettings } from '../../../src/resources/configuration/render';

const otel = { endpointAddress: 'otel:4317', protocol: OtelProtocol.GRPC };

test('empty values are omitted, and defaults that differ from Dapr\'s are rendered', () => {
  expect(configurationSpec({}, '1.18')).toEqual({});
  expect(configurationSpec({ deniedComponents: [], httpPipeline: [], workflowConcurrencyLimits: {} }, '1.18')).toEqual({});
  expect(configurationSpec({ tracingStdout: true, metricsRecordErrorCodes: true, accessControlTrustDomain: 'shop' }, '1.18')).toEqual({
    tracing: { samplingRate: '1', stdout: true }, metrics: { enabled: true, recordErrorCodes: true }, accessControl: { defaultAction: 'allow', trustDomain: 'shop' },
  });
  expect(configurationSpec({ tracingSamplingRate: 0, metricsEnabled: false, accessControlPolicies: [] }, '1.18')).toEqual({
    tracing: { samplingRate: '0' }, metrics: { enabled: false }, accessControl: { defaultAction: 'deny' },
  });
});

test.each<[string, object, string, string]>([
  ['otel.headers', { otel: { ...otel, headers: { a: MetadataValue.of('b') } } }, '1.16', '1.17'],
  ['otel.timeout', { otel: { ...otel, timeout: Duration.seconds(1) } }, '1.16', '1.17'],
  ['workflowStateRetention', { workflowStateRetention: { completed: Duration.days(1) } }, '1.17.1', '1.17.2'],
  ['metricsWorkflowLatencyDistributionBuckets', { metricsWorkflowLatencyDistributionBuckets: [1] }, '1.18.9', '1.19'],
  ['metricsWorkflowLatencyDistributionUnits', { metricsWorkflowLatencyDistributionUnits: Duration.seconds(1) }, '1.18.9', '1.19'],
  ['workflowConcurrencyLimits', { workflowConcurrencyLimits: { a: 1 } }, '1.18', '1.18.1'],
  ['activityConcurrencyLimits', { activityConcurrencyLimits: { a: 1 } }, '1.18', '1.18.1'],
  ['globalMaxConcurrentWorkflowInvocations', { globalMaxConcurrentWorkflowInvocations: 1 }, '1.18', '1.18.1'],
  ['globalMaxConcurrentActivityInvocations', { globalMaxConcurrentActivityInvocations: 1 }, '1.18', '1.18.1'],
])('%s of %j is refused before the version that added it', (path, props, before, since) => {
  expect(newerSettings(props, before)).toEqual([`${path} needs Dapr ${since}, and ${before} is declared`]);
  expect(newerSettings(props, since)).toEqual([]);
});

test('settings of every Dapr version have no version requirement', () => {
  expect(newerSettings({ otel, tracingStdout: true }, '1.16')).toEqual([]);
});

describe('preview features', () => {
  test('have their release lines', () => {
    expect(FEATURES_SINCE).toEqual({
      ActorStateTTL: ['1.16'],
      HotReload: ['1.16'],
      WorkflowsClusteredDeployment: ['1.16'],
      WorkflowsRemoteActivityReminder: ['1.17'],
      WorkflowHistorySigning: ['1.18'],
      WorkflowsFastPath: ['1.19'],
    });
    const known = Object.values(DaprFeature).filter((feature): feature is DaprFeature => feature instanceof DaprFeature);
    expect(known.map(({ featureName }) => featureName).sort()).toEqual(Object.keys(FEATURES_SINCE).sort());
  });

  test('are enabled or disabled by name, including features newer than this library', () => {
    const features = [DaprFeature.ACTOR_STATE_TTL, DaprFeature.HOT_RELOAD.disabled(), DaprFeature.of('Later')];
    expect(configurationSpec({ features }, '1.18').features).toEqual([{ name: 'ActorStateTTL', enabled: true }, { name: 'HotReload', enabled: false }, { name: 'Later', enabled: true }]);
    expect(`${DaprFeature.HOT_RELOAD} ${DaprFeature.HOT_RELOAD.disabled().enabled}`).toBe('HotReload false');
  });

  test.each([['a name', 'HotReload'], ['nothing', DaprFeature.of('')], ['another type', DaprFeature.of(5 as any)]])('are refused if they are %s', (_, feature) => {
    const chart = newChart();
    new DaprConfiguration(chart, 'c', { features: [feature as any], tracingStdout: true });
    expect(codes(() => chart)).toEqual(['DAPR3017']);
    expect(messagesOf(chart, 'DAPR3017')).toEqual([expect.stringMatching(/^chart\/c: features\[0\] must be a DaprFeature( with a name of printable characters without spaces)?; got /)]);
  });
});
