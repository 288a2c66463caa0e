import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { atLeast } from '../dapr/version';
import { report } from '../diagnostics/report';
import { error } from '../diagnostics/rule';
import { SHARED_DAPRD_LABEL } from '../kubernetes/names';
import { DaprPlatform } from '../platform/dapr-platform';
import { aName, ruled, wholeNumber } from '../props/checks';
import { INVALID_VALUE } from '../props/rules';
import { validProps } from '../props/schema';

const POLICY_NEEDS_NEWER_KUBERNETES = error('DAPR7015', {
  title: 'unsupported cluster policy',
  why: 'The API server rejects the MutatingAdmissionPolicy',
  todo: 'declare Kubernetes 1.36 or newer in DaprPlatform, or remove the policy',
  source: 'Kubernetes MutatingAdmissionPolicy',
});

/** Props of `SharedDaprdPolicy`. */
export interface SharedDaprdPolicyProps {
  /**
   * Name of the cluster-scoped policy and its binding.
   * @default 'cdk8s-dapr-shared-daprd'
   */
  readonly policyName?: string;
  /**
   * Seconds that a shared daprd continues to serve after the termination of its pod begins.
   * @default 5
   */
  readonly preStopSeconds?: number;
}

/**
 * An admission policy that patches the pods of shared daprds, and no others, with what the injector cannot set: a readiness probe
 * that does not wait for the app, a delay before SIGTERM, and the container settings that Pod Security `restricted` requires.
 *
 * With it, a shared daprd is reachable before its app listens, and a rollout loses no call, even if the app is scaled to
 * zero. Install it once per cluster, on Kubernetes 1.36 or newer (DAPR7015), before the data planes, and set
 * `clusterPolicyInstalled` of `DaprPlatform`.
 * @example new SharedDaprdPolicy(chart, 'policy');
 */
export class SharedDaprdPolicy extends Construct {
  constructor(scope: Construct, id: string, props: SharedDaprdPolicyProps = {}) {
    super(scope, id);
    const { kubernetesVersion } = DaprPlatform.of(this);
    const { policyName = 'cdk8s-dapr-shared-daprd', preStopSeconds = 5 } = validProps<SharedDaprdPolicyProps>(this, props, {
      policyName: aName, preStopSeconds: ruled(INVALID_VALUE, wholeNumber(1, 60)),
    });
    if (!atLeast(kubernetesVersion, '1.36')) {
      report(this, POLICY_NEEDS_NEWER_KUBERNETES, `SharedDaprdPolicy needs Kubernetes 1.36, and ${kubernetesVersion} is declared`);
    }
    const policy = new ApiObject(this, 'Resource', {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingAdmissionPolicy',
      metadata: { name: policyName },
      spec: {
        failurePolicy: 'Fail',
        // Matches before injection too; otherwise the API server does not reinvoke the policy after the webhook.
        reinvocationPolicy: 'IfNeeded',
        matchConstraints: {
          objectSelector: { matchLabels: { [SHARED_DAPRD_LABEL]: 'true' } },
          resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
        },
        variables: [
          { name: 'main', expression: 'object.spec.containers.map(c, c.name).indexOf(\'daprd\')' },
          { name: 'init', expression: 'has(object.spec.initContainers) ? object.spec.initContainers.map(c, c.name).indexOf(\'daprd\') : -1' },
          {
            name: 'path',
            expression: 'variables.main >= 0 ? \'/spec/containers/\' + string(variables.main) : \'/spec/initContainers/\' + string(variables.init)',
          },
        ],
        mutations: [{ patchType: 'JSONPatch', jsonPatch: { expression: expression(preStopSeconds) } }],
      },
    });
    const binding = new ApiObject(this, 'Binding', {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingAdmissionPolicyBinding',
      metadata: { name: policyName },
      spec: { policyName },
    });
    binding.addDependency(policy);
  }
}

/** The JSON patch: an empty list without a daprd container, because the policy also runs before the webhook. */
function expression(preStopSeconds: number): string {
  const container = 'Object.spec.containers';
  return [
    'variables.main < 0 && variables.init < 0 ? [] : [',
    '  JSONPatch{op: "replace", path: variables.path + "/readinessProbe/httpGet/path", value: "/v1.0/healthz/outbound"},',
    `  JSONPatch{op: "add", path: variables.path + "/lifecycle", value: ${container}.lifecycle{`
      + `preStop: ${container}.lifecycle.preStop{sleep: ${container}.lifecycle.preStop.sleep{seconds: ${preStopSeconds}}}}},`,
    `  JSONPatch{op: "add", path: variables.path + "/securityContext/capabilities", value: ${container}.securityContext.capabilities{drop: ["ALL"]}},`,
    `  JSONPatch{op: "add", path: variables.path + "/securityContext/seccompProfile", value: ${container}.securityContext.seccompProfile{type: "RuntimeDefault"}}`,
    ']',
  ].join('\n');
}
