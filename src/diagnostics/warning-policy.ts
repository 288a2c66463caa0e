import { IConstruct } from 'constructs';
import { Finding } from './finding';

/** Which warnings are acknowledged and why, and where unacknowledged warnings fail a synth. */
export class WarningPolicy {
  private readonly acknowledged: { scope: IConstruct; code: string; reason: string }[] = [];
  private readonly strictness = new Map<IConstruct, boolean>();

  /** Acknowledges a warning at and below `scope`. */
  public acknowledge(scope: IConstruct, code: string, reason: string): void {
    this.acknowledged.push({ scope, code, reason });
  }

  /** Sets whether warnings at or below `scope` are errors; the nearest scope decides. */
  public setStrict(scope: IConstruct, strict: boolean): void {
    this.strictness.set(scope, strict);
  }

  /** Whether warnings about a construct are errors. */
  public isStrict(at: IConstruct): boolean {
    if (!this.strictness.size) {
      return false;
    }
    return [...at.node.scopes].reverse().map(scope => this.strictness.get(scope)).find(strict => strict !== undefined) === true;
  }

  /** Why a warning was acknowledged; undefined if it was not. */
  public reasonFor({ at, rule }: Finding): string | undefined {
    return this.acknowledged.find(entry => entry.code === rule.code && isWithin(at, entry.scope))?.reason;
  }

  /** Whether any warning was acknowledged for `at`, or for any construct. */
  public hasReasons(at?: IConstruct): boolean {
    return this.acknowledged.some(({ scope }) => at === undefined || isWithin(at, scope));
  }
}

/** Whether a construct is a scope or below it. */
export function isWithin(construct: IConstruct, scope: IConstruct): boolean {
  return construct.node.scopes.includes(scope);
}
