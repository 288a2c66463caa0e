/** A Knative Service as the workload of an app, and its output. */
import { ApiObject, Chart } from 'cdk8s';
import { DaprComponent } from 'cdk8s-dapr';
import { find, KAFKA_BINDING, newChart, refusal, SHARED } from '../../scenarios/charts';

/** Annotations of a function that never scales to zero. */
export const AWAKE = { 'autoscaling.knative.dev/min-scale': '1' };

export function knative(chart: Chart, annotations: object = {}, more: { container?: object; spec?: object; name?: string } = {}): ApiObject {
  return new ApiObject(chart, more.name ?? 'function', {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: { name: more.name ?? 'orders' },
    spec: {
      ...more.spec,
      template: { metadata: { annotations }, spec: { containers: [{ image: 'test.local/app:1', ports: [{ containerPort: 8080 }], ...more.container }] } },
    },
  });
}

/** A chart in a namespace, which the address of a Knative Service requires. */
export const shop = (settings = {}): Chart => newChart({ ...SHARED, ...settings }, { namespace: 'shop' });

/** The template of its revisions. */
export const template = (chart: Chart): any => chart.toJson().find(o => o.apiVersion.startsWith('serving.knative.dev')).spec.template;

/** The annotations of its shared daprd. */
export const daprd = (chart: Chart, kind = 'Deployment'): { [annotation: string]: string } => find(chart, kind, 'checkout-daprd').spec.template.metadata.annotations;

/** The errors of a synth without their paths. */
export const refusalOf = (chart: Chart): string => refusal(chart).replace(/(DAPR\d{4}) chart\/[^:]+:/g, '$1:');

export const queue = (chart: Chart): DaprComponent => new DaprComponent(chart, 'queue', KAFKA_BINDING);
