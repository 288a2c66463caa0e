/** What the writers of one chart share. */
import { code, Code, text } from './literal';
import { IMPORTED, Names } from './names';

export class Context {
  /** Names that the file imports, by module. */
  public readonly imports = { 'cdk8s': new Set<string>(['Chart']), 'cdk8s-dapr': new Set<string>() };
  public readonly names: Names;
  /** Variables of components that are written as constructs, or referenced, by name. */
  public readonly components = new Map<string, string>();
  /** Variables of Configurations that are written as constructs, by name. */
  public readonly configurations = new Map<string, string>();
  /** Variables of apps, by app ID. */
  public readonly apps = new Map<string, string>();
  /** Variables of the components that an app uses according to their scopes, by app ID. */
  public readonly uses = new Map<string, string[]>();
  /** Statements for components and apps that are only referenced. */
  public readonly references: string[] = [];

  /**
   * @param appIds IDs of the apps that are written as constructs
   * @param exported names that the library exports
   */
  constructor(public readonly namespace: string | undefined, public readonly appIds: ReadonlySet<string>, exported: readonly string[]) {
    this.names = new Names([...exported, ...IMPORTED]);
  }

  /** A name of this library; of a submodule, the submodule is imported. */
  public dapr(name: string): string {
    this.imports['cdk8s-dapr'].add(name.split('.')[0]);
    return name;
  }

  public cdk8s(name: string): string {
    this.imports.cdk8s.add(name);
    return name;
  }

  /** The component with a name: the construct, or a reference to one that is defined elsewhere. */
  public component(name: string): Code {
    let variable = this.components.get(name);
    if (variable === undefined) {
      variable = this.names.variable(name, 'component');
      this.components.set(name, variable);
      this.references.push(`const ${variable} = ${this.dapr('DaprComponent')}.fromComponentName(this, ${text(this.names.id(`${name}-reference`, 'component'))}, ${text(name)});`);
    }
    return code(variable);
  }

  /** The app with an ID: the construct, or a reference to one that is defined elsewhere. */
  public app(appId: string): Code {
    let variable = this.apps.get(appId);
    if (variable === undefined) {
      variable = this.names.variable(appId, 'app');
      this.apps.set(appId, variable);
      this.references.push(`const ${variable} = ${this.dapr('DaprApp')}.fromAppId(this, ${text(this.names.id(`${appId}-reference`, 'app'))}, ${text(appId)});`);
    }
    return code(variable);
  }
}
