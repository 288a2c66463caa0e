/** A plan as text and as Markdown. */
import { DaprPlanEntry, DaprPlanStage } from './entry';
import { ORDER } from './stages';
import { grouped } from '../util/grouped';

/** What is printed of a plan. */
interface Printed {
  readonly entries: readonly DaprPlanEntry[];
  readonly stages: readonly DaprPlanStage[];
  readonly addedObjects: number;
  readonly changedObjects: number;
  readonly prunedObjects: number;
}

/** Objects of a stage that are printed; JSON has all of them. */
const MAX_OBJECTS = 20;

const titleOf = ({ kind, namespace, name }: DaprPlanEntry): string => `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;
/** Entries with the same code and advice, in order. */
const groupsOf = (entries: readonly DaprPlanEntry[]): DaprPlanEntry[][] => [...grouped(entries, ({ code, todo }) => `${code} ${todo}`).values()];

function summary({ entries, addedObjects, changedObjects, prunedObjects }: Printed): string {
  if (!addedObjects && !changedObjects && !prunedObjects) {
    return 'Nothing changes.';
  }
  const dangers = entries.filter(({ level }) => level === 'danger').length;
  const found = entries.length ? `${counted(dangers, 'danger')}, ${counted(entries.length - dangers, 'notice')}.` : 'No effect on daprds or pods.';
  return `${found} Objects: ${addedObjects} added, ${changedObjects} changed, ${prunedObjects} pruned.`;
}

function shown({ objects }: DaprPlanStage): string {
  const rest = objects.length - MAX_OBJECTS;
  return `${objects.slice(0, MAX_OBJECTS).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

export function planText(plan: Printed): string {
  const groups = groupsOf(plan.entries).map(same => [
    `${same[0].level.toUpperCase()} ${same[0].code} ${same[0].title}`,
    ...same.map(entry => `  ${titleOf(entry)}: ${entry.message}`),
    `  Why: ${same[0].why}`,
    `  Do: ${same[0].todo}`,
  ].join('\n'));
  const order = plan.stages.length ? [[`${ORDER.code} Apply in this order; wait until the workloads of a stage are ready:`,
    ...plan.stages.map((stage, i) => `  ${i + 1}. ${stage.name}: ${shown(stage)}`)].join('\n')] : [];
  return `${[summary(plan), ...groups, ...order].join('\n\n')}\n`;
}

/** Text in Markdown: names and values from manifests are never markup. */
const plain = (text: string): string => text.replace(/[\\`*_{}[\]<>#|~@]/g, character => `\\${character}`).replace(/\r?\n/g, ' ');

export function planMarkdown(plan: Printed): string {
  const groups = groupsOf(plan.entries).map(same => [
    `### ${same[0].level === 'danger' ? ':warning: ' : ''}[${same[0].code}](${same[0].docsUrl}) ${plain(same[0].title)}`,
    '',
    ...same.map(entry => `- **${plain(titleOf(entry))}**: ${plain(entry.message)}`),
    '',
    `${plain(same[0].why)} **${plain(same[0].todo)}**`,
  ].join('\n'));
  const order = plan.stages.length ? [[`### ${ORDER.code} Order to apply in`, '', 'Wait until the workloads of a stage are ready before the next one.', '',
    ...plan.stages.map((stage, i) => `${i + 1}. ${stage.name}: ${plain(shown(stage))}`)].join('\n')] : [];
  return `${['## Plan', summary(plan), ...groups, ...order].join('\n\n')}\n`;
}
