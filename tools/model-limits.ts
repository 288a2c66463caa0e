/** The limits of a model, from the capability table, which tests verify, with the reasons of the checks. */
import { Model } from './models';
import { Cell, OPTION_TABLE, TABLE } from '../scenarios/capability-table';
import { build, Model as Checked } from '../scenarios/models';
import { DaprRules, DaprUseKind } from '../src';
import { APPS, wiringOf } from '../src/facts/apps';
import { DELIVERED, STREAMED } from '../src/facts/uses';

const RULES = new Map(DaprRules.all().map(rule => [rule.code, rule]));
const code = (text: string): string => `\`${text}\``;

/** Names of capabilities on the pages; others are shown as they are. */
const NAMES: { readonly [capability: string]: string } = {
  [DaprUseKind.PUBLISH]: 'publishing',
  [DaprUseKind.SUBSCRIBE]: 'subscriptions',
  [DaprUseKind.INPUT_BINDING]: 'input bindings',
  [DaprUseKind.INVOKE]: 'invoking other apps',
  [DaprUseKind.INVOKED]: 'invocation by other apps',
  [DaprUseKind.ACTORS]: 'actors on the app port',
  [DaprUseKind.STREAMING_ACTORS]: 'actors over a stream',
  [DaprUseKind.WORKFLOW_WORKER]: 'workflow worker',
  [DaprUseKind.WORKFLOW_CLIENT]: 'workflow client',
  [DaprUseKind.JOB]: 'scheduled jobs',
  [DaprUseKind.READ_SECRET]: '`readsSecrets`',
};
const nameOf = (capability: string): string => NAMES[capability] ?? capability;

function grouped(entries: [string, string][]): [string, string[]][] {
  const groups = new Map<string, string[]>();
  entries.forEach(([name, group]) => groups.set(group, [...groups.get(group) ?? [], name]));
  return [...groups];
}

/** Cells with a code, grouped by code; for an unsupported use, grouped by reason. */
function limitsOfChecked(checked: Checked): string[] {
  const [app] = APPS.of(build(checked, () => ({})));
  const reasonOf = (use: string): string | undefined => wiringOf(app)?.unsupported.find(({ kind }) => kind === use)?.reason;
  const cells = Object.entries(TABLE[checked]).filter((entry): entry is [string, Cell] => entry[1].startsWith('DAPR'));
  const reasons = cells.map(([name, cell]): [string, string] =>
    [name, `${RULES.get(cell)!.level === 'error' ? 'Refused' : 'Warning'} (${cell}): NAMES (${reasonOf(name) ?? RULES.get(cell)!.title}).`]);
  return grouped(reasons).map(([line, names]) => line.replace('NAMES', names.map(nameOf).join(', ')));
}

/** Unsupported daprd options; where most are unsupported, the supported ones. */
function optionsOf(checked: Checked): string[] {
  const cells: [string, Cell][] = checked in OPTION_TABLE ? Object.entries(OPTION_TABLE[checked as keyof typeof OPTION_TABLE]) : [];
  const refused = cells.filter(([, cell]) => cell === 'DAPR3015' || cell === 'DAPR8102');
  const [[, rule]] = [...refused, ['', '']];
  if (refused.length * 2 > cells.length) {
    const has = cells.filter(([, cell]) => cell === 'emitted').map(([name]) => code(name));
    return [`daprd options: it supports ${has.join(', ')}; any other option with an effect is refused (${rule}).`];
  }
  return refused.length ? [`Unsupported daprd options (${rule}): ${refused.map(([name]) => code(name)).join(', ')}.`] : [];
}

/** Limits that the table does not show, because its apps avoid them. */
const UNLESS: { [page: string]: string[] | undefined } = {
  'remote': [`Refused without \`appEndpoint\` (DAPR8001): ${DELIVERED.map(nameOf).join(', ')}.`],
  'catalyst': [`Refused without \`appEndpoint\` (DAPR8001): ${DELIVERED.map(nameOf).join(', ')}.`],
  'knative-sidecar': [`Refused if \`min-scale\` is less than 1 (DAPR8011): ${[...DELIVERED, ...STREAMED].map(nameOf).join(', ')}.`],
};

/** One line per limit. */
export function limitsOf({ page, checked }: Model): string[] {
  const lines = [...new Set([...UNLESS[page] ?? [], ...checked.flatMap(limitsOfChecked), ...checked.flatMap(optionsOf)])];
  return lines.length ? lines : [checked.length ? 'None: it supports every use of Dapr, and every daprd option of the declared Dapr version.' : 'Those of OpenFunction; see the notes above.'];
}
