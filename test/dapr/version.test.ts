/** Versions of Dapr and Kubernetes, and what came with them. */
import { atLeast, FEATURES_SINCE, hasSince, newerThanDeclared, parseVersion } from '../../src/dapr/version';

describe('versions', () => {
  test.each([['1.18', { minor: 18, patch: 0 }], ['1.18.3', { minor: 18, patch: 3 }], ['v1.7.12', { minor: 7, patch: 12 }], ['1.123.456', { minor: 123, patch: 456 }]])('%s is one', (value, version) => {
    expect(parseVersion(value)).toEqual(version);
  });
  test.each(['', '1', '2.0', '1.x', '1.18.', '1.18.3.1', 'vv1.18', '1.1234', '1.18.1234', '1.18-rc.1', 'a1.18', 118, null, undefined])('%p is none', value => {
    expect(parseVersion(value)).toBeUndefined();
  });

  test.each([
    ['1.18', '1.18', true], ['1.18', '1.18.1', false], ['1.18.3', '1.18', true], ['1.18.3', '1.18.3', true], ['1.9', '1.10', false], ['v1.36', '1.34', true], ['1.17.9', '1.18.1', false],
    ['1.18.0', '1.17.5', true],
  ])('%s is at least %s: %s', (a, b, expected) => {
    expect(atLeast(a, b)).toBe(expected);
  });

  test('of preview features are those of their release lines', () => {
    expect(FEATURES_SINCE).toEqual({
      ActorStateTTL: ['1.16'], HotReload: ['1.16'], WorkflowsClusteredDeployment: ['1.16'], WorkflowsRemoteActivityReminder: ['1.17'], WorkflowHistorySigning: ['1.18'],
    });
  });

  test('that are none are an error of ours', () => {
    expect(() => atLeast('latest', '1.18')).toThrow("DAPR1101: 'latest' is no version; give major.minor or major.minor.patch, as in '1.18'");
  });

  test.each<[string, string[], boolean]>([
    ['1.17.99', ['1.16.18', '1.18.3'], false], ['1.16.17', ['1.16.18', '1.18.3'], false], ['1.16.18', ['1.16.18', '1.18.3'], true], ['1.16.19', ['1.16.18', '1.18.3'], true],
    ['1.15', ['1.16.18', '1.18.3'], false], ['1.18.2', ['1.16.18', '1.18.3'], false], ['1.18.3', ['1.16.18', '1.18.3'], true], ['1.19', ['1.16.18', '1.18.3'], true], ['1.18', ['1.18'], true],
  ])('Dapr %s has what came with %j: %s', (declared, since, has) => {
    expect(hasSince(declared, since)).toBe(has);
  });

  test('say which fields of a resource are newer', () => {
    const spec = { tracing: { samplingRate: '1', otel: { timeout: '1s' } }, workflow: { stateRetentionPolicy: {}, workflowConcurrencyLimits: [] } };
    expect(newerThanDeclared('Configuration', spec, '1.17.1')).toEqual([
      'Configuration workflow.stateRetentionPolicy needs Dapr 1.17.2, and 1.17.1 is declared',
      'Configuration workflow.workflowConcurrencyLimits needs Dapr 1.18.1, and 1.17.1 is declared',
    ]);
    expect(newerThanDeclared('Configuration', spec, '1.16.9')[0]).toBe('Configuration tracing.otel.timeout needs Dapr 1.17, and 1.16.9 is declared');
    expect(newerThanDeclared('Configuration', spec, '1.18.1')).toEqual([]);
    expect(newerThanDeclared('Configuration', {}, '1.16')).toEqual([]);
    expect(newerThanDeclared('MCPServer', {}, '1.17.9')).toEqual(['MCPServer needs Dapr 1.18, and 1.17.9 is declared']);
    expect(newerThanDeclared('WorkflowAccessPolicy', {}, '1.17')).toHaveLength(1);
    expect(newerThanDeclared('Component', { workflow: {} }, '1.16')).toEqual([]);
  });

  test.each([
    ['tracing.otel.headers', '1.16', '1.17'], ['tracing.otel.timeout', '1.16', '1.17'], ['workflow.stateRetentionPolicy', '1.17.1', '1.17.2'],
    ['workflow.workflowConcurrencyLimits', '1.18', '1.18.1'], ['workflow.activityConcurrencyLimits', '1.18', '1.18.1'],
    ['workflow.globalMaxConcurrentWorkflowInvocations', '1.18', '1.18.1'], ['workflow.globalMaxConcurrentActivityInvocations', '1.18', '1.18.1'],
  ])('%s is not in Dapr %s, and came with %s', (path, before, since) => {
    const spec = path.split('.').reduceRight<any>((value, key) => ({ [key]: value }), 1);
    expect(newerThanDeclared('Configuration', spec, before)).toEqual([`Configuration ${path} needs Dapr ${since}, and ${before} is declared`]);
    expect(newerThanDeclared('Configuration', spec, since)).toEqual([]);
  });
});
