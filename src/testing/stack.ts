import { IConstruct } from 'constructs';
import { didYouMean } from './known-names';
import { StackReader, titleOf } from './reader';
import { NOT_IN_STACK } from './rules';
import { withoutReasons } from './snapshot';
import { StackApp } from './stack-app';
import { DaprAcknowledgement, DaprWarning, DaprWarnings } from '../catalogue/dapr-warnings';
import { DaprFinding } from '../diagnostics/dapr-finding';
import { DaprFindings } from '../diagnostics/dapr-findings';
import { Diagnostics } from '../diagnostics/diagnostics';
import { APPS } from '../facts/apps';
import { keyAt } from '../kubernetes/cluster';
import { aConstruct, checkArgument } from '../props/argument';
import { grouped } from '../util/grouped';
import { Json, sorted } from '../util/json';
import { anyOf, describe } from '../util/values';

/**
 * What a stack defines, for the test of a blueprint: its apps and what they may do, its objects and its findings. It works in any test runner,
 * because it returns data and asserts nothing.
 *
 * @example expect(testing.DaprStack.of(chart).errors).toEqual([]);
 */
export class DaprStack {
  /**
   * The stack at and below an App, a chart or any other scope. Call it after all constructs are defined: the objects are rendered once, when they
   * are first read. Throws for anything but a construct (DAPR3017).
   */
  public static of(scope: IConstruct): DaprStack {
    checkArgument('scope', aConstruct, scope, 'pass an App, a chart or another construct');
    return new DaprStack(scope);
  }

  private readonly reader: StackReader;

  private constructor(private readonly scope: IConstruct) {
    this.reader = new StackReader(scope);
  }

  /** Errors, which fail a synth, without throwing them. */
  public get errors(): DaprFinding[] {
    return DaprFindings.of(this.scope).list().filter(({ level }) => level === 'error');
  }

  /** Warnings that are not acknowledged. Where `warningsAsErrors` of `DaprPlatform` is true, they fail a synth too. */
  public get warnings(): DaprWarning[] {
    return DaprWarnings.of(this.scope).list().filter(({ acknowledged }) => acknowledged === undefined);
  }

  /** Warnings that are acknowledged, with their reasons. */
  public get acknowledgedWarnings(): DaprWarning[] {
    return DaprWarnings.of(this.scope).list().filter(({ acknowledged }) => acknowledged !== undefined);
  }

  /** Acknowledgements for which the stack has no warning: what they accepted is mended, or occurs in another environment only. */
  public get unusedAcknowledgements(): DaprAcknowledgement[] {
    return DaprWarnings.of(this.scope).unusedAcknowledgements();
  }

  /** The apps, in the order of their definition. Workloads with the same app ID behind one shared daprd are one app. */
  public get apps(): StackApp[] {
    const apps = APPS.of(this.scope).filter(app => app.node.scopes.includes(this.scope));
    return [...grouped(apps, app => keyAt(app, app.appId)).values()].map(same => StackApp._of(same, this.reader));
  }

  /**
   * Finds an app by its app ID. Throws if the stack has no such app, or several in different namespaces or clusters (DAPR8171).
   *
   * @param appId the app ID
   * @param namespace the namespace of its workload, if the app ID exists in several
   */
  public app(appId: string, namespace?: string): StackApp {
    const { apps } = this;
    const found = apps.filter(app => app.appId === appId && (namespace === undefined || app.namespace === namespace));
    if (found.length > 1) {
      throw this.notFound(`app ${describe(appId)} exists in ${found.length} namespaces or clusters`, 'pass the namespace, or the scope of one of them to DaprStack.of');
    }
    return found[0] ?? this.missing(`app ${describe(appId)}${namespace === undefined ? '' : ` of namespace ${describe(namespace)}`}`, appId, apps.map(each => each.appId));
  }

  /** The objects that a synth writes, as JSON, in the order of their definition. Throws the errors of the App, if it has any. */
  public get objects(): any[] {
    return this.reader.objects;
  }

  /**
   * Finds an object that a synth writes. Throws if there is none, or more than one (DAPR8171).
   *
   * @param kind its kind, such as `Component`
   * @param name its name
   * @param namespace its namespace, if the name exists in several
   */
  public object(kind: string, name: string, namespace?: string): any {
    const all = this.reader.objects.filter(object => object.kind === kind);
    const found = all.filter(({ metadata }) => metadata?.name === name && (namespace === undefined || metadata.namespace === namespace));
    if (found.length > 1) {
      throw this.notFound(`${kind} ${describe(name)} exists ${found.length} times: ${found.map(titleOf).join(', ')}`, 'pass the namespace, or the scope of one of them to DaprStack.of');
    }
    return found[0] ?? this.missing(`${kind} ${describe(name)}`, name, all.map(({ metadata }) => String(metadata?.name)));
  }

  /**
   * The objects by kind, namespace and name, for a snapshot in which a difference shows where it is: adding an app adds entries and moves none.
   * The reasons of acknowledged warnings are left out, so acknowledging a warning does not change it.
   */
  public snapshot(): { [object: string]: any } {
    const byTitle = grouped(this.reader.objects, titleOf);
    const entries = [...byTitle].flatMap(([title, same]) => same.map((object, i): [string, Json] => [i ? `${title} (${i + 1})` : title, withoutReasons(object)]));
    return sorted(Object.fromEntries(entries));
  }

  private missing(what: string, name: string, known: readonly string[]): never {
    const names = [...new Set(known)].sort();
    const rest = names.length > 10 ? `${names.slice(0, 10).map(each => `'${each}'`).join(', ')} and ${names.length - 10} more` : anyOf(names);
    throw this.notFound(`${what} is not in the stack${known.length ? `, which has ${rest}` : ''}`, didYouMean(name, known));
  }

  private notFound(what: string, todo?: string): Error {
    return Diagnostics.fatal({ at: this.scope, rule: NOT_IN_STACK, what, todo });
  }
}
