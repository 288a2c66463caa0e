import { Construct } from 'constructs';
import { SHARED } from './checks';
import { SharedKind } from './context';
import { SharedDaprd } from './daprd';
import { SharedDaprIdentity, SharedDaprOptions } from './options';
import { atLeast, PREFER_SAME_NODE_KUBERNETES } from '../../dapr/version';
import { aBoolean } from '../../props/checks';

/** Options of a daprd on each node. */
export interface SharedDaprDaemonSetOptions extends SharedDaprOptions {
  /**
   * Refuses to use the daprd of another node: while that of its own is away, every call of an app fails.
   *
   * By default a call goes to another node only while the own one has no daprd; that needs Kubernetes 1.34, and on
   * an older one declared in `DaprPlatform` the strict form is used.
   * @default false
   */
  readonly strictlyNodeLocal?: boolean;
}

/** What defines a `SharedDaprDaemonSet`. */
export interface SharedDaprDaemonSetProps extends SharedDaprDaemonSetOptions, SharedDaprIdentity {}

/**
 * One daprd on each node, outside the pods of its apps, which reach it on their own node.
 *
 * Against a sidecar it saves memory where many pods of one app run on a node, and it outlives the app: functions and
 * apps scaled to zero keep their subscriptions. What is given up: while the daprd of a node is away, its apps use
 * another node (or fail, `strictlyNodeLocal`); apps of a node share one daprd, so a loud one slows the others
 * (`sidecarCpuLimit` and `appMaxConcurrency` bound it); it does not grow with the load, for it is one a node.
 * Upstream, Dapr Shared is a Dapr sandbox project.
 *
 * Emits a DaemonSet, a Configuration (HotReload off), the Service `<app-id>-dapr-api` that apps dial, and once an
 * app has a port the headless Service `<app-id>-dapr`, which Dapr's operator makes for other kinds only.
 */
export class SharedDaprDaemonSet extends SharedDaprd {
  constructor(scope: Construct, id: string, props: SharedDaprDaemonSetProps = {}) {
    super(scope, id, props, DAEMON_SET);
  }
}

const DAEMON_SET: SharedKind<Pick<SharedDaprDaemonSetProps, 'strictlyNodeLocal'>> = {
  kind: 'DaemonSet',
  schema: { ...SHARED, strictlyNodeLocal: aBoolean },
  parts: ({ strictlyNodeLocal, nodeSelector, tolerations }, kubernetes) => {
    const preferSameNode = strictlyNodeLocal !== true && atLeast(kubernetes, PREFER_SAME_NODE_KUBERNETES);
    return {
      // The new daprd of a node is ready before the old one goes.
      workloadSpec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
      serviceSpec: preferSameNode ? { trafficDistribution: 'PreferSameNode' } : { internalTrafficPolicy: 'Local' },
      placement: { nodeSelector: nodeSelector ?? {}, tolerations: tolerations ?? [], strict: !preferSameNode },
    };
  },
};
