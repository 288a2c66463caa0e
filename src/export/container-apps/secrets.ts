import { IConstruct } from 'constructs';
import { Json } from '../../util/json';
import { Findings } from '../files/findings';
import { GivenVariable, Variables } from '../files/variables';

type Reference = GivenVariable['from'];

/** Secrets as Azure Container Apps has them: a name in each file, and a Key Vault or a variable behind it. */
export class ContainerAppsSecrets {
  private readonly variables: Variables;

  constructor(private readonly keyVaultUrls: { [secretAndKey: string]: string }, private readonly findings: Findings) {
    this.variables = new Variables(findings);
  }

  /** The secrets of one file: what it lists, and the name by which it refers to each. */
  public of(at: IConstruct, references: Reference[]): { list: Json[]; nameOf: (reference: Reference) => string } {
    const file = new Variables(this.findings);
    const nameOf = (reference: Reference): string => secretName(file.nameOf(at, reference));
    const byName = new Map(references.map(reference => [nameOf(reference), reference]));
    const list = [...byName].sort(([a], [b]) => a < b ? -1 : 1).map(([name, reference]) => {
      const keyVaultUrl = this.keyVaultUrls[`${reference.name}/${reference.key}`];
      return keyVaultUrl ? { name, keyVaultUrl, identity: 'system' } : { name, value: `\${${this.variables.nameOf(at, reference)}}` };
    });
    return { list, nameOf };
  }

  /** What somebody has to fill in. */
  public example(): string {
    return this.variables.example();
  }
}

/** The name of a variable as that of a secret: lower case, begins and ends with a letter or digit. */
const secretName = (variable: string): string => variable.toLowerCase().replace(/_/g, '-').replace(/^-|-$/g, '');
