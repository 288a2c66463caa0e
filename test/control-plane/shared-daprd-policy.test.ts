/** The cluster policy for pods of shared daprds. */
import { SharedDaprDeployment, SharedDaprdPolicy } from 'cdk8s-dapr';
import { find, newChart, refusal, SHARED } from '../../scenarios/charts';

describe('the cluster policy', () => {
  test('acts on pods of shared daprds only, and leaves them alone before injection', () => {
    const chart = newChart(SHARED);
    new SharedDaprDeployment(chart, 'front');
    new SharedDaprdPolicy(chart, 'policy');
    const { spec } = find(chart, 'MutatingAdmissionPolicy');
    expect(find(chart, 'Deployment').spec.template.metadata.labels).toMatchObject(spec.matchConstraints.objectSelector.matchLabels);
    expect(spec).toMatchObject({ reinvocationPolicy: 'IfNeeded' });
    expect(spec).not.toHaveProperty('matchConditions');
    expect(spec.mutations[0].jsonPatch.expression).toMatch(/^variables\.main < 0 && variables\.init < 0 \? \[\] : \[/);
  });

  test('is refused on a Kubernetes version that does not support it', () => {
    const chart = newChart({ kubernetesVersion: '1.35' });
    new SharedDaprdPolicy(chart, 'policy');
    expect(refusal(chart)).toContain('DAPR7015');
  });
});
