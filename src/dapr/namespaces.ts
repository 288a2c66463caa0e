import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Finding } from '../diagnostics/finding';
import { report } from '../diagnostics/report';
import { Rule, error, warning } from '../diagnostics/rule';

export const CONTROL_PLANE_NAMESPACE = error('DAPR1011', {
  title: 'app in the namespace of Dapr\'s control plane, or marked as part of it',
  why: 'Sentry takes the pod for a part of the control plane and refuses or overtrusts it',
  todo: 'use a namespace of the app\'s own',
  source: 'dapr/dapr pkg/security/consts',
  manifests: true,
});
const NAMESPACE_ON_ONE_SIDE = warning('DAPR1012', {
  title: 'namespace known on one side only',
  why: 'Objects without a namespace go to whatever namespace kubectl or the pipeline uses; if that differs, the app does not see them',
  todo: 'give the chart a namespace',
  source: 'dapr/dapr pkg/operator/api',
});
export const RESOURCE_IN_OTHER_NAMESPACE = error('DAPR1013', {
  title: 'resource in another namespace than the app',
  why: 'The operator gives a daprd the resources of its own namespace only: it would be absent without an error',
  todo: 'define the resource in the app\'s namespace',
  source: 'dapr/dapr pkg/operator/api',
});
export const DATA_PLANE_IN_OTHER_NAMESPACE = error('DAPR1014', {
  title: 'app in another namespace than its data plane',
  why: 'The token Secret cannot be mounted across namespaces, and components would be read from the wrong one',
  todo: 'define the shared daprd in the app\'s namespace',
  source: 'dapr/dapr pkg/operator/api',
});

type Placed = IConstruct & { readonly namespace?: string };

/** What is wrong with the namespaces of an app and of what has to be in the same one. */
export function checkNamespaces(app: Placed, other: Placed, what: string, rule: Rule): Finding[] {
  if (app.namespace === other.namespace) {
    return [];
  }
  const show = (namespace: string | undefined) => namespace === undefined ? 'no namespace' : `namespace '${namespace}'`;
  const text = `the app is in ${show(app.namespace)}, ${what} '${other.node.path}' in ${show(other.namespace)}`;
  if (app.namespace !== undefined && other.namespace !== undefined) {
    return [{ at: app, rule, what: text }];
  }
  return Chart.of(app) === Chart.of(other) ? [{ at: app, rule: NAMESPACE_ON_ONE_SIDE, what: text }]
    : [{ at: app, rule, what: `${text}, and they are in different charts`, todo: 'give both charts the namespace' }];
}

/** Reports a daprd in the namespace of the control plane. */
export function guardNamespace(at: IConstruct, namespace: string | undefined, controlPlane: string): void {
  if (namespace === controlPlane) {
    report(at, CONTROL_PLANE_NAMESPACE, `namespace '${namespace}'`);
  }
}
