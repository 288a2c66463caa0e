import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Finding } from '../diagnostics/finding';
import { report } from '../diagnostics/report';
import { Rule, error, warning } from '../diagnostics/rule';

export const CONTROL_PLANE_NAMESPACE = error('DAPR1011', {
  title: 'app in the namespace of Dapr\'s control plane, or marked as part of it',
  why: 'Sentry treats the pod as part of the control plane: it rejects the pod, or trusts it like the control plane',
  todo: 'use a separate namespace for the app',
  source: 'dapr/dapr pkg/security/consts',
  manifests: true,
});
const NAMESPACE_ON_ONE_SIDE = warning('DAPR1012', {
  title: 'namespace set on one side only',
  why: 'kubectl or the pipeline chooses the namespace of objects that specify none; if it is a different one, the app does not see them',
  todo: 'set the namespace of the chart',
  source: 'dapr/dapr pkg/operator/api',
});
export const RESOURCE_IN_OTHER_NAMESPACE = error('DAPR1013', {
  title: 'resource and app in different namespaces',
  why: 'Dapr\'s operator sends a daprd the resources of its own namespace only, so the resource is silently missing',
  todo: 'define the resource in the app\'s namespace',
  source: 'dapr/dapr pkg/operator/api',
});
export const DATA_PLANE_IN_OTHER_NAMESPACE = error('DAPR1014', {
  title: 'app and data plane in different namespaces',
  why: 'The pod cannot mount the token Secret of another namespace, and daprd loads components from the wrong one',
  todo: 'define the shared daprd in the app\'s namespace',
  source: 'dapr/dapr pkg/operator/api',
});

type Placed = IConstruct & { readonly namespace?: string };

/** Findings if an app and a construct that must be in the same namespace are not. */
export function checkNamespaces(app: Placed, other: Placed, what: string, rule: Rule): Finding[] {
  if (app.namespace === other.namespace) {
    return [];
  }
  const show = (namespace: string | undefined) => namespace === undefined ? 'has no namespace' : `is in namespace '${namespace}'`;
  const text = `the app ${show(app.namespace)}, and ${what} '${other.node.path}' ${show(other.namespace)}`;
  if (app.namespace !== undefined && other.namespace !== undefined) {
    return [{ at: app, rule, what: text }];
  }
  return Chart.of(app) === Chart.of(other) ? [{ at: app, rule: NAMESPACE_ON_ONE_SIDE, what: text }]
    : [{ at: app, rule, what: `${text}; they are in different charts`, todo: 'set the same namespace on both charts' }];
}

/** Reports a daprd in the namespace of the control plane. */
export function guardNamespace(at: IConstruct, namespace: string | undefined, controlPlane: string): void {
  if (namespace === controlPlane) {
    report(at, CONTROL_PLANE_NAMESPACE, `namespace '${namespace}' belongs to Dapr's control plane`);
  }
}
