import { IConstruct } from 'constructs';
import { AppChannel } from './channel';
import { DaprAppUses } from './uses-props';
import { AppHealthCheck, AppProtocol, DaprProgram, IDaprComponent, IDataPlane } from '../contract';

/** The facts about an app, the same wherever its daprd lives. */
export interface DaprAppOptions extends DaprAppUses {
  /**
   * What runs: any construct that holds exactly one object with a pod template. Deployment, StatefulSet, DaemonSet,
   * Job, CronJob, Pod of any cdk8s-plus, `KubeX`, raw `ApiObject`, `Include`, an Argo Rollout, a Knative Service, ...
   *
   * What is added to it later is seen. No or several such objects throw DAPR1017, and a Function of
   * OpenFunction DAPR8016. A Knative Service that receives with a sidecar needs a min-scale of at least 1 (DAPR8011).
   */
  readonly workload: IConstruct;
  /**
   * Name under which other apps know it: a DNS label of at most 58 characters, 54 with a shared daprd.
   * @default - that of the data plane where it serves one only, otherwise the construct id
   */
  readonly appId?: string;
  /**
   * Port on which it receives calls of daprd.
   * @default - it only calls Dapr
   */
  readonly appPort?: number;
  /**
   * Protocol in which daprd calls it.
   * @default AppProtocol.HTTP
   */
  readonly appProtocol?: AppProtocol;
  /**
   * Lets daprd watch whether the app is able to receive. It would keep a Knative Service behind a shared daprd awake (DAPR8012).
   * @default - it is taken to be, once it has listened
   */
  readonly appHealthCheck?: AppHealthCheck;
  /**
   * Calls that daprd makes to the app at the same time, at the most; -1 means any number.
   * @default - any number
   */
  readonly appMaxConcurrency?: number;
  /**
   * Name of the Secret whose key `token` daprd shows to the app in the header `dapr-api-token`; the app gets it as
   * `APP_API_TOKEN` and has to compare.
   * @default - daprd shows none
   */
  readonly appTokenSecret?: string;
  /**
   * Components that the app uses; it becomes one of their scopes.
   * @default - none
   */
  readonly uses?: IDaprComponent[];
  /**
   * Where a daprd outside the pods calls the app.
   * @default - a Service `<app-id>-channel`, made where it is needed; for a Knative Service its own address, which wakes it
   */
  readonly appChannel?: AppChannel;
  /**
   * Names of the containers and init containers that talk to Dapr (DAPR1023 where there is none of that name).
   * @default - all
   */
  readonly containers?: string[];
  /**
   * How it is run on a machine without containers; only exports to machines need it (DAPR8103).
   * @default - such an export is refused
   */
  readonly program?: DaprProgram;
  /**
   * Annotations of the app's pods, added to those made here; an empty text removes one of ours. A `dapr.io/` key
   * that this library does not know is a warning (DAPR1022), so that a newer Dapr can be used.
   * @default - none
   */
  readonly podAnnotations?: { [name: string]: string };
}

/** What defines a `DaprApp`. */
export interface DaprAppProps extends DaprAppOptions {
  /**
   * Where its daprd lives.
   * @default - that of `DaprPlatform`, otherwise DataPlane.sidecar()
   */
  readonly dataPlane?: IDataPlane;
}
