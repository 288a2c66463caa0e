import { DaprdLogging } from '../../../daprd/logging-options';

/**
 * A daprd whose container is emitted by this library instead of Dapr's injector.
 *
 * Use it in namespaces without the webhook, in namespaces that enforce Pod Security `restricted` on clusters without
 * `SharedDaprdPolicy`, and if the version of daprd must not follow the control plane. Its readiness does not wait for the
 * app: it is reachable before the app listens, and a rollout loses no call (since Kubernetes 1.30, where the pod waits before
 * it stops).
 */
export interface PinnedDaprd {
  /**
   * Version of daprd, `major.minor.patch`. It decides which options may be used (DAPR1106). A version newer than the control
   * plane is a warning (DAPR7031).
   * @default - `daprVersion` of `DaprPlatform`, which must then include a patch version unless `image` is set (DAPR7030)
   */
  readonly version?: string;
  /**
   * Image of daprd, for example from your own registry. It needs no entrypoint: the container runs `/daprd` as user
   * 65532.
   * @default - `ghcr.io/dapr/daprd` with `version` as its tag
   */
  readonly image?: string;
  /**
   * Name of a ConfigMap with the trust anchors of Dapr's control plane, in the namespace of the daprd. Without it, the
   * container does not start. The control plane has a ConfigMap with the default name in its own namespace: use trust-manager,
   * GitOps or a copy to provide it here. It is read when a container starts: after a rotation, restart the pods; no synth
   * is needed. Never copy the Secret with the same name, which contains a private key.
   * @default 'dapr-trust-bundle'
   */
  readonly trustAnchorsConfigMap?: string;
  /**
   * Key of the ConfigMap that contains the trust anchors (PEM).
   * @default 'ca.crt'
   */
  readonly trustAnchorsKey?: string;
  /**
   * Where daprd writes its log. Requires Dapr 1.19 or newer (DAPR1106). Its file system is read-only: a log file must be in a volume of
   * `volumeMountsRw` (DAPR8120).
   * @default - stdout
   */
  readonly logging?: DaprdLogging;
}
