/** Installs `SharedDaprdPolicy` on the cluster for a suite. */
import { ApiObject } from 'cdk8s';
import { DaprPlatform, SharedDaprdPolicy } from 'cdk8s-dapr';
import { eventually, kubectl, synth, TestNamespace } from './cluster';

const POLICY = 'cdk8s-dapr-e2e';
/** Platform settings of charts that rely on it. */
export const WITH_POLICY = { kubernetesVersion: '1.36', clusterPolicyInstalled: true };

/** Installs it and waits until the API server enforces it. */
export async function installPolicy(namespace: TestNamespace): Promise<void> {
  await namespace.apply(synth(undefined, chart => {
    DaprPlatform.set(chart, { kubernetesVersion: '1.36' });
    new SharedDaprdPolicy(chart, 'policy', { policyName: POLICY });
  }));
  const pod = synth(namespace.name, chart => {
    new ApiObject(chart, 'probe', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'probe', labels: { 'cdk8s-dapr/shared-daprd': 'true' } },
      spec: {
        securityContext: { runAsNonRoot: true, runAsUser: 65532 },
        containers: [{
          name: 'daprd',
          image: 'probe',
          readinessProbe: { httpGet: { path: '/v1.0/healthz', port: 3501 } },
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, seccompProfile: { type: 'RuntimeDefault' } },
        }],
      },
    });
  });
  await eventually('the policy acts', async () => {
    const out = await kubectl(['-n', namespace.name, 'create', '--dry-run=server', '-o', 'json', '-f', '-'], pod);
    return out.includes('/v1.0/healthz/outbound') || undefined;
  });
}

/** Removes it; a cluster without the policy API has none. */
export async function removePolicy(): Promise<void> {
  await kubectl(['delete', 'mutatingadmissionpolicybindings,mutatingadmissionpolicies', POLICY, '--ignore-not-found']).catch(error => {
    if (!error.message.includes('resource type')) {
      throw error;
    }
  });
}
