import { DaprFinding } from './dapr-finding';
import { findingTexts } from './finding';

/**
 * Thrown by a failed synth. jsii cannot export a subclass of Error, so users recognize it by its name and read its findings with
 * `DaprFindings.ofError`.
 */
class DaprSynthesisError extends Error {
  declare public readonly findings: readonly DaprFinding[];

  constructor(message: string, findings: readonly DaprFinding[]) {
    super(message);
    // Not enumerable, or Node.js would print them after the message.
    Object.defineProperty(this, 'findings', { value: findings });
  }
}
// On the prototype, so that it is part of the stack that Node.js prints.
Object.defineProperty(DaprSynthesisError.prototype, 'name', { value: 'DaprSynthesisError' });

const LAST_ERROR = Symbol.for('cdk8s-dapr.last-refusal');

/** Creates an error with findings. Other languages get its message only, so the last error is kept to be looked up by message. */
export function synthesisError(findings: readonly DaprFinding[], heading?: string): Error {
  const lines = findingTexts(findings);
  const message = heading === undefined ? lines.join('\n') : `${heading}\n  ${lines.join('\n  ')}`;
  const error = new DaprSynthesisError(message, findings);
  if (heading !== undefined) {
    // The findings name their places; the stack would only show this library and cdk8s.
    error.stack = `${error.name}: ${message}`;
  }
  (globalThis as { [LAST_ERROR]?: Error })[LAST_ERROR] = error;
  return error;
}

/** The findings of a `DaprSynthesisError`, or of its message; empty for anything else. */
export function findingsOfError(error: unknown): readonly DaprFinding[] {
  const { name, findings, message } = (typeof error === 'object' && error !== null ? error : { message: error }) as Partial<DaprSynthesisError>;
  if (name === 'DaprSynthesisError' && Array.isArray(findings)) {
    return findings;
  }
  const last = (globalThis as { [LAST_ERROR]?: DaprSynthesisError })[LAST_ERROR];
  return last && typeof message === 'string' && message.includes(last.message) ? last.findings : [];
}
