/** Services whose ports lead to a daprd that listens on loopback only. */
import { list, Manifest, map, together } from './manifest';
import { ManifestApp, ManifestProblem, ManifestRule, Manifests } from './manifests';
import { PORT_NAMES } from '../dapr/ports';
import { daprdPorts } from '../daprd/defaults';
import { LOOPBACK } from '../data-plane/sidecar';
import { warning } from '../diagnostics/rule';
import { grouped } from '../util/grouped';

const LEADS_TO_LOOPBACK = warning('DAPR2071', {
  title: 'Service that leads to a daprd on loopback',
  why: 'daprd listens on loopback only unless it is told otherwise: connections to the port of the Service are refused',
  todo: 'remove the port and call the app, or set dapr.io/sidecar-listen-addresses together with dapr.io/api-token-secret',
  source: 'dapr/dapr pkg/injector/patcher/sidecar.go',
  manifests: true,
});

/** The port names that the injector gives the daprd container. */
const INJECTED_NAMES: { readonly [name: string]: 'http' | 'grpc' | undefined } = { 'dapr-http': 'http', 'dapr-grpc': 'grpc' };

const listensOnLoopback = ({ annotations }: ManifestApp): boolean =>
  (annotations['dapr.io/sidecar-listen-addresses'] ?? LOOPBACK[0]).split(',').every(address => LOOPBACK.includes(address.trim()));

/** An app with one of its pod labels. */
interface Labelled {
  readonly app: ManifestApp;
  readonly label: string;
}

/** Apps by each of their pod labels. */
const byLabel = ({ apps }: Manifests): Map<string, Labelled[]> =>
  grouped(apps.filter(listensOnLoopback).flatMap(app => Object.entries(app.at.podLabels).map(label => ({ app, label: label.join('=') }))), ({ label }) => label);

/** The port of daprd's API that a port of a Service leads to. */
function apiPort(entry: { [field: string]: any }, { at, annotations }: ManifestApp): 'http' | 'grpc' | undefined {
  const target: unknown = entry.targetPort ?? entry.port;
  const ports = daprdPorts(annotations);
  const declared = at.containers.flatMap(({ ports: own }) => list(own)).map(map).find(({ name }) => name === target);
  const number = typeof target === 'string' && declared ? declared.containerPort : target;
  return typeof number === 'string' ? INJECTED_NAMES[number] : number === ports.http ? 'http' : number === ports.grpc ? 'grpc' : undefined;
}

const services: ManifestRule = all => {
  const labelled = byLabel(all);
  return all.objects.filter(({ group, kind, spec }) => group === 'core' && kind === 'Service' && Object.keys(map(spec.selector)).length)
    .flatMap(service => selected(service, labelled).flatMap(app => list(service.spec.ports).map(map).flatMap((entry, i): ManifestProblem[] => {
      const name = apiPort(entry, app);
      return name === undefined || Number(entry.targetPort ?? entry.port) === app.appPort ? [] : [{
        at: service, rule: LEADS_TO_LOOPBACK, what: `spec.ports[${i}] leads to the ${PORT_NAMES[name]} port of daprd in the pods of ${app.at.title}, which listens on loopback`,
      }];
    })));
};

/** The apps whose pods a Service selects. */
function selected(service: Manifest, labelled: Map<string, Labelled[]>): ManifestApp[] {
  const labels = Object.entries(map(service.spec.selector));
  const [fewest] = labels.map(label => labelled.get(label.join('=')) ?? []).sort((a, b) => a.length - b.length);
  return fewest.map(({ app }) => app).filter(app => together(app, service) && labels.every(([label, value]) => app.at.podLabels[label] === value));
}

export const SERVICE_RULES: ManifestRule[] = [services];
