import { IConstruct } from 'constructs';
import { Findings } from './findings';
import { GivenVariable, StandaloneEnv } from './standalone-env';

/** The values that somebody writes into `.env`: one variable a key of a Secret, whoever reads it. */
export class ComposeVariables {
  private readonly known = new Map<string, GivenVariable['from']>();

  constructor(private readonly findings: Findings) {}

  /** An environment as compose has it. */
  public environment(at: IConstruct, { values, given }: StandaloneEnv): { [name: string]: string } {
    return {
      ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, literal(value)])),
      ...Object.fromEntries(given.map(({ name, from }) => [name, `\${${this.variable(at, from)}:?is not in .env}`])),
    };
  }

  /** Lines of the file that somebody copies to `.env` and fills in; nothing where there are no variables. */
  public example(): string {
    return [...this.known].sort(([a], [b]) => a < b ? -1 : 1)
      .map(([name, { kind, name: from, key }]) => `# key ${key} of the ${kind} ${from}\n${name}=change-me\n`).join('');
  }

  private variable(at: IConstruct, from: GivenVariable['from']): string {
    const name = `${from.name}_${from.key}`.toUpperCase().replace(/[^A-Z0-9]+/g, '_').replace(/^(?=[0-9])/, '_');
    const before = this.known.get(name);
    if (before && JSON.stringify(before) !== JSON.stringify(from)) {
      this.findings.add(at, 'DAPR8104', `key ${from.key} of the ${from.kind} '${from.name}' and key ${before.key} of the ${before.kind} '${before.name}' are both ${name} in .env`);
    }
    this.known.set(name, from);
    return name;
  }
}

/** A text that compose takes as it is. */
export const literal = (text: string): string => text.replace(/\$/g, '$$$$');
