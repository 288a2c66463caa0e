import { CHECKS } from './checks/checks';
import { DaprPlanEntry, DaprPlanStage } from './entry';
import { planMarkdown, planText } from './print';
import { Changes } from './stack/changes';
import { ManifestFile } from './stack/stack';
import { ORDER, stagesOf } from './stages';
import { problemToFinding } from '../diagnostics/finding';
import { synthesisError } from '../diagnostics/synthesis-error';
import { WRONG_TYPE } from '../props/rules';
import { isMap } from '../util/json';
import { mustBe } from '../util/values';
import { ManifestProblem } from '../validation/manifests';

/**
 * What happens when a new stack is applied over an old one, for review before it is applied.
 *
 * A plan compares manifests from any source: objects are the same if their API group, kind, namespace and name are, and a missing namespace is `default`.
 * Neither the order of manifests and maps nor the format of YAML makes a difference.
 * @example DaprPlan.between(deployed, chart.toJson()).toMarkdown();
 */
export class DaprPlan {
  /**
   * Compares two stacks. Throws an error for anything that is not a manifest (DAPR9501), and for two different objects with the same kind and name
   * in one stack (DAPR1024).
   *
   * @param before the manifests that are applied now, for example those of the main branch
   * @param after the manifests to apply, for example those of `Testing.synth(chart)`
   */
  public static between(before: any[], after: any[]): DaprPlan {
    return new DaprPlan(new Changes(filesOf('before', before), filesOf('after', after)));
  }

  /**
   * Compares files of manifests.
   *
   * @internal
   */
  public static _betweenFiles(before: readonly ManifestFile[], after: readonly ManifestFile[]): DaprPlan {
    return new DaprPlan(new Changes(before, after));
  }

  private readonly found: readonly DaprPlanEntry[];
  private readonly order: readonly DaprPlanStage[];

  private constructor(private readonly changes: Changes) {
    this.found = CHECKS.flatMap(check => check(changes)).map(toEntry).sort(inOrder);
    this.order = stagesOf(changes).map(({ stage, objects }) => ({ name: stage, objects: objects.map(({ title }) => title).sort() }));
  }

  /** The entries: dangers first, then by code and object. */
  public get entries(): DaprPlanEntry[] {
    return [...this.found];
  }

  /** The stages to apply the objects in that are new or changed, and those to prune. Empty if nothing changes. */
  public get stages(): DaprPlanStage[] {
    return this.order.map(stage => ({ ...stage, objects: [...stage.objects] }));
  }

  /** Whether an entry is a danger. */
  public get hasDanger(): boolean {
    return this.found.some(({ level }) => level === 'danger');
  }

  /** Whether no object differs. */
  public get isEmpty(): boolean {
    return !this.order.length;
  }

  /** Number of objects that are in the new stack only. */
  public get addedObjects(): number {
    return this.changes.added.length;
  }

  /** Number of objects that differ. */
  public get changedObjects(): number {
    return this.changes.changed.length;
  }

  /** Number of objects that are in the old stack only. */
  public get prunedObjects(): number {
    return this.changes.removed.length;
  }

  /** The plan as text for a terminal. */
  public toText(): string {
    return planText(this);
  }

  /** The plan as Markdown, for a comment on a pull request. */
  public toMarkdown(): string {
    return planMarkdown(this);
  }

  /**
   * The plan as JSON: `danger`, the number of `objects` that are `added`, `changed` and `pruned`, `entries`, and `order` with its code and stages.
   */
  public toJson(): any {
    const { hasDanger: danger, addedObjects: added, changedObjects: changed, prunedObjects: pruned, entries, stages } = this;
    return { danger, objects: { added, changed, pruned }, entries, ...(stages.length ? { order: { code: ORDER.code, stages } } : {}) };
  }
}

function filesOf(name: string, manifests: unknown): ManifestFile[] {
  if (!Array.isArray(manifests)) {
    const todo = isMap(manifests) ? 'pass a list with the manifest' : 'pass a list of manifests';
    throw synthesisError([problemToFinding({ rule: WRONG_TYPE, what: mustBe(name, 'a list of manifests', manifests), todo }, 'DaprPlan.between')]);
  }
  return manifests.map((manifest, i) => ({ file: `${name}[${i}]`, documents: [manifest] }));
}

function toEntry(problem: ManifestProblem): DaprPlanEntry {
  const { code, level, message, why, todo, docsUrl } = problemToFinding(problem, problem.at.title);
  const { kind, namespace, name } = problem.at;
  const { title, source } = problem.rule;
  return { code, level, title, kind, ...(namespace === undefined ? {} : { namespace }), name, message, why, todo, source, docsUrl };
}

const sortKey = ({ level, code, kind, namespace, name, message }: DaprPlanEntry): string => [level, code, kind, namespace, name, message].join('\n');
const inOrder = (a: DaprPlanEntry, b: DaprPlanEntry): number => sortKey(a) < sortKey(b) ? -1 : 1;
