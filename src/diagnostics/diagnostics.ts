import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { annotateAcknowledged } from './acknowledged';
import { DaprFinding } from './dapr-finding';
import { Finding, findingTexts, isError, isWarning, keyOf, objectOf, toDaprFinding } from './finding';
import { printAfterSynth } from './printer';
import { synthesisError } from './synthesis-error';
import { addSynthCheck } from './validation-hook';
import { isWithin, WarningPolicy } from './warning-policy';
import { warningModeFindings } from './warning-switch';
import { onePerApp } from '../synth/one-per-app';
import { oncePerSynth, Synths } from '../synth/synths';

/** A check across all constructs of an App; gets the root. */
export type AppCheck = (root: IConstruct) => Finding[];

/** An object that can be checked only when it is rendered. */
export interface CheckedRender {
  /** The construct that the findings are reported for. */
  readonly at: IConstruct;
  /** The rendered object, which the findings affect. */
  readonly object: ApiObject;
  /** Renders the object again to find problems. */
  findings(): Finding[];
}

/** A finding, and the reason for which it was acknowledged, if it was. */
export interface Warning {
  readonly finding: DaprFinding;
  readonly reason?: string;
}

const APP_CHECKS: AppCheck[] = [];

/** All findings in one cdk8s `App`: errors, which fail the synth together, and warnings. */
export class Diagnostics {
  public static readonly of = onePerApp('diagnostics', root => new Diagnostics(root));

  /** An error to throw where construction cannot continue; includes the errors that were reported before. */
  public static fatal(finding: Finding): Error {
    const diagnostics = Diagnostics.of(finding.at);
    return synthesisError([finding, ...diagnostics.known.filter(isError)].map(each => diagnostics.describe(each)));
  }

  /** Registers checks that run in every App. */
  public static checkApps(checks: readonly AppCheck[]): void {
    APP_CHECKS.push(...checks.filter(check => !APP_CHECKS.includes(check)));
  }

  /** Which warnings are acknowledged, and where warnings are errors. */
  public readonly policy = new WarningPolicy();
  private isCollecting = false;
  private readonly known: Finding[] = [];
  private readonly checks: (() => Finding[])[] = [];
  private readonly renders: CheckedRender[] = [];
  /** Findings of constructors and checks in this round. */
  private current: Finding[] = [];
  /** Warnings found by rendering in this round, each once. */
  private readonly rendered = new Map<string, Finding>();
  /** Reasons by object and code, for one round. */
  private readonly reasons = new Map<ApiObject, Map<string, string>>();
  /** The objects affected by findings about constructs that are not those objects. */
  private readonly rendering: () => Map<IConstruct, ApiObject>;
  private readonly print: (later: () => string[]) => void;
  private readonly others: ReturnType<typeof addSynthCheck>;

  private constructor(private readonly root: IConstruct) {
    this.known.push(...warningModeFindings(root));
    this.rendering = oncePerSynth(root, () => new Map(this.renders.map(({ at, object }) => [at, object])));
    this.others = addSynthCheck(root, () => this.synthFailure());
    this.print = printAfterSynth(root, () => findingTexts(this.unacknowledged(this.all())));
  }

  /** Prints the warnings that were reported after the synth, which would have printed them. */
  public printLate(): void {
    if (Synths.of(this.root).hasEnded) {
      this.print(() => findingTexts(this.unacknowledged(this.known)));
    }
  }

  /** Reports an error or a warning that is already known. */
  public report(finding: Finding): void {
    this.known.push(finding);
  }

  /** Adds a check that runs once per synth; its findings may be about any construct. */
  public check(check: () => Finding[]): void {
    this.checks.push(check);
  }

  /** Adds a check of a rendered object; it runs separately from the render only when a synth fails. */
  public checkRendered(render: CheckedRender): void {
    this.renders.push(render);
  }

  /** Takes the findings of one render; if one of them is an error, throws with those of all. A check may render: then they are reported with all others. */
  public takeRendered(findings: readonly Finding[]): void {
    this.rememberWarnings(findings);
    if (!this.isCollecting && findings.some(finding => this.isFatal(finding))) {
      throw this.error(this.rendersFound());
    }
  }

  /** A finding in the form that users get. */
  public describe(finding: Finding): DaprFinding {
    return toDaprFinding(finding, this.rendering().get(finding.at));
  }

  /** Whether a finding fails the synth: an error, or a warning where those are errors. */
  public isFatal(finding: Finding): boolean {
    return isError(finding) || (this.policy.isStrict(finding.at) && this.policy.reasonFor(finding) === undefined);
  }

  /** The findings at or below a scope, errors first. */
  public findings(scope: IConstruct): DaprFinding[] {
    const all = this.all();
    const [errors, warnings] = [isError, isWarning].map(isOfLevel => this.shown(all.filter(isOfLevel), scope).map(({ finding }) => finding));
    return [...errors, ...this.others(scope), ...warnings];
  }

  /** The warnings at or below a scope. */
  public warnings(scope: IConstruct): Warning[] {
    return this.shown(this.all().filter(isWarning), scope);
  }

  /** All current findings. */
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

  /** Findings in the form that users get, each once; limited to those at or below `scope` if it is set. */
  private shown(findings: readonly Finding[], scope?: IConstruct): Warning[] {
    const all = new Map<string, Warning>();
    for (const each of findings.filter(({ at }) => scope === undefined || isWithin(at, scope))) {
      const finding = this.describe(each);
      const key = keyOf(finding);
      all.set(key, all.get(key) ?? { finding, reason: this.policy.reasonFor(each) });
    }
    return [...all.values()];
  }

  private unacknowledged(findings: readonly Finding[]): DaprFinding[] {
    return this.shown(findings.filter(isWarning)).filter(({ reason }) => reason === undefined).map(({ finding }) => finding);
  }

  private collect(): void {
    this.isCollecting = true;
    try {
      this.current = [...this.known, ...APP_CHECKS.flatMap(check => check(this.root)), ...this.checks.flatMap(check => check())];
    } finally {
      this.isCollecting = false;
    }
  }

  private synthFailure(): Error | undefined {
    this.rendered.clear();
    this.collect();
    this.annotate();
    // Where another validation fails, cdk8s renders nothing, so what rendering finds is reported here.
    const others = this.others(this.root);
    const fails = others.length > 0 || this.current.some(finding => this.isFatal(finding));
    return fails ? this.error([...this.current, ...this.rendersFound()], others) : undefined;
  }

  private error(findings: readonly Finding[], others: readonly DaprFinding[] = []): Error {
    const errors = this.shown(findings.filter(each => this.isFatal(each)));
    return synthesisError([...errors.map(({ finding }) => finding), ...others], 'Validation failed with the following errors:');
  }

  /** Annotates objects with the reasons for acknowledged warnings, including warnings found while rendering, where the platform wants that. */
  private annotate(): void {
    if (!this.policy.hasReasons()) {
      return;
    }
    this.reasons.clear();
    this.current.forEach(finding => this.noteReason(finding));
    for (const at of new Set([...this.rendering().keys(), ...this.current.map(finding => finding.at)])) {
      const object = this.rendering().get(at) ?? objectOf(at);
      if (object && this.policy.hasReasons(at) && this.policy.isAnnotated(at)) {
        annotateAcknowledged(object, () => this.reasons.get(object));
      }
    }
  }

  /** Stores one reason per object and code. */
  private noteReason(finding: Finding): void {
    const reason = this.policy.reasonFor(finding);
    const object = reason === undefined ? undefined : this.rendering().get(finding.at) ?? objectOf(finding.at);
    if (object && reason !== undefined) {
      this.reasons.set(object, (this.reasons.get(object) ?? new Map<string, string>()).set(finding.rule.code, reason));
    }
  }

  private readonly rendersFound = (): Finding[] => this.renders.flatMap(render => render.findings());

  private rememberWarnings(findings: readonly Finding[]): void {
    for (const finding of findings.filter(isWarning)) {
      this.rendered.set(keyOf(this.describe(finding)), finding);
      this.noteReason(finding);
    }
  }
}
