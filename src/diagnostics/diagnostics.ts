import { ApiObject, App } from 'cdk8s';
import { IConstruct } from 'constructs';
import { annotateAcknowledged, objectOf } from './acknowledged';
import { Code, CODES } from './codes';
import { isWithin, WarningPolicy } from './warning-policy';
import { onePerApp } from '../synth/one-per-app';
import { oneLine } from '../util/values';

/** One thing that is wrong or doubtful, whatever it is about. */
export interface Problem {
  readonly code: Code;
  /** What is wrong and the value given. */
  readonly what: string;
  /** What to do, where the catalogue's general advice can be made precise. */
  readonly todo?: string;
}

/** A problem of a construct, found by a constructor, by a check at synth or on a rendered pod. */
export interface Finding extends Problem {
  readonly at: IConstruct;
}

/** The whole text of a problem; `place` is the path of the construct, or what else tells where it is. */
export function problemText(problem: Problem, place?: string): string {
  const { why, todo } = CODES[problem.code];
  const head = place === undefined ? problem.code : `${problem.code} ${place}`;
  return oneLine(`${head}: ${problem.what}${problem.what.endsWith('?') ? '' : '.'} ${why}. ${sentence(problem.todo ?? todo)}.`);
}

type Check = () => Finding[];

/** An object of which something can be said only when it is rendered. */
export interface CheckedRender {
  /** Whom the findings are about. */
  readonly at: IConstruct;
  /** The one that is rendered, and which the findings concern. */
  readonly object: ApiObject;
  /** Renders it once more, to tell what is found. */
  findings(): Finding[];
}

/**
 * Everything found in one cdk8s `App`: problems, which refuse the synth all together, and warnings.
 *
 * cdk8s runs every validation of the whole App once more for each chart; here the first of them does the work
 * and the others read its result.
 */
export class Diagnostics {
  public static readonly of = onePerApp(root => new Diagnostics(root));

  /** The whole text of a finding; cdk8s puts the path before what a validation returns, so it can be left out. */
  public static message(finding: Finding, path = true): string {
    return problemText(finding, path ? finding.at.node.path : undefined);
  }

  /** An error for what makes it impossible to go on. */
  public static fatal(finding: Finding): Error {
    return new Error(Diagnostics.message(finding));
  }

  /** Counts the synths, so that what is worked out once a synth knows when it is stale. */
  public round = 0;
  /** What people decided about warnings. */
  public readonly policy = new WarningPolicy();

  private readonly known: Finding[] = [];
  private readonly checks: Check[] = [];
  private readonly renders: CheckedRender[] = [];
  /** Constructs that cdk8s asks for their problems. */
  private readonly asked = new Set<IConstruct>();
  private readonly renderWarnings = new Map<string, Finding>();
  /** By object and code, for one round. */
  private readonly reasons = new Map<ApiObject, Map<string, string>>();
  /** The objects which findings about these constructs concern, where they are not their own. */
  private readonly rendering = this.onceASynth(() => new Map(this.renders.map(({ at, object }) => [at, object])));
  private readonly printed = new Set<string>();
  private refused = new Map<IConstruct, string[]>();
  private current: Finding[] = [];
  private synthesizing = false;
  private validated = false;

  private constructor(private readonly root: IConstruct) {
    // The root is the first whose validation runs.
    root.node.addValidation({ validate: () => this.validateAll() });
    this.asked.add(root);
    this.printAfterSynth(root as App);
  }

  /** What is worked out when it is first asked for in a synth, and stands until the next. */
  public onceASynth<T>(workOut: () => T): () => T {
    let known: { readonly round: number; readonly value: T } | undefined;
    return () => {
      if (known?.round !== this.round) {
        const value = workOut();
        known = { round: this.round, value };
      }
      return known.value;
    };
  }

  /** Reports what is known already: a problem or a warning, as the catalogue says. */
  public report(at: IConstruct, code: Code, what: string, todo?: string): void {
    this.known.push({ at, code, what, todo });
  }

  /** Adds a check that runs once a synth; its findings may be about any construct. */
  public check(check: Check): void {
    this.checks.push(check);
  }

  /** Adds what can be said of a rendered object only; it runs apart from the render only when a synth is refused. */
  public checkRendered(render: CheckedRender): void {
    this.renders.push(render);
  }

  /** Takes the findings of one render; throws with those of all others if one of them is a problem. */
  public rendered(findings: Finding[]): void {
    this.rememberWarnings(findings);
    if (findings.some(f => this.refuses(f))) {
      const lines = distinct(this.rendersFound().filter(f => this.refuses(f)).map(f => Diagnostics.message(f)));
      throw new Error(`Validation failed with the following errors:\n  ${lines.join('\n  ')}`);
    }
  }

  /** The warnings at or below `scope`, each with the reason for which it was acknowledged. */
  public warnings(scope: IConstruct): { finding: Finding; reason?: string }[] {
    if (!this.synthesizing) {
      this.round++;
      this.current = [...this.known, ...this.checks.flatMap(check => check())];
      this.rememberWarnings(this.rendersFound());
    }
    const seen = new Set<string>();
    return [...this.current, ...this.renderWarnings.values()]
      .filter(f => CODES[f.code].level === 'warning' && isWithin(f.at, scope))
      .filter(f => !seen.has(Diagnostics.message(f)) && seen.add(Diagnostics.message(f)))
      .map(finding => ({ finding, reason: this.policy.reasonFor(finding) }));
  }

  private validateAll(): string[] {
    if (!this.synthesizing || !this.validated) {
      this.validated = true;
      this.round++;
      this.renderWarnings.clear();
      this.current = [...this.known, ...this.checks.flatMap(check => check())];
      this.annotate();
      let problems = this.current.filter(f => this.refuses(f));
      if (problems.length) {
        problems = problems.concat(this.rendersFound().filter(f => this.refuses(f)));
      }
      this.refused = new Map();
      for (const problem of problems) {
        const at = problem.at.node.root === this.root ? problem.at : this.root;
        this.askFor(at);
        const texts = this.refused.get(at) ?? [];
        const text = Diagnostics.message(problem, at !== problem.at);
        this.refused.set(at, texts.includes(text) ? texts : [...texts, text]);
      }
    }
    return this.refused.get(this.root) ?? [];
  }

  /** Makes cdk8s ask for the problems of a construct, which it has not come to: it begins with the root. */
  private askFor(at: IConstruct): void {
    if (!this.asked.has(at)) {
      this.asked.add(at);
      at.node.addValidation({ validate: () => this.refused.get(at) ?? [] });
    }
  }

  /** Lets each object tell for what reasons warnings about it were acknowledged; what is found while it is rendered too. */
  private annotate(): void {
    if (!this.policy.hasReasons()) {
      return;
    }
    this.reasons.clear();
    this.current.forEach(finding => this.noteReason(finding));
    for (const at of new Set([...this.rendering().keys(), ...this.current.map(f => f.at)])) {
      const object = this.rendering().get(at) ?? objectOf(at);
      if (object && this.policy.hasReasons(at)) {
        annotateAcknowledged(object, () => this.reasons.get(object));
      }
    }
  }

  /** One reason for each code of an object. */
  private noteReason(finding: Finding): void {
    const reason = this.policy.reasonFor(finding);
    const object = reason === undefined ? undefined : this.rendering().get(finding.at) ?? objectOf(finding.at);
    if (object && reason !== undefined) {
      this.reasons.set(object, (this.reasons.get(object) ?? new Map<string, string>()).set(finding.code, reason));
    }
  }

  private rendersFound(): Finding[] {
    return this.renders.flatMap(render => render.findings());
  }

  private refuses(finding: Finding): boolean {
    return CODES[finding.code].level === 'error' || (this.policy.isStrict(finding.at) && this.policy.reasonFor(finding) === undefined);
  }

  private rememberWarnings(findings: Finding[]): void {
    for (const finding of findings) {
      if (CODES[finding.code].level === 'warning') {
        this.renderWarnings.set(Diagnostics.message(finding), finding);
        this.noteReason(finding);
      }
    }
  }

  /** Only a whole App speaks: `Testing.synth` renders a chart, and a unit test wants no noise. */
  private printAfterSynth(app: App): void {
    for (const method of ['synth', 'synthYaml'] as const) {
      const original = app[method] as (() => any) | undefined;
      if (typeof original === 'function') {
        (app as any)[method] = () => {
          this.synthesizing = true;
          this.validated = false;
          try {
            return original.call(app);
          } finally {
            this.print();
            this.synthesizing = false;
          }
        };
      }
    }
  }

  private print(): void {
    for (const { finding, reason } of this.warnings(this.root)) {
      const text = Diagnostics.message(finding);
      if (reason === undefined && !this.policy.isStrict(finding.at) && !this.printed.has(text)) {
        this.printed.add(text);
        process.stderr.write(`warning ${text}\n`);
      }
    }
  }
}

function distinct(lines: string[]): string[] {
  return [...new Set(lines)];
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
