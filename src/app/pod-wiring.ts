import { checkKnative } from './knative-checks';
import { addAnnotations, addLabels, misplacedAnnotations } from './pod-annotations';
import { checkActors, checkInitContainers, checkInjectedPod, checkNames, checkPlacement, checkPod, checkSize } from './pod-checks';
import { addEnv } from './pod-env';
import { DaprdPlacement, DaprEnvVar, IDaprApp } from '../contract';
import { DaprPlatform } from '../control-plane/dapr-platform';
import { healthCheckAnnotations } from '../data-plane/app-annotations';
import { daprdPorts } from '../data-plane/daprd-defaults';
import { Finding, Problem } from '../private/diagnostics';
import { Json } from '../private/json';
import { APP_LABEL, BUILTIN_STORE_OFF } from '../private/names';
import { Registry } from '../private/registry';
import { secretsRead } from '../private/secret-reader';
import { KNATIVE_SERVICE } from '../private/workload-kinds';

/** All that a pod is given, and what is needed to check it. */
export interface PodWiring {
  readonly app: IDaprApp;
  readonly annotations: { [name: string]: string };
  readonly labels: { [label: string]: string };
  readonly env: DaprEnvVar[];
  readonly containers?: string[];
  /** Whether a Service or a NetworkPolicy selects the pod. */
  readonly selected: boolean;
  /** Whether the injector puts a daprd into the pod. */
  readonly injected: boolean;
  readonly placement?: DaprdPlacement;
  /** Name of the Configuration that the daprd in the pod reads; known while rendering. */
  readonly configuration?: () => string | undefined;
}

/** Wires one rendered pod template. */
export function wirePod(wiring: PodWiring, template: Json, object: Json): Finding[] {
  const { app, injected } = wiring;
  const spec: Json = template.spec ?? {};
  const configuration = injected ? wiring.configuration?.() : undefined;
  const ours = injected ? {
    ...wiring.annotations,
    ...(configuration === undefined ? {} : { 'dapr.io/config': configuration }),
    ...healthCheckAnnotations(app.healthCheck()),
  } : wiring.annotations;
  const problems: Problem[] = checkPod(app.workloadKind, template, object, app.appPort);
  if (injected) {
    problems.push(...wireSecretStore(app, template, ours));
  }
  const findings = [...misplacedAnnotations(app, object), ...addAnnotations(app, template, ours, injected)];
  // A workload without a selector has nothing by which its pods could be found.
  const findable: { [label: string]: string } = wiring.selected && !object.spec?.selector?.matchLabels ? { [APP_LABEL]: app.appId } : {};
  addLabels(template, { ...wiring.labels, ...findable });
  const annotations = template.metadata?.annotations ?? {};
  problems.push(...checkSize(annotations), ...checkNames(app.workloadKind, template, object));
  const ports = daprdPorts(annotations);
  const injectedEnv: { [name: string]: string } = injected
    ? { DAPR_HTTP_PORT: String(ports['HTTP API']), DAPR_GRPC_PORT: String(ports['gRPC API']) } : {};
  problems.push(...addEnv(spec, wiring.env, injectedEnv, wiring.containers));
  if (injected) {
    problems.push(...checkInjectedPod(app.workloadKind, template, object, annotations, app.appPort));
    problems.push(...checkInitContainers(spec, wiring.containers), ...checkConfigurationName(app, annotations, configuration));
  }
  if (app.workloadKind === KNATIVE_SERVICE) {
    problems.push(...checkKnative(app, template, object));
  }
  if (app.daprdOutsidePod) {
    problems.push(...checkActors(app.declaredUses, app.workloadKind, object));
  }
  if (wiring.placement) {
    problems.push(...checkPlacement(spec, wiring.placement));
  }
  return [...findings, ...problems.map(problem => ({ at: app, ...problem }))];
}

/** Name of the service account of a rendered pod. */
export const serviceAccountOf = (spec: Json): string | undefined => spec.serviceAccountName ?? spec.serviceAccount;

/** The built-in secret store is on where the app reads Secrets; it needs the token of a service account. */
function wireSecretStore(app: IDaprApp, template: Json, ours: { [name: string]: string }): Problem[] {
  const spec: Json = template.spec ?? {};
  const asked = ours[BUILTIN_STORE_OFF] ?? template.metadata?.annotations?.[BUILTIN_STORE_OFF];
  if (secretsRead([app]).length) {
    spec.automountServiceAccountToken = true;
    const account = serviceAccountOf(spec) ?? 'default';
    return [
      ...(asked === 'true' ? [{ code: 'DAPR3253' as const, what: 'readsSecrets, and disableBuiltinK8sSecretStore is true' }] : []),
      ...(account === 'default' ? [{ code: 'DAPR3250' as const, what: 'readsSecrets, and the pods use the service account \'default\'' }] : []),
    ];
  }
  const withoutToken = spec.automountServiceAccountToken === false;
  if (withoutToken || (asked === undefined && DaprPlatform.of(app).derivedAccess.builtinSecretStoreOff)) {
    ours[BUILTIN_STORE_OFF] = 'true';
  }
  return withoutToken && asked === 'false'
    ? [{ code: 'DAPR7014', what: 'automountServiceAccountToken is false, and disableBuiltinK8sSecretStore too' }] : [];
}

/** A Configuration that only an annotation names: whether there is one, nobody else can tell. */
function checkConfigurationName(app: IDaprApp, annotations: { [name: string]: string }, known: string | undefined): Problem[] {
  const name = annotations['dapr.io/config'];
  return !name || name === known || Registry.of(app).objects('Configuration', 'dapr.io').some(object => object.name === name && object.metadata.namespace === app.namespace)
    ? [] : [{ code: 'DAPR5004', what: `dapr.io/config is '${name}', and no Configuration of this App has that name` }];
}
