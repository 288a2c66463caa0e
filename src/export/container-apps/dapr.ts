import { ApiObject } from 'cdk8s';
import { AppProtocol, DaprUseKind, IDaprApp } from '../../contract';
import { DAPR } from '../../daprd/annotations';
import { healthCheckOf } from '../../daprd/health-check';
import { inWords } from '../../facts/uses';
import { Json, entryOf } from '../../util/json';
import { quantityValue } from '../../util/values';
import { Findings, UNSUPPORTED_BY_TARGET } from '../files/findings';
import { isDerivedOnly } from '../topology/derived-configuration';
import { TopologyApp } from '../topology/model';

/** Annotations that are a fact about the app, or mean nothing where the platform runs the daprd. */
const ELSEWHERE = [
  'enabled', 'app-id', 'app-port', 'app-protocol', 'app-max-concurrency', 'api-token-secret', 'disable-builtin-k8s-secret-store', 'enable-app-health-check',
  'app-health-check-path', 'app-health-probe-interval', 'app-health-probe-timeout', 'app-health-threshold',
];
const MEBI = 1024 ** 2;

/** The settings of Dapr that a container app can have; the others are findings. */
const SETTINGS: { [annotation: string]: (value: string) => Json } = {
  'log-level': logLevel => ({ logLevel }),
  'enable-api-logging': value => ({ enableApiLogging: value === 'true' }),
  'max-body-size': value => ({ httpMaxRequestSize: Math.ceil(quantityValue(value) / MEBI) }),
  'read-buffer-size': value => ({ httpReadBufferSize: Math.ceil(quantityValue(value) / 1024) }),
  'http-max-request-size': value => ({ httpMaxRequestSize: Number(value) }),
  'http-read-buffer-size': value => ({ httpReadBufferSize: Number(value) }),
};

const NO_API = 'is not among the APIs of Azure Container Apps';
const UNABLE: { [kind in DaprUseKind]?: string } = {
  [DaprUseKind.WORKFLOW_WORKER]: NO_API,
  [DaprUseKind.WORKFLOW_CLIENT]: NO_API,
  [DaprUseKind.JOB]: NO_API,
  [DaprUseKind.STREAMING_ACTORS]: NO_API,
  [DaprUseKind.READ_SECRET]: 'is no Secret of Kubernetes there: declare a secret store, and use that',
};

/** `configuration.dapr` of a container app. */
export function containerAppDapr(app: TopologyApp, findings: Findings): Json {
  const refuse = (what: string, todo?: string): void => findings.add(app.construct, UNSUPPORTED_BY_TARGET, what, todo);
  const annotations = app.dataPlane?.annotations ?? {};
  if (app.dataPlane?.isShared) {
    refuse('a shared daprd: the platform runs one beside each app', 'use DataPlane.sidecar()');
    return {};
  }
  app.uses.filter(({ kind }) => UNABLE[kind]).forEach(use => refuse(`the app ${inWords(use)}, which ${UNABLE[use.kind]}`));
  if (app.appTokenSecret) {
    refuse('appTokenSecret: its daprd shows the app no token', 'leave it out for this target');
  }
  if (app.appProtocol !== AppProtocol.HTTP && app.appProtocol !== AppProtocol.GRPC) {
    refuse(`appProtocol is ${app.appProtocol}`, 'give AppProtocol.HTTP or GRPC');
  }
  if (annotations['dapr.io/log-level'] === 'fatal') {
    refuse('logLevel is fatal', 'give debug, info, warn or error');
  }
  const settings: Json = {};
  for (const [name, value] of Object.entries(annotations).filter(([key]) => key.startsWith(DAPR))) {
    const short = name.slice(DAPR.length);
    const setting = entryOf(SETTINGS, short);
    if (setting) {
      Object.assign(settings, setting(value));
    } else if (!ELSEWHERE.includes(short) && !(short === 'config' && isDerived(app.construct))) {
      refuse(`${name} is '${value}', and the platform has no such setting`);
    }
  }
  const health = healthCheckOf(app.construct);
  const { appMaxConcurrency: maxConcurrency = 0 } = app.construct;
  return {
    enabled: true,
    appId: app.appId,
    ...(app.appPort === undefined ? {} : { appPort: app.appPort, appProtocol: app.appProtocol }),
    ...(maxConcurrency >= 1 ? { maxConcurrency } : {}),
    ...settings,
    ...(health ? {
      appHealth: {
        enabled: true,
        path: health.path,
        probeIntervalSeconds: health.intervalSeconds,
        probeTimeoutMilliseconds: health.timeoutMilliseconds,
        threshold: health.threshold,
      },
    } : {}),
  };
}

function isDerived(app: IDaprApp): boolean {
  const own = app.node.tryFindChild('Configuration') as ApiObject | undefined;
  return isDerivedOnly(own, () => own!.toJson().spec);
}
