/** What one builder has and the other has not. */
import { Json, Translation } from './translate';
import { daprdFlags } from '../../src/daprd/flags';

/** A field of a workload or an annotation of its daprd. */
export interface Difference {
  /** Whose object has it; `both` if the values differ. */
  readonly side: 'dapr' | 'ours' | 'both';
  /** Path of the field, or name of the annotation. */
  readonly field: string;
  readonly values: readonly string[];
}

type Fields = Map<string, string>;

/** The fields of an object by path. Variables are named, because their order differs. */
function fieldsOf(value: unknown, path = '', fields: Fields = new Map()): Fields {
  if (Array.isArray(value) && path.endsWith('.env')) {
    value.forEach(({ name, ...variable }) => fieldsOf(variable, `${path}[${name}]`, fields));
  } else if (Array.isArray(value)) {
    value.forEach((each, index) => fieldsOf(each, `${path}[${index}]`, fields));
  } else if (typeof value === 'object' && value !== null) {
    Object.entries(value).forEach(([key, each]) => fieldsOf(each, path ? `${path}.${key}` : key, fields));
  } else if (value !== undefined) {
    fields.set(path, String(value));
  }
  return fields;
}

/** A text in which equal settings are equal: the order of a list of variables, and the spelling of a duration, do not matter. */
const sorted = (name: string, text: string): string => /env|addresses|endpoints|mounts/.test(name) ? text.split(',').map(each => each.trim()).sort().join() : text;

function compareFields(dapr: Fields, ours: Fields): Difference[] {
  return [...new Set([...dapr.keys(), ...ours.keys()])].sort().flatMap((field): Difference[] => {
    const [theirs, own] = [dapr.get(field), ours.get(field)];
    if (theirs === undefined || own === undefined) {
      return [{ side: theirs === undefined ? 'ours' : 'dapr', field, values: [theirs ?? own!] }];
    }
    return sorted(field, theirs) === sorted(field, own) ? [] : [{ side: 'both', field, values: [theirs, own] }];
  });
}

/** A workload without what the API server sets, and without annotations of its pods. */
function bare(workload: Json): Json {
  const { metadata: { name, namespace, labels }, spec } = structuredClone(workload);
  delete spec.template.metadata.annotations;
  delete spec.template.metadata.creationTimestamp;
  return { metadata: { name, namespace, labels }, spec };
}

/** To the injector, a port that is not positive is no port. */
const isNoPort = ([name, value]: [string, string]): boolean => name === 'dapr.io/app-port' && Number(value) <= 0;

function annotationsOf(workload: Json | undefined): Fields {
  const annotations: [string, string][] = Object.entries(workload?.spec.template.metadata.annotations ?? {});
  return new Map(annotations.filter(entry => !isNoPort(entry)));
}

/** The workload that runs a shared daprd. */
export const daprdOf = ({ others }: Pick<Translation, 'others'>): Json | undefined => others.find(({ kind }) => ['Deployment', 'DaemonSet'].includes(kind));

/** The settings of the daprd that Dapr's workload gets, and of ours: annotations, or the command line of a pinned daprd. */
function settings(original: Json, daprd: Json | undefined): [dapr: Fields, ours: Fields] {
  const args: string[] | undefined = daprd?.spec.template.spec.containers.find(({ name }: Json) => name === 'daprd')?.args;
  if (!args) {
    return [annotationsOf(original), annotationsOf(daprd)];
  }
  const flags = args.map(argument => argument.split(/=(.*)/s)).map(([flag, value]): [string, string] => [flag, value]);
  return [new Map(Object.entries(daprdFlags(Object.fromEntries(annotationsOf(original)))).map(([flag, value]) => [`--${flag}`, value])), new Map(flags)];
}

/** Differences between Dapr's workload and ours, with the settings of the daprd, wherever it is. */
export const differences = (original: Json, translation: Translation, shared: boolean): Difference[] => [
  ...compareFields(...settings(original, shared ? daprdOf(translation) : translation.workload)),
  ...compareFields(fieldsOf(bare(original)), fieldsOf(bare(translation.workload))),
];
