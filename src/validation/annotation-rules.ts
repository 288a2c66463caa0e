/** Dapr annotations: their names, values and places. */
import { ANNOTATION_PLACES } from './annotation-places';
import { list, map } from './manifest';
import { isEnabled, ManifestProblem, ManifestRule, withPath } from './manifests';
import { ENABLED_NOT_TRUE, MISPLACED_ANNOTATION, UNKNOWN_ANNOTATION } from '../app/pod/annotations';
import { CONTROL_PLANE_NAMESPACE } from '../dapr/namespaces';
import { atLeast, NATIVE_SIDECAR, NEWER_THAN_DECLARED, isNewerThanKnown } from '../dapr/version';
import { deprecatedAnnotation, annotationProblems, ANNOTATION_OF_NEWER_DAPR } from '../daprd/annotation-checks';
import { ENABLED, KNOWN_ANNOTATIONS, misspelledPrefix, unknownAnnotation } from '../daprd/annotations';
import { healthAnnotationProblems } from '../daprd/health-check';
import { listenAddress } from '../daprd/option-types';
import { LOOPBACK, OPEN_API, OPEN_API_WITHOUT_TOKEN } from '../data-plane/sidecar';
import { warning } from '../diagnostics/rule';
import { lacksKey } from '../kubernetes/secret-keys';
import { WRONG_TYPE } from '../props/rules';
import { TOKEN_KEY_NOT_FOUND } from '../rules/secrets';
import { describe, isTruthy, mustBe } from '../util/values';

const NOT_ENABLED = warning('DAPR6100', {
  title: 'dapr.io annotations on a pod without dapr.io/enabled',
  why: 'The pod runs without daprd, without an error',
  todo: 'add dapr.io/enabled: "true", or remove the other annotations',
  source: 'dapr/dapr pkg/injector/service/handler.go',
  manifests: true,
});
const TOKEN_NOT_SET = warning('DAPR6105', {
  title: 'API token not passed to the app',
  why: 'The injector sets the token for daprd only: every call from the app gets a 401',
  todo: 'set DAPR_API_TOKEN of the containers from the same Secret; if the app gets the token in another way, acknowledge this',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_container.go',
  manifests: true,
});

const EMPTY_ANNOTATION = warning('DAPR3070', {
  title: 'empty annotation that the injector treats as unset',
  why: 'The annotation has no effect',
  todo: 'set a value, or remove the annotation',
  source: 'dapr/dapr pkg/injector/patcher/sidecar.go',
  manifests: true,
});

const isDapr = (key: string): boolean => key.startsWith('dapr.io/') || misspelledPrefix(key) !== undefined;
/** Annotations that the injector reads as unset if they are empty: texts without a default, and switches that are off by default. */
const UNSET_IF_EMPTY = [
  'api-token-secret', 'app-channel-address', 'app-max-concurrency', 'app-ssl', 'app-token-secret', 'component-container', 'config', 'disable-builtin-k8s-secret-store',
  'enable-app-health-check', 'enable-debug', 'enable-native-sidecar', 'enable-profiling', 'env', 'env-from-secret', 'http-max-request-size', 'http-read-buffer-size',
  'inject-pluggable-components', 'log-as-json', 'max-body-size', 'pluggable-components', 'pluggable-components-sockets-folder', 'read-buffer-size',
  'sentry-request-jwt-audiences', 'sidecar-cpu-limit', 'sidecar-cpu-request', 'sidecar-memory-limit', 'sidecar-memory-request', 'sidecar-seccomp-profile-type',
  'sidecar-svc-annotations', 'unix-domain-socket-path', 'volume-mounts', 'volume-mounts-rw',
].map(name => `dapr.io/${name}`);
const isUnset = (key: string, value: unknown): boolean => value === '' && UNSET_IF_EMPTY.includes(key);

/** Unknown names, and values that are not strings. */
const keys: ManifestRule = ({ objects, settings }) => objects.filter(object => object.template).flatMap(object =>
  Object.entries(object.podAnnotations).filter(([key]) => isDapr(key)).flatMap(([key, value]): ManifestProblem[] => {
    const path = object.annotationPath(key);
    if (key === 'dapr.io/control-plane') {
      return object.namespace === settings.controlPlaneNamespace ? []
        : [{ at: object, rule: CONTROL_PLANE_NAMESPACE, what: `${path} must not be set outside the control plane; got ${describe(value)}`, todo: 'remove it' }];
    }
    const unknown = misspelledPrefix(key, path) ?? unknownAnnotation(key, path);
    if (unknown) {
      // A newer Dapr may support it.
      const newer = isNewerThanKnown(settings.daprVersion) && key.startsWith('dapr.io/');
      return [{ at: object, rule: newer ? ANNOTATION_OF_NEWER_DAPR : UNKNOWN_ANNOTATION, what: unknown, todo: newer ? undefined : 'correct the name, or remove it' }];
    }
    if (typeof value !== 'string') {
      const todo = typeof value === 'object' ? 'use a string: the API server rejects other values' : `write "${String(value)}", in quotes: the API server rejects other values`;
      return [{ at: object, rule: WRONG_TYPE, what: mustBe(path, 'a string', value), todo }];
    }
    return deprecatedAnnotation(key, path).map(problem => ({ at: object, ...problem }));
  }));

/** Values that daprd or the injector does not accept, or that contradict each other. */
const values: ManifestRule = ({ apps, settings }) => apps.flatMap(({ at: object, annotations }) => {
  const { [ENABLED]: _, ...others } = annotations;
  const known = Object.fromEntries(Object.entries(others).filter(([key, value]) => KNOWN_ANNOTATIONS.includes(key) && !isUnset(key, value)));
  const native = isTruthy(known['dapr.io/enable-native-sidecar'] ?? '') && !atLeast(settings.kubernetesVersion, NATIVE_SIDECAR.kubernetes);
  const shownAs = (key: string): string => object.annotationPath(key);
  return [
    ...annotationProblems(known, settings.daprVersion, shownAs).map(problem => ({
      ...problem, ...(problem.rule === NEWER_THAN_DECLARED ? { todo: 'remove it, or set daprVersion of DaprValidation if the cluster is newer' } : {}),
    })),
    ...(native ? [{
      rule: NEWER_THAN_DECLARED,
      what: `${shownAs('dapr.io/enable-native-sidecar')} needs Kubernetes ${NATIVE_SIDECAR.kubernetes}, and ${settings.kubernetesVersion} is declared`,
      todo: 'remove it, or set kubernetesVersion of DaprValidation if the cluster is newer',
    }] : []),
    ...healthAnnotationProblems(known, shownAs),
  ].map(problem => ({ ...withPath(object.annotationsPath, problem), at: object }));
});

const empty: ManifestRule = ({ apps }) => apps.flatMap(({ at, annotations }) => Object.entries(annotations)
  .filter(([key, value]) => isUnset(key, value))
  .map(([key]): ManifestProblem => ({ at, rule: EMPTY_ANNOTATION, what: mustBe(at.annotationPath(key), 'set', '') })));

/** Pods that look as if they get a daprd, and do not. */
const enabled: ManifestRule = ({ objects }) => objects.filter(object => object.template).flatMap((object): ManifestProblem[] => {
  const value = object.podAnnotations[ENABLED];
  if (typeof value === 'string' && !isEnabled(value) && !/^(false|n|no|f|off|0)$/i.test(value)) {
    return [{ at: object, rule: ENABLED_NOT_TRUE, what: mustBe(object.annotationPath(ENABLED), '\'true\'', value), todo: 'write "true", in quotes' }];
  }
  if (value === undefined && object.podLabels[ENABLED] !== undefined) {
    const labels = object.annotationsPath.replace(/annotations$/, 'labels');
    return [{ at: object, rule: MISPLACED_ANNOTATION, what: `${labels}['${ENABLED}'] must be an annotation; got a label`, todo: `move it to ${object.annotationsPath}` }];
  }
  const others = Object.keys(object.podAnnotations).filter(name => KNOWN_ANNOTATIONS.includes(name));
  const misplaced = ENABLED in map(map(object.json.metadata).annotations);
  // A hand-written daprd container needs no injection; Sentry reads the annotations.
  return value === undefined && others.length && !misplaced && !object.containers.some(({ name, image }) => name === 'daprd' || /\bdaprd\b/.test(String(image)))
    ? [{ at: object, rule: NOT_ENABLED, what: `${object.annotationsPath} has ${others.join(', ')} without ${ENABLED}` }] : [];
});

/** Sidecars whose API is reachable from outside the pod. */
const open: ManifestRule = ({ apps }) => apps.filter(({ shared }) => !shared).flatMap(({ at: object, annotations }): ManifestProblem[] => {
  const key = 'dapr.io/sidecar-listen-addresses';
  const addresses = (annotations[key] ?? '').split(',').map(address => address.trim()).filter(address => address && !listenAddress(address) && !LOOPBACK.includes(address));
  const token = annotations['dapr.io/api-token-secret'];
  return addresses.length ? [{
    at: object,
    rule: token ? OPEN_API : OPEN_API_WITHOUT_TOKEN,
    what: `${object.annotationPath(key)} makes the sidecar listen on ${addresses.join(', ')}`,
    ...(token ? {} : { todo: 'add dapr.io/api-token-secret, or listen on loopback' }),
  }] : [];
});

/** Secrets that annotations name. */
const references: ManifestRule = all => all.apps.flatMap((app): ManifestProblem[] => {
  const { at: object, annotations } = app;
  const apiTokenKey = 'dapr.io/api-token-secret';
  const tokens = [apiTokenKey, 'dapr.io/app-token-secret'].filter(key => annotations[key]);
  const apiToken = annotations[apiTokenKey];
  return [
    ...tokens.flatMap((key): ManifestProblem[] => {
      const secret = all.find('core', 'Secret', annotations[key], object);
      return secret && lacksKey(secret.json, 'token')
        ? [{ at: object, rule: TOKEN_KEY_NOT_FOUND, what: `${object.annotationPath(key)} names Secret '${annotations[key]}', which does not contain the key 'token'` }] : [];
    }),
    ...(apiToken && !app.shared && !object.containers.some(getsToken)
      ? [{ at: object, rule: TOKEN_NOT_SET, what: `${object.annotationPath(apiTokenKey)} is '${apiToken}', and no container sets DAPR_API_TOKEN` }] : []),
  ];
});

const getsToken = (container: { [field: string]: any }): boolean =>
  list(container.env).some(env => map(env).name === 'DAPR_API_TOKEN') || list(container.envFrom).length > 0;

export const ANNOTATION_RULES: ManifestRule[] = [keys, values, empty, enabled, ...ANNOTATION_PLACES, open, references];
