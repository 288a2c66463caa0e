/** The files of a Flux delivery: a folder per stage, and the Kustomizations that apply them in order. */
import { App, Chart, Names, YamlOutputType } from 'cdk8s';
import { FluxDeliveryOptions } from './flux-options';
import { objectsIn, Stage, STAGES } from './stages';
import { Json, omitEmpty } from '../util/json';
import { goDuration } from '../util/values';

/** Folder of all Flux deliveries in the output folder. */
const FOLDER = 'flux';
/** File with the Kustomizations. It is not in a stage, so none of them applies it. */
const KUSTOMIZATIONS = 'stages.yaml';

/** A rendered chart, with the stage of each object. */
export interface StagedChart {
  readonly chart: Chart;
  readonly objects: readonly (readonly [object: Json, stageOf: (item: Json) => Stage])[];
}

/** Documents by the path of their file in the output folder. */
export type Files = Map<string, Json[]>;

export const folderOf = ({ name }: FluxDeliveryOptions): string => `${FOLDER}/${name}`;
/** Folder of a stage: sorted by name, the folders are in the order of the stages. */
export const stageFolder = (stage: Stage): string => `${STAGES.indexOf(stage)}0-${stage.name}`;

/** The files of one delivery. Stages without objects have neither a folder nor a Kustomization. */
export function fluxFiles(app: App, options: FluxDeliveryOptions, charts: readonly StagedChart[]): Files {
  const folder = folderOf(options);
  const staged = new Map<Stage, Files>(STAGES.map(stage => [stage, new Map()]));
  for (const { chart, objects } of charts) {
    for (const [object, stage] of objects) {
      for (const item of objectsIn(object)) {
        const files = staged.get(stage(item))!;
        const file = fileOf(app, chart, item);
        files.set(file, [...files.get(file) ?? [], item]);
      }
    }
  }
  const used = STAGES.filter(stage => staged.get(stage)!.size);
  return new Map<string, Json[]>([
    ...used.flatMap(stage => [...staged.get(stage)!].map(([file, documents]): [string, Json[]] => [`${folder}/${stageFolder(stage)}/${file}`, documents])),
    [`${folder}/${KUSTOMIZATIONS}`, used.map((stage, i) => kustomization(options, stage, used[i - 1]))],
    // A tool that is pointed at this folder, or at a folder above, applies the Kustomizations only: no object has two owners.
    [`${folder}/kustomization.yaml`, [{ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: [KUSTOMIZATIONS] }]],
  ]);
}

/** Name of the file of an object, divided as cdk8s divides its output. */
function fileOf({ yamlOutputType, outputFileExtension }: App, chart: Chart, { kind, metadata }: Json): string {
  const resource = `${kind}.${metadata?.name}`.replace(/[^0-9a-zA-Z-_.]/g, '') + outputFileExtension;
  switch (yamlOutputType) {
    case YamlOutputType.FILE_PER_APP: return `app${outputFileExtension}`;
    case YamlOutputType.FILE_PER_RESOURCE: return resource;
    case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE: return `${Names.toDnsLabel(chart)}/${resource}`;
    default: return Names.toDnsLabel(chart) + outputFileExtension;
  }
}

function kustomization(options: FluxDeliveryOptions, stage: Stage, before: Stage | undefined): Json {
  const { name, path, namespace = 'flux-system', sourceKind: kind = 'GitRepository', sourceName = 'flux-system', sourceNamespace, interval, timeout } = options;
  const nameOf = (each: Stage): string => `${name}-${each.name}`;
  const base = path.replace(/^(\.\/+)+/, '').replace(/\/+$/, '');
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: nameOf(stage), namespace },
    spec: omitEmpty({
      dependsOn: (before ? [nameOf(before)] : options.dependsOn ?? []).map(each => ({ name: each })),
      interval: goDuration(interval?.toMilliseconds() ?? 600_000),
      path: ['.', ...(['', '.'].includes(base) ? [] : [base]), folderOf(options), stageFolder(stage)].join('/'),
      prune: true,
      serviceAccountName: options.serviceAccountName,
      sourceRef: { kind, name: sourceName, ...(sourceNamespace === undefined ? {} : { namespace: sourceNamespace }) },
      timeout: timeout && goDuration(timeout.toMilliseconds()),
      wait: true,
    }),
  };
}
