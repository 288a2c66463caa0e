import { Duration } from 'cdk8s';
import { IConstruct } from 'constructs';
import { AppChannel } from './channel';
import { DaprAppUses } from './uses-props';
import { AppHealthCheck, AppProtocol, DaprProgram, IDaprComponent, IDataPlane } from '../contract';

/** The settings of an app that do not depend on where its daprd runs. */
export interface DaprAppOptions extends DaprAppUses {
  /**
   * The workload: any construct that contains exactly one object with a pod template. A Deployment, StatefulSet, DaemonSet,
   * Job, CronJob or Pod of any cdk8s-plus version, `KubeX`, a raw `ApiObject`, `Include`, an Argo Rollout, a Knative Service, ...
   *
   * Later changes to it are included. A construct with no or several such objects throws DAPR1017, and an OpenFunction
   * Function DAPR8016. A Knative Service that receives through a sidecar requires a min-scale of at least 1 (DAPR8011).
   */
  readonly workload: IConstruct;
  /**
   * Path of the pod template in the object of the workload, for custom resources that have it elsewhere: `spec.replicatedJobs[0].template.spec.template`
   * of a JobSet, `spec.leaderWorkerTemplate.workerTemplate` of a LeaderWorkerSet, `spec.tasks[0].template` of a Volcano Job. The other pods of such an
   * object have no daprd. A path without a pod template throws DAPR1017. For pods that run to completion, set `enableNativeSidecar` or use a
   * shared daprd.
   * @default - `spec.template`, or the path that the kind has in Kubernetes or KEDA
   */
  readonly podTemplatePath?: string;
  /**
   * App ID, by which other apps call it: a DNS label of at most 58 characters, 54 with a shared daprd.
   * @default - the app ID of the data plane if it serves only one, otherwise the construct ID
   */
  readonly appId?: string;
  /**
   * Port at which daprd calls the app.
   * @default - none: the app only calls Dapr
   */
  readonly appPort?: number;
  /**
   * Protocol with which daprd calls the app.
   * @default AppProtocol.HTTP
   */
  readonly appProtocol?: AppProtocol;
  /**
   * Health check that daprd runs against the app. It would keep a Knative Service behind a shared daprd awake (DAPR8012).
   * @default - none: daprd considers the app healthy once it listens
   */
  readonly appHealthCheck?: AppHealthCheck;
  /**
   * Longest time for which the app may be away while its shared daprd keeps its events: scaled to zero, rolling out, failing. 1 second to 365 days
   * (DAPR3017).
   *
   * From Dapr 1.18.5, the time limit of the component ends the delivery of an event, which then goes to the dead letter topic. The limits of Redis,
   * Service Bus and SNS/SQS are set from this time, unless the component sets them; a shorter limit is a warning (DAPR3180). With Redis and SNS/SQS, an
   * event that a lost daprd was delivering is delivered again only after this time. With `appHealthCheck`, daprd stops receiving once the check
   * fails, so a shorter limit is sufficient. docs/events.md lists the limits of all message brokers. A sidecar is away with its app, so the time has
   * no effect.
   * @default Duration.hours(1)
   */
  readonly maxAppAbsence?: Duration;
  /**
   * Maximum number of concurrent calls from daprd to the app; -1 for no limit.
   * @default - no limit
   */
  readonly appMaxConcurrency?: number;
  /**
   * Name of the Secret with the app API token under the key `token`. daprd sends the token in the header `dapr-api-token`;
   * the app gets it as `APP_API_TOKEN` and must compare the two.
   * @default - daprd sends no token
   */
  readonly appTokenSecret?: string;
  /**
   * Components that the app uses. The app is added to their scopes.
   * @default - none
   */
  readonly uses?: IDaprComponent[];
  /**
   * Address at which a daprd outside the pods calls the app.
   * @default - a Service named after the app ID with the suffix `-channel`, created if needed; for a Knative Service its own address, which wakes it
   */
  readonly appChannel?: AppChannel;
  /**
   * Names of the containers and init containers that call Dapr. An unknown name is refused (DAPR1023).
   * @default - all
   */
  readonly containers?: string[];
  /**
   * How the app runs on a machine without containers. Only exports to machines need it (DAPR8103).
   * @default - none: an export to a machine is refused
   */
  readonly program?: DaprProgram;
  /**
   * Takes over a workload that runs with Dapr already, such as one of `Include` or `Helm`. The annotations `dapr.io/...` of its pods are read into
   * props of the app and options of its data plane; a prop with another value is refused (DAPR1034), and so is a malformed annotation.
   *
   * With a sidecar, the pods stay as they are, so that they do not roll. With any other data plane, the annotations are removed, and those
   * that cannot be taken over are a warning (DAPR1035). Components, Subscriptions, Configurations and other objects of Dapr that are defined as plain objects
   * in the chart before the app count like those of this library.
   * @default false
   */
  readonly adopt?: boolean;
  /**
   * Annotations of the app's pods, merged over the generated ones; an empty string removes a generated one. An unknown
   * `dapr.io/` key is only a warning (DAPR1022), so that options of a newer Dapr can be set.
   * @default - none
   */
  readonly podAnnotations?: { [name: string]: string };
}

/** Props of `DaprApp`. */
export interface DaprAppProps extends DaprAppOptions {
  /**
   * Where the app's daprd runs.
   * @default - the data plane of `DaprPlatform`, otherwise DataPlane.sidecar()
   */
  readonly dataPlane?: IDataPlane;
}
