import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { SHARED } from './checks';
import { SharedContext, SharedKind } from './context';
import { SharedDaprd } from './daprd';
import { SharedDaprIdentity, SharedDaprOptions } from './options';
import { SHARED_REPLICAS } from './pod';
import { IDaprApp } from '../../contract';
import { atLeast, NEWER_THAN_DECLARED, PREFER_SAME_NODE_KUBERNETES } from '../../dapr/version';
import { report } from '../../diagnostics/report';
import { error, warning } from '../../diagnostics/rule';
import { podSelectorOf } from '../../facts/apps';
import { aBoolean, aNumber, oneOf, struct } from '../../props/checks';
import { Schema } from '../../props/schema';
import { describe } from '../../util/values';

export const INVALID_REPLICAS = error('DAPR7006', {
  title: 'invalid number of replicas',
  why: 'There would be no data plane, or the autoscaler cannot work',
  todo: 'give at least one replica, and min not above max',
  source: 'autoscaling/v2',
});
const SINGLE_REPLICA = warning('DAPR7017', {
  title: 'one daprd only',
  why: 'Each drain of its node is an outage of its apps',
  todo: 'give at least two replicas, or acknowledge this',
  source: 'Kubernetes disruptions',
});

/** How near to the app its calls should stay. */
export enum Locality {
  /** Anywhere in the cluster, spread evenly. */
  NONE = 'None',
  /** In the app's zone, while it has a daprd; Kubernetes 1.31 or newer. */
  SAME_ZONE = 'SameZone',
  /** On the app's node, while it has a daprd; Kubernetes 1.34 or newer. */
  SAME_NODE = 'SameNode',
}

/** A number of daprds that follows their CPU use. */
export interface SharedDaprAutoscaling {
  /**
   * Daprds at the least.
   * @default 2
   */
  readonly minReplicas?: number;
  /** Daprds at the most. */
  readonly maxReplicas: number;
  /**
   * Average CPU use that is aimed at, in percent of the request of the whole pod.
   * @default 70
   */
  readonly targetCpuPercent?: number;
}

/** Options of a few daprds for the whole cluster. */
export interface SharedDaprDeploymentOptions extends SharedDaprOptions {
  /**
   * Number of daprds; 0 is refused (DAPR7006).
   * @default 2
   */
  readonly replicas?: number;
  /**
   * Lets the number of daprds follow their load instead of `replicas`.
   * @default - a fixed number
   */
  readonly autoscaling?: SharedDaprAutoscaling;
  /**
   * How near to the app its calls should stay.
   * @default Locality.NONE
   */
  readonly locality?: Locality;
  /**
   * Prefers nodes on which pods of the app run.
   * @default false
   */
  readonly preferNodesOfApp?: boolean;
}

/** What defines a `SharedDaprDeployment`. */
export interface SharedDaprDeploymentProps extends SharedDaprDeploymentOptions, SharedDaprIdentity {}

/**
 * A few daprds for the whole cluster, outside the pods of their apps.
 *
 * Against a sidecar it saves memory where an app has many pods, and it outlives the app: functions and apps scaled to
 * zero keep their subscriptions. What is given up: calls cross the network (`locality`); all pods of the app share
 * it, so its downtime is theirs (two replicas, a disruption budget and a surge on rollout answer it), a loud one slows
 * the others (`sidecarCpuLimit` and `appMaxConcurrency` bound it), and somebody has to size it (`autoscaling` answers
 * it). Upstream, Dapr Shared is a Dapr sandbox project.
 *
 * Emits a Deployment, a PodDisruptionBudget, a Configuration (HotReload off), the Service `<app-id>-dapr-api` that
 * apps dial, and a HorizontalPodAutoscaler where asked. Dapr's operator makes the Service `<app-id>-dapr`; where it is
 * `pinned` it is emitted here, once an app has a port.
 */
export class SharedDaprDeployment extends SharedDaprd {
  constructor(scope: Construct, id: string, props: SharedDaprDeploymentProps = {}) {
    super(scope, id, props, DEPLOYMENT);
  }
}

type DeploymentOptions = Omit<SharedDaprDeploymentOptions, keyof SharedDaprOptions>;

const AUTOSCALING: Schema<SharedDaprAutoscaling> = { minReplicas: aNumber, maxReplicas: aNumber, targetCpuPercent: aNumber };

const DEPLOYMENT: SharedKind<DeploymentOptions> = {
  kind: 'Deployment',
  schema: { ...SHARED, replicas: aNumber, autoscaling: struct(AUTOSCALING), locality: oneOf(Locality), preferNodesOfApp: aBoolean },
  parts: (options, kubernetes) => ({
    workloadSpec: {
      ...(options.autoscaling ? {} : { replicas: options.replicas ?? SHARED_REPLICAS }),
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    },
    podSpec: ({ metadata, apps }) => ({
      topologySpreadConstraints: ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map(key => spread(key, metadata.labels, kubernetes)),
      affinity: Lazy.any({ produce: () => options.preferNodesOfApp ? affinityTo(apps.receiver) : undefined }),
    }),
    serviceSpec: trafficDistribution(options.locality, kubernetes),
    others: ({ scope, metadata }) => {
      new ApiObject(scope, 'DisruptionBudget', {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata,
        spec: {
          maxUnavailable: 1,
          selector: { matchLabels: metadata.labels },
          // A daprd whose app is away is not ready; a drain must not wait for it.
          ...(atLeast(kubernetes, '1.27') ? { unhealthyPodEvictionPolicy: 'AlwaysAllow' } : {}),
        },
      });
      if (options.autoscaling) {
        autoscaler(scope, metadata, options.autoscaling);
      }
      checkOptions(scope, options, kubernetes);
    },
  }),
};

function autoscaler(scope: Construct, metadata: SharedContext['metadata'], autoscaling: SharedDaprAutoscaling): void {
  const { minReplicas = SHARED_REPLICAS, maxReplicas, targetCpuPercent = 70 } = autoscaling;
  new ApiObject(scope, 'Autoscaler', {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata,
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: metadata.name },
      minReplicas,
      maxReplicas,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: targetCpuPercent } } }],
    },
  });
}

function checkOptions(at: Construct, options: SharedDaprDeploymentOptions, kubernetes: string): void {
  const refuse = (what: string): void => report(at, INVALID_REPLICAS, what);
  const positive = (name: string, value: unknown): void => {
    if (value !== undefined && !(Number.isInteger(value) && (value as number) >= 1)) {
      refuse(`${name} is ${describe(value)}`);
    }
  };
  positive('replicas', options.replicas);
  const least = options.autoscaling ? options.autoscaling.minReplicas : options.replicas;
  if (least === 1) {
    report(at, SINGLE_REPLICA, `${options.autoscaling ? 'minReplicas' : 'replicas'} is 1`);
  }
  const needs = { [Locality.SAME_NODE]: PREFER_SAME_NODE_KUBERNETES, [Locality.SAME_ZONE]: '1.31', [Locality.NONE]: '1.0' }[options.locality ?? Locality.NONE];
  if (!atLeast(kubernetes, needs)) {
    report(at, NEWER_THAN_DECLARED, `locality ${options.locality} needs Kubernetes ${needs}, and ${kubernetes} is declared`);
  }
  if (!options.autoscaling) {
    return;
  }
  const { minReplicas = SHARED_REPLICAS, maxReplicas, targetCpuPercent } = options.autoscaling;
  positive('minReplicas', minReplicas);
  positive('maxReplicas', maxReplicas ?? 0);
  positive('targetCpuPercent', targetCpuPercent);
  if (minReplicas > maxReplicas) {
    refuse(`minReplicas ${describe(minReplicas)} is above maxReplicas ${describe(maxReplicas)}`);
  }
  if (options.podAnnotations?.['dapr.io/sidecar-cpu-request'] === '') {
    refuse('autoscaling without a CPU request, by which it measures');
  }
  if (options.replicas !== undefined) {
    refuse(`replicas ${describe(options.replicas)} beside autoscaling, which would fight over it`);
  }
}

function spread(topologyKey: string, labels: { [label: string]: string }, kubernetes: string): object {
  return {
    topologyKey,
    maxSkew: 1,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: labels },
    // Counts the pods of one rollout only; without it the old ones push the new ones onto one node.
    ...(atLeast(kubernetes, '1.27') ? { matchLabelKeys: ['pod-template-hash'] } : {}),
  };
}

function affinityTo(app: IDaprApp | undefined): object | undefined {
  return app && {
    podAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [{
        weight: 100,
        podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: podSelectorOf(app) } },
      }],
    },
  };
}

/** `PreferSameZone` and `PreferSameNode` came with 1.34; before, `PreferClose` meant the zone. */
function trafficDistribution(locality: Locality | undefined, kubernetes: string): { trafficDistribution?: string } {
  switch (locality) {
    case Locality.SAME_NODE: return { trafficDistribution: 'PreferSameNode' };
    case Locality.SAME_ZONE: return { trafficDistribution: atLeast(kubernetes, PREFER_SAME_NODE_KUBERNETES) ? 'PreferSameZone' : 'PreferClose' };
    default: return {};
  }
}
