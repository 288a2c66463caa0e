/** Components that read from the API server of Kubernetes. */
import { DefinedComponent } from './components';
import { DaprUseKind, IDaprPeer } from '../../contract';
import { ApiServerUse, registerApiServerUse, secretsOfStore } from '../../facts/api-server';
import { Edges } from '../../facts/edges';
import { hasUse } from '../../facts/uses';
import { Json } from '../../util/json';

/** Reads a metadata field; undefined if it is missing or its value is not known at synth. */
type Read = (field: string) => string | undefined;

const rule = (resource: string, verbs: readonly string[], resourceNames?: readonly string[]): Json =>
  ({ apiGroups: [''], resources: [resource], ...(resourceNames ? { resourceNames } : {}), verbs });

/** Secrets that an app names in its calls; `readsSecrets` permits them. */
const inCalls = (app: IDaprPeer): string | undefined => hasUse(app, DaprUseKind.READ_SECRET) ? undefined : 'the Secrets that the app names in its calls';

/** What each type reads (components-contrib 1.18.4). */
const USES: { readonly [type: string]: (component: DefinedComponent, read: Read) => ApiServerUse } = {
  'secretstores.kubernetes': ({ componentName }) => ({
    rules: app => {
      const names = secretsOfStore(app, componentName);
      return names.length ? [rule('secrets', ['get'], names)] : [];
    },
    undeclared: app => Edges.of(app).isUsed(app, componentName) ? inCalls(app) : undefined,
  }),
  'crypto.dapr.kubernetes.secrets': () => ({ rules: () => [], undeclared: inCalls }),
  // It lists and watches one ConfigMap, by name, in the namespace of its pod.
  'configuration.kubernetes': (_, read) => {
    const name = read('configMapName');
    return {
      rules: () => name === undefined ? [] : [rule('configmaps', ['list', 'watch'], [name])],
      undeclared: () => name === undefined ? 'a ConfigMap whose name is not a plain value' : undefined,
    };
  },
  'bindings.kubernetes': (_, read) => {
    const namespace = read('namespace');
    return {
      namespace,
      rules: () => namespace === undefined ? [] : [rule('events', ['list', 'watch'])],
      undeclared: () => namespace === undefined ? 'events of a namespace that is not a plain value' : undefined,
    };
  },
};

/** Whether daprd reads from the API server for a component with these metadata names: one with a kubeconfig file signs in with that. */
export const readsApiServer = (type: string, names: readonly string[]): boolean =>
  Object.hasOwn(USES, type.toLowerCase()) && !names.some(name => name.toLowerCase() === 'kubeconfigpath');

/** Records what a component reads from the API server. */
export function noteApiServerUse(component: DefinedComponent, names: readonly string[]): void {
  if (typeof component.type === 'string' && readsApiServer(component.type, names)) {
    const use = USES[component.type.toLowerCase()];
    const plain = new Map(component._plainMetadata().map(([name, value]) => [name.toLowerCase(), value]));
    registerApiServerUse(component, use(component, field => plain.get(field.toLowerCase()) || undefined));
  }
}
