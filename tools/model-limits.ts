/** What a model cannot carry: from the table that the tests hold against the real synth, with the reasons that the checks give. */
import { Model } from './models';
import { Cell, OPTION_TABLE, TABLE } from '../scenarios/capability-table';
import { build, Model as Checked } from '../scenarios/models';
import { DaprRules } from '../src';
import { APPS, wiringOf } from '../src/facts/apps';
import { DELIVERED, STREAMED } from '../src/facts/uses';

const RULES = new Map(DaprRules.all().map(rule => [rule.code, rule]));
const code = (text: string): string => `\`${text}\``;

function grouped(entries: [string, string][]): [string, string[]][] {
  const groups = new Map<string, string[]>();
  entries.forEach(([name, group]) => groups.set(group, [...groups.get(group) ?? [], name]));
  return [...groups];
}

/** Cells that are a code, by that code; for a use that the model is unable to carry, by the reason. */
function limitsOfChecked(checked: Checked): string[] {
  const [app] = APPS.of(build(checked, () => ({})));
  const reasonOf = (use: string): string | undefined => wiringOf(app)?.unsupported.find(({ kind }) => kind === use)?.reason;
  const cells = Object.entries(TABLE[checked]).filter((entry): entry is [string, Cell] => entry[1].startsWith('DAPR'));
  const reasons = cells.map(([name, cell]): [string, string] =>
    [name, `${RULES.get(cell)!.level === 'error' ? 'Refused' : 'Warned of'} (${cell}): NAMES; ${reasonOf(name) ?? RULES.get(cell)!.title}.`]);
  return grouped(reasons).map(([line, names]) => line.replace('NAMES', names.join(', ')));
}

/** Options of daprd that it has not; where it has few, those. */
function optionsOf(checked: Checked): string[] {
  const cells: [string, Cell][] = checked in OPTION_TABLE ? Object.entries(OPTION_TABLE[checked as keyof typeof OPTION_TABLE]) : [];
  const refused = cells.filter(([, cell]) => cell === 'DAPR3015' || cell === 'DAPR8102');
  const [[, rule]] = [...refused, ['', '']];
  if (refused.length * 2 > cells.length) {
    const has = cells.filter(([, cell]) => cell === 'emitted').map(([name]) => code(name));
    return [`Options of daprd: it has ${has.join(', ')}; any other that would say something is refused (${rule}).`];
  }
  return refused.length ? [`Options of daprd that it has not (${rule}): ${refused.map(([name]) => code(name)).join(', ')}.`] : [];
}

/** What the table does not show, for its apps have what takes the limit away. */
const UNLESS: { [page: string]: string[] | undefined } = {
  'remote': [`Refused without \`appEndpoint\` (DAPR8001): ${DELIVERED.join(', ')}.`],
  'catalyst': [`Refused without \`appEndpoint\` (DAPR8001): ${DELIVERED.join(', ')}.`],
  'knative-sidecar': [`Refused where \`min-scale\` is less than 1 (DAPR8011): ${[...DELIVERED, ...STREAMED].join(', ')}.`],
};

/** One line a limit. */
export function limitsOf({ page, checked }: Model): string[] {
  const lines = [...new Set([...UNLESS[page] ?? [], ...checked.flatMap(limitsOfChecked), ...checked.flatMap(optionsOf)])];
  return lines.length ? lines : [checked.length ? 'None: every use of Dapr, and every option of daprd that the declared version of Dapr has.' : 'Those of OpenFunction, as above.'];
}
