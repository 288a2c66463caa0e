/** Pods into which the injector puts a daprd: identity, ports, shutdown. */
import { list, map, together } from './manifest';
import { ManifestApp, ManifestProblem, ManifestRule, meant } from './manifests';
import { checkPod, CHECKS_OF_ALL, CHECKS_OF_INJECTED } from '../app/pod/checks';
import { JOB_WITH_CLASSIC_SIDECAR } from '../app/pod/end';
import { PORT_USED_BY_DAPRD, UNDECLARED_APP_PORT } from '../app/pod/ports';
import { RenderedPod } from '../app/pod/rendered-pod';
import { CONFIGURATION_NOT_FOUND } from '../app/pod/wiring';
import { appIdProblem, APP_ID_MISSING } from '../dapr/app-id';
import { MAYBE_SERVED_KINDS, operatorMakesService } from '../dapr/invocation-service';
import { CONTROL_PLANE_NAMESPACE } from '../dapr/namespaces';
import { DEFAULT_PORTS, portEntries, PORT_NAMES } from '../dapr/ports';
import { daprdPorts } from '../daprd/defaults';
import { SECRET_STORE_WITHOUT_TOKEN } from '../daprd/secret-store';
import { Problem } from '../diagnostics/finding';
import { BUILTIN_STORE_OFF, invocationServiceName } from '../kubernetes/names';
import { DUPLICATE_APP_ID, INTERNAL_PORTS_DIFFER, SERVICE_NAME_CONFLICT } from '../rules/identity';
import { describe, isTruthy, port } from '../util/values';
import { SHORT_LIVED_KINDS } from '../workload/kinds';


const ids: ManifestRule = ({ apps, settings }) => apps.flatMap(({ at, appId, annotations }): ManifestProblem[] => {
  const where = `${at.annotationsPath}['dapr.io/app-id']`;
  const problem = appIdProblem(appId);
  return [
    ...(problem ? [{
      ...problem,
      at,
      where,
      ...(problem.rule === APP_ID_MISSING ? {
        what: annotations['dapr.io/app-id'] === undefined ? 'there is no dapr.io/app-id' : 'dapr.io/app-id is empty', todo: 'add dapr.io/app-id, a DNS label',
      } : {}),
    }] : []),
    ...(at.namespace === settings.controlPlaneNamespace ? [{ rule: CONTROL_PLANE_NAMESPACE, at, what: `namespace '${at.namespace}'` }] : []),
  ];
});

const unique: ManifestRule = all => {
  const apps = all.apps.filter(({ at, appId }) => appId && MAYBE_SERVED_KINDS.includes(at.kind));
  const first = new Map<string, ManifestApp>();
  return apps.flatMap((app): ManifestProblem[] => {
    const other = first.get(app.appId);
    first.set(app.appId, other ?? app);
    const where = `${app.at.annotationsPath}['dapr.io/app-id']`;
    const service = all.find('core', 'Service', invocationServiceName(app.appId), app);
    return [
      // An object that is there twice is told of as such.
      ...(other && together(other, app) && other.at.title !== app.at.title
        ? [{ rule: DUPLICATE_APP_ID, at: app.at, where, what: `app-id '${app.appId}' is that of ${other.at.title} (${other.at.file}) too`, todo: 'give each app an app-id of its own' }] : []),
      // For a Rollout the operator makes one only where it is told to.
      ...(service && operatorMakesService(app.at.kind, false) ? [{ rule: SERVICE_NAME_CONFLICT, at: service, what: `Service '${service.name}' is the one that Dapr makes for app-id '${app.appId}'` }] : []),
    ];
  });
};

const pods: ManifestRule = ({ apps }) => apps.flatMap(({ at, appPort, shared, annotations }) => {
  const template = at.template!;
  const declaresPorts = list(at.podSpec.containers).some(container => list(map(container).ports).length);
  // That of an app in other pods is no port of these.
  const rightPort = appPort !== undefined && !shared && !port(String(appPort)) ? appPort : undefined;
  const pod: RenderedPod = { kind: at.kind, object: at.json, template, spec: template.spec ?? {}, annotations, appPort: rightPort };
  const problems: Problem[] = [
    // What a container declares is of no effect: one that declares nothing may listen anywhere.
    ...checkPod(pod, CHECKS_OF_ALL).filter(({ rule }) => rule !== UNDECLARED_APP_PORT || declaresPorts),
    ...checkPod(pod, CHECKS_OF_INJECTED),
    ...portClashes(at.containers, annotations, rightPort),
    ...endProblems(at.kind, at.podSpec, annotations),
    ...secretStoreProblems(at.podSpec, annotations),
  ];
  return problems.map(problem => ({ ...problem, at }));
});

/** Containers of one pod share its ports. */
function portClashes(containers: { [field: string]: any }[], annotations: { [key: string]: string }, appPort?: number): Problem[] {
  const metrics = annotations['dapr.io/enable-metrics'];
  const ofDaprd = portEntries(daprdPorts(annotations)).filter(([name]) => name !== 'metrics' || metrics === undefined || isTruthy(metrics));
  return containers.flatMap(container => list(container.ports).filter(entry => (map(entry).protocol ?? 'TCP') === 'TCP' && map(entry).containerPort !== appPort)
    .flatMap(entry => ofDaprd.filter(([, number]) => number === map(entry).containerPort).map(([name, number]): Problem => ({
      rule: PORT_USED_BY_DAPRD, what: `container ${describe(container.name)} declares port ${number}, daprd's port for ${PORT_NAMES[name]}`,
    }))));
}

/** A pod that should end, beside a daprd that does not; an app that ends it says so somewhere. */
function endProblems(kind: string, podSpec: object, annotations: { [key: string]: string }): Problem[] {
  return SHORT_LIVED_KINDS.includes(kind) && annotations['dapr.io/enable-native-sidecar'] === undefined && !JSON.stringify(podSpec).includes('/v1.0/shutdown')
    ? [{
      rule: JOB_WITH_CLASSIC_SIDECAR,
      what: `a ${kind} without dapr.io/enable-native-sidecar`,
      todo: 'add dapr.io/enable-native-sidecar: "true" (Dapr 1.18, Kubernetes 1.29), or make sure that the app ends daprd, then acknowledge this',
    }] : [];
}

/** The built-in secret store reads the token of the pod's service account at its start. */
function secretStoreProblems(podSpec: { [field: string]: any }, annotations: { [key: string]: string }): Problem[] {
  return podSpec.automountServiceAccountToken === false && !isTruthy(annotations[BUILTIN_STORE_OFF] ?? '')
    ? [{ rule: SECRET_STORE_WITHOUT_TOKEN, what: 'automountServiceAccountToken is false', todo: 'add dapr.io/disable-builtin-k8s-secret-store: "true", or mount the token' }] : [];
}

/** A caller dials its own internal port number on the other side. */
const internalPorts: ManifestRule = ({ apps }) => {
  const numbers = apps.map(app => ({ app, raw: app.annotations['dapr.io/internal-grpc-port'] ?? String(DEFAULT_PORTS.internalGrpc) })).filter(({ raw }) => !port(raw));
  const odd = numbers.find(({ raw }) => raw !== numbers[0].raw);
  return odd ? [{
    rule: INTERNAL_PORTS_DIFFER,
    at: odd.app.at,
    where: `${odd.app.at.annotationsPath}['dapr.io/internal-grpc-port']`,
    what: `the internal gRPC port is ${odd.raw}, and ${numbers[0].raw} in ${numbers[0].app.at.title}`,
  }] : [];
};

/** The Configuration that a pod names. */
const configurations: ManifestRule = all => all.apps.flatMap(({ at, annotations }): ManifestProblem[] => {
  const name = annotations['dapr.io/config'];
  if (!name || all.settings.externalConfigurations.includes(name) || all.find('dapr.io', 'Configuration', name, at)) {
    return [];
  }
  const known = all.dapr('Configuration');
  const elsewhere = known.find(object => object.name === name);
  return [{
    rule: CONFIGURATION_NOT_FOUND,
    at,
    where: `${at.annotationsPath}['dapr.io/config']`,
    what: `dapr.io/config names '${name}'${elsewhere ? `, and ${elsewhere.title} is in another namespace` : meant(name, known.map(object => object.name))}`,
    todo: 'correct the name, or name it in externalConfigurations',
  }];
});

export const POD_RULES: ManifestRule[] = [ids, unique, pods, internalPorts, configurations];
