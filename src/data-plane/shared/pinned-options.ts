/**
 * A daprd whose container is written by this library instead of Dapr's injector.
 *
 * For namespaces without the webhook, for those that enforce Pod Security `restricted` on clusters without
 * `SharedDaprdPolicy`, and where the version of daprd must not follow the control plane. Its readiness does not wait for
 * the app: it is reachable before the app listens, and a rollout loses no call (from Kubernetes 1.30, where the pod waits
 * before it stops).
 */
export interface PinnedDaprd {
  /**
   * Version of daprd, `major.minor.patch`. It decides which options may be used (DAPR1106); one newer than the control
   * plane is a warning (DAPR7031).
   * @default - `daprVersion` of `DaprPlatform`, if that is a full version; else refused without `image` (DAPR7030)
   */
  readonly version?: string;
  /**
   * Image of daprd, for example from a registry of your own. It needs no entrypoint; the program is `/daprd` in it, and
   * it runs as user 65532.
   * @default 'ghcr.io/dapr/daprd:<version>'
   */
  readonly image?: string;
  /**
   * Name of a ConfigMap with the trust anchors of Dapr's control plane, in the namespace of the daprd; without it the
   * container does not start. The control plane keeps one of this name in its own namespace: let trust-manager, GitOps
   * or a copy bring it here. It is read when a container starts: after a rotation restart the pods, nothing needs to be
   * synthesized. Never copy the Secret of the same name, which holds a private key.
   * @default 'dapr-trust-bundle'
   */
  readonly trustAnchorsConfigMap?: string;
  /**
   * Key of the trust anchors (PEM) in that ConfigMap.
   * @default 'ca.crt'
   */
  readonly trustAnchorsKey?: string;
}
