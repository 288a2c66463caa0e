import { ApiObject } from 'cdk8s';
import { AppProtocol, DaprUseKind, IDaprApp } from '../../contract';
import { DAPR } from '../../daprd/annotations';
import { healthCheckOf } from '../../daprd/health-check';
import { describeUse } from '../../facts/uses';
import { Json, entryOf } from '../../util/json';
import { anyOf, describe, mustBe, quantityValue } from '../../util/values';
import { Findings, UNSUPPORTED_BY_TARGET } from '../files/findings';
import { isDerivedOnly } from '../topology/derived-configuration';
import { TopologyApp } from '../topology/model';

/** Annotations that are rendered from the app, or have no effect because the platform runs daprd. */
const NO_SETTINGS = [
  'enabled', 'app-id', 'app-port', 'app-protocol', 'app-max-concurrency', 'api-token-secret', 'disable-builtin-k8s-secret-store', 'enable-app-health-check',
  'app-health-check-path', 'app-health-probe-interval', 'app-health-probe-timeout', 'app-health-threshold',
];
const MEBI = 1024 ** 2;

/** Dapr settings that a container app supports; others are findings. */
const SETTINGS: { [annotation: string]: (value: string) => Json } = {
  'log-level': logLevel => ({ logLevel }),
  'enable-api-logging': value => ({ enableApiLogging: value === 'true' }),
  'max-body-size': value => ({ httpMaxRequestSize: Math.ceil(quantityValue(value) / MEBI) }),
  'read-buffer-size': value => ({ httpReadBufferSize: Math.ceil(quantityValue(value) / 1024) }),
  'http-max-request-size': value => ({ httpMaxRequestSize: Number(value) }),
  'http-read-buffer-size': value => ({ httpReadBufferSize: Number(value) }),
};

const PLATFORM = 'Azure Container Apps';
/** Uses that the platform does not support, and an advice other than that of the rule. */
const UNSUPPORTED_USES: { [kind in DaprUseKind]?: { readonly todo?: string } } = {
  [DaprUseKind.WORKFLOW_WORKER]: {},
  [DaprUseKind.WORKFLOW_CLIENT]: {},
  [DaprUseKind.JOB]: {},
  [DaprUseKind.STREAMING_ACTORS]: {},
  [DaprUseKind.READ_SECRET]: { todo: 'declare a secret store component, and read the secret from it' },
};

/** `configuration.dapr` of a container app. */
export function containerAppDapr(app: TopologyApp, findings: Findings): Json {
  const refuse = (what: string, todo?: string): void => findings.add(app.construct, UNSUPPORTED_BY_TARGET, what, todo);
  const annotations = app.dataPlane?.annotations ?? {};
  if (app.dataPlane?.isShared) {
    refuse(`the app uses a shared daprd, and ${PLATFORM} runs one for each app`, 'use DataPlane.sidecar()');
    return {};
  }
  app.uses.filter(({ kind }) => UNSUPPORTED_USES[kind])
    .forEach(use => refuse(`the app ${describeUse(use)}, which ${PLATFORM} does not support`, UNSUPPORTED_USES[use.kind]!.todo));
  if (app.appTokenSecret) {
    refuse(`appTokenSecret must be unset, because daprd on ${PLATFORM} sends no token to the app`, 'remove it for this target');
  }
  if (app.appProtocol !== AppProtocol.HTTP && app.appProtocol !== AppProtocol.GRPC) {
    refuse(mustBe('appProtocol', anyOf(['http', 'grpc']), app.appProtocol), 'use AppProtocol.HTTP or AppProtocol.GRPC');
  }
  if (annotations['dapr.io/log-level'] === 'fatal') {
    refuse(mustBe('logLevel', anyOf(['debug', 'info', 'warn', 'error']), 'fatal'), 'use another log level');
  }
  const settings: Json = {};
  for (const [name, value] of Object.entries(annotations).filter(([key]) => key.startsWith(DAPR))) {
    const short = name.slice(DAPR.length);
    const setting = entryOf(SETTINGS, short);
    if (setting) {
      Object.assign(settings, setting(value));
    } else if (!NO_SETTINGS.includes(short) && !(short === 'config' && isDerived(app.construct))) {
      refuse(`${name} is not a setting of ${PLATFORM}; got ${describe(value)}`);
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
