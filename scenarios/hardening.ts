/** What kube-score finds in the YAML of the examples and what stays, with the reason. `docs/hardening.md` is made of it. */
export interface Explanation {
  /** Id of kube-score's check. */
  readonly check: string;
  /** What it says. */
  readonly finding: string;
  /** Of what: the daprds that the library makes, the apps of the examples, or both. */
  readonly of: 'daprd' | 'app' | 'both';
  /** @default - all examples */
  readonly examples?: string[];
  readonly why: string;
}

const FILES = 'What is run of this example are the files beside the YAML; there memory, user and file system are said in the words of that place';
const WRITES_NOTHING = 'daprd and the programs of the examples write nothing to disk, and no volume is there to be written to. A scratch volume would get a `sizeLimit`';
const outside = ['compose', 'edge-vm'];

export const EXPLAINED: Explanation[] = [
  { check: 'container-ephemeral-storage-request-and-limit', finding: 'Ephemeral Storage limit is not set', of: 'both', why: WRITES_NOTHING },
  { check: 'container-ephemeral-storage-request-and-limit', finding: 'Ephemeral Storage request is not set', of: 'both', why: WRITES_NOTHING },
  {
    check: 'container-image-pull-policy',
    finding: 'ImagePullPolicy is not set to Always',
    of: 'both',
    why: 'Every image has a version that is never moved, so what is on the node is the same image, and a pod starts while the registry is away',
  },
  {
    check: 'container-resources',
    finding: 'CPU limit is not set',
    of: 'both',
    why: 'A CPU limit throttles a container on an idle node, and calls through daprd wait for it. CPU is requested, memory requested and limited. A sidecar takes `sidecarCpuLimit`',
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
    why: 'Spread by `topologySpreadConstraints` per revision, which does the same and lets a rollout go on where nodes are few',
  },
  {
    check: 'deployment-has-host-podantiaffinity',
    finding: 'Deployment does not have a host podAntiAffinity set',
    of: 'app',
    why: 'How an app is spread does not depend on Dapr: the library leaves it to the workload, and the examples leave it to the scheduler, which spreads pods of a Service by itself',
  },
  {
    check: 'deployment-has-poddisruptionbudget',
    finding: 'No matching PodDisruptionBudget was found',
    of: 'app',
    why: 'How many pods an app can spare is the app\'s own to say. A shared Deployment of daprds has a budget',
  },
  {
    check: 'deployment-replicas',
    finding: 'Deployment few replicas',
    of: 'app',
    examples: ['hello-kubernetes', 'one-app-every-model', 'scale-to-zero'],
    why: 'One pod shows what the example shows; in scale-to-zero KEDA says how many. Shared daprds have two',
  },
  {
    check: 'pod-networkpolicy',
    finding: 'The pod does not have a matching NetworkPolicy',
    of: 'app',
    why: 'Who may call an app past Dapr is not known to the library, and a policy of ours would cut others off. Who may call it through Dapr is in its Configuration ([access.md](access.md))',
  },
  {
    check: 'pod-networkpolicy',
    finding: 'The pod does not have a matching egress NetworkPolicy',
    of: 'daprd',
    why: 'A daprd connects to the control plane, to brokers, stores and other apps, whose addresses are in Secrets and in other clusters; its API is closed by an ingress policy',
  },
];
