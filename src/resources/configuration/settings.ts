import { Duration } from 'cdk8s';
import { IDaprComponent } from '../../contract';
import { MetadataValue } from '../metadata/metadata-value';

/** OTLP transport protocol. */
export enum OtelProtocol {
  /** OTLP over HTTP. */
  HTTP = 'http',
  /** OTLP over gRPC. */
  GRPC = 'grpc',
}

/** OpenTelemetry exporter for traces. */
export interface OtelExporter {
  /** Host and port, without a scheme: Dapr would treat a scheme as part of the host. */
  readonly endpointAddress: string;
  /** Transport protocol. */
  readonly protocol: OtelProtocol;
  /**
   * Whether the endpoint uses TLS.
   * @default true
   */
  readonly isSecure?: boolean;
  /**
   * Headers of each request, by name. A header whose name suggests a secret must come from a Secret (DAPR3006); values from
   * environment variables are not supported (DAPR3109). Requires Dapr 1.17 or newer.
   * @default - none
   */
  readonly headers?: { [name: string]: MetadataValue };
  /**
   * Timeout of a request. Requires Dapr 1.17 or newer.
   * @default - Dapr's default
   */
  readonly timeout?: Duration;
}

/** Rewrites the values of a metric label. */
export interface MetricLabel {
  /** Name of the label. */
  readonly name: string;
  /** Regular expressions that match old values, by new value. */
  readonly regex: { [value: string]: string };
}

/** Rewrites the labels of a metric. */
export interface MetricRule {
  /** Name of the metric. */
  readonly name: string;
  /** Labels to rewrite. */
  readonly labels: MetricLabel[];
}

/** A pipeline handler: a component of type `middleware.http.*`, which is scoped to every app with this Configuration. */
export interface PipelineHandler {
  /** The middleware component. */
  readonly component: IDaprComponent;
  /**
   * Type of the component.
   * @default - the type of the component; required if the component is referenced by name only (DAPR3111)
   */
  readonly type?: string;
  /**
   * Request fields and the values for which the handler applies.
   * @default - the handler always applies
   */
  readonly selector?: { [field: string]: string };
}

/** Name resolution component. */
export interface NameResolution {
  /** Name of the component, such as `kubernetes`, `consul` or `mdns`. */
  readonly component: string;
  /**
   * Version of the component.
   * @default 'v1'
   */
  readonly version?: string;
  /**
   * Settings of the component. For settings that are not strings, patch the object.
   * @default - none
   */
  readonly configuration?: { [name: string]: string };
}

/** How long Dapr keeps the state of ended workflows. */
export interface WorkflowStateRetention {
  /**
   * Retention for all ended workflows.
   * @default - indefinitely
   */
  readonly anyTerminal?: Duration;
  /**
   * Retention for completed workflows.
   * @default - `anyTerminal`
   */
  readonly completed?: Duration;
  /**
   * Retention for failed workflows.
   * @default - `anyTerminal`
   */
  readonly failed?: Duration;
  /**
   * Retention for terminated workflows.
   * @default - `anyTerminal`
   */
  readonly terminated?: Duration;
}

/** Tokens that Sentry accepts in addition to those of Kubernetes: JWTs verified with a JSON Web Key Set (JWKS). */
export interface JwksTokenValidator {
  /** The JWKS: a URL, a file path, or the JSON document itself. */
  readonly source: string;
  /**
   * CA certificate of the URL's server, in PEM.
   * @default - CA certificates of the system
   */
  readonly caCertificate?: string;
  /**
   * Timeout of a request for the JWKS.
   * @default Duration.seconds(30)
   */
  readonly requestTimeout?: Duration;
  /**
   * Minimum interval between two requests for the JWKS.
   * @default Duration.minutes(10)
   */
  readonly minRefreshInterval?: Duration;
}

/**
 * mTLS settings of the whole Dapr installation. The control plane reads them only from the Configuration `daprsystem`; in
 * any other they are an error (DAPR3108).
 */
export interface ControlPlaneMtls {
  /** Whether daprd instances communicate over mTLS. */
  readonly enabled: boolean;
  /** Address of Sentry, `host:port`. */
  readonly sentryAddress: string;
  /** Trust domain of the control plane. */
  readonly controlPlaneTrustDomain: string;
  /**
   * Validity period of workload certificates.
   * @default Duration.hours(24)
   */
  readonly workloadCertTtl?: Duration;
  /**
   * Allowed clock skew between nodes.
   * @default Duration.minutes(15)
   */
  readonly allowedClockSkew?: Duration;
  /**
   * Additional token validators of Sentry.
   * @default - Kubernetes tokens only
   */
  readonly tokenValidators?: JwksTokenValidator[];
}
