/** Components that do not fit how the workload of their app runs: input bindings, replicas. */
import { entries, entryPath, textOf, texts } from './component-facts';
import { Manifest, map, together } from './manifest';
import { ManifestApp, ManifestProblem, ManifestRule, Manifests } from './manifests';
import { FIXED_REPLICAS, fixedReplicas } from '../app/pod/replicas';
import { AppProtocol } from '../contract-values';
import { Problem } from '../diagnostics/finding';
import { AUTOSCALERS, countOf, countReplicas, Range, Replicas as Count, scaledBy, scaleTargetOf } from '../facts/replicas';
import { isGrpc } from '../facts/uses';
import { COMPONENT_CONTAINER } from '../kubernetes/names';
import { categoryOf } from '../resources/component/building-blocks';
import { NEW_CONSUMER_GROUP } from '../resources/component/checks';
import { renewedBy } from '../resources/component/consumer-groups';
import { NO_APP_PORT } from '../resources/subscription/checks';
import { NAMED_KINDS } from '../rules/components/consumer-groups';
import { DAPRD_HAS_NO_VARIABLE, missingVariable } from '../rules/components/env-references';
import { fileProblems } from '../rules/components/files';
import { BINDING_FIRES_TWICE, BINDING_RETRY_OVER_HTTP, FIRES_IN_EACH_DAPRD } from '../rules/components/input-bindings';
import { CONTAINER_NOT_INJECTED, hasPluggableComponents } from '../rules/components/pluggable';
import { IN_MEMORY, IN_MEMORY_WITH_SEVERAL_DAPRDS, POD_NAME_OF_DAPRD } from '../rules/components/uses';
import { grouped } from '../util/grouped';
import { entryOf, isMap, Json } from '../util/json';
import { describe } from '../util/values';

/** Why apps have, or may get, several daprds. */
class Replicas {
  private readonly autoscalers: Map<string, { scaler: Manifest; range: Range }[]>;
  /** One reason for each namespace. */
  private readonly byNamespace = new Map<string | undefined, string>();

  constructor(all: Manifests) {
    this.autoscalers = grouped(all.objects.flatMap(scaler => {
      const known = entryOf(AUTOSCALERS, scaler.kind);
      return known?.group === scaler.group ? [{ scaler, range: known.rangeOf(scaler.spec) }] : [];
    }), ({ scaler }) => keyOf(scaleTargetOf({ scaleTargetRef: map(scaler.spec.scaleTargetRef) })));
    for (const app of all.apps) {
      const reason = this.several(app);
      if (reason !== undefined && !this.byNamespace.has(app.namespace)) {
        this.byNamespace.set(app.namespace, reason);
      }
    }
  }

  /** The replicas that an autoscaler sets. */
  public autoscaled(at: Manifest): Count | undefined {
    const found = this.autoscalers.get(keyOf({ kind: at.json.kind, name: at.name }))?.find(({ scaler }) => together(scaler, at));
    return found && scaledBy(found.scaler.title, found.range);
  }

  /** The reason of an app that may be in a namespace: every app loads a component without scopes. */
  public anySeveral(namespace: string | undefined): string | undefined {
    return namespace === undefined ? [...this.byNamespace.values()][0] : this.byNamespace.get(namespace) ?? this.byNamespace.get(undefined);
  }

  /** The reason; undefined for an app with one daprd. */
  public several({ at }: ManifestApp): string | undefined {
    const count = countReplicas(at.json, at.kind, () => this.autoscaled(at));
    return count === undefined ? `${at.title} is a DaemonSet` : count.max > 1 ? `${at.title} has ${countOf(count, 'replicas')}` : undefined;
  }
}

/** Replicas that are fixed and scaled. */
const fixed = (all: Manifests, replicas: Replicas): ManifestProblem[] => all.apps.flatMap(({ at }): ManifestProblem[] => {
  const by = at.spec.replicas === undefined ? undefined : replicas.autoscaled(at)?.by;
  return by === undefined ? [] : [{ at, rule: FIXED_REPLICAS, what: `spec.${fixedReplicas(at.spec.replicas, by)}`, todo: 'leave out replicas' }];
});

const keyOf = ({ kind, name }: { readonly kind: string; readonly name: string }): string => `${kind}/${name}`;

/** Whether a binding calls the apps that load it, according to its type or direction. */
const isInput = (component: Manifest): boolean => FIRES_IN_EACH_DAPRD.test(component.spec.type)
  || (categoryOf(component.spec.type) === 'bindings' && entries(component).some(entry => /^direction$/i.test(entry.name) && /^\s*input\s*$/i.test(textOf(entry) ?? '')));

/** Only scopes show which app a binding calls. */
function bindings(all: Manifests, replicas: Replicas): ManifestProblem[] {
  return all.dapr('Component').filter(isInput).flatMap(component => all.scopedApps(component).flatMap((app): ManifestProblem[] => {
    const binding = `binding '${component.name}' of type ${component.spec.type}`;
    const reason = FIRES_IN_EACH_DAPRD.test(component.spec.type) ? replicas.several(app) : undefined;
    return [
      ...(reason === undefined ? [] : [{ at: app.at, rule: BINDING_FIRES_TWICE, what: `${binding} calls the app from each daprd, and there are several: ${reason}` }]),
      ...(app.annotations['dapr.io/app-port'] ? [] : [{
        at: app.at, rule: NO_APP_PORT, what: `${app.at.annotationPath('dapr.io/app-port')} must be set: ${binding} calls the app`, todo: 'add dapr.io/app-port',
      }]),
    ];
  }));
}

function inMemory(all: Manifests, replicas: Replicas): ManifestProblem[] {
  return all.dapr('Component').filter(({ spec }) => IN_MEMORY.includes(spec.type)).flatMap((component): ManifestProblem[] => {
    const reasons = component.scopes ? all.scopedApps(component).map(app => replicas.several(app)) : [replicas.anySeveral(component.namespace)];
    return reasons.filter(reason => reason !== undefined).slice(0, 1).map(reason => ({
      at: component, rule: IN_MEMORY_WITH_SEVERAL_DAPRDS, what: `${component.spec.type} is local to each daprd, and there are several: ${reason}`,
    }));
  });
}

/** Components that do not fit the number of daprds of their apps, and replicas that do not fit the autoscaler. */
const severalDaprds: ManifestRule = all => {
  const replicas = new Replicas(all);
  return [...bindings(all, replicas), ...inMemory(all, replicas), ...fixed(all, replicas)];
};

/** Inbound retries of bindings whose app serves HTTP. */
const retries: ManifestRule = all => all.dapr('Resiliency').flatMap(object => Object.entries(map(map(object.spec.targets).components)).filter(([, target]) => map(map(target).inbound).retry)
  .flatMap(([name]): ManifestProblem[] => {
    const component = all.component(name, object);
    return component === undefined || component === true || !isInput(component) ? []
      : all.scopedApps(component).filter(app => together(app, object) && !isGrpc(app.annotations['dapr.io/app-protocol'] as AppProtocol) && (!object.scopes || object.scopes.includes(app.appId)))
        .map(app => ({ at: app.at, rule: BINDING_RETRY_OVER_HTTP, what: `binding '${name}' calls the app over HTTP with the retry of ${object.title}` }));
  }));

/** Files, variables and containers that the daprd of an app does not have, and placeholders that name another pod. */
const ofDaprd: ManifestRule = all => all.apps.flatMap(app => all.componentsScopedTo(app).flatMap((component): ManifestProblem[] => {
  const { type } = component.spec;
  const written = entries(component).filter(({ name }) => typeof name === 'string').map((entry): [string, string] => [entry.name, textOf(entry) ?? '']);
  return [
    ...fileProblems(type, written, () => [app.annotations], { subject: `component '${component.name}' of type ${type}`, entry: entryPath, daprd: `the daprd of ${app.at.title}` }),
    ...variables(all, component, app),
    ...(component.json.metadata?.annotations?.[COMPONENT_CONTAINER] === undefined || hasPluggableComponents(app.annotations) ? [] : [{
      rule: CONTAINER_NOT_INJECTED, what: `metadata.annotations['${COMPONENT_CONTAINER}'] is set, and ${app.at.title} has no dapr.io/inject-pluggable-components`,
    }]),
    ...(app.shared || NAMED_KINDS.includes(app.at.kind) ? [] : written).filter(([name, text]) => renewedBy(type, name, text) === '{podName}')
      .map(([name, text]) => ({ rule: NEW_CONSUMER_GROUP, what: `${entryPath(name)} must not contain {podName} for ${app.at.title}; got ${describe(text)}` })),
    ...(app.shared ? written : []).filter(([, text]) => text.includes('{podName}'))
      .map(([name, text]) => ({ rule: POD_NAME_OF_DAPRD, what: `${entryPath(name)} must not contain {podName}; got '${text}'` })),
  ].map(problem => ({ ...problem, at: component }));
}));

/** Variables that a component reads itself, or as secrets of a store. */
function variables(all: Manifests, component: Manifest, { at, annotations }: ManifestApp): Problem[] {
  const storeName: unknown = map(component.json.auth).secretStore;
  const store = typeof storeName === 'string' ? all.component(storeName, component) : undefined;
  const secretOf = (ref: Json): { type: string; metadata: [string, string][]; key: string } | undefined =>
    store === undefined || store === true ? undefined : { type: store.spec.type, metadata: texts(store).map(([name, text]) => [name, text ?? '']), key: String(ref.key || ref.name) };
  return entries(component).flatMap(({ name, envRef, secretKeyRef }): Problem[] => {
    const secret = isMap(secretKeyRef) && typeof secretKeyRef.name === 'string' ? secretOf(secretKeyRef) : undefined;
    const reason = secret ? missingVariable(secretKeyRef.name, secret, annotations)
      : typeof envRef === 'string' && envRef ? missingVariable(envRef, undefined, annotations) : undefined;
    const what = secret ? `secretKeyRef reads ${secretKeyRef.name} of secret store '${storeName}'` : `envRef reads the environment variable ${envRef}`;
    return reason === undefined ? [] : [{ rule: DAPRD_HAS_NO_VARIABLE, what: `${entryPath(name)}.${what} for ${at.title}, ${reason}` }];
  });
}

export const WORKLOAD_RULES: ManifestRule[] = [severalDaprds, retries, ofDaprd];
