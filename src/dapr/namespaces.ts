import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Finding } from '../diagnostics/finding';

type Placed = IConstruct & { readonly namespace?: string };

/** What is wrong with the namespaces of an app and of what has to be in the same one. */
export function checkNamespaces(app: Placed, other: Placed, what: string, code: 'DAPR1013' | 'DAPR1014'): Finding[] {
  if (app.namespace === other.namespace) {
    return [];
  }
  const show = (namespace: string | undefined) => namespace === undefined ? 'no namespace' : `namespace '${namespace}'`;
  const text = `the app is in ${show(app.namespace)}, ${what} '${other.node.path}' in ${show(other.namespace)}`;
  if (app.namespace !== undefined && other.namespace !== undefined) {
    return [{ at: app, code, what: text }];
  }
  return Chart.of(app) === Chart.of(other) ? [{ at: app, code: 'DAPR1012', what: text }]
    : [{ at: app, code, what: `${text}, and they are in different charts`, todo: 'give both charts the namespace' }];
}
