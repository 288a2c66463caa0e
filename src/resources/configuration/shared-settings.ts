import { Duration } from 'cdk8s';
import { DaprFeature } from './features';
import { MetricRule, NameResolution, OtelExporter, WorkflowStateRetention } from './settings';

/** Settings of a Configuration that one app or all apps of a platform may have: see `DaprConfiguration.defaults`. */
export interface ConfigurationSettings {
  /**
   * Sampling rate of traces, from 0 to 1.
   * @default - 1 if a trace exporter is set, otherwise 0.0001, Dapr's default
   */
  readonly tracingSamplingRate?: number;
  /**
   * Whether daprd writes traces to its log.
   * @default false
   */
  readonly tracingStdout?: boolean;
  /**
   * URL of a Zipkin collector, for example `http://zipkin:9411/api/v2/spans`.
   * @default - none
   */
  readonly zipkinEndpoint?: string;
  /**
   * OpenTelemetry exporter for traces.
   * @default - none
   */
  readonly otel?: OtelExporter;

  /**
   * Whether daprd records metrics.
   * @default true
   */
  readonly metricsEnabled?: boolean;
  /**
   * Whether HTTP metrics have a series per path. With an unbounded number of paths, memory use is unbounded as well.
   * @default - Dapr's default, true up to 1.18.3
   */
  readonly metricsIncreasedCardinality?: boolean;
  /**
   * Paths, such as `/orders/{id}`, with a separate series.
   * @default - none
   */
  readonly metricsPathMatching?: string[];
  /**
   * Whether HTTP metrics omit the verb.
   * @default false
   */
  readonly metricsExcludeVerbs?: boolean;
  /**
   * Upper bounds of the latency histogram buckets, in milliseconds, ascending.
   * @default - Dapr's default
   */
  readonly metricsLatencyDistributionBuckets?: number[];
  /**
   * Upper bounds of the buckets of the latency histograms of workflows and activities, ascending. Requires Dapr 1.19 or newer.
   * @default - `metricsLatencyDistributionBuckets`
   */
  readonly metricsWorkflowLatencyDistributionBuckets?: number[];
  /**
   * Unit of `metricsWorkflowLatencyDistributionBuckets`. Requires Dapr 1.19 or newer.
   * @default Duration.millis(1)
   */
  readonly metricsWorkflowLatencyDistributionUnits?: Duration;
  /**
   * Whether error codes are recorded as metrics.
   * @default false
   */
  readonly metricsRecordErrorCodes?: boolean;
  /**
   * Rules that rewrite metric labels.
   * @default - none
   */
  readonly metricsRules?: MetricRule[];

  /**
   * Whether daprd logs API calls.
   * @default false
   */
  readonly apiLoggingEnabled?: boolean;
  /**
   * Whether the API log contains the pattern of a URL instead of the URL itself, which may contain personal data.
   * @default false
   */
  readonly apiLoggingObfuscateUrls?: boolean;
  /**
   * Whether the API log omits health checks.
   * @default false
   */
  readonly apiLoggingOmitHealthChecks?: boolean;

  /**
   * Preview features to enable or disable.
   * @default - Dapr's defaults
   */
  readonly features?: DaprFeature[];
  /**
   * Name resolution component.
   * @default - Dapr's Kubernetes name resolution
   */
  readonly nameResolution?: NameResolution;
  /**
   * Whether WebAssembly modules have no access to the clock or to real random numbers.
   * @default false
   */
  readonly wasmStrictSandbox?: boolean;

  /**
   * Maximum number of workflows that one daprd runs concurrently.
   * @default - no limit
   */
  readonly maxConcurrentWorkflowInvocations?: number;
  /**
   * Maximum number of activities that one daprd runs concurrently.
   * @default - no limit
   */
  readonly maxConcurrentActivityInvocations?: number;
  /**
   * Maximum number of workflows that all daprd instances of the app run concurrently. Requires Dapr 1.18.1 or newer.
   * @default - no limit
   */
  readonly globalMaxConcurrentWorkflowInvocations?: number;
  /**
   * Maximum number of activities that all daprd instances of the app run concurrently. Requires Dapr 1.18.1 or newer.
   * @default - no limit
   */
  readonly globalMaxConcurrentActivityInvocations?: number;
  /**
   * Maximum number of concurrent workflows, by workflow name. Requires Dapr 1.18.1 or newer.
   * @default - no limit
   */
  readonly workflowConcurrencyLimits?: { [workflowName: string]: number };
  /**
   * Maximum number of concurrent activities, by activity name. Requires Dapr 1.18.1 or newer.
   * @default - no limit
   */
  readonly activityConcurrencyLimits?: { [activityName: string]: number };
  /**
   * How long Dapr keeps the state of ended workflows. Requires Dapr 1.17.2 or newer.
   * @default - indefinitely
   */
  readonly workflowStateRetention?: WorkflowStateRetention;
}
