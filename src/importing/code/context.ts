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
  /** Variables of references to apps that call, by app ID: they are defined before the apps. */
  private readonly callers = new Map<string, string>();
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
    return this.known(this.components, name, () => this.reference(this.names.variable(name, 'component'), 'component', 'DaprComponent.fromComponentName', name));
  }

  /** The app with an ID: the construct, or a reference to one that is defined elsewhere. */
  public app(appId: string): Code {
    return this.known(this.apps, appId, () => this.reference(this.names.variable(appId, 'app'), 'app', 'DaprApp.fromAppId', appId));
  }

  /** A reference to an app that calls, for what is defined before the apps. */
  public caller(appId: string): Code {
    return this.known(this.callers, appId, () => this.reference(this.names.variable(`${appId}-caller`, 'app'), 'app', 'DaprApp.fromAppId', appId));
  }

  private known(variables: Map<string, string>, name: string, define: () => string): Code {
    const variable = variables.get(name) ?? define();
    variables.set(name, variable);
    return code(variable);
  }

  private reference(variable: string, role: string, factory: string, name: string): string {
    const [type, method] = factory.split('.');
    this.references.push(`const ${variable} = ${this.dapr(type)}.${method}(this, ${text(this.names.id(`${name}-reference`, role))}, ${text(name)});`);
    return variable;
  }
}
