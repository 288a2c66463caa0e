/** The Configuration of a shared daprd. */
import { DaprConfiguration, DaprFeature } from 'cdk8s-dapr';
import { errorsOf, find, messagesOf, newChart, SHARED, warningCodes } from '../../../scenarios/charts';
import { KINDS } from '../../support/shared-daprds';

describe.each(KINDS)('a shared %s', (kind, make) => {
  test('has a Configuration with HotReload off and the user\'s settings', () => {
    const chart = newChart(SHARED);
    make(chart, { configuration: new DaprConfiguration(chart, 'mine', { tracingSamplingRate: 0.5, features: [DaprFeature.ACTOR_STATE_TTL] }) });
    expect(find(chart, kind).spec.template.metadata.annotations['dapr.io/config']).toBe('front-daprd');
    expect(find(chart, 'Configuration', 'front-daprd').spec).toEqual({
      tracing: { samplingRate: '0.5' }, features: [{ name: 'ActorStateTTL', enabled: true }, { name: 'HotReload', enabled: false }],
    });
  });

  test('refuses a conflicting setting and reports both values', () => {
    const chart = newChart(SHARED);
    make(chart, { configuration: new DaprConfiguration(chart, 'mine', { features: [DaprFeature.HOT_RELOAD] }) });
    expect(errorsOf(chart)).toMatch(/DAPR5001: features\[HotReload\]\.enabled is true in chart\/mine and false in chart\/front/);
  });

  test('uses a Configuration referenced by name unchanged, with a warning', () => {
    const chart = newChart(SHARED);
    make(chart, { configuration: DaprConfiguration.fromConfigurationName(chart, 'c', 'platform') });
    expect(find(chart, kind).spec.template.metadata.annotations['dapr.io/config']).toBe('platform');
    expect(find(chart, 'Configuration')).toBeUndefined();
    expect(warningCodes(chart)).toEqual(['DAPR5002', 'DAPR7060']);
    expect(messagesOf(chart, 'DAPR5002')).toEqual([expect.stringMatching(/: configuration 'platform' is referenced by name only$/)]);
  });
});
