/** The table of `docs/validation.md`: where each rule runs, and why if that is only one of constructs and manifests. */
import { rulesWithFiles } from './rule-sources';
import { table } from './table';
import { BY_FOLDER, CONSTRUCTS_ONLY, MANIFESTS_ONLY } from '../scenarios/validated';
import { Rule } from '../src/diagnostics/rule';

/** A rule with the places where it runs. */
export interface Validated {
  readonly rule: Rule;
  readonly constructs: boolean;
  readonly manifests: boolean;
  /** Why it runs in one place only; undefined if that is not explained. */
  readonly why?: string;
}

/** Rules of the plan and of the command line compare or read files; they are not part of the table. */
const OTHERS = /^(plan|command-line)\//;

/** All rules of a synth and of the plugin. */
export function validated(): Validated[] {
  return rulesWithFiles().filter(({ rule: { level }, file }) => ['error', 'warning'].includes(level) && !OTHERS.test(file)).map(({ rule, file }) => {
    const constructs = !file.startsWith('validation/');
    const manifests = rule.manifests === true;
    const why = constructs ? CONSTRUCTS_ONLY[rule.code] ?? BY_FOLDER.find(([folder]) => file.startsWith(folder))?.[1] : MANIFESTS_ONLY[rule.code];
    return { rule, constructs, manifests, why: constructs && manifests ? undefined : why };
  });
}

/** The table, in Markdown. */
export function validationTable(): string {
  const rows = validated().map(({ rule, constructs, manifests, why }) =>
    [`[${rule.code}](rules.md#${rule.code.toLowerCase()})`, rule.title, constructs ? 'yes' : '', manifests ? 'yes' : '', why ?? '']);
  return table(['rule', 'title', 'constructs', 'manifests', 'why only one'], rows);
}
