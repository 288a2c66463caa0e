import { IConstruct } from 'constructs';
import { Finding } from './finding';

/** What people decided about warnings: which they acknowledge and why, and where those that nobody acknowledged refuse a synth. */
export class WarningPolicy {
  private readonly acknowledged: { scope: IConstruct; code: string; reason: string }[] = [];
  private readonly strictness = new Map<IConstruct, boolean>();

  /** Acknowledges a warning at and below `scope`. */
  public acknowledge(scope: IConstruct, code: string, reason: string): void {
    this.acknowledged.push({ scope, code, reason });
  }

  /** Makes warnings at or below `scope` errors, or warnings again; the nearest scope decides. */
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

  /** Why a warning about a construct was acknowledged, where it was. */
  public reasonFor({ at, rule }: Finding): string | undefined {
    return this.acknowledged.find(entry => entry.code === rule.code && isWithin(at, entry.scope))?.reason;
  }

  /** Whether any warning was acknowledged for a construct, or for any at all. */
  public hasReasons(at?: IConstruct): boolean {
    return this.acknowledged.some(({ scope }) => at === undefined || isWithin(at, scope));
  }
}

/** Whether a construct is a scope or below it. */
export function isWithin(construct: IConstruct, scope: IConstruct): boolean {
  return construct.node.scopes.includes(scope);
}
