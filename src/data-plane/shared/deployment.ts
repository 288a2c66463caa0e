import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { acrossZones, Labels, nearPodsOf, oneRollout } from './affinity';
import { SHARED } from './checks';
import { SharedContext, SharedKind } from './context';
import { SharedDaprd } from './daprd';
import { checkOptions } from './deployment-checks';
import { Locality, SharedDaprAutoscaling, SharedDaprDeploymentOptions } from './deployment-options';
import { SharedDaprIdentity, SharedDaprOptions } from './options';
import { SHARED_REPLICAS } from './pod';
import { atLeast, PREFER_SAME_NODE_KUBERNETES } from '../../dapr/version';
import { BUILT_IN_DATA_PLANE } from '../../platform/scoped-settings';
import { aBoolean, aNumber, enumOf, struct } from '../../props/checks';
import { Schema } from '../../props/schema';
import { brand } from '../../util/brand';

/** Props of `SharedDaprDeployment`. */
export interface SharedDaprDeploymentProps extends SharedDaprDeploymentOptions, SharedDaprIdentity {}

/**
 * A shared daprd with a few replicas for the whole cluster, outside the pods of its apps.
 *
 * Compared with sidecars, it saves memory if an app has many pods, and it outlives the app: functions and apps scaled to
 * zero keep their subscriptions. In return, calls cross the network (`locality`), and all pods of the app share the daprd: they
 * depend on its availability (mitigated by two replicas, a PodDisruptionBudget and a surge on rollout), a busy pod slows
 * the others (limited by `sidecarCpuLimit` and `appMaxConcurrency`), and it must be sized (see `autoscaling`).
 * Upstream, Dapr Shared is a Dapr sandbox project.
 *
 * Emits a Deployment, a PodDisruptionBudget, a Configuration (HotReload off), the Service `<app-id>-dapr-api` that
 * apps connect to, and a HorizontalPodAutoscaler with `autoscaling`. Dapr's operator creates the Service `<app-id>-dapr`; for a
 * `pinned` daprd, the library emits it once an app has a port.
 * @example new DaprApp(chart, 'orders', { workload: web, dataPlane: new SharedDaprDeployment(chart, 'daprd', { appId: 'orders', replicas: 3 }) });
 */
export class SharedDaprDeployment extends SharedDaprd {
  constructor(scope: Construct, id: string, props: SharedDaprDeploymentProps = {}) {
    super(scope, id, props, DEPLOYMENT);
  }
}

brand(SharedDaprDeployment.prototype, BUILT_IN_DATA_PLANE);

type DeploymentOptions = Omit<SharedDaprDeploymentOptions, keyof SharedDaprOptions>;

const AUTOSCALING: Schema<SharedDaprAutoscaling> = { minReplicas: aNumber, maxReplicas: aNumber, targetCpuPercent: aNumber };

const DEPLOYMENT: SharedKind<DeploymentOptions> = {
  kind: 'Deployment',
  schema: { ...SHARED, replicas: aNumber, autoscaling: struct(AUTOSCALING), locality: enumOf(Locality), preferNodesOfApp: aBoolean },
  parts: (options, kubernetes) => ({
    workloadSpec: {
      ...(options.autoscaling ? {} : { replicas: options.replicas ?? SHARED_REPLICAS }),
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    },
    podSpec: ({ metadata }) => ({
      topologySpreadConstraints: [acrossNodes(metadata.labels, kubernetes)],
    }),
    affinity: ({ metadata, apps }) => ({
      ...acrossZones(metadata.labels, kubernetes), ...(options.preferNodesOfApp ? nearPodsOf(apps.receiver) : {}),
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
          // A daprd is not ready while its app is unavailable; a drain must not wait for it.
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

function acrossNodes(labels: Labels, kubernetes: string): object {
  return {
    topologyKey: 'kubernetes.io/hostname', maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: labels }, ...oneRollout(kubernetes, '1.27'),
  };
}

/** Kubernetes 1.34 introduced `PreferSameZone` and `PreferSameNode`; before, `PreferClose` prefers the same zone. */
function trafficDistribution(locality: Locality | undefined, kubernetes: string): { trafficDistribution?: string } {
  switch (locality) {
    case Locality.SAME_NODE: return { trafficDistribution: 'PreferSameNode' };
    case Locality.SAME_ZONE: return { trafficDistribution: atLeast(kubernetes, PREFER_SAME_NODE_KUBERNETES) ? 'PreferSameZone' : 'PreferClose' };
    default: return {};
  }
}
