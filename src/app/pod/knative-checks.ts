/** What can be said of a Knative Service once it is rendered. */
import { AppProtocol, IDaprApp } from '../../contract';
import { portEntries, PORT_NAMES } from '../../dapr/ports';
import { daprdPorts } from '../../daprd/defaults';
import { Problem } from '../../diagnostics/finding';
import { hasSidecar } from '../../facts/apps';
import { DELIVERED, inWords, STREAMED, usesOf } from '../../facts/uses';
import { Json } from '../../util/json';
import { describe } from '../../util/values';
import { KNATIVE_RESERVED_ENV, KNATIVE_RESERVED_PORTS } from '../../workload/kinds';

const AUTOSCALING = 'autoscaling.knative.dev/';

/** Checks of a Knative Service, whose pod template is that of its revisions. */
export function checkKnative(app: IDaprApp, template: Json, object: Json): Problem[] {
  return [
    ...checkPorts(app, template),
    ...checkEnv(template),
    ...(mayBeAtZero(template) ? checkAwake(app, template) : []),
    ...(hasSidecar(app) ? checkTraffic(object) : checkShared(app, template)),
  ];
}

function checkPorts(app: IDaprApp, template: Json): Problem[] {
  const daprd = hasSidecar(app) ? portEntries(daprdPorts(template.metadata?.annotations ?? {})) : [];
  const ports: [string, number][] = [...(app.appPort === undefined ? [] : [['appPort', app.appPort] as [string, number]]),
    ...daprd.map(([name, port]): [string, number] => [`daprd's port for ${PORT_NAMES[name]}`, port])];
  return ports.filter(([, port]) => KNATIVE_RESERVED_PORTS.includes(port)).map(([name, port]) => ({ code: 'DAPR8010', what: `${name} is ${port}` }));
}

function checkEnv(template: Json): Problem[] {
  const containers: Json[] = template.spec?.containers ?? [];
  const names: string[] = containers.flatMap(container => (container.env ?? []).map((entry: Json) => entry.name));
  return names.filter(name => KNATIVE_RESERVED_ENV.includes(name)).map(name => ({ code: 'DAPR8013', what: `a container sets ${name}` }));
}

/** Knative's default is to go down to zero; only the autoscaler by CPU or memory cannot. */
function mayBeAtZero(template: Json): boolean {
  const annotations: { [name: string]: string } = template.metadata?.annotations ?? {};
  return !(Number(minScale(template)) >= 1) && !String(annotations[`${AUTOSCALING}class`] ?? '').startsWith('hpa.');
}

const minScale = (template: Json): string | undefined =>
  template.metadata?.annotations?.[`${AUTOSCALING}min-scale`] ?? template.metadata?.annotations?.[`${AUTOSCALING}minScale`];

function checkAwake(app: IDaprApp, template: Json): Problem[] {
  // A stream wakes nobody, wherever the daprd is; one in the pod is gone with the pod.
  const needing = hasSidecar(app) ? [...STREAMED, ...DELIVERED] : STREAMED;
  const uses = usesOf(app).filter(use => needing.includes(use.kind)).map(use => `the app ${inWords(use)}`);
  const received = !hasSidecar(app) || app.appPort === undefined ? [] : [`appPort is ${app.appPort}`];
  return (uses.length ? uses : received).map(what => ({ code: 'DAPR8011', what: `${what}; min-scale is ${describe(minScale(template) ?? 'not given')}` }));
}

function checkShared(app: IDaprApp, template: Json): Problem[] {
  const { appProtocol, appPort } = app;
  const tls = appProtocol === AppProtocol.HTTPS || appProtocol === AppProtocol.GRPCS;
  const http2 = appProtocol === AppProtocol.GRPC || appProtocol === AppProtocol.H2C;
  const ports: Json[] = (template.spec?.containers ?? []).flatMap((container: Json) => container.ports ?? []);
  return [
    ...(app.appHealthCheck ? [{ code: 'DAPR8012' as const, what: 'appHealthCheck' }] : []),
    ...(tls && appPort !== undefined ? [{ code: 'DAPR8012' as const, what: `appProtocol is ${appProtocol}`, todo: 'give AppProtocol.HTTP, H2C or GRPC' }] : []),
    ...(http2 && appPort !== undefined && !ports.some(port => port.name === 'h2c')
      ? [{ code: 'DAPR8012' as const, what: `appProtocol is ${appProtocol}, and no port of the container is named h2c`, todo: 'name the port h2c' }] : []),
  ];
}

/** One app-id is one Service, and that selects the pods of one revision. */
function checkTraffic(object: Json): Problem[] {
  const targets: Json[] = (object.spec?.traffic ?? []).filter((target: Json) => target.percent !== 0 && target.percent !== undefined);
  return targets.length > 1 ? [{ code: 'DAPR8014', what: `traffic is split into ${targets.map(target => `${target.percent} %`).join(', ')}` }] : [];
}
