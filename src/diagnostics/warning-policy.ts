import { IConstruct } from 'constructs';
import { Finding } from './finding';
import { warningMode } from './warning-switch';

/** An acknowledgement of the warnings of a code at and below a scope. */
export interface Acknowledgement {
  readonly scope: IConstruct;
  readonly code: string;
  readonly reason: string;
}

/** Which warnings are acknowledged and why, and where unacknowledged warnings fail a synth. */
export class WarningPolicy {
  private readonly acknowledged: Acknowledgement[] = [];
  private readonly strictness = new Map<IConstruct, boolean>();
  private readonly annotated = new Map<IConstruct, boolean>();

  /** Acknowledges a warning at and below `scope`. */
  public acknowledge(scope: IConstruct, code: string, reason: string): void {
    this.acknowledged.push({ scope, code, reason });
  }

  /** Sets whether warnings at or below `scope` are errors; the nearest scope decides. */
  public setStrict(scope: IConstruct, strict: boolean): void {
    this.strictness.set(scope, strict);
  }

  /** Sets whether the reasons for warnings at or below `scope` are annotations of the objects; the nearest scope decides. */
  public setAnnotated(scope: IConstruct, annotated: boolean): void {
    this.annotated.set(scope, annotated);
  }

  /** Whether warnings about a construct are errors. */
  public isStrict(at: IConstruct): boolean {
    return nearest(this.strictness, at) ?? warningMode() === 'error';
  }

  /** Whether the reasons for warnings about a construct are annotations of its object. */
  public isAnnotated(at: IConstruct): boolean {
    return nearest(this.annotated, at) ?? true;
  }

  /** Why a warning was acknowledged; undefined if it was not. */
  public reasonFor({ at, rule }: Finding): string | undefined {
    return this.acknowledged.find(entry => entry.code === rule.code && isWithin(at, entry.scope))?.reason;
  }

  /** The acknowledgements at or below a scope. */
  public acknowledgementsIn(scope: IConstruct): Acknowledgement[] {
    return this.acknowledged.filter(entry => isWithin(entry.scope, scope));
  }

  /** Whether any warning was acknowledged for `at`, or for any construct. */
  public hasReasons(at?: IConstruct): boolean {
    return this.acknowledged.some(({ scope }) => at === undefined || isWithin(at, scope));
  }
}

/** The value of the nearest scope that has one. */
const nearest = (values: ReadonlyMap<IConstruct, boolean>, at: IConstruct): boolean | undefined =>
  values.size ? [...at.node.scopes].reverse().map(scope => values.get(scope)).find(value => value !== undefined) : undefined;

/** Whether a construct is a scope or below it. */
export function isWithin(construct: IConstruct, scope: IConstruct): boolean {
  return construct.node.scopes.includes(scope);
}
