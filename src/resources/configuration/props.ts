import { AccessAction, AccessPolicy, DaprApiRule, SecretScope } from './access';
import { ControlPlaneMtls, PipelineHandler } from './settings';
import { ConfigurationSettings } from './shared-settings';
import { IDaprApp } from '../../contract';

/** Props of `DaprConfiguration`, for every field of Dapr's Configuration. Dapr's defaults apply to unset props. */
export interface DaprConfigurationProps extends ConfigurationSettings {
  /**
   * Name of the object.
   * @default - the construct ID
   */
  readonly configurationName?: string;
  /**
   * Namespace of the object; must be the namespace of the apps (DAPR1013).
   * @default - the namespace of the chart
   */
  readonly namespace?: string;
  /**
   * Apps whose daprd uses this Configuration. Their pods are annotated with it.
   * @default - apps whose data plane refers to it, and apps added with `addApp`
   */
  readonly apps?: IDaprApp[];

  /**
   * Action for calling apps without a policy. Always rendered if any access control is set.
   * @default AccessAction.DENY if `accessControlPolicies` is set, otherwise AccessAction.ALLOW
   */
  readonly accessControlDefaultAction?: AccessAction;
  /**
   * Trust domain of the apps that use this Configuration, as stated in their certificates.
   * @default - `public`, Dapr's default
   */
  readonly accessControlTrustDomain?: string;
  /**
   * Access control policies: which apps may call the app. Requires mTLS (DAPR3106).
   * @default - every app may call it
   */
  readonly accessControlPolicies?: AccessPolicy[];
  /**
   * Dapr APIs that the app may use; all others are denied.
   * @default - all APIs
   */
  readonly allowedApis?: DaprApiRule[];
  /**
   * Dapr APIs that the app may not use.
   * @default - none
   */
  readonly deniedApis?: DaprApiRule[];
  /**
   * Secrets that the app may read through the secrets API. Secret references of components are not affected.
   * @default - all secrets of the stores that the app uses
   */
  readonly secretScopes?: SecretScope[];
  /**
   * Component types that daprd does not load, such as `bindings.localstorage` or `state.in-memory/v1`.
   * @default - none
   */
  readonly deniedComponents?: string[];

  /**
   * Middleware for calls to Dapr's API and to other apps, in this order.
   * @default - none
   */
  readonly httpPipeline?: PipelineHandler[];
  /**
   * Middleware for calls to the app, in this order.
   * @default - none
   */
  readonly appHttpPipeline?: PipelineHandler[];

  /**
   * mTLS settings of the Dapr installation; only valid in the Configuration `daprsystem` (DAPR3108).
   * @default - the settings of the installation
   */
  readonly controlPlaneMtls?: ControlPlaneMtls;
}
