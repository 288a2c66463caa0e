/** Ingresses and Services that lead to a sidecar whose API listens on loopback only. */
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { IDaprApp } from '../../contract';
import { DEFAULT_PORTS } from '../../dapr/ports';
import { Annotations } from '../../daprd/annotations';
import { daprdPorts } from '../../daprd/defaults';
import { daprdsOf } from '../../data-plane/daprds-of-app';
import { LOOPBACK } from '../../data-plane/sidecar';
import { AppCheck } from '../../diagnostics/diagnostics';
import { Finding, Problem } from '../../diagnostics/finding';
import { warning } from '../../diagnostics/rule';
import { APPS, hasSidecar } from '../../facts/apps';
import { Objects } from '../../facts/objects';
import { Backend, backendsOf, ROUTING_KINDS } from '../../kubernetes/backends';
import { keyAt, placeOf } from '../../kubernetes/cluster';
import { invocationServiceName, keyIn } from '../../kubernetes/names';
import { SelectorIndex } from '../../kubernetes/selector-index';
import { isMap, Json, mapsIn } from '../../util/json';

const LEADS_TO_LOOPBACK = warning('DAPR2050', {
  title: 'Ingress or Service that leads to the API of a sidecar on loopback',
  why: 'The API of a sidecar listens on loopback by default, and refuses connections from outside the pod',
  todo: 'lead to the Service of the app, or set sidecarListenAddresses and apiTokenSecret of the sidecar',
  source: 'dapr/dapr pkg/injector/patcher/sidecar.go',
  manifests: true,
});

/** Whether a sidecar serves its API on loopback only. */
export const listensOnLoopback = (annotations: Annotations): boolean =>
  (annotations['dapr.io/sidecar-listen-addresses'] ?? '').split(',').every(address => ['', ...LOOPBACK].includes(address.trim()));

const isOnLoopback = (app: IDaprApp): boolean => daprdsOf(app).some(({ isSidecar, annotations }) => isSidecar && listensOnLoopback(annotations));

/** Ports of the Service `<app-id>-dapr` that do not lead to the API. */
const OTHER_PORTS: readonly unknown[] = [DEFAULT_PORTS.internalGrpc, DEFAULT_PORTS.metrics, 'dapr-internal', 'dapr-metrics'];

/** The Services to which a route leads, without those ports. */
export const apiBackends = (spec: unknown): Backend[] => backendsOf(spec).filter(({ port }) => !OTHER_PORTS.includes(port));

/** Routes to the Service that Dapr's operator creates. */
const routes: AppCheck = root => {
  const objects = ROUTING_KINDS.flatMap(kind => Objects.of(root).ofKind(kind));
  const apps = new Map(objects.length ? APPS.of(root).filter(hasSidecar).map(app => [keyAt(app, invocationServiceName(app.appId)), app]) : []);
  return objects.flatMap((at): Finding[] => {
    const names = new Set(apiBackends(at.toJson().spec)
      .map(({ name, namespace }) => keyIn(placeOf(at, namespace ?? at.metadata.namespace), name)));
    return [...names].flatMap(name => {
      const app = apps.get(name);
      return app && isOnLoopback(app) ? [finding(at, app, `Service '${invocationServiceName(app.appId)}'`)] : [];
    });
  });
};

/** Services of users that select the pods of an app, and a port of its daprd. */
const services: AppCheck = root => {
  const found = Objects.of(root).ofKind('Service', 'core').filter(({ node }) => !OURS.includes(node.id))
    .map(at => ({ at, spec: (at.toJson().spec ?? {}) as Json })).filter(({ spec }) => isMap(spec.selector) && daprdPort(spec) !== undefined);
  const byPods = new SelectorIndex(found.map(({ at, spec }) =>
    ({ place: placeOf(at, at.metadata.namespace), selector: { matchLabels: spec.selector }, entry: { at, spec } })));
  return (found.length ? APPS.of(root).filter(hasSidecar) : []).flatMap((app): Finding[] => {
    const selecting = new Set(daprdsOf(app).flatMap(({ labels }) => byPods.selecting(placeOf(app, app.namespace), labels)));
    return [...selecting].filter(({ spec }) => daprdPort(spec, app) !== undefined && isOnLoopback(app))
      .map(({ at, spec }) => finding(at, app, `port ${daprdPort(spec, app)}`));
  });
};

/** IDs of the Services of this library. */
const OURS = ['Invocation', 'Api', 'Channel'];

/** The port of the API of a daprd to which a Service leads; without an app, one that may be. */
function daprdPort({ ports }: Json, app?: IDaprApp): unknown {
  const daprds = app ? daprdsOf(app).map(({ annotations }) => annotations) : [{}];
  return mapsIn(ports).map(targetOf).find(target => daprds.some(annotations => isApiPort(target, annotations)));
}

/** The number or name of the port to which an entry of a Service leads. */
export const targetOf = ({ port, targetPort }: Json): unknown => targetPort ?? port;

/** Whether that is a port of the API of a daprd, which the injector also names. */
export const isApiPort = (target: unknown, annotations: Annotations): boolean =>
  [DEFAULT_PORTS.http, 'dapr-http', 'dapr-grpc', daprdPorts(annotations).grpc].includes(target as string);

const finding = (at: ApiObject & IConstruct, app: IDaprApp, where: string): Finding => ({ at, ...leadsToLoopback(`${at.kind} '${at.name}'`, where, app.appId) });

/** @param subject what leads there, for messages */
export const leadsToLoopback = (subject: string, where: string, appId: string): Problem =>
  ({ rule: LEADS_TO_LOOPBACK, what: `${subject} leads to ${where} of the sidecar of app '${appId}', which listens on loopback only` });

export const checks = [routes, services];
