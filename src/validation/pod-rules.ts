/** Pods into which the injector puts a daprd: app IDs, ports, shutdown, Configurations. */
import { list, Manifest, map, together } from './manifest';
import { ManifestApp, ManifestProblem, ManifestRule, meant, withPath } from './manifests';
import { checkPod, CHECKS_OF_ALL, CHECKS_OF_INJECTED } from '../app/pod/checks';
import { JOB_WITH_CLASSIC_SIDECAR } from '../app/pod/end';
import { UNDECLARED_APP_PORT } from '../app/pod/ports';
import { RenderedPod } from '../app/pod/rendered-pod';
import { CONFIGURATION_NOT_FOUND } from '../app/pod/wiring';
import { appIdProblem, APP_ID_MISSING } from '../dapr/app-id';
import { MAYBE_SERVED_KINDS, operatorMakesService } from '../dapr/invocation-service';
import { CONTROL_PLANE_NAMESPACE } from '../dapr/namespaces';
import { DEFAULT_PORTS } from '../dapr/ports';
import { SECRET_STORE_WITHOUT_TOKEN } from '../daprd/secret-store';
import { Problem } from '../diagnostics/finding';
import { BUILTIN_STORE_OFF, invocationServiceName } from '../kubernetes/names';
import { DUPLICATE_APP_ID, INTERNAL_PORTS_DIFFER, SERVICE_NAME_CONFLICT } from '../rules/identity';
import { isTruthy, mustBe, port } from '../util/values';
import { SHORT_LIVED_KINDS } from '../workload/kinds';

const ids: ManifestRule = ({ apps, settings }) => apps.flatMap(({ at, appId, annotations }): ManifestProblem[] => {
  const path = at.annotationPath('dapr.io/app-id');
  const problem = appIdProblem(appId);
  return [
    ...(problem ? [{
      ...withPath(path, problem),
      at,
      ...(problem.rule === APP_ID_MISSING ? {
        what: annotations['dapr.io/app-id'] === undefined ? `${path} must be set` : mustBe(path, 'a DNS label', ''), todo: 'set dapr.io/app-id to a DNS label',
      } : {}),
    }] : []),
    ...(at.namespace === settings.controlPlaneNamespace
      ? [{ rule: CONTROL_PLANE_NAMESPACE, at, what: mustBe('metadata.namespace', 'another namespace than that of the control plane', at.namespace) }] : []),
  ];
});

const unique: ManifestRule = all => {
  const apps = all.apps.filter(({ at, appId }) => appId && MAYBE_SERVED_KINDS.includes(at.kind));
  const first = new Map<string, ManifestApp>();
  return apps.flatMap((app): ManifestProblem[] => {
    const other = first.get(app.appId);
    first.set(app.appId, other ?? app);
    const service = all.find('core', 'Service', invocationServiceName(app.appId), app);
    return [
      // An object that is defined twice is reported as such.
      ...(other && together(other, app) && other.at.title !== app.at.title
        ? [{
          rule: DUPLICATE_APP_ID,
          at: app.at,
          what: `${app.at.annotationPath('dapr.io/app-id')} must be unique; '${app.appId}' is also the app ID of ${other.at.title} (${other.at.file})`,
          todo: 'use another app ID for each app',
        }] : []),
      // For a Rollout, the operator creates the Service only if that is enabled.
      ...(service && operatorMakesService(app.at.kind, { operatorServices: all.settings.operatorServices, argoRolloutServices: false })
        ? [{ rule: SERVICE_NAME_CONFLICT, at: service, what: `metadata.name '${service.name}' is the name of the Service that Dapr creates for app ID '${app.appId}'` }] : []),
    ];
  });
};

const pods: ManifestRule = ({ apps }) => apps.flatMap(({ at, appPort, shared, annotations }) => {
  const template = at.template!;
  const declaresPorts = list(at.podSpec.containers).some(container => list(map(container).ports).length);
  // The port of an app in other pods is not a port of these pods.
  const podPort = appPort !== undefined && !shared && !port(String(appPort)) ? appPort : undefined;
  const pod: RenderedPod = { kind: at.kind, object: at.json, template, spec: template.spec ?? {}, annotations, appPort: podPort };
  const problems: Problem[] = [
    // Declared ports have no effect: a container without any may listen on every port.
    ...checkPod(pod, CHECKS_OF_ALL).filter(({ rule }) => rule !== UNDECLARED_APP_PORT || declaresPorts),
    ...checkPod(pod, CHECKS_OF_INJECTED),
    ...jobProblems(at.kind, at.podSpec, annotations),
    ...secretStoreProblems(at, annotations),
  ];
  return problems.map(problem => ({ ...problem, at }));
});

/** A pod that ends only if the app shuts daprd down, which shows in its commands. */
function jobProblems(kind: string, podSpec: object, annotations: { [key: string]: string }): Problem[] {
  return SHORT_LIVED_KINDS.includes(kind) && annotations['dapr.io/enable-native-sidecar'] === undefined && !JSON.stringify(podSpec).includes('/v1.0/shutdown')
    ? [{
      rule: JOB_WITH_CLASSIC_SIDECAR,
      what: `${kind} without dapr.io/enable-native-sidecar`,
      todo: 'add dapr.io/enable-native-sidecar: "true" (Dapr 1.18, Kubernetes 1.29), or make sure that the app shuts daprd down, then acknowledge this',
    }] : [];
}

/** The built-in secret store reads the service account token of the pod at start. */
function secretStoreProblems(at: Manifest, annotations: { [key: string]: string }): Problem[] {
  return at.podSpec.automountServiceAccountToken === false && !isTruthy(annotations[BUILTIN_STORE_OFF] ?? '')
    ? [{ rule: SECRET_STORE_WITHOUT_TOKEN, what: `${at.podSpecPath('automountServiceAccountToken')} is false, and the built-in secret store is enabled`, todo: 'add dapr.io/disable-builtin-k8s-secret-store: "true", or mount the token' }] : [];
}

/** A daprd calls others on its own internal gRPC port number. */
const internalPorts: ManifestRule = ({ apps }) => {
  const numbers = apps.map(app => ({ app, raw: app.annotations['dapr.io/internal-grpc-port'] ?? String(DEFAULT_PORTS.internalGrpc) })).filter(({ raw }) => !port(raw));
  const odd = numbers.find(({ raw }) => raw !== numbers[0].raw);
  return odd ? [{
    rule: INTERNAL_PORTS_DIFFER,
    at: odd.app.at,
    what: `${odd.app.at.annotationPath('dapr.io/internal-grpc-port')} must be ${numbers[0].raw}, as in ${numbers[0].app.at.title}; got ${odd.raw}`,
  }] : [];
};

/** The Configurations that pods name. */
const configurations: ManifestRule = all => all.apps.flatMap(({ at, annotations }): ManifestProblem[] => {
  const name = annotations['dapr.io/config'];
  if (!name || all.settings.externalConfigurations.includes(name) || all.find('dapr.io', 'Configuration', name, at)) {
    return [];
  }
  const known = all.dapr('Configuration');
  const inOtherNamespace = known.find(object => object.name === name);
  return [{
    rule: CONFIGURATION_NOT_FOUND,
    at,
    what: `${at.annotationPath('dapr.io/config')} must be a Configuration of these manifests; got '${name}'`
      + (inOtherNamespace ? `, and ${inOtherNamespace.title} is in another namespace` : meant(name, known.map(object => object.name))),
    todo: 'correct the name, or add it to externalConfigurations',
  }];
});

export const POD_RULES: ManifestRule[] = [ids, unique, pods, internalPorts, configurations];
