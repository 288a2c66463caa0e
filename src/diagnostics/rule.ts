/** A rule is one object, beside the check that reports it. The catalogue and `docs/rules.md` are made of these objects. */
export interface Rule {
  /** Never changes its meaning, and is never used again. */
  readonly code: string;
  readonly level: 'error' | 'warning';
  /** What the rule is about, for the catalogue. */
  readonly title: string;
  /** What happens at run time without the rule. */
  readonly why: string;
  /** What to do, in general. */
  readonly todo: string;
  /** Where it can be read up: a file of dapr/dapr, or the Kubernetes rule. */
  readonly source: string;
  /** Whether it is checked in manifests of anybody too (`DaprValidation`). */
  readonly manifests?: boolean;
}

type Text = Omit<Rule, 'code' | 'level'>;

/** A rule for what certainly fails, or opens access: it refuses the synth. */
export const error = (code: string, text: Text): Rule => ({ code, level: 'error', ...text });

/** A rule for what may be wrong: it is printed until somebody acknowledges it. */
export const warning = (code: string, text: Text): Rule => ({ code, level: 'warning', ...text });
