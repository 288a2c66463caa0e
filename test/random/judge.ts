/** The contract, whatever the props are: named errors, or sound output, and the same again. */
import { App, Chart, Yaml } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { build, Case } from './cases';
import { schemaErrors } from '../strict-schemas';

export interface Outcome {
  /** What refused it. */
  readonly refusal?: string;
  readonly objects: any[];
  readonly yaml: string;
  readonly files: readonly { readonly path: string; readonly content: string }[];
}

/** Builds and synthesizes it. */
export function outcome(one: Case): Outcome {
  try {
    const { world, files } = build(one);
    const charts: Chart[] = (world.chart.node.root as App).charts;
    const objects = charts.flatMap(chart => chart.toJson());
    return { objects, yaml: Yaml.stringify(...objects), files: (files as Outcome['files'] | undefined) ?? [] };
  } catch (error) {
    return { refusal: error instanceof Error ? `${/^(Error|ValidationError)$/.test(error.name) ? '' : `${error.name} `}${error.message}` : String(error), objects: [], yaml: '', files: [] };
  }
}

/** What breaks the contract: one line each. */
export function broken(one: Case): { readonly accepted: boolean; readonly outcome: Outcome; readonly problems: string[] } {
  const first = outcome(one);
  const again = outcome(one);
  const same = first.refusal === again.refusal && first.yaml === again.yaml && JSON.stringify(first.files) === JSON.stringify(again.files);
  const problems = [
    ...(same ? [] : ['the second synth differs']),
    ...(first.refusal === undefined ? unsound(one, first) : unnamed(one, first.refusal)),
  ];
  return { accepted: first.refusal === undefined, outcome: first, problems };
}

const HEAD = /^(Validation|Export) failed with the following errors:\n/;

/** Each line of a refusal names a code and a place, and the value in a way that can be read. */
function unnamed(one: Case, refusal: string): string[] {
  const lines = HEAD.test(refusal) ? refusal.replace(HEAD, '').split('\n') : [refusal];
  return [
    ...lines.filter(line => !/^( {2}\[.*\] DAPR\d{4}: .+| {2}DAPR\d{4} .+: .+|DAPR\d{4} [^ ].*: .+)$/.test(line)).map(line => `an error without a name: ${line}`),
    ...garbage(one, refusal),
  ];
}

function unsound(one: Case, { objects, yaml, files }: Outcome): string[] {
  const parsed = (version: '1.1' | '1.2') => parseAllDocuments(yaml, { version, merge: version === '1.1' }).map(document => document.toJS());
  const json = JSON.stringify(objects);
  return [
    ...objects.flatMap(object => holes(object, `${object.kind}/${object.metadata?.name}`)),
    ...objects.flatMap(schemaErrors),
    ...garbage(one, json),
    ...files.flatMap(({ path, content }) => garbage(one, content).map(problem => `${path}: ${problem}`)),
    ...(['1.1', '1.2'] as const).filter(version => objects.length && JSON.stringify(parsed(version)) !== json).map(version => `YAML ${version} reads something else`),
  ];
}

/** Texts that come of a value that nobody meant to write, unless they were given. */
function garbage(one: Case, text: string): string[] {
  const found = /.{0,40}(\[object |\bundefined\b|\bNaN\b|\bInfinity\b|Symbol\(|=>).{0,20}/.exec(text);
  return found && !said(one).includes(found[1]) ? [`${found[1]} in ${found[0]}`] : [];
}

/** Paths of what is no value of JSON that anybody reads. */
function holes(value: unknown, path: string): string[] {
  if (value === null || value === undefined || (typeof value === 'number' && !Number.isFinite(value))) {
    return [`${path} is ${value}`];
  }
  return typeof value === 'object' ? Object.entries(value).flatMap(([key, child]) => holes(child, `${path}/${key}`)) : [];
}

const said = ({ settings, made, calls }: Case): string => [settings, made, ...calls].join('\n');
