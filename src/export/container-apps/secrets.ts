import { IConstruct } from 'constructs';
import { azureName } from './names';
import { entryOf, Json } from '../../util/json';
import { ExportContext } from '../files/context';
import { FILL_IN, Placeholder } from '../files/template-file';
import { TargetVariable, Variables } from '../files/variables';

type Reference = TargetVariable['from'];

/** Secrets of Azure Container Apps: each file names its secrets, and each value comes from a Key Vault or a variable. */
export class ContainerAppsSecrets {
  constructor(
    private readonly keyVaultUrls: { readonly [secretAndKey: string]: string },
    private readonly identity: string,
    private readonly context: ExportContext,
  ) {}

  /** The secrets of one file: the list, and the name of each reference. */
  public of(at: IConstruct, references: Reference[]): { list: Json[]; nameOf: (reference: Reference) => string } {
    const file = new Variables(this.context.findings);
    const nameOf = (reference: Reference): string => secretName(file.nameOf(at, reference));
    const byName = new Map(references.map(reference => [nameOf(reference), reference]));
    const list = [...byName].sort(([a], [b]) => a < b ? -1 : 1).map(([name, reference]) => {
      azureName(at, 'secret', name, this.context.findings);
      const keyVaultUrl = entryOf(this.keyVaultUrls, `${reference.name}/${reference.key}`);
      return keyVaultUrl ? { name, keyVaultUrl, identity: this.identity }
        : { name, value: new Placeholder(this.context.variables.nameOf(at, reference)) };
    });
    return { list, nameOf };
  }

  /** Content of `.env.example`. */
  public example(): string {
    const example = this.context.variables.example();
    return example && FILL_IN + example;
  }
}

/** The name of a variable as a secret name: lower case, without a leading or trailing hyphen. */
const secretName = (variable: string): string => variable.toLowerCase().replace(/_/g, '-').replace(/^-|-$/g, '');
