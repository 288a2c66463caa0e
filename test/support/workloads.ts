/** One workload of each supported kind, created as users do. */
import { join } from 'path';
import { ApiObject, Cron, Include } from 'cdk8s';
import * as k28 from 'cdk8s-plus-28';
import * as newest from 'cdk8s-plus-33';
import { Construct, IConstruct } from 'constructs';
import { FIXTURES } from './paths';

export type Make = (scope: Construct, id: string) => IConstruct;

export const PORT = 8080;
const containers = [{ image: 'test.local/app:1', portNumber: PORT }];
const template = (app: string, restartPolicy?: string) => ({
  metadata: { labels: { app } },
  spec: { containers: [{ name: 'main', image: 'test.local/app:1', ports: [{ containerPort: PORT }] }], ...(restartPolicy ? { restartPolicy } : {}) },
});
/** A Knative Service without selector and container names; it does not scale to zero, so that a sidecar can receive. */
const knative = {
  template: {
    metadata: { annotations: { 'autoscaling.knative.dev/min-scale': '1' } },
    spec: { containers: [{ image: 'test.local/app:1', ports: [{ containerPort: PORT }] }] },
  },
};
const selected = (app: string) => ({ selector: { matchLabels: { app } }, template: template(app) });

function plus(lib: any): { [kind: string]: Make } {
  return {
    Deployment: (s, id) => new lib.Deployment(s, id, { containers }),
    StatefulSet: (s, id) => new lib.StatefulSet(s, id, { containers, service: new lib.Service(s, `${id}-svc`, { ports: [{ port: PORT }], selector: undefined }) }),
    DaemonSet: (s, id) => new lib.DaemonSet(s, id, { containers }),
    Job: (s, id) => new lib.Job(s, id, { containers }),
    CronJob: (s, id) => new lib.CronJob(s, id, { containers, schedule: Cron.daily() }),
    Pod: (s, id) => new lib.Pod(s, id, { containers }),
  };
}

const prefixed = (prefix: string, makers: { [kind: string]: Make }) =>
  Object.fromEntries(Object.entries(makers).map(([kind, make]) => [`${prefix} ${kind}`, make]));

export const WORKLOADS: { [name: string]: Make } = {
  ...prefixed('cdk8s-plus-28', plus(k28)),
  ...prefixed('newest cdk8s-plus', plus(newest)),
  'KubeDeployment': (s, id) => new k28.k8s.KubeDeployment(s, id, { spec: selected(id) }),
  'KubeReplicaSet': (s, id) => new k28.k8s.KubeReplicaSet(s, id, { spec: selected(id) }),
  'KubeCronJob': (s, id) => new k28.k8s.KubeCronJob(s, id, {
    spec: { schedule: '0 0 * * *', jobTemplate: { spec: { template: template(id, 'Never') } } },
  }),
  'raw ApiObject Deployment': (s, id) => new ApiObject(s, id, { apiVersion: 'apps/v1', kind: 'Deployment', spec: selected(id) }),
  'raw ApiObject ReplicaSet': (s, id) => new ApiObject(s, id, { apiVersion: 'apps/v1', kind: 'ReplicaSet', spec: selected(id) }),
  'Include': (s, id) => new Include(s, id, { url: join(FIXTURES, 'deployment.yaml') }),
  'Knative Service': (s, id) => new ApiObject(s, id, { apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: id }, spec: knative }),
  'Argo Rollout': (s, id) => new ApiObject(s, id, { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', spec: selected(id) }),
};

/** Kinds for which Dapr's operator creates the invocation Service. */
export const OPERATOR_KINDS = /Deployment|StatefulSet|Include|Knative/;
