import { IConstruct } from 'constructs';
import { Findings, NAME_TAKEN_IN_EXPORT } from './findings';

/** A variable whose value is not exported, but set on the target. */
export interface TargetVariable {
  readonly name: string;
  /** Its source in Kubernetes. */
  readonly from: { readonly kind: 'Secret' | 'ConfigMap'; readonly name: string; readonly key: string };
}

/** The variables that are set on the target: one for each key of a Secret or ConfigMap, regardless of its readers. */
export class Variables {
  private readonly known = new Map<string, TargetVariable['from']>();

  constructor(private readonly findings: Findings) {}

  /**
   * Name of the variable, from the names of object and key: `DAPR_TOKEN` for the key `token` of `dapr-token`. Two keys with the same variable name
   * are a finding (DAPR8104).
   */
  public nameOf(at: IConstruct, from: TargetVariable['from']): string {
    const [object, key] = [from.name, from.key].map(text => String(text).toUpperCase().replace(/[^A-Z0-9]+/g, '_').replace(/^_|_$/g, ''));
    const name = (`_${object}`.endsWith(`_${key}`) ? object : `${object}_${key}`).replace(/^(?=[0-9])/, '_');
    const before = this.known.get(name);
    if (before && JSON.stringify(before) !== JSON.stringify(from)) {
      this.findings.add(at, NAME_TAKEN_IN_EXPORT, `key ${from.key} of ${from.kind} '${from.name}' and key ${before.key} of ${before.kind} '${before.name}' both map to ${name} in .env`);
    }
    this.known.set(name, before ?? from);
    return name;
  }

  /** Content of `.env.example`; empty if there are no variables. */
  public example(): string {
    return exampleEnv([...this.known].sort(([a], [b]) => a < b ? -1 : 1).map(([name, from]) => ({ name, from })));
  }
}

/** Content of an example file with environment variables to copy and fill in. Quoted values may contain blanks, `#`, `$` and line breaks. */
export function exampleEnv(variables: TargetVariable[]): string {
  return variables.map(({ name, from }) => `# key ${from.key} of the ${from.kind} ${from.name}\n${name}='change-me'\n`).join('');
}
