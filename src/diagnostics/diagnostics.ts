import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { annotateAcknowledged } from './acknowledged';
import { DaprFinding } from './dapr-finding';
import { Finding, findingTexts, objectOf, toDaprFinding } from './finding';
import { printAfterSynth } from './printer';
import { synthesisError } from './synthesis-error';
import { refuseWhere } from './validation-hook';
import { isWithin, WarningPolicy } from './warning-policy';
import { onePerApp } from '../synth/one-per-app';
import { onceASynth, Synths } from '../synth/synths';

/** A check across the constructs of an App, whose root it gets. */
export type AppCheck = (root: IConstruct) => Finding[];

/** An object of which something can be said only when it is rendered. */
export interface CheckedRender {
  /** Whom the findings are about. */
  readonly at: IConstruct;
  /** The one that is rendered, and which the findings concern. */
  readonly object: ApiObject;
  /** Renders it once more, to tell what is found. */
  findings(): Finding[];
}

/** What was found about a construct, and the reason for which somebody acknowledged it. */
export interface Warning {
  readonly finding: DaprFinding;
  readonly reason?: string;
}

const APP_CHECKS: AppCheck[] = [];

/** Everything found in one cdk8s `App`: problems, which refuse the synth all together, and warnings. */
export class Diagnostics {
  public static readonly of = onePerApp('diagnostics', root => new Diagnostics(root));

  /** An error for what makes it impossible to go on, with the errors that were reported before. */
  public static fatal(finding: Finding): Error {
    const diagnostics = Diagnostics.of(finding.at);
    return synthesisError([finding, ...diagnostics.known.filter(isError)].map(each => diagnostics.describe(each)));
  }

  /** Lets checks run in every App. */
  public static checkApps(checks: readonly AppCheck[]): void {
    APP_CHECKS.push(...checks.filter(check => !APP_CHECKS.includes(check)));
  }

  /** What people decided about warnings. */
  public readonly policy = new WarningPolicy();

  private readonly known: Finding[] = [];
  private readonly checks: (() => Finding[])[] = [];
  private readonly renders: CheckedRender[] = [];
  /** What constructors and checks have found in this round. */
  private current: Finding[] = [];
  /** Warnings that were found by rendering in this round, each once. */
  private readonly rendered = new Map<string, Finding>();
  /** By object and code, for one round. */
  private readonly reasons = new Map<ApiObject, Map<string, string>>();
  /** The objects which findings about these constructs concern, where they are not their own. */
  private readonly rendering: () => Map<IConstruct, ApiObject>;

  private constructor(private readonly root: IConstruct) {
    this.rendering = onceASynth(root, () => new Map(this.renders.map(({ at, object }) => [at, object])));
    refuseWhere(root, others => this.refusal(others));
    printAfterSynth(root, () => findingTexts(this.unacknowledged()));
  }

  /** Reports what is known already: a problem or a warning, as its rule says. */
  public report(finding: Finding): void {
    this.known.push(finding);
  }

  /** Adds a check that runs once a synth; its findings may be about any construct. */
  public check(check: () => Finding[]): void {
    this.checks.push(check);
  }

  /** Adds what can be said of a rendered object only; it runs apart from the render only when a synth is refused. */
  public checkRendered(render: CheckedRender): void {
    this.renders.push(render);
  }

  /** Takes the findings of one render; throws with those of all others if one of them is a problem. */
  public takeRendered(findings: readonly Finding[]): void {
    this.rememberWarnings(findings);
    if (findings.some(finding => this.refuses(finding))) {
      throw this.error(this.rendersFound());
    }
  }

  /** A finding as users get it. */
  public describe(finding: Finding): DaprFinding {
    return toDaprFinding(finding, this.rendering().get(finding.at));
  }

  /** What was found at or below a scope, errors first. */
  public findings(scope: IConstruct): DaprFinding[] {
    const all = this.all();
    return this.shown([...all.filter(isError), ...all.filter(isWarning)], scope)
      .map(({ finding }) => finding);
  }

  /** The warnings at or below a scope. */
  public warnings(scope: IConstruct): Warning[] {
    return this.shown(this.all().filter(isWarning), scope);
  }

  /** Everything, as it is at this moment. */
  private all(): Finding[] {
    if (Synths.of(this.root).running) {
      return [...this.current, ...this.rendered.values()];
    }
    Synths.of(this.root).round++;
    this.collect();
    const rendered = this.rendersFound();
    this.rememberWarnings(rendered);
    return [...this.current, ...rendered];
  }

  /** As users get them, each once; those at or below a scope, where one is given. */
  private shown(findings: readonly Finding[], scope?: IConstruct): Warning[] {
    const all = new Map<string, Warning>();
    for (const each of findings.filter(({ at }) => scope === undefined || isWithin(at, scope))) {
      const finding = this.describe(each);
      const key = keyOf(finding);
      all.set(key, all.get(key) ?? { finding, reason: this.policy.reasonFor(each) });
    }
    return [...all.values()];
  }

  private unacknowledged(): DaprFinding[] {
    const warnings = this.all().filter(finding => isWarning(finding) && !this.policy.isStrict(finding.at));
    return this.shown(warnings).filter(({ reason }) => reason === undefined).map(({ finding }) => finding);
  }

  private collect(): void {
    this.current = [...this.known, ...APP_CHECKS.flatMap(check => check(this.root)), ...this.checks.flatMap(check => check())];
  }

  private refusal(others: () => string[]): Error | undefined {
    this.rendered.clear();
    this.collect();
    this.annotate();
    return this.current.some(finding => this.refuses(finding)) ? this.error([...this.current, ...this.rendersFound()], others()) : undefined;
  }

  private error(findings: readonly Finding[], others: readonly string[] = []): Error {
    const refused = this.shown(findings.filter(finding => this.refuses(finding))).map(({ finding }) => finding);
    return synthesisError(refused, 'Validation failed with the following errors:', others);
  }

  /** Lets each object tell for what reasons warnings about it were acknowledged; what is found while it is rendered too. */
  private annotate(): void {
    if (!this.policy.hasReasons()) {
      return;
    }
    this.reasons.clear();
    this.current.forEach(finding => this.noteReason(finding));
    for (const at of new Set([...this.rendering().keys(), ...this.current.map(finding => finding.at)])) {
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
      this.reasons.set(object, (this.reasons.get(object) ?? new Map<string, string>()).set(finding.rule.code, reason));
    }
  }

  private rendersFound(): Finding[] {
    return this.renders.flatMap(render => render.findings());
  }

  private refuses(finding: Finding): boolean {
    return isError(finding) || (this.policy.isStrict(finding.at) && this.policy.reasonFor(finding) === undefined);
  }

  private rememberWarnings(findings: readonly Finding[]): void {
    for (const finding of findings) {
      if (isWarning(finding)) {
        this.rendered.set(keyOf(this.describe(finding)), finding);
        this.noteReason(finding);
      }
    }
  }
}

const isError = ({ rule }: Finding): boolean => rule.level === 'error';
const isWarning = ({ rule }: Finding): boolean => rule.level === 'warning';
const keyOf = ({ code, path, message, todo }: DaprFinding): string => JSON.stringify([code, path, message, todo]);
