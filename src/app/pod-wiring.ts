import { checkKnative } from './knative-checks';
import { addAnnotations, addLabels, misplacedAnnotations } from './pod-annotations';
import { checkActors, checkInitContainers, checkInjectedPod, checkNames, checkPlacement, checkPod, checkSize, PodProblem } from './pod-checks';
import { addEnv } from './pod-env';
import { DaprdPlacement, DaprEnvVar, IDaprApp } from '../contract';
import { healthCheckAnnotations } from '../data-plane/app-annotations';
import { daprdPorts } from '../data-plane/daprd-annotations';
import { Finding } from '../private/diagnostics';
import { APP_LABEL } from '../private/names';
import { Json } from '../private/pod-template';
import { Registry } from '../private/registry';
import { KNATIVE_SERVICE } from '../private/workload-kinds';

const BUILTIN_STORE = 'dapr.io/disable-builtin-k8s-secret-store';

/** All that a pod is given, and what is needed to check it. */
export interface PodWiring {
  readonly app: IDaprApp;
  readonly annotations: { [name: string]: string };
  readonly labels: { [label: string]: string };
  readonly env: DaprEnvVar[];
  readonly containers?: string[];
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
  const problems: PodProblem[] = checkPod(app.workloadKind, template, object, app.appPort);
  if (injected && spec.automountServiceAccountToken === false) {
    const asked = ours[BUILTIN_STORE] ?? template.metadata?.annotations?.[BUILTIN_STORE];
    if (asked === 'false') {
      problems.push({ code: 'DAPR7014', what: 'automountServiceAccountToken is false, and disableBuiltinK8sSecretStore too' });
    }
    ours[BUILTIN_STORE] = 'true';
  }
  const findings = [...misplacedAnnotations(app, object), ...addAnnotations(app, template, ours, injected)];
  // A workload without a selector has nothing by which a Service could find its pods.
  const findable: { [label: string]: string } = app.appPort !== undefined && !object.spec?.selector?.matchLabels ? { [APP_LABEL]: app.appId } : {};
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

/** A Configuration that only an annotation names: whether there is one, nobody else can tell. */
function checkConfigurationName(app: IDaprApp, annotations: { [name: string]: string }, known: string | undefined): PodProblem[] {
  const name = annotations['dapr.io/config'];
  return !name || name === known || Registry.of(app).objects('Configuration', 'dapr.io').some(object => object.name === name && object.metadata.namespace === app.namespace)
    ? [] : [{ code: 'DAPR5004', what: `dapr.io/config is '${name}', and no Configuration of this App has that name` }];
}
