/** What an import did, as text. */
import { Difference } from './compare';
import { Estate } from './estate/estate';
import { Imported } from './import';
import { grouped } from '../util/grouped';

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
const section = (title: string, lines: readonly string[]): string[] => lines.length ? ['', title, ...lines.map(line => `  ${line}`)] : [];

const differenceText = ({ title, kind, paths }: Difference): string =>
  kind === 'added' ? `+ ${title}: the library writes it for an app` : kind === 'missing' ? `- ${title}: the synth lacks it` : `~ ${title}: ${paths.join(', ')}`;

/** What was read and written, what stays as it is and why, what a synth reports, and what differs. */
export function reportOf({ objects, leftOut }: Estate, { parts, differences, findings, failure }: Imported): string {
  const constructs = parts.flatMap(part => part.constructs);
  const kept = parts.flatMap(part => part.kept);
  const written = new Set(constructs.map(({ object }) => object));
  const inYaml = kept.filter(({ object }) => written.has(object)).length;
  const warnings = grouped(findings.filter(({ level }) => level === 'warning'), ({ code }) => code);
  const real = differences.filter(({ kind }) => kind !== 'respelled');
  const errors = findings.filter(({ level }) => level === 'error');
  return `${[
    `Read ${count(objects.length, 'object')}: ${constructs.length} written as constructs${inYaml ? ` (${inYaml} with the workload in YAML)` : ''}, ${kept.length - inYaml} kept as YAML.`,
    ...section('Not read:', leftOut.map(({ place, why }) => `${place}: ${why}`)),
    ...section('Kept as YAML, because a construct cannot express them or is refused:', kept.flatMap(({ object: { manifest: { title } }, why }) => why ? [`${title}: ${why}`] : [])),
    ...section('Values of Dapr Shared:', parts.flatMap(({ remarks }) => remarks)),
    ...section('Secrets in plain text, which are in the files of YAML:', kept.filter(({ object: { json } }) => json.kind === 'Secret' && (json.data ?? json.stringData)).map(({ object }) => object.manifest.title)),
    ...section('Warnings of the synth:', [...warnings].map(([code, all]) => `${code}${all.length > 1 ? ` (${all.length})` : ''} ${all[0].path}: ${all[0].message}`)),
    ...section('Errors of the synth:', [...errors.map(({ code, path, message }) => `${code} ${path}: ${message}`), ...failure && !errors.length ? [failure] : []]),
    '',
    real.length ? 'The synth differs from what was read:' : failure ? 'There is no synth to compare.' : 'The synth equals what was read: the difference is empty.',
    ...real.map(each => `  ${differenceText(each)}`),
    ...section('Equal in meaning, with another order, version of the API or spelling:', differences.filter(({ kind }) => kind === 'respelled').map(({ title, paths }) => `${title}: ${paths.join(', ')}`)),
  ].join('\n')}\n`;
}
