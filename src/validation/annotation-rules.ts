/** What pods say to Dapr, and where they say it. */
import { list, Manifest, map } from './manifest';
import { isEnabled, ManifestProblem, ManifestRule } from './manifests';
import { ENABLED_NOT_TRUE, MISPLACED_ANNOTATION, UNKNOWN_ANNOTATION } from '../app/pod/annotations';
import { CONTROL_PLANE_NAMESPACE } from '../dapr/namespaces';
import { atLeast, NATIVE_SIDECAR, NEWER_THAN_DECLARED, isNewerThanKnown } from '../dapr/version';
import { deprecatedAnnotation, annotationProblems, ANNOTATION_OF_NEWER_DAPR } from '../daprd/annotation-checks';
import { KNOWN_ANNOTATIONS, unknownAnnotation } from '../daprd/annotations';
import { HEALTH_PATH_WITH_GRPC, INVALID_HEALTH_CHECK } from '../daprd/health-check';
import { listenAddress } from '../daprd/option-types';
import { LOOPBACK, OPEN_API, OPEN_API_WITHOUT_TOKEN } from '../data-plane/sidecar';
import { warning } from '../diagnostics/rule';
import { invocationServiceName } from '../kubernetes/names';
import { lacksKey } from '../kubernetes/secret-keys';
import { WRONG_TYPE } from '../props/rules';
import { TOKEN_KEY_NOT_FOUND } from '../rules/secrets';
import { describe, isTruthy } from '../util/values';

const NOT_ENABLED = warning('DAPR6100', {
  title: 'dapr.io annotations on a pod without dapr.io/enabled',
  why: 'The pod runs without daprd, without an error',
  todo: 'add dapr.io/enabled: "true", or remove the others',
  source: 'dapr/dapr pkg/injector/service/handler.go',
  manifests: true,
});
const TOKEN_NOT_GIVEN = warning('DAPR6105', {
  title: 'API token that the app is not given',
  why: 'The injector gives it to daprd only: every call of the app gets 401',
  todo: 'give the containers DAPR_API_TOKEN from the same Secret; where the app gets it in another way, acknowledge this',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_container.go',
  manifests: true,
});

const isDapr = (key: string): boolean => key.startsWith('dapr.io/');
const at = (object: Manifest, key: string): { at: Manifest; where: string } => ({ at: object, where: `${object.annotationsPath}['${key}']` });

/** Names that Dapr does not know, and values that are no text. */
const keys: ManifestRule = ({ objects, settings }) => objects.filter(object => object.template).flatMap(object =>
  Object.entries(object.podAnnotations).filter(([key]) => isDapr(key)).flatMap(([key, value]): ManifestProblem[] => {
    if (key === 'dapr.io/control-plane') {
      return object.namespace === settings.controlPlaneNamespace ? []
        : [{ ...at(object, key), rule: CONTROL_PLANE_NAMESPACE, what: `the pod carries ${key}`, todo: 'remove it' }];
    }
    const unknown = unknownAnnotation(key);
    if (unknown) {
      // A newer Dapr may have brought it.
      const newer = isNewerThanKnown(settings.daprVersion);
      return [{ ...at(object, key), rule: newer ? ANNOTATION_OF_NEWER_DAPR : UNKNOWN_ANNOTATION, what: unknown, todo: newer ? undefined : 'correct the name, or remove it' }];
    }
    if (typeof value !== 'string') {
      return [{ ...at(object, key), rule: WRONG_TYPE, what: `${key} ${describe(value)} is no text, and the API server rejects it`, todo: typeof value === 'object' ? 'give a text' : `write "${String(value)}", in quotes` }];
    }
    return deprecatedAnnotation(key).map(problem => ({ ...at(object, key), ...problem }));
  }));

/** What a value says to daprd. */
const values: ManifestRule = ({ apps, settings }) => apps.flatMap(app => {
  const { 'dapr.io/enabled': _, ...told } = app.annotations;
  const known = Object.fromEntries(Object.entries(told).filter(([key]) => KNOWN_ANNOTATIONS.includes(key)));
  const native = isTruthy(known['dapr.io/enable-native-sidecar'] ?? '') && !atLeast(settings.kubernetesVersion, NATIVE_SIDECAR.kubernetes);
  return [
    ...annotationProblems(known, settings.daprVersion).map(problem => ({
      ...problem, ...(problem.rule === NEWER_THAN_DECLARED ? { todo: 'remove it, or give daprVersion to DaprValidation if the cluster is newer' } : {}),
    })),
    ...(native ? [{
      rule: NEWER_THAN_DECLARED,
      what: `dapr.io/enable-native-sidecar needs Kubernetes ${NATIVE_SIDECAR.kubernetes}, and ${settings.kubernetesVersion} is declared`,
      todo: 'remove it, or give kubernetesVersion to DaprValidation if the cluster is newer',
    }] : []),
    ...healthProblems(known),
  ].map(problem => ({ ...problem, at: app.at, where: app.at.annotationsPath }));
});

/** The app health check: seconds between the probes, milliseconds for each (dapr/dapr `pkg/runtime/config.go`). */
function healthProblems(told: { [key: string]: string }): Omit<ManifestProblem, 'at'>[] {
  const path = told['dapr.io/app-health-check-path'];
  const interval = Number(told['dapr.io/app-health-probe-interval'] ?? 5) * 1000;
  const timeout = Number(told['dapr.io/app-health-probe-timeout'] ?? 500);
  if (!isTruthy(told['dapr.io/enable-app-health-check'] ?? '')) {
    return [];
  }
  return [
    ...(path && !path.startsWith('/') ? [{ rule: INVALID_HEALTH_CHECK, what: `dapr.io/app-health-check-path ${describe(path)} does not begin with a slash` }] : []),
    ...(path && /^grpcs?$/.test(told['dapr.io/app-protocol'] ?? '')
      ? [{ rule: HEALTH_PATH_WITH_GRPC, what: `dapr.io/app-health-check-path ${describe(path)}, and the protocol is ${told['dapr.io/app-protocol']}` }] : []),
    ...(timeout > interval ? [{
      rule: INVALID_HEALTH_CHECK, what: `the timeout of ${timeout} ms (dapr.io/app-health-probe-timeout) is longer than the interval of ${interval} ms`,
    }] : []),
  ];
}

/** Pods that get a daprd only in appearance. */
const enabled: ManifestRule = ({ objects }) => objects.filter(object => object.template).flatMap((object): ManifestProblem[] => {
  const value = object.podAnnotations['dapr.io/enabled'];
  const key = 'dapr.io/enabled';
  if (typeof value === 'string' && !isEnabled(value) && !/^(false|n|no|f|off|0)$/i.test(value)) {
    return [{ ...at(object, key), rule: ENABLED_NOT_TRUE, what: `${key} is ${describe(value)}`, todo: 'write "true", in quotes' }];
  }
  if (value === undefined && map(map(object.template?.metadata).labels)[key] !== undefined) {
    return [{ at: object, where: object.annotationsPath.replace(/annotations$/, 'labels'), rule: MISPLACED_ANNOTATION, what: `${key} is a label`, todo: 'make it an annotation of the pod' }];
  }
  const others = Object.keys(object.podAnnotations).filter(name => KNOWN_ANNOTATIONS.includes(name));
  const misplaced = key in map(map(object.json.metadata).annotations);
  // A daprd that was written by hand: Sentry reads the annotations.
  return value === undefined && others.length && !misplaced && !object.containers.some(({ name, image }) => name === 'daprd' || /\bdaprd\b/.test(String(image)))
    ? [{ at: object, where: object.annotationsPath, rule: NOT_ENABLED, what: `the pod carries ${others.join(', ')}` }] : [];
});

/** Dapr's annotations on anything but a pod. */
const misplaced: ManifestRule = ({ objects }) => objects.flatMap(object => {
  const places: [string, unknown][] = [['metadata.annotations', map(object.json.metadata).annotations]];
  if (object.kind === 'CronJob') {
    places.push(['spec.jobTemplate.metadata.annotations', map(map(object.spec.jobTemplate).metadata).annotations]);
  }
  const carries = object.kind !== 'Pod' && (object.template || ['Service', 'Namespace'].includes(object.kind));
  return !carries ? [] : places.flatMap(([where, annotations]) => Object.entries(map(annotations))
    // Written in both places it does no harm.
    .filter(([key, value]) => KNOWN_ANNOTATIONS.includes(key) && object.podAnnotations[key] !== value)
    // The invocation Service tells whose it is, as the one does that the operator makes.
    .filter(([key, value]) => !(key === 'dapr.io/app-id' && object.name === invocationServiceName(String(value))))
    .map(([key]): ManifestProblem => ({
      at: object,
      where: `${where}['${key}']`,
      rule: MISPLACED_ANNOTATION,
      what: `${object.kind} '${object.name}' itself carries ${key}`,
      todo: object.template ? `move it to ${object.annotationsPath}` : 'move it to the pod template of the workload',
    })));
});

/** An API that others than the pod reach. */
const open: ManifestRule = ({ apps }) => apps.filter(({ shared }) => !shared).flatMap(({ at: object, annotations }): ManifestProblem[] => {
  const key = 'dapr.io/sidecar-listen-addresses';
  const addresses = (annotations[key] ?? '').split(',').map(address => address.trim()).filter(address => address && !listenAddress(address) && !LOOPBACK.includes(address));
  const token = annotations['dapr.io/api-token-secret'];
  return addresses.length ? [{
    ...at(object, key),
    rule: token ? OPEN_API : OPEN_API_WITHOUT_TOKEN,
    what: `the sidecar listens on ${addresses.join(', ')}`,
    ...(token ? {} : { todo: 'add dapr.io/api-token-secret, or listen on loopback' }),
  }] : [];
});

/** Secrets that annotations name. */
const references: ManifestRule = all => all.apps.flatMap((app): ManifestProblem[] => {
  const { at: object, annotations } = app;
  const tokens = ['dapr.io/api-token-secret', 'dapr.io/app-token-secret'].filter(key => annotations[key]);
  const apiToken = annotations['dapr.io/api-token-secret'];
  return [
    ...tokens.flatMap((key): ManifestProblem[] => {
      const secret = all.find('core', 'Secret', annotations[key], object);
      return secret && lacksKey(secret.json, 'token')
        ? [{ ...at(object, key), rule: TOKEN_KEY_NOT_FOUND, what: `Secret ${annotations[key]} has no key 'token'` }] : [];
    }),
    ...(apiToken && !app.shared && !object.containers.some(getsToken)
      ? [{ ...at(object, 'dapr.io/api-token-secret'), rule: TOKEN_NOT_GIVEN, what: `daprd takes its token from Secret ${apiToken}, and no container has DAPR_API_TOKEN` }] : []),
  ];
});

const getsToken = (container: { [field: string]: any }): boolean =>
  list(container.env).some(env => map(env).name === 'DAPR_API_TOKEN') || list(container.envFrom).length > 0;

export const ANNOTATION_RULES: ManifestRule[] = [keys, values, enabled, misplaced, open, references];
