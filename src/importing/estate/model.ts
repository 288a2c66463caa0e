/** What is written for each object. */
import { EstateObject } from './estate';

/** An object that is written as a construct. */
export interface Construct {
  readonly object: EstateObject;
  /** The variable with the construct. */
  readonly variable: string;
  /** ID of the construct in its chart. */
  readonly id: string;
  /** The statements, without indentation. */
  readonly code: string;
}

/** An object that stays in a file of YAML. */
export interface Kept {
  readonly object: EstateObject;
  /** What of it a construct cannot express; undefined for a kind that has nothing to do with Dapr. */
  readonly why?: string;
}

/** One chart: the objects of one namespace. */
export interface Part {
  readonly namespace: string | undefined;
  /** Version of Dapr that the chart declares. */
  readonly daprVersion: string;
  /** ID of the chart, and name of its files. */
  readonly id: string;
  readonly className: string;
  readonly constructs: readonly Construct[];
  readonly kept: readonly Kept[];
  /** What the written code does not have, or differs in. */
  readonly remarks: readonly string[];
  /** Names that the file imports, by module. */
  readonly imports: ReadonlyMap<string, readonly string[]>;
  /** The statements of the constructor, after that of the platform. */
  readonly body: string;
}

/** A reason why an object stays as it is, instead of the code for it. */
export class Reason {
  constructor(public readonly why: string) {}
}

export const keep = (why: string): Reason => new Reason(why);
