import { IConstruct } from 'constructs';
import { Findings, NAME_TAKEN_IN_EXPORT } from './findings';

/** A variable whose value is not in the export: somebody writes it on the target. */
export interface GivenVariable {
  readonly name: string;
  /** Where Kubernetes takes it from. */
  readonly from: { readonly kind: 'Secret' | 'ConfigMap'; readonly name: string; readonly key: string };
}

/** The values that somebody fills in on the target: one variable a key of a Secret, whoever reads it. */
export class Variables {
  private readonly known = new Map<string, GivenVariable['from']>();

  constructor(private readonly findings: Findings) {}

  /** The name of the variable, made of Secret and key; one that another key has already is a finding (DAPR8104). */
  public nameOf(at: IConstruct, from: GivenVariable['from']): string {
    const name = `${from.name}_${from.key}`.toUpperCase().replace(/[^A-Z0-9]+/g, '_').replace(/^(?=[0-9])/, '_');
    const before = this.known.get(name);
    if (before && JSON.stringify(before) !== JSON.stringify(from)) {
      this.findings.add(at, NAME_TAKEN_IN_EXPORT, `key ${from.key} of the ${from.kind} '${from.name}' and key ${before.key} of the ${before.kind} '${before.name}' are both ${name} in .env`);
    }
    this.known.set(name, before ?? from);
    return name;
  }

  /** Lines of the file that somebody copies and fills in; nothing where there are no variables. */
  public example(): string {
    return exampleEnv([...this.known].sort(([a], [b]) => a < b ? -1 : 1).map(([name, from]) => ({ name, from })));
  }
}

/** Lines of a file that somebody copies and fills in. */
export function exampleEnv(given: GivenVariable[]): string {
  return given.map(({ name, from }) => `# key ${from.key} of the ${from.kind} ${from.name}\n${name}=change-me\n`).join('');
}
