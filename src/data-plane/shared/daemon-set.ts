import { Construct } from 'constructs';
import { SHARED } from './checks';
import { SharedKind } from './context';
import { SharedDaprd } from './daprd';
import { SharedDaprIdentity, SharedDaprOptions } from './options';
import { atLeast, PREFER_SAME_NODE_KUBERNETES } from '../../dapr/version';
import { BUILT_IN_DATA_PLANE } from '../../platform/scoped-settings';
import { aBoolean } from '../../props/checks';
import { brand } from '../../util/brand';

/** Options of a shared daprd that runs as a DaemonSet. */
export interface SharedDaprDaemonSetOptions extends SharedDaprOptions {
  /**
   * Whether apps use only the daprd of their own node. While it is unavailable, every call of an app on that node fails.
   *
   * By default, a call goes to another node only while the app's own node has no daprd. That requires Kubernetes 1.34; if
   * `DaprPlatform` declares an older version, calls are strictly node-local.
   * @default false
   */
  readonly strictlyNodeLocal?: boolean;
}

/** Props of `SharedDaprDaemonSet`. */
export interface SharedDaprDaemonSetProps extends SharedDaprDaemonSetOptions, SharedDaprIdentity {}

/**
 * A shared daprd with one pod on each node, outside the pods of its apps, which reach it on their own node.
 *
 * Compared with sidecars, it saves memory if many pods of one app run on a node, and it outlives the app: functions and
 * apps scaled to zero keep their subscriptions. In return, while the daprd of a node is unavailable, the apps of that node use
 * another node (or fail with `strictlyNodeLocal`); the pods of a node share one daprd, so a busy pod slows the others
 * (limited by `sidecarCpuLimit` and `appMaxConcurrency`); and it does not scale with the load, because each node has one daprd.
 * Upstream, Dapr Shared is a Dapr sandbox project.
 *
 * Emits a DaemonSet, a Configuration (HotReload off), the Service `<app-id>-dapr-api` that apps connect to, and, once an
 * app has a port, the headless Service `<app-id>-dapr`, which Dapr's operator does not create for a DaemonSet.
 * @example new DaprApp(chart, 'orders', { workload: web, dataPlane: new SharedDaprDaemonSet(chart, 'daprd', { appId: 'orders' }) });
 */
export class SharedDaprDaemonSet extends SharedDaprd {
  constructor(scope: Construct, id: string, props: SharedDaprDaemonSetProps = {}) {
    super(scope, id, props, DAEMON_SET);
  }
}

brand(SharedDaprDaemonSet.prototype, BUILT_IN_DATA_PLANE);

const DAEMON_SET: SharedKind<Pick<SharedDaprDaemonSetProps, 'strictlyNodeLocal'>> = {
  kind: 'DaemonSet',
  schema: { ...SHARED, strictlyNodeLocal: aBoolean },
  parts: ({ strictlyNodeLocal, nodeSelector, tolerations }, kubernetes) => {
    const preferSameNode = strictlyNodeLocal !== true && atLeast(kubernetes, PREFER_SAME_NODE_KUBERNETES);
    return {
      // The new daprd of a node is ready before the old one stops.
      workloadSpec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
      serviceSpec: preferSameNode ? { trafficDistribution: 'PreferSameNode' } : { internalTrafficPolicy: 'Local' },
      placement: { nodeSelector: nodeSelector ?? {}, tolerations: tolerations ?? [], strict: !preferSameNode },
    };
  },
};
