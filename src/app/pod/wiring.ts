import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { removeOldAddresses } from './adopted';
import { addAnnotations, addLabels, misplacedAnnotations } from './annotations';
import { checkPod, CHECKS_OF_ALL, CHECKS_OF_INJECTED } from './checks';
import { addEnv } from './env';
import { checkInitContainers } from './injection';
import { checkKnative } from './knative-checks';
import { checkNames } from './names';
import { checkActors, checkHostNetwork, checkPlacement } from './placement';
import { RenderedPod } from './rendered-pod';
import { checkReplicas } from './replicas';
import { rolloutAnnotations, secretsAtStart } from './rollout';
import { addStartupProbe } from './startup-probe';
import { DaprdPlacement, DaprEnvVar, DaprUseKind, IDaprApp } from '../../contract';
import { Annotations } from '../../daprd/annotations';
import { daprdPorts } from '../../daprd/defaults';
import { healthCheckAnnotations } from '../../daprd/health-check';
import { ANNOTATIONS_PATH, withoutSet } from '../../daprd/pod-annotations';
import { SECRET_STORE_OFF, SECRET_STORE_WITHOUT_TOKEN } from '../../daprd/secret-store';
import { Finding, Problem } from '../../diagnostics/finding';
import { error, warning } from '../../diagnostics/rule';
import { adoptedOf } from '../../facts/adopted';
import { apiServerUsesOf } from '../../facts/api-server';
import { podLabelOf, serviceAccountOf } from '../../facts/apps';
import { Objects } from '../../facts/objects';
import { mountsToken } from '../../facts/service-accounts';
import { hasUse, usesOf } from '../../facts/uses';
import { BUILTIN_STORE_OFF } from '../../kubernetes/names';
import { DaprPlatform } from '../../platform/dapr-platform';
import { isUnresolved, resolved, resolvedTexts } from '../../synth/tokens';
import { Json } from '../../util/json';
import { KNATIVE_SERVICE } from '../../workload/kinds';
import { selectorLabels } from '../../workload/pod-template';
import { addReloads } from '../../workload/reloader';

const SECRETS_FOR_DEFAULT_ACCOUNT = error('DAPR3250', {
  title: 'Secret access for the default service account',
  why: 'Every pod of the namespace without its own service account can read the Secrets',
  todo: 'set serviceAccountName of the pods to a dedicated service account',
  source: 'Kubernetes RBAC',
});
export const CONFIGURATION_NOT_FOUND = warning('DAPR5004', {
  title: 'unknown Configuration',
  why: 'If the Configuration does not exist, Sentry refuses the certificate, and daprd retries for minutes and exits',
  todo: 'set the configuration option, or acknowledge that the Configuration is defined outside this App',
  source: 'dapr/dapr pkg/sentry/server/validator/kubernetes',
  manifests: true,
});

/** Everything that is added to a pod, and what is needed to check it. */
export interface PodWiring {
  readonly app: IDaprApp;
  readonly annotations: Annotations;
  /** Annotations that the user set on the app: an empty one removes ours. */
  readonly podAnnotations?: Annotations;
  readonly labels?: { [label: string]: string };
  readonly env: DaprEnvVar[];
  readonly containers?: string[];
  /** Whether a Service or a NetworkPolicy selects the pod. */
  readonly selected: boolean;
  /** Whether the injector adds daprd to the pod. */
  readonly injected: boolean;
  readonly placement?: DaprdPlacement;
  /** The object that runs a daprd outside the pod, if any. */
  readonly daprd?: IConstruct;
  /** Name of the Configuration that the daprd in the pod reads; known while rendering. */
  readonly configuration?: () => string | undefined;
  /** The object with the pod, for which tokens are resolved. */
  readonly object: ApiObject;
}

/** The same with resolved tokens: cdk8s resolves the object before anything is added to it. */
function resolvedWiring(wiring: PodWiring): PodWiring {
  const { object, annotations, labels, env } = wiring;
  if (!isUnresolved(object, annotations)) {
    return wiring;
  }
  return {
    ...wiring,
    // A token that is not resolved to text is reported by the check of the annotations.
    annotations: Object.fromEntries(Object.entries(resolvedTexts(object, ANNOTATIONS_PATH, annotations)).filter(([, text]) => typeof text === 'string')),
    labels: labels && resolvedTexts(object, ['spec', 'template', 'metadata', 'labels'], labels),
    env: resolved(object, ['spec', 'template', 'spec', 'containers', 'env'], env),
  };
}

/** Wires one rendered pod template. */
export function wirePod(given: PodWiring, template: Json, object: Json): Finding[] {
  const wiring = resolvedWiring(given);
  const { app, injected, containers } = wiring;
  const { workloadKind: kind, appPort } = app;
  const spec: Json = template.spec ?? {};
  const configuration = injected ? wiring.configuration?.() : undefined;
  const problems: Problem[] = [];
  const ours = injected ? annotationsOfInjected(wiring, configuration, template, problems) : wiring.annotations;
  const findings = misplacedAnnotations(app, object);
  addAnnotations(app, template, ours, injected, findings);
  // The pods of a workload without a selector, or with expressions in it, need a label that selects them.
  const needsLabel = wiring.selected && !selectorLabels(object);
  addLabels(template, needsLabel ? { ...wiring.labels, ...podLabelOf(app) } : wiring.labels);
  const annotations = textsOf(template.metadata?.annotations ?? {});
  const pod: RenderedPod = { kind, object, template, spec, annotations, appPort };
  // Before the variables that are added: a variable of the user with the app port shows that the app listens on it.
  checkPod(pod, CHECKS_OF_ALL, problems);
  // The pods of an adopted workload have the variables that they need for a sidecar.
  const env = injected && adoptedOf(app) ? [] : wiring.env;
  if (!injected) {
    removeOldAddresses(app, spec, env, containers, problems);
  }
  addEnv(spec, env, injected ? daprdPorts(annotations) : {}, containers, problems);

  if (DaprPlatform.of(app).reloader) {
    addReloads(object, secretsAtStart(app, env, injected ? annotations : undefined));
  }

  checkNames(pod, problems);
  checkReplicas(app, pod, problems);
  if (injected) {
    checkPod(pod, CHECKS_OF_INJECTED, problems);
    if (DaprPlatform.of(app).daprdStartupProbe) {
      addStartupProbe(kind, spec, containers, problems);
    }
    checkInitContainers(pod, containers ?? [], problems);
    checkConfigurationName(app, annotations, configuration, problems);
  }
  if (kind === KNATIVE_SERVICE) {
    problems.push(...checkKnative(app, template, object));
  }
  if (!injected) {
    checkActors(app, usesOf(app), pod, problems);
  }
  if (wiring.daprd) {
    checkHostNetwork(pod, !wiring.placement && hasNetworkPolicy(wiring.daprd), problems);
  }
  if (wiring.placement) {
    checkPlacement(pod, wiring.placement, problems);
  }
  return problems.length ? [...findings, ...problems.map(problem => ({ at: app, ...problem }))] : findings;
}

/** Annotations with text values; the checks of the annotations report others. */
const textsOf = (annotations: Json): Annotations => Object.values(annotations).every(value => typeof value === 'string') ? annotations
  : Object.fromEntries(Object.entries(annotations).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value)).map(([name, value]) => [name, String(value)]));

/** Whether a shared daprd of this library restricts who reaches it. */
const hasNetworkPolicy = (daprd: IConstruct): boolean => daprd.node.scope?.node.tryFindChild('ApiNetworkPolicy') !== undefined;

/** The annotations, with those that are known only while rendering. */
function annotationsOfInjected(wiring: PodWiring, configuration: string | undefined, template: Json, problems: Problem[]): Annotations {
  const { app, annotations, podAnnotations } = wiring;
  const adopted = adoptedOf(app);
  const all: Annotations = Object.assign({}, annotations, adopted?.annotations['dapr.io/enable-app-health-check'] === undefined ? healthCheckAnnotations(app) : {});
  if (configuration !== undefined) {
    all['dapr.io/config'] = configuration;
  }
  if (isStoreOff(app, template, all[BUILTIN_STORE_OFF] ?? template.metadata?.annotations?.[BUILTIN_STORE_OFF], problems)) {
    all[BUILTIN_STORE_OFF] = 'true';
  }
  const rollout = adopted ? undefined : rolloutAnnotations(app, name => all[name] ?? template.metadata?.annotations?.[name], configuration);
  return rollout ? Object.assign(all, withoutSet(rollout, podAnnotations)) : all;
}

/** Whether to disable the built-in secret store. An app that reads Secrets keeps it enabled, and needs a service account token, as do some components. */
function isStoreOff(app: IDaprApp, template: Json, disabled: string | undefined, problems: Problem[]): boolean {
  const spec: Json = template.spec ?? {};
  if (hasUse(app, DaprUseKind.READ_SECRET)) {
    spec.automountServiceAccountToken = true;
    const account = serviceAccountOf(spec);
    if (disabled === 'true') {
      problems.push({ rule: SECRET_STORE_OFF, what: 'readsSecrets is set, and disableBuiltinK8sSecretStore is true' });
    }
    if (account === 'default') {
      problems.push({ rule: SECRETS_FOR_DEFAULT_ACCOUNT, what: 'readsSecrets is set, and the pods use the service account \'default\'' });
    }
    return false;
  }
  if (apiServerUsesOf(app).length && !adoptedOf(app)) {
    spec.automountServiceAccountToken = true;
  }
  const withoutToken = !mountsToken(app, app.namespace, spec);
  if (withoutToken && disabled === 'false') {
    problems.push({ rule: SECRET_STORE_WITHOUT_TOKEN, what: 'disableBuiltinK8sSecretStore is false, and automountServiceAccountToken of the pods or of their ServiceAccount is false' });
  }
  return withoutToken || (disabled === undefined && !adoptedOf(app) && DaprPlatform.of(app).derivedAccess.builtinSecretStoreOff === true);
}

/** Reports a Configuration that only an annotation names and that this App does not define. */
function checkConfigurationName(app: IDaprApp, annotations: Annotations, known: string | undefined, problems: Problem[]): void {
  const name = annotations['dapr.io/config'];
  if (name && name !== known && !Objects.of(app).find('Configuration', 'dapr.io', app, app.namespace, name)) {
    problems.push({ rule: CONFIGURATION_NOT_FOUND, what: `dapr.io/config is '${name}', and no Configuration of this App has that name` });
  }
}
