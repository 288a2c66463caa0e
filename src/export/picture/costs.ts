/** Costs of daprds, for the chosen data planes and for the other models. */
import { Model, Picture, PictureDataPlane } from './model';
import { sharedWorkload } from './picture';
import { sum, times } from './scale';
import { PLACEHOLDER_REQUESTS, SHARED_REPLICAS, SHARED_REQUESTS } from '../../data-plane/shared/pod';
import { exactly, Range } from '../../facts/replicas';
import { Json } from '../../util/json';
import { quantityValue } from '../../util/values';
import { SHORT_LIVED_KINDS } from '../../workload/kinds';
import { TopologyApp } from '../topology/model';
import { DaprTopology } from '../topology/topology';

const MEBI = 1024 ** 2;
const ZERO: Requests = { cpuMillis: 0, memoryMebibytes: 0 };

/** Resource requests of one daprd, in thousandths of a core and MiB. */
export interface Requests { readonly cpuMillis: number; readonly memoryMebibytes: number }

/** Number of daprds, the pods that run only for them, and their total requests. */
export interface Cost { readonly daprds: Range; readonly pods: Range; readonly cpuMillis: Range; readonly memoryMebibytes: Range }

export type ModelCosts = { readonly [model in Model]: Cost };

export interface DataPlaneCosts {
  readonly dataPlane: string;
  readonly chosen: Model;
  /** Number of pods of its apps. */
  readonly appPods: Range;
  readonly costs: ModelCosts;
}

export interface Costs {
  readonly nodes: number;
  /** Assumed replicas of every app; undefined if each workload sets its own. */
  readonly replicas?: number;
  readonly sidecarTakenFor: Requests;
  readonly total: ModelCosts & { readonly chosen: Cost };
  readonly dataPlanes: DataPlaneCosts[];
}

/** Assumptions about the cluster. */
export interface CostAssumptions { readonly nodes: number; readonly replicas?: number; readonly sidecar: Requests }

export const MODELS: readonly Model[] = ['sidecar', 'sharedPerNode', 'sharedPerCluster', 'remote'];

/** Default requests of a shared daprd and of its placeholder. */
const SHARED: Requests = { cpuMillis: millisOf(SHARED_REQUESTS.cpu), memoryMebibytes: SHARED_REQUESTS.memoryMebibytes };
const PLACEHOLDER: Requests = { ...ZERO, ...asRequests(PLACEHOLDER_REQUESTS) };

/** The costs of a picture, in the order of its data planes. */
export function costsOf(picture: Picture, topology: DaprTopology, assumed: CostAssumptions): Costs {
  const apps = new Map(topology.apps.map(app => [app.construct.node.path, app]));
  const dataPlanes = picture.dataPlanes.map(plane => dataPlaneCosts(plane, picture, apps, assumed));
  const totalOf = (pick: (costs: DataPlaneCosts) => Cost): Cost => add(dataPlanes.map(pick));
  return {
    nodes: assumed.nodes,
    replicas: assumed.replicas,
    sidecarTakenFor: assumed.sidecar,
    total: {
      chosen: totalOf(({ chosen, costs }) => costs[chosen]),
      ...Object.fromEntries(MODELS.map(model => [model, totalOf(({ costs }) => costs[model])])) as { [model in Model]: Cost },
    },
    dataPlanes,
  };
}

function dataPlaneCosts(plane: PictureDataPlane, picture: Picture, apps: Map<string, TopologyApp>, assumed: CostAssumptions): DataPlaneCosts {
  const { id, model: chosen, replicas } = plane;
  const appPods = sum(plane.apps.map(app => podsOf(picture.apps.find(each => each.id === app)!.workload, assumed)));
  const own = requestsOf(apps.get(plane.apps[0])!, chosen);
  const sidecar = merge(own.requested, assumed.sidecar);
  const shared = plus(merge(own.requested, SHARED), own.placeholder ?? PLACEHOLDER);
  const running = (daprds: Range, each: Requests): Cost =>
    ({ daprds, pods: daprds, cpuMillis: times(daprds, each.cpuMillis), memoryMebibytes: times(daprds, each.memoryMebibytes) });
  return {
    dataPlane: id,
    chosen,
    appPods,
    costs: {
      sidecar: { ...running(appPods, sidecar), pods: exactly(0) },
      sharedPerNode: running(exactly(assumed.nodes), shared),
      sharedPerCluster: running(chosen === 'sharedPerCluster' && replicas ? replicas : exactly(SHARED_REPLICAS), shared),
      remote: running(exactly(0), shared),
    },
  };
}

function podsOf({ kind, replicas }: { readonly kind: string; readonly replicas?: Range }, { nodes, replicas: assumed }: CostAssumptions): Range {
  return !replicas ? exactly(nodes) : assumed === undefined || ['Pod', ...SHORT_LIVED_KINDS].includes(kind) ? replicas : exactly(assumed);
}

/** Requests of an app's daprd that differ from the defaults of its model, and those of the placeholder in a shared daprd's pod. */
function requestsOf(app: TopologyApp, chosen: Model): { readonly requested: Partial<Requests>; readonly placeholder?: Requests } {
  const requestOf = (resource: string): string | undefined =>
    // As in Kubernetes, a limit without a request is also the request.
    ['request', 'limit'].map(kind => app.dataPlane?.annotations[`dapr.io/sidecar-${resource}-${kind}`]).find(Boolean);
  const requests = asRequests({ cpu: requestOf('cpu'), memory: requestOf('memory') });
  if (chosen === 'sidecar' || chosen === 'remote') {
    return { requested: requests };
  }
  const containers: Json[] = sharedWorkload(app)?.spec?.template?.spec?.containers ?? [];
  const placeholders = containers.filter(({ name }) => name === 'placeholder').map(({ resources }) => ({ ...ZERO, ...asRequests(resources?.requests ?? {}) }));
  return {
    requested: {
      ...(requests.cpuMillis === SHARED.cpuMillis ? {} : { cpuMillis: requests.cpuMillis ?? 0 }),
      ...(requests.memoryMebibytes === SHARED.memoryMebibytes ? {} : { memoryMebibytes: requests.memoryMebibytes ?? 0 }),
    },
    placeholder: placeholders.reduce(plus, ZERO),
  };
}

const plus = (a: Requests, b: Requests): Requests =>
  ({ cpuMillis: a.cpuMillis + b.cpuMillis, memoryMebibytes: a.memoryMebibytes + b.memoryMebibytes });
const merge = (requested: Partial<Requests>, defaults: Requests): Requests => ({ ...defaults, ...requested });
const add = (costs: Cost[]): Cost => ({
  daprds: sum(costs.map(({ daprds }) => daprds)),
  pods: sum(costs.map(({ pods }) => pods)),
  cpuMillis: sum(costs.map(({ cpuMillis }) => cpuMillis)),
  memoryMebibytes: sum(costs.map(({ memoryMebibytes }) => memoryMebibytes)),
});

function asRequests({ cpu, memory }: { cpu?: unknown; memory?: unknown }): Partial<Requests> {
  return {
    ...(cpu === undefined ? {} : { cpuMillis: millisOf(String(cpu)) }),
    ...(memory === undefined ? {} : { memoryMebibytes: Math.round(quantityValue(String(memory)) / MEBI * 10) / 10 }),
  };
}

/** Thousandths of a core in a quantity. */
export function millisOf(quantity: string): number {
  return Math.round(quantityValue(quantity) * 1000);
}
