import { IDaprComponent } from '../../contract';

/** Where the daprd of an OpenFunction function lives. */
export enum OpenFunctionDaprMode {
  /** In a proxy beside the function, one for all its pods: they start faster, and the daprd outlives them. */
  STANDALONE = 'standalone',
  /** In each pod of the function. */
  SIDECAR = 'sidecar',
}

/** What starts and scales the pods of a function for calls over HTTP. */
export enum OpenFunctionHttpEngine {
  /** Knative Serving. */
  KNATIVE = 'knative',
  /** The HTTP add-on of KEDA. */
  KEDA = 'keda',
}

/** As what the pods of a function run that no call over HTTP starts. */
export enum OpenFunctionWorkload {
  /** Interchangeable pods. */
  DEPLOYMENT = 'Deployment',
  /** Pods with an identity. */
  STATEFUL_SET = 'StatefulSet',
  /** Pods that end. */
  JOB = 'Job',
}

/** Something by which Dapr calls a function. */
export interface OpenFunctionTrigger {
  /** The message broker or input binding; the function becomes one of its scopes. */
  readonly component: IDaprComponent;
  /**
   * Topic of the message broker; a broker needs one (DAPR8018).
   * @default - none, for a binding
   */
  readonly topic?: string;
}

/** Something that a function sends. */
export interface OpenFunctionOutput extends OpenFunctionTrigger {
  /**
   * Operation of the binding, such as `create`.
   * @default - none
   */
  readonly operation?: string;
  /**
   * Metadata of each request.
   * @default - none
   */
  readonly metadata?: { [name: string]: string };
}

/** What defines an `OpenFunction`. */
export interface OpenFunctionProps {
  /** Image of the function, built on one of OpenFunction's frameworks (DAPR8018 where it is missing). */
  readonly image: string;
  /**
   * Name of the function: a DNS label (DAPR1021).
   * @default - the construct id
   */
  readonly functionName?: string;
  /**
   * Its namespace, part of its app-id; none at all is refused (DAPR8018).
   * @default - that of the chart
   */
  readonly namespace?: string;
  /**
   * Version of the function, such as `v1.0.0` (DAPR8018).
   * @default - OpenFunction takes 'latest'
   */
  readonly version?: string;
  /**
   * Name of the Secret with which the image is pulled.
   * @default - none
   */
  readonly imageCredentials?: string;
  /**
   * Port at which it is called over HTTP, from 1 to 65535 (DAPR2003).
   * @default 8080, where it has no other triggers
   */
  readonly httpPort?: number;
  /**
   * What scales it for calls over HTTP.
   * @default - OpenFunction takes Knative
   */
  readonly httpEngine?: OpenFunctionHttpEngine;
  /**
   * Topics and input bindings that call it.
   * @default - none: it is called over HTTP
   */
  readonly triggers?: OpenFunctionTrigger[];
  /**
   * Topics and output bindings to which it sends.
   * @default - none
   */
  readonly outputs?: OpenFunctionOutput[];
  /**
   * State stores that it uses.
   * @default - none
   */
  readonly states?: IDaprComponent[];
  /**
   * Where its daprd lives; giving it switches Dapr on even without components.
   * @default OpenFunctionDaprMode.STANDALONE where it has components, otherwise no daprd
   */
  readonly daprServiceMode?: OpenFunctionDaprMode;
  /**
   * Pods at the least, from 0; not more than `maxReplicas` (DAPR8018).
   * @default - OpenFunction takes 0
   */
  readonly minReplicas?: number;
  /**
   * Pods at the most.
   * @default - OpenFunction takes 10
   */
  readonly maxReplicas?: number;
  /**
   * As what its pods run.
   * @default - OpenFunction takes a Deployment
   */
  readonly workloadType?: OpenFunctionWorkload;
  /**
   * Environment variables of the function.
   * @default - none
   */
  readonly params?: { [name: string]: string };
  /**
   * Labels of its pods.
   * @default - none
   */
  readonly labels?: { [name: string]: string };
  /**
   * Annotations of its pods. Those that a prop decides are refused (DAPR8018).
   * @default - none
   */
  readonly annotations?: { [name: string]: string };
}
