/** A rule. Each is declared next to the check that reports it; the catalogue and `docs/rules.md` are generated from the rules. */
export interface Rule {
  /** Its meaning never changes, and it is never reused. */
  readonly code: string;
  readonly level: 'error' | 'warning' | 'danger' | 'notice';
  /** Title in the catalogue. */
  readonly title: string;
  /** What would happen at run time. */
  readonly why: string;
  /** How to fix it, in general. */
  readonly todo: string;
  /** Where the behavior is defined: a file of dapr/dapr, or the Kubernetes rule. */
  readonly source: string;
  /** Whether `DaprValidation` checks the rule in arbitrary manifests too. */
  readonly manifests?: boolean;
}

type Text = Omit<Rule, 'code' | 'level'>;

/** A rule for something that certainly fails, or opens access: it fails the synth. */
export const error = (code: string, text: Text): Rule => ({ code, level: 'error', ...text });

/** A rule for something that may be wrong: it is printed until it is acknowledged. */
export const warning = (code: string, text: Text): Rule => ({ code, level: 'warning', ...text });

/** A rule of `DaprPlan` for a change that loses calls, events, data or protection, or that the API server refuses. */
export const danger = (code: string, text: Text): Rule => ({ code, level: 'danger', ...text });

/** A rule of `DaprPlan` for a change whose effect a reviewer should know. */
export const notice = (code: string, text: Text): Rule => ({ code, level: 'notice', ...text });
