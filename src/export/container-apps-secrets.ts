import { GivenVariable } from './standalone-env';
import { Json } from '../private/pod-template';

/** Secrets as Azure Container Apps has them: a name in each file, and a Key Vault or a variable behind it. */
export class ContainerAppsSecrets {
  private readonly variables = new Map<string, string>();

  constructor(private readonly keyVaultUrls: { [secretAndKey: string]: string }) {}

  /** The name by which a file refers to a key of a Secret. */
  public nameOf({ name, key }: GivenVariable['from']): string {
    return `${name}-${key}`.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  }

  /** The secrets of one file. */
  public list(references: GivenVariable['from'][]): Json[] {
    const byName = new Map(references.map(reference => [this.nameOf(reference), reference]));
    return [...byName].sort(([a], [b]) => a < b ? -1 : 1).map(([name, { kind, name: object, key }]) => {
      const keyVaultUrl = this.keyVaultUrls[`${object}/${key}`];
      if (keyVaultUrl) {
        return { name, keyVaultUrl, identity: 'system' };
      }
      const variable = name.toUpperCase().replace(/-/g, '_');
      this.variables.set(variable, `key ${key} of the ${kind} ${object}`);
      return { name, value: `\${${variable}}` };
    });
  }

  /** What somebody has to fill in. */
  public example(): string {
    return [...this.variables].sort(([a], [b]) => a < b ? -1 : 1).map(([name, what]) => `# ${what}\n${name}=change-me\n`).join('');
  }
}
