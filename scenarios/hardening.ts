/** Findings of kube-score in the YAML of the examples that are accepted, with the reasons. Source of `docs/hardening.md`. */
export interface Explanation {
  /** ID of the kube-score check. */
  readonly check: string;
  /** Message of the finding. */
  readonly finding: string;
  /** Affected objects: the daprds that the library emits, the apps of the examples, or both. */
  readonly of: 'daprd' | 'app' | 'both';
  /** @default - all examples */
  readonly examples?: string[];
  readonly why: string;
}

const FILES = 'This example runs from the exported files next to the YAML, which set memory, user and file system for their target';
const WRITES_NOTHING = 'daprd and the programs of the examples write nothing to disk, and their pods have no scratch volume. A scratch volume would get a `sizeLimit`';
const outside = ['compose', 'edge-vm'];

export const EXPLAINED: Explanation[] = [
  { check: 'container-ephemeral-storage-request-and-limit', finding: 'Ephemeral Storage limit is not set', of: 'both', why: WRITES_NOTHING },
  { check: 'container-ephemeral-storage-request-and-limit', finding: 'Ephemeral Storage request is not set', of: 'both', why: WRITES_NOTHING },
  {
    check: 'container-image-pull-policy',
    finding: 'ImagePullPolicy is not set to Always',
    of: 'both',
    why: 'Image tags are immutable versions, so the image on the node is the same, and a pod can start while the registry is unavailable',
  },
  {
    check: 'container-resources',
    finding: 'CPU limit is not set',
    of: 'both',
    why: 'A CPU limit throttles a container even on an idle node, which delays calls through daprd. daprd has a CPU request and a memory request and limit. For a sidecar, `sidecarCpuLimit` sets a CPU limit',
  },
  { check: 'container-resources', finding: 'CPU request is not set', of: 'app', examples: outside, why: FILES },
  { check: 'container-resources', finding: 'Memory request is not set', of: 'app', examples: outside, why: FILES },
  { check: 'container-resources', finding: 'Memory limit is not set', of: 'app', examples: ['compose'], why: FILES },
  { check: 'container-security-context-readonlyrootfilesystem', finding: 'Container has no configured security context', of: 'app', examples: outside, why: FILES },
  { check: 'container-security-context-user-group-id', finding: 'Container has no configured security context', of: 'app', examples: outside, why: FILES },
  {
    check: 'deployment-has-host-podantiaffinity',
    finding: 'Deployment does not have a host podAntiAffinity set',
    of: 'daprd',
    why: '`topologySpreadConstraints` per revision spread the pods as well, and do not block a rollout on a cluster with few nodes',
  },
  {
    check: 'deployment-has-host-podantiaffinity',
    finding: 'Deployment does not have a host podAntiAffinity set',
    of: 'app',
    why: 'Spreading the pods of an app is unrelated to Dapr: the library leaves it to the workload, and the examples leave it to the scheduler, which spreads the pods of a Service by default',
  },
  {
    check: 'deployment-has-poddisruptionbudget',
    finding: 'No matching PodDisruptionBudget was found',
    of: 'app',
    why: 'Only the owner of the app can decide how many of its pods may be disrupted. A shared Deployment of daprds has a budget',
  },
  {
    check: 'deployment-replicas',
    finding: 'Deployment few replicas',
    of: 'app',
    examples: ['hello-kubernetes', 'one-app-every-model', 'scale-to-zero'],
    why: 'One pod is sufficient for the example; in scale-to-zero KEDA sets the number. Shared daprds have two replicas',
  },
  {
    check: 'pod-networkpolicy',
    finding: 'The pod does not have a matching NetworkPolicy',
    of: 'app',
    why: 'The library does not know who may call an app without Dapr, and a generated policy would block those callers. The Configuration of the app restricts callers through Dapr ([access.md](access.md))',
  },
  {
    check: 'pod-networkpolicy',
    finding: 'The pod does not have a matching egress NetworkPolicy',
    of: 'daprd',
    why: 'A daprd connects to the control plane, brokers, stores and other apps, whose addresses may be in Secrets or in other clusters; an ingress policy protects its API',
  },
];
