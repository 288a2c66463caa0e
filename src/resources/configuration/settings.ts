import { Duration } from 'cdk8s';
import { IDaprComponent } from '../../contract';
import { MetadataValue } from '../component/metadata-value';

/** The protocol of OpenTelemetry. */
export enum OtelProtocol {
  /** OTLP over HTTP. */
  HTTP = 'http',
  /** OTLP over gRPC. */
  GRPC = 'grpc',
}

/** Where traces go by OpenTelemetry. */
export interface OtelExporter {
  /** Host and port, without a scheme, which Dapr would take for a part of the host. */
  readonly endpointAddress: string;
  /** The protocol. */
  readonly protocol: OtelProtocol;
  /**
   * Whether it speaks TLS.
   * @default true
   */
  readonly isSecure?: boolean;
  /**
   * Headers of each call, by name. One whose name is that of a secret has to come from one (DAPR3006); from environment
   * variables Dapr reads none (DAPR3109). Dapr 1.17 or newer.
   * @default - none
   */
  readonly headers?: { [name: string]: MetadataValue };
  /**
   * How long a call may take. Dapr 1.17 or newer.
   * @default - Dapr's own
   */
  readonly timeout?: Duration;
}

/** A label of a metric, and what becomes of its values. */
export interface MetricLabel {
  /** Name of the label. */
  readonly name: string;
  /** New value, by the regular expression that the old one matches. */
  readonly regex: { [value: string]: string };
}

/** What becomes of a metric. */
export interface MetricRule {
  /** Name of the metric. */
  readonly name: string;
  /** Its labels that change. */
  readonly labels: MetricLabel[];
}

/** One step of a pipeline: a component of a type `middleware.http.*`, which every app with this configuration gets to use. */
export interface PipelineHandler {
  /** The component. */
  readonly component: IDaprComponent;
  /**
   * Its type.
   * @default - that of the component; needed where only its name is known (DAPR3111)
   */
  readonly type?: string;
  /**
   * Fields of a request, by name, and the values with which the step is taken.
   * @default - always
   */
  readonly selector?: { [field: string]: string };
}

/** How apps are found. */
export interface NameResolution {
  /** Name of the way, such as `kubernetes`, `consul` or `mdns`. */
  readonly component: string;
  /**
   * Version of it.
   * @default 'v1'
   */
  readonly version?: string;
  /**
   * Its settings; for those that are no texts patch the object.
   * @default - none
   */
  readonly configuration?: { [name: string]: string };
}

/** How long the state of workflows is kept after their end. */
export interface WorkflowStateRetention {
  /**
   * Of those that ended in any way.
   * @default - for ever
   */
  readonly anyTerminal?: Duration;
  /**
   * Of those that completed.
   * @default - as `anyTerminal`
   */
  readonly completed?: Duration;
  /**
   * Of those that failed.
   * @default - as `anyTerminal`
   */
  readonly failed?: Duration;
  /**
   * Of those that were terminated.
   * @default - as `anyTerminal`
   */
  readonly terminated?: Duration;
}

/** Tokens that Sentry accepts besides those of Kubernetes: JWTs with the keys of a document. */
export interface JwksTokenValidator {
  /** The document: a URL, a file, or the JSON itself. */
  readonly source: string;
  /**
   * Certificate of the authority of the URL's server, in PEM.
   * @default - those of the system
   */
  readonly caCertificate?: string;
  /**
   * How long a request of the document may take.
   * @default Duration.seconds(30)
   */
  readonly requestTimeout?: Duration;
  /**
   * Time between two requests of it, at the least.
   * @default Duration.minutes(10)
   */
  readonly minRefreshInterval?: Duration;
}

/**
 * mTLS of the whole installation: it is read from the Configuration `daprsystem` of the control plane only, and refused in
 * any other (DAPR3108).
 */
export interface ControlPlaneMtls {
  /** Whether daprds talk by mTLS. */
  readonly enabled: boolean;
  /** Address of Sentry, `host:port`. */
  readonly sentryAddress: string;
  /** Trust domain of the control plane. */
  readonly controlPlaneTrustDomain: string;
  /**
   * How long a certificate is valid.
   * @default Duration.hours(24)
   */
  readonly workloadCertTtl?: Duration;
  /**
   * By how much clocks may differ.
   * @default Duration.minutes(15)
   */
  readonly allowedClockSkew?: Duration;
  /**
   * Other tokens that Sentry accepts.
   * @default - those of Kubernetes only
   */
  readonly tokenValidators?: JwksTokenValidator[];
}
