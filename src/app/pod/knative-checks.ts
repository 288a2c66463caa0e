/** Checks that need the rendered Knative Service. */
import { AppProtocol, IDaprApp } from '../../contract';
import { portEntries, PORT_NAMES } from '../../dapr/ports';
import { injectedPorts } from '../../daprd/defaults';
import { Problem } from '../../diagnostics/finding';
import { error, warning } from '../../diagnostics/rule';
import { hasSidecar } from '../../facts/apps';
import { DELIVERED, describeUse, STREAMED, usesOf } from '../../facts/uses';
import { Json } from '../../util/json';
import { describe, mustBe } from '../../util/values';
import { KNATIVE_RESERVED_ENV, KNATIVE_RESERVED_PORTS } from '../../workload/kinds';

const PORT_OF_KNATIVE = error('DAPR8010', {
  title: 'port reserved by Knative',
  why: 'Knative rejects the Service, or its own proxy and daprd bind the same port in each pod',
  todo: 'use a port other than 8008, 8012, 8013, 8022, 8112, 9090 and 9091',
  source: 'knative/serving pkg/apis/serving/k8s_validation.go',
});
const DELIVERY_AT_ZERO_SCALE = error('DAPR8011', {
  title: 'deliveries to a Knative Service that may scale to zero',
  why: 'Scaled to zero, the Service has no pod that receives, and no delivery wakes it: deliveries wait or are lost',
  todo: 'set autoscaling.knative.dev/min-scale to "1" or more on spec.template, or use a shared daprd if Dapr calls the app',
  source: 'Knative autoscaling',
});
const UNSUPPORTED_BEHIND_SHARED_DAPRD = error('DAPR8012', {
  title: 'unsupported app setting for a Knative Service behind a shared daprd',
  why: 'Health checks keep the Service awake indefinitely; its address does not support TLS, and supports HTTP/2 only to a port named h2c',
  todo: 'remove the setting: a call wakes the Service',
  source: 'Knative autoscaling, networking',
});
const VARIABLE_OF_KNATIVE = error('DAPR8013', {
  title: 'environment variable set by Knative',
  why: 'Knative rejects the Service',
  todo: 'remove the variable',
  source: 'knative/serving pkg/apis/serving/k8s_validation.go',
});
const IGNORED_TRAFFIC_SPLIT = warning('DAPR8014', {
  title: 'traffic split ignored by Dapr',
  why: 'Calls by app ID go to the revision that was reconciled last, regardless of the split',
  todo: 'use a shared daprd, which calls the address of the Service, or send all traffic to one revision',
  source: 'dapr/dapr pkg/operator/handlers/dapr_handler.go',
});

const AUTOSCALING = 'autoscaling.knative.dev/';

/** Checks a Knative Service, whose pod template is that of its revisions. */
export function checkKnative(app: IDaprApp, template: Json, object: Json): Problem[] {
  return [
    ...checkPorts(app, template),
    ...checkEnv(template),
    ...(mayScaleToZero(template) ? checkAwake(app, template) : []),
    ...(hasSidecar(app) ? checkTraffic(object) : checkShared(app, template)),
  ];
}

function checkPorts(app: IDaprApp, template: Json): Problem[] {
  const daprd = hasSidecar(app) ? portEntries(injectedPorts(template.metadata?.annotations ?? {})) : [];
  const ports: [string, number][] = [...(app.appPort === undefined ? [] : [['appPort', app.appPort] as [string, number]]),
    ...daprd.map(([name, port]): [string, number] => [`daprd's ${PORT_NAMES[name]} port`, port])];
  return ports.filter(([, port]) => KNATIVE_RESERVED_PORTS.includes(port)).map(([name, port]) => ({ rule: PORT_OF_KNATIVE, what: `${name} is ${port}, which Knative reserves` }));
}

function checkEnv(template: Json): Problem[] {
  const containers: Json[] = template.spec?.containers ?? [];
  const names: string[] = containers.flatMap(container => (container.env ?? []).map((entry: Json) => entry.name));
  return names.filter(name => KNATIVE_RESERVED_ENV.includes(name)).map(name => ({ rule: VARIABLE_OF_KNATIVE, what: `a container sets ${name}` }));
}

/** Knative scales to zero by default; only its autoscaler by CPU or memory (class hpa) does not. */
function mayScaleToZero(template: Json): boolean {
  const annotations: { [name: string]: string } = template.metadata?.annotations ?? {};
  return !(Number(minScale(template)) >= 1) && !String(annotations[`${AUTOSCALING}class`] ?? '').startsWith('hpa.');
}

const minScale = (template: Json): string | undefined =>
  template.metadata?.annotations?.[`${AUTOSCALING}min-scale`] ?? template.metadata?.annotations?.[`${AUTOSCALING}minScale`];

function checkAwake(app: IDaprApp, template: Json): Problem[] {
  const scale = minScale(template);
  // A stream never wakes the Service; a daprd in the pod is gone with the pod.
  const needing = hasSidecar(app) ? [...STREAMED, ...DELIVERED] : STREAMED;
  const uses = usesOf(app).filter(use => needing.includes(use.kind)).map(use => `the app ${describeUse(use)}`);
  const received = !hasSidecar(app) || app.appPort === undefined ? [] : [`appPort is ${app.appPort}`];
  return (uses.length ? uses : received).map(what => ({ rule: DELIVERY_AT_ZERO_SCALE, what: `${what}; min-scale is ${scale === undefined ? 'not set' : describe(scale)}` }));
}

function checkShared(app: IDaprApp, template: Json): Problem[] {
  const { appProtocol, appPort } = app;
  const tls = appProtocol === AppProtocol.HTTPS || appProtocol === AppProtocol.GRPCS;
  const http2 = appProtocol === AppProtocol.GRPC || appProtocol === AppProtocol.H2C;
  const ports: Json[] = (template.spec?.containers ?? []).flatMap((container: Json) => container.ports ?? []);
  return [
    ...(app.appHealthCheck ? [{ rule: UNSUPPORTED_BEHIND_SHARED_DAPRD, what: 'appHealthCheck is set' }] : []),
    ...(tls && appPort !== undefined ? [{ rule: UNSUPPORTED_BEHIND_SHARED_DAPRD, what: mustBe('appProtocol', 'a protocol without TLS', appProtocol), todo: 'use AppProtocol.HTTP, H2C or GRPC' }] : []),
    ...(http2 && appPort !== undefined && !ports.some(port => port.name === 'h2c')
      ? [{ rule: UNSUPPORTED_BEHIND_SHARED_DAPRD, what: `appProtocol is ${appProtocol}, and no port of the container is named h2c`, todo: 'name the container port h2c' }] : []),
  ];
}

/** Dapr has one Service per app ID, which selects the pods of one revision. */
function checkTraffic(object: Json): Problem[] {
  const targets: Json[] = (object.spec?.traffic ?? []).filter((target: Json) => target.percent !== 0 && target.percent !== undefined);
  return targets.length > 1 ? [{ rule: IGNORED_TRAFFIC_SPLIT, what: `traffic is split across revisions: ${targets.map(target => `${target.percent} %`).join(', ')}` }] : [];
}
