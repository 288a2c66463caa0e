/** The contract for any props: either errors with a code, or valid output that a second synth repeats. */
import { App, Chart, Yaml } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { build, Case, RAW } from './cases';
import { WorldOptions } from './world';
import { checkManifests } from '../../src/validation/check';
import { settingsOf } from '../../src/validation/settings';
import { schemaErrors } from '../support/strict-schemas';

export interface Outcome {
  /** The error, if any. */
  readonly refusal?: string;
  readonly objects: any[];
  readonly files: readonly { readonly path: string; readonly content: string }[];
}

/** Builds and synthesizes a case. */
export function outcome(one: Case, options: WorldOptions = {}): Outcome {
  try {
    const { world, files } = build(one, options);
    const charts: Chart[] = (world.chart.node.root as App).charts;
    const objects = charts.flatMap(chart => chart.toJson());
    return { objects, files: (files as Outcome['files'] | undefined) ?? [] };
  } catch (error) {
    return { refusal: error instanceof Error ? `${/^(Error|ValidationError|DaprSynthesisError)$/.test(error.name) ? '' : `${error.name} `}${error.message}` : String(error), objects: [], files: [] };
  }
}

/** The violations of the contract, one line each. */
export function broken(one: Case): { readonly accepted: boolean; readonly outcome: Outcome; readonly problems: string[] } {
  const first = outcome(one);
  const again = outcome(one);
  const text = ({ refusal, objects, files }: Outcome): string => JSON.stringify([refusal, objects, files]);
  const same = text(first) === text(again);
  const problems = [
    ...(same ? [] : ['the second synth differs']),
    ...differences('the order of keys', first, outcome(one, { isReversed: true })),
    ...(first.refusal === undefined ? invalid(one, first) : withoutCode(one, first.refusal)),
  ];
  return { accepted: first.refusal === undefined, outcome: first, problems };
}

/** The violations of the contract for a case with tokens: they are resolved to the same output, or refused. */
export function brokenByTokens(one: Case): { readonly resolved: boolean; readonly problems: string[] } {
  const plain = outcome(one);
  const outcomes = (['Lazy', 'Marker'] as const).map(tokens => ({ tokens, result: outcome(one, { tokens }) }));
  return {
    resolved: outcomes.every(({ result }) => result.refusal === undefined),
    problems: outcomes.flatMap(({ tokens, result }) => (result.refusal === undefined ? differences(`tokens of ${tokens}`, plain, result) : withoutCode(one, result.refusal))),
  };
}

/** Output that something changes. The findings of a refused case may have another order. */
function differences(cause: string, first: Outcome, other: Outcome): string[] {
  const lines = ({ objects, files }: Outcome): string[] =>
    [...objects.map(object => JSON.stringify(object)), ...files.flatMap(({ path, content }) => [path, ...content.split('\n')])];
  const [before, after] = [lines(first), lines(other)];
  const at = before.findIndex((line, i) => line !== after[i]);
  return (first.refusal === undefined) !== (other.refusal === undefined) ? [`${cause} decide about: ${first.refusal ?? other.refusal}`]
    : at >= 0 || before.length !== after.length ? [`${cause} changes the output: ${before[at]} and ${after[at]}`] : [];
}

const HEAD = /^(Validation|Export) failed with the following errors:\n/;

/** Each line of an error must have a code and a path, and show readable values. */
function withoutCode(one: Case, refusal: string): string[] {
  const lines = refusal.replace(HEAD, '').split('\n');
  return [
    ...lines.filter(line => !/^( {2})?DAPR\d{4} [^ ].*: .+$/.test(line)).map(line => `an error without a code: ${line}`),
    ...garbage(one, refusal, /.{0,40}(\[object |'undefined'|'NaN'|'null').{0,20}/),
  ];
}

function invalid(one: Case, { objects, files }: Outcome): string[] {
  if (one.target === RAW) {
    return [];
  }
  const yaml = Yaml.stringify(...objects);
  const json = JSON.stringify(objects);
  // A platform whose operator creates no Services has those of the library, which select this label.
  const operatorServices = !objects.some(({ kind, spec }) => kind === 'Service' && spec?.selector?.['dapr.io/app-id']);
  return [
    ...objects.flatMap(object => holes(object, `${object.kind}/${object.metadata?.name}`)),
    ...objects.flatMap(schemaErrors),
    ...checkManifests([{ file: 'all', documents: JSON.parse(json) }], settingsOf({ daprVersion: '1.19', kubernetesVersion: '1.37', operatorServices })).filter(({ fails }) => fails).map(({ rule, at, what }) => `DaprValidation reports ${rule.code} ${at.title}: ${what}`),
    ...garbage(one, json),
    ...files.flatMap(({ path, content }) => garbage(one, content, /.{0,40}(\[object |\bundefined\b|\bNaN\b|\bInfinity\b|Symbol\().{0,20}/).map(problem => `${path}: ${problem}`)),
    ...files.filter(({ path }) => path.endsWith('.yaml')).flatMap(({ path, content }) => loaded(content).flatMap(schemaErrors).map(problem => `${path}: ${problem}`)),
    ...(Buffer.from(yaml).toString() === yaml ? [] : ['a string that is not valid in UTF-8']),
    ...(objects.length && JSON.stringify(parse(yaml)) !== json ? ['YAML reads other values'] : []),
  ];
}

/** The Dapr objects of an exported file. */
const loaded = (content: string): any[] => parse(content).filter((document: any) => /^dapr\.io\//.test(document?.apiVersion));

const parse = (yaml: string): unknown[] => parseAllDocuments(yaml, { version: '1.1' }).map(document => document.toJS());

/** Strings that show accidentally rendered values, unless they were passed in. */
function garbage(one: Case, text: string, pattern = /.{0,40}(\[object |\bundefined\b|\bNaN\b|\bInfinity\b|Symbol\(|\(\) ?=>).{0,20}/): string[] {
  const found = pattern.exec(text);
  return found && !shown(one).includes(found[1].replace(/'/g, '')) ? [`${found[1]} in ${found[0]}`] : [];
}

/** Paths of values that are not valid in JSON or YAML. */
function holes(value: unknown, path: string): string[] {
  if (value === null || value === undefined || (typeof value === 'number' && !Number.isFinite(value))) {
    return [`${path} is ${value}`];
  }
  if (typeof value === 'string' && /^[-+]?0(o|O|X|B)[0-9a-fA-F_]+$/.test(value)) {
    return [`${path} is ${value}, which Kubernetes reads as a number`];
  }
  return typeof value === 'object' ? Object.entries(value).flatMap(([key, child]) => holes(child, `${path}/${key}`)) : [];
}

const shown = ({ settings, made, calls }: Case): string => [settings, made, ...calls].join('\n');
