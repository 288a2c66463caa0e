import { IDaprComponent } from '../../contract';

/** Where the daprd of an OpenFunction Function runs. */
export enum OpenFunctionDaprMode {
  /** In one proxy for all pods of the function: the pods start faster, and the daprd outlives them. */
  STANDALONE = 'standalone',
  /** In each pod of the function. */
  SIDECAR = 'sidecar',
}

/** The engine that starts and scales the pods of a function for HTTP calls. */
export enum OpenFunctionHttpEngine {
  /** Knative Serving. */
  KNATIVE = 'knative',
  /** KEDA HTTP add-on. */
  KEDA = 'keda',
}

/** Kind of workload of a function that is not triggered over HTTP. */
export enum OpenFunctionWorkload {
  /** Interchangeable pods. */
  DEPLOYMENT = 'Deployment',
  /** Pods with a stable identity. */
  STATEFUL_SET = 'StatefulSet',
  /** Pods that run to completion. */
  JOB = 'Job',
}

/** A Dapr trigger of a function: a topic or an input binding. */
export interface OpenFunctionTrigger {
  /** The message broker or binding. The function is added to its scopes. */
  readonly component: IDaprComponent;
  /**
   * Topic of the message broker; required for a broker (DAPR8018).
   * @default - none, as for a binding
   */
  readonly topic?: string;
}

/** A Dapr output of a function: a topic or an output binding. */
export interface OpenFunctionOutput extends OpenFunctionTrigger {
  /**
   * Operation of the binding, such as `create`.
   * @default - none
   */
  readonly operation?: string;
  /**
   * Metadata of every request.
   * @default - none
   */
  readonly metadata?: { [name: string]: string };
}

/** Props of `OpenFunction`. */
export interface OpenFunctionProps {
  /** Image of the function, built on one of OpenFunction's frameworks (DAPR8018 if missing). */
  readonly image: string;
  /**
   * Name of the function: a DNS label (DAPR1021).
   * @default - the construct ID
   */
  readonly functionName?: string;
  /**
   * Namespace of the function, part of its app ID. A missing namespace is refused (DAPR8018).
   * @default - the namespace of the chart
   */
  readonly namespace?: string;
  /**
   * Version of the function, such as `v1.0.0` (DAPR8018).
   * @default - OpenFunction uses 'latest'
   */
  readonly version?: string;
  /**
   * Name of the image pull Secret.
   * @default - none
   */
  readonly imageCredentials?: string;
  /**
   * Port for HTTP calls, from 1 to 65535 (DAPR2003).
   * @default 8080 if it has no other triggers
   */
  readonly httpPort?: number;
  /**
   * Engine that scales it for HTTP calls.
   * @default - OpenFunction uses Knative
   */
  readonly httpEngine?: OpenFunctionHttpEngine;
  /**
   * Topics and input bindings that trigger it.
   * @default - none: it is triggered over HTTP
   */
  readonly triggers?: OpenFunctionTrigger[];
  /**
   * Topics and output bindings that it sends to.
   * @default - none
   */
  readonly outputs?: OpenFunctionOutput[];
  /**
   * State stores that it uses.
   * @default - none
   */
  readonly states?: IDaprComponent[];
  /**
   * Where its daprd runs. Setting it enables Dapr even without components.
   * @default OpenFunctionDaprMode.STANDALONE if it has components, otherwise no daprd
   */
  readonly daprServiceMode?: OpenFunctionDaprMode;
  /**
   * Minimum number of pods, from 0 to `maxReplicas` (DAPR8018).
   * @default - OpenFunction uses 0
   */
  readonly minReplicas?: number;
  /**
   * Maximum number of pods.
   * @default - OpenFunction uses 10
   */
  readonly maxReplicas?: number;
  /**
   * Kind of workload that runs its pods.
   * @default - OpenFunction uses a Deployment
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
   * Annotations of its pods. Annotations that a prop sets are refused (DAPR8018).
   * @default - none
   */
  readonly annotations?: { [name: string]: string };
}
