/** The kinds of workloads. */
import { workloadKind } from '../../src/workload/kinds';

test.each([
  ['serving.knative.dev', 'Service', 'KnativeService'], ['core.openfunction.io', 'Function', 'OpenFunctionFunction'], ['core', 'Service', 'Service'], ['apps', 'Deployment', 'Deployment'],
])('%s/%s is a workload of kind %s', (apiGroup, kind, expected) => {
  expect(workloadKind({ apiGroup, kind })).toBe(expected);
});
