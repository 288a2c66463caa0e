/** Components that do not fit how the workload of their app runs: input bindings, replicas. */
import { entries, entryPath, textOf } from './component-facts';
import { Manifest, map, together } from './manifest';
import { ManifestApp, ManifestProblem, ManifestRule, Manifests } from './manifests';
import { AppProtocol } from '../contract-values';
import { isGrpc } from '../facts/uses';
import { categoryOf } from '../resources/component/checks';
import { NO_APP_PORT } from '../resources/subscription/checks';
import { BINDING_FIRES_TWICE, BINDING_RETRY_OVER_HTTP, FIRES_IN_EACH_DAPRD } from '../rules/components/input-bindings';
import { IN_MEMORY, IN_MEMORY_WITH_SEVERAL_DAPRDS, isIn, POD_NAME_OF_DAPRD, WRITES_READ_ONLY_FILES, writtenPath } from '../rules/components/uses';
import { grouped } from '../util/grouped';
import { entryOf } from '../util/json';

/** The replicas to which an autoscaler may scale its target: KEDA's default is 100. */
const MAX_REPLICAS: { readonly [kind: string]: (spec: { [field: string]: any }) => number } = {
  HorizontalPodAutoscaler: ({ maxReplicas }) => Number(maxReplicas),
  ScaledObject: ({ maxReplicaCount }) => Number(maxReplicaCount ?? 100),
};

/** Why apps have, or may get, several daprds. */
class Replicas {
  private readonly autoscalers: Map<string, Manifest[]>;
  /** One reason for each namespace. */
  private readonly byNamespace = new Map<string | undefined, string>();

  constructor(all: Manifests) {
    this.autoscalers = grouped(all.objects.filter(({ kind, spec }) => (entryOf(MAX_REPLICAS, kind)?.(spec) ?? 0) > 1), ({ spec }) => {
      const { kind = 'Deployment', name } = map(spec.scaleTargetRef);
      return `${kind}/${name}`;
    });
    for (const app of all.apps) {
      const reason = this.several(app);
      if (reason !== undefined && !this.byNamespace.has(app.namespace)) {
        this.byNamespace.set(app.namespace, reason);
      }
    }
  }

  /** The reason of an app that may be in a namespace: every app loads a component without scopes. */
  public anySeveral(namespace: string | undefined): string | undefined {
    return namespace === undefined ? [...this.byNamespace.values()][0] : this.byNamespace.get(namespace) ?? this.byNamespace.get(undefined);
  }

  /** The reason; undefined for an app with one daprd. */
  public several({ at }: ManifestApp): string | undefined {
    if (at.kind === 'DaemonSet') {
      return `${at.title} is a DaemonSet`;
    }
    const scaler = this.autoscalers.get(`${at.json.kind}/${at.name}`)?.find(each => together(each, at));
    return scaler ? `${scaler.title} scales ${at.title}` : at.spec.replicas > 1 ? `${at.title} has ${at.spec.replicas} replicas` : undefined;
  }
}

/** Whether a binding calls the apps that load it, according to its type or direction. */
const isInput = (component: Manifest): boolean => FIRES_IN_EACH_DAPRD.test(component.spec.type)
  || (categoryOf(component.spec.type) === 'bindings' && entries(component).some(entry => /^direction$/i.test(entry.name) && /^\s*input\s*$/i.test(textOf(entry) ?? '')));

/** Only scopes show which app a binding calls. */
const bindings: ManifestRule = all => {
  const replicas = new Replicas(all);
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
};

const inMemory: ManifestRule = all => {
  const replicas = new Replicas(all);
  return all.dapr('Component').filter(({ spec }) => IN_MEMORY.includes(spec.type)).flatMap((component): ManifestProblem[] => {
    const reasons = component.scopes ? all.scopedApps(component).map(app => replicas.several(app)) : [replicas.anySeveral(component.namespace)];
    return reasons.filter(reason => reason !== undefined).slice(0, 1).map(reason => ({
      at: component, rule: IN_MEMORY_WITH_SEVERAL_DAPRDS, what: `${component.spec.type} is local to each daprd, and there are several: ${reason}`,
    }));
  });
};

/** Inbound retries of bindings whose app serves HTTP. */
const retries: ManifestRule = all => all.dapr('Resiliency').flatMap(object => Object.entries(map(map(object.spec.targets).components)).filter(([, target]) => map(map(target).inbound).retry)
  .flatMap(([name]): ManifestProblem[] => {
    const component = all.component(name, object);
    return component === undefined || component === true || !isInput(component) ? []
      : all.scopedApps(component).filter(app => together(app, object) && !isGrpc(app.annotations['dapr.io/app-protocol'] as AppProtocol) && (!object.scopes || object.scopes.includes(app.appId)))
        .map(app => ({ at: app.at, rule: BINDING_RETRY_OVER_HTTP, what: `binding '${name}' calls the app over HTTP with the retry of ${object.title}` }));
  }));

/** Files that a component writes in a read-only file system, and placeholders that name another pod. */
const ofDaprd: ManifestRule = all => all.apps.flatMap(app => all.componentsScopedTo(app).flatMap((component): ManifestProblem[] => {
  const texts = entries(component).filter(({ name }) => typeof name === 'string').map((entry): [string, string] => [entry.name, textOf(entry) ?? '']);
  const path = writtenPath(component.spec.type, texts);
  return [
    ...(path && !isIn(path, app.annotations['dapr.io/volume-mounts-rw'] ?? '') ? [{
      at: component,
      rule: WRITES_READ_ONLY_FILES,
      what: `${component.spec.type} writes to '${path}', which is not in a volume of dapr.io/volume-mounts-rw of ${app.at.title}`,
      todo: 'mount a volume with dapr.io/volume-mounts-rw and use a path in it, or acknowledge this if sidecarReadOnlyRootFilesystem of Dapr\'s Helm chart is false',
    }] : []),
    ...(app.shared ? texts : []).filter(([, text]) => text.includes('{podName}'))
      .map(([name, text]) => ({ at: component, rule: POD_NAME_OF_DAPRD, what: `${entryPath(name)} must not contain {podName}; got '${text}'` })),
  ];
}));

export const WORKLOAD_RULES: ManifestRule[] = [bindings, inMemory, retries, ofDaprd];
