import { AccessAction, AccessPolicy, DaprApiRule, SecretScope } from './access';
import { DaprFeature } from './features';
import { ControlPlaneMtls, MetricRule, NameResolution, OtelExporter, PipelineHandler, WorkflowStateRetention } from './settings';
import { IDaprApp } from '../../contract';

/** What defines a `DaprConfiguration`. Each field of Dapr's Configuration is here; what is not given, Dapr decides. */
export interface DaprConfigurationProps {
  /**
   * Name of the object.
   * @default - the construct id
   */
  readonly configurationName?: string;
  /**
   * Namespace, which must be that of the apps (DAPR1013).
   * @default - that of the chart
   */
  readonly namespace?: string;
  /**
   * Apps whose daprd reads it: their pods are annotated.
   * @default - those whose data plane names it, and those that are added
   */
  readonly apps?: IDaprApp[];

  /**
   * Whether unknown apps may call the app. It is written wherever there is any access control.
   * @default AccessAction.DENY where there are policies
   */
  readonly accessControlDefaultAction?: AccessAction;
  /**
   * Trust domain of the apps that read it: their certificates name it.
   * @default - Dapr's own, `public`
   */
  readonly accessControlTrustDomain?: string;
  /**
   * Who may call the app. Needs mTLS (DAPR3106).
   * @default - everyone
   */
  readonly accessControlPolicies?: AccessPolicy[];
  /**
   * APIs that the app may use; no others then.
   * @default - all
   */
  readonly allowedApis?: DaprApiRule[];
  /**
   * APIs that the app may not use.
   * @default - none
   */
  readonly deniedApis?: DaprApiRule[];
  /**
   * Secrets that the app may read by the API. Secrets in components are not subject to it.
   * @default - all of the stores that the app uses
   */
  readonly secretScopes?: SecretScope[];
  /**
   * Types of components that are not loaded, such as `bindings.localstorage` or `state.in-memory/v1`.
   * @default - none
   */
  readonly deniedComponents?: string[];

  /**
   * What calls to Dapr's API and to other apps pass, in this order.
   * @default - nothing
   */
  readonly httpPipeline?: PipelineHandler[];
  /**
   * What calls to the app pass, in this order.
   * @default - nothing
   */
  readonly appHttpPipeline?: PipelineHandler[];

  /**
   * Share of calls that are traced, from 0 to 1.
   * @default - 1 where traces go somewhere, otherwise Dapr's own, 0.0001
   */
  readonly tracingSamplingRate?: number;
  /**
   * Whether traces are written to the log.
   * @default false
   */
  readonly tracingStdout?: boolean;
  /**
   * Address of a Zipkin collector, for example `http://zipkin:9411/api/v2/spans`.
   * @default - none
   */
  readonly zipkinEndpoint?: string;
  /**
   * Where traces go by OpenTelemetry.
   * @default - nowhere
   */
  readonly otel?: OtelExporter;

  /**
   * Whether metrics are recorded.
   * @default true
   */
  readonly metricsEnabled?: boolean;
  /**
   * Whether metrics of HTTP have a series for each path; paths may be without number, and so may be the memory for them.
   * @default - Dapr's own, true up to 1.18.3
   */
  readonly metricsIncreasedCardinality?: boolean;
  /**
   * Paths, such as `/orders/{id}`, that have a series of their own.
   * @default - none
   */
  readonly metricsPathMatching?: string[];
  /**
   * Whether metrics of HTTP do without the verb.
   * @default false
   */
  readonly metricsExcludeVerbs?: boolean;
  /**
   * Limits of the classes into which latencies are counted, in milliseconds, rising.
   * @default - Dapr's own
   */
  readonly metricsLatencyDistributionBuckets?: number[];
  /**
   * Whether codes of errors are counted.
   * @default false
   */
  readonly metricsRecordErrorCodes?: boolean;
  /**
   * What becomes of labels of metrics.
   * @default - nothing
   */
  readonly metricsRules?: MetricRule[];

  /**
   * Whether calls of the API are logged.
   * @default false
   */
  readonly apiLoggingEnabled?: boolean;
  /**
   * Whether the log has the pattern of a URL instead of the URL, which may hold personal data.
   * @default false
   */
  readonly apiLoggingObfuscateUrls?: boolean;
  /**
   * Whether calls of the health check are left out of that log.
   * @default false
   */
  readonly apiLoggingOmitHealthChecks?: boolean;

  /**
   * Preview features that are switched on or off.
   * @default - Dapr's own
   */
  readonly features?: DaprFeature[];
  /**
   * How apps are found.
   * @default - by the cluster
   */
  readonly nameResolution?: NameResolution;
  /**
   * Whether WebAssembly gets neither the clock nor true random numbers.
   * @default false
   */
  readonly wasmStrictSandbox?: boolean;

  /**
   * Workflows that one daprd runs at the same time, at the most.
   * @default - any number
   */
  readonly maxConcurrentWorkflowInvocations?: number;
  /**
   * Activities that one daprd runs at the same time, at the most.
   * @default - any number
   */
  readonly maxConcurrentActivityInvocations?: number;
  /**
   * Workflows that all daprds of the app run at the same time, at the most. Dapr 1.18.1 or newer.
   * @default - any number
   */
  readonly globalMaxConcurrentWorkflowInvocations?: number;
  /**
   * Activities that all daprds of the app run at the same time, at the most. Dapr 1.18.1 or newer.
   * @default - any number
   */
  readonly globalMaxConcurrentActivityInvocations?: number;
  /**
   * The same for workflows of a name. Dapr 1.18.1 or newer.
   * @default - any number
   */
  readonly workflowConcurrencyLimits?: { [workflowName: string]: number };
  /**
   * The same for activities of a name. Dapr 1.18.1 or newer.
   * @default - any number
   */
  readonly activityConcurrencyLimits?: { [activityName: string]: number };
  /**
   * How long the state of workflows is kept after their end. Dapr 1.17.2 or newer.
   * @default - for ever
   */
  readonly workflowStateRetention?: WorkflowStateRetention;

  /**
   * mTLS of the installation; in the Configuration `daprsystem` only (DAPR3108).
   * @default - that of the installation
   */
  readonly controlPlaneMtls?: ControlPlaneMtls;
}
