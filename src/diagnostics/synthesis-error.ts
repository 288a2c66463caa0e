import { DaprFinding } from './dapr-finding';
import { findingTexts } from './finding';

/**
 * What a refused synth throws. jsii exports no subclass of Error, so users know it by its name, and read its findings with
 * `DaprFindings.ofError`.
 */
class DaprSynthesisError extends Error {
  declare public readonly findings: readonly DaprFinding[];

  constructor(message: string, findings: readonly DaprFinding[]) {
    super(message);
    // Not enumerable: Node.js would print them after the message.
    Object.defineProperty(this, 'findings', { value: findings });
  }
}
// On the prototype, where it is part of the stack that Node.js prints.
Object.defineProperty(DaprSynthesisError.prototype, 'name', { value: 'DaprSynthesisError' });

const LAST = Symbol.for('cdk8s-dapr.last-refusal');

/** An error with these findings; other languages see its message only, so the last one is kept to be found by that. */
export function synthesisError(findings: readonly DaprFinding[], heading?: string, others: readonly string[] = []): Error {
  const lines = [...findingTexts(findings), ...others];
  const message = heading === undefined ? lines.join('\n') : `${heading}\n  ${lines.join('\n  ')}`;
  const error = new DaprSynthesisError(message, findings);
  (globalThis as { [LAST]?: Error })[LAST] = error;
  return error;
}

/** The findings of an error, or of its text; none where it is not one of these. */
export function findingsOfError(error: unknown): readonly DaprFinding[] {
  const { name, findings, message } = (typeof error === 'object' && error !== null ? error : { message: error }) as Partial<DaprSynthesisError>;
  if (name === 'DaprSynthesisError' && Array.isArray(findings)) {
    return findings;
  }
  const last = (globalThis as { [LAST]?: DaprSynthesisError })[LAST];
  return last && typeof message === 'string' && message.includes(last.message) ? last.findings : [];
}
