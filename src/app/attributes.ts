/** Attributes of an app outside this stack. */
export interface DaprAppAttributes {
  /** App ID. An invalid one is refused (DAPR1001). */
  readonly appId: string;
  /**
   * Namespace. Access policies identify a caller by app ID and namespace: without it, none is derived for this app (DAPR3252).
   * @default - unknown
   */
  readonly namespace?: string;
}
