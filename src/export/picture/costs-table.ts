/** The costs as tables of Markdown. */
import { Cost, Costs, MODELS } from './costs';
import { MODEL_NAMES, Picture } from './model';
import { count, range } from './words';
import { Range } from '../../facts/replicas';

const HEADS: { readonly [model: string]: string } = { sidecar: 'sidecar', sharedPerNode: 'one on each node', sharedPerCluster: 'a few for the cluster', remote: 'remote' };

/** A Markdown document with the costs of a picture. */
export function costsTable(picture: Picture, costs: Costs): string {
  const planes = costs.dataPlanes.map(plane => ({ ...plane, ...picture.dataPlanes.find(({ id }) => id === plane.dataPlane)! }));
  const several = (appId: string): boolean => planes.filter(plane => plane.appId === appId).length > 1;
  return [
    `# ${escape(picture.title)}: costs of the data planes`,
    '',
    `Counted for ${count(costs.nodes, 'node')} and ${costs.replicas === undefined ? 'the replicas that each workload or its autoscaler specifies' : `${count(costs.replicas, 'replica')} of each app`}. ${assumption(costs)}`,
    '',
    '## In total',
    '',
    row(['', 'daprds', 'pods only for them', 'CPU requested', 'memory requested']),
    row(['---', '---:', '---:', '---:', '---:']),
    totalRow('**as chosen**', costs.total.chosen, planes.map(plane => plane.costs[plane.chosen])),
    ...MODELS.map(model => totalRow(`all ${MODEL_NAMES[model]}`, costs.total[model], planes.map(plane => plane.costs[model]))),
    '',
    '## Each data plane',
    '',
    'daprds · CPU requested · memory requested; the chosen model is in bold.',
    '',
    row(['app-id', 'pods of the app', ...MODELS.map(model => HEADS[model])]),
    row(['---', '---:', ...MODELS.map(() => '---')]),
    ...planes.map(({ id, appId, chosen, appPods, costs: own }) => row([
      several(appId) ? `${code(appId)} (${code(id)})` : code(appId),
      range(appPods),
      ...MODELS.map(model => model === chosen ? `**${cell(own[model])}**` : cell(own[model])),
    ])),
    '',
    '## How it is counted',
    '',
    '- A sidecar is one more container in each pod of the app; Dapr\'s injector requests nothing for it by default, but it uses CPU and memory.',
    '- A shared daprd is a separate pod. Its figures include the placeholder that the injector needs, and all nodes are counted, tainted or not.',
    '- A model that was not chosen has the defaults of this library (2 daprds for the cluster) and the requests of the chosen one.',
    '- A range goes from the minimum to the maximum pods of an autoscaler, or from none to all pods of a workload that runs to completion.',
    '- A remote Dapr is run by others and is not counted, nor is Dapr\'s control plane, which is the same for all models.',
    '',
  ].join('\n');
}

const row = (cells: string[]): string => `| ${cells.join(' | ')} |`;
const totalRow = (head: string, { daprds, pods, cpuMillis, memoryMebibytes }: Cost, parts: readonly Cost[]): string =>
  row([head, range(daprds), range(pods), requested(cpuMillis, cpu, isUnset('cpuMillis', parts)), requested(memoryMebibytes, memory, isUnset('memoryMebibytes', parts))]);
const cell = (cost: Cost): string => cost.daprds.max === 0 ? '0'
  : [range(cost.daprds), requested(cost.cpuMillis, cpu, isUnset('cpuMillis', [cost])), requested(cost.memoryMebibytes, memory, isUnset('memoryMebibytes', [cost]))].join(' · ');

const NOT_SET = 'not set';
/** Whether there are daprds that request nothing, and so may use any amount. */
const isUnset = (resource: 'cpuMillis' | 'memoryMebibytes', parts: readonly Cost[]): boolean => parts.some(part => part.daprds.max > 0 && part[resource].max === 0);
const requested = (all: Range, text: (amount: number) => string, someUnset: boolean): string =>
  !someUnset ? range(all, text) : all.max === 0 ? NOT_SET : `${range(all, text)} + ${NOT_SET}`;

// One unit for each column, so that its numbers can be compared.
const cpu = (millis: number): string => millis ? `${Math.round(millis)}m` : '0';
const memory = (mebibytes: number): string => mebibytes ? `${mebibytes}Mi` : '0';

const escape = (text: string): string => text.replace(/[\\`*_{}[\]<>|#&]/g, character => `&#${character.codePointAt(0)};`);
/** App IDs contain no backticks; a path may contain a bar. */
const code = (text: string): string => `\`${text.replace(/`/g, '\'').replace(/\|/g, '\\|')}\``;

function assumption({ sidecarTakenFor: { cpuMillis, memoryMebibytes } }: Costs): string {
  const requests = [...(cpuMillis ? [`${cpu(cpuMillis)} CPU`] : []), ...(memoryMebibytes ? [`${memory(memoryMebibytes)} of memory`] : [])];
  return requests.length ? `A sidecar that requests nothing is assumed to need ${requests.join(' and ')}.`
    : 'For a sidecar that requests nothing, the table shows `not set`: set `sidecarCpuRequest` and `sidecarMemoryRequest` to compare like for like.';
}
