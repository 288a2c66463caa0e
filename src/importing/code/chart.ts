/** The code of one chart. */
import { appCode, appIdOf, inYaml, isApp } from './app';
import { componentCode } from './component';
import { configurationCode } from './configuration';
import { Context } from './context';
import { sharedDaprdCode } from './dapr-shared';
import { httpEndpointCode } from './http-endpoint';
import { resiliencyCode } from './resiliency';
import { subscriptionCode } from './subscription';
import { Json } from '../../util/json';
import { EstateObject } from '../estate/estate';
import { Construct, Kept, Part, Reason } from '../estate/model';

type Writer = (context: Context, object: EstateObject) => Construct | Reason;

/** Writers of resources that apps refer to, in order, and of those that refer to apps. */
const BEFORE_APPS: readonly [kind: string, writer: Writer][] = [
  ['Component', componentCode], ['Configuration', configurationCode], ['HTTPEndpoint', httpEndpointCode],
];
const AFTER_APPS: readonly [kind: string, writer: Writer][] = [['Subscription', subscriptionCode], ['Resiliency', resiliencyCode]];
const WRITTEN = [...BEFORE_APPS, ...AFTER_APPS].map(([kind]) => kind);

export interface ChartInput extends Pick<Part, 'namespace' | 'daprVersion' | 'id' | 'className'> {
  readonly objects: readonly EstateObject[];
  /** Values of the chart of Dapr Shared, one map for each release. */
  readonly values: readonly Json[];
  /** Reasons why objects stay as they are, by key: what an earlier attempt found. */
  readonly reasons: ReadonlyMap<string, string>;
  /** Names that the library exports. */
  readonly exported: readonly string[];
}

/** Writes the objects of a namespace. */
export function writeChart({ namespace, daprVersion, id, className, objects, values, reasons, exported }: ChartInput): Part {
  const kept: Kept[] = [];
  const constructs: Construct[] = [];
  const apps = appsIn(objects, reasons, kept);
  const context = new Context(namespace, new Set(apps.keys()), exported);
  const write = (writers: readonly [string, Writer][]): void => writers.forEach(([kind, writer]) => {
    for (const object of inOrder(objects.filter(({ manifest }) => manifest.isDapr(kind)))) {
      const known = reasons.get(object.key);
      const written = known === undefined ? writer(context, object) : new Reason(known);
      if (written instanceof Reason) {
        kept.push({ object, why: written.why });
      } else {
        constructs.push(written);
        if (kind === 'Component') {
          context.components.set(object.manifest.name, written.variable);
        }
      }
    }
  });
  write(BEFORE_APPS);
  apps.forEach((object, appId) => constructs.push(appCode(context, object, appId)));
  write(AFTER_APPS);
  const shared = values.map(each => sharedDaprdCode(context, each));
  const noted = new Set([...kept, ...constructs].map(({ object }) => object));
  objects.filter(object => !noted.has(object)).forEach(object =>
    kept.push({ object, why: object.manifest.isDapr() && !WRITTEN.includes(object.manifest.kind) ? `a ${object.manifest.kind} is not converted` : undefined }));
  const workloads = [...apps.values()].flatMap((object): Kept[] => {
    const why = inYaml(object);
    return why === undefined ? [] : [{ object, why }];
  });
  kept.push(...workloads);
  const include = kept.length ? [
    `// Objects that stay as they are.\n${workloads.length ? 'const kept = ' : ''}new ${context.cdk8s('Include')}(this, 'kept', { url: join(__dirname, 'kept', '${id}.yaml') });`,
  ] : [];
  return {
    namespace,
    daprVersion,
    id,
    className,
    constructs,
    kept,
    remarks: shared.flatMap(({ remarks }) => remarks),
    imports: new Map(Object.entries(context.imports).map(([module, names]) => [module, [...names].sort()])),
    body: [...include, ...context.references, ...withoutUnused(constructs, shared.map(({ code }) => code))].join('\n\n'),
  };
}

/** The workloads that become apps, by app ID. Of two with one app ID, which scopes do not tell apart, the second one stays as it is. */
function appsIn(objects: readonly EstateObject[], reasons: ReadonlyMap<string, string>, kept: Kept[]): Map<string, EstateObject> {
  const apps = new Map<string, EstateObject>();
  for (const object of objects.filter(isApp)) {
    const appId = appIdOf(object);
    const known = reasons.get(object.key);
    if (appId instanceof Reason || known !== undefined) {
      kept.push({ object, why: known ?? (appId as Reason).why });
    } else if (apps.has(appId)) {
      kept.push({ object, why: `app ID '${appId}' is also that of ${apps.get(appId)!.manifest.title}` });
    } else {
      apps.set(appId, object);
    }
  }
  return apps;
}

/** The statements, without variables that no statement reads. */
function withoutUnused(constructs: readonly Construct[], others: readonly string[]): string[] {
  const all = [...constructs.map(({ code }) => code), ...others].join('\n');
  const isUnused = (variable: string): boolean => all.split(new RegExp(`\\b${variable.replace(/\$/g, '\\$')}\\b`)).length <= 2;
  return [...constructs.map(({ variable, code }) => isUnused(variable) ? code.replace(`const ${variable} = `, '') : code), ...others];
}

/** Components that read a secret store come after those that read none, and all by name. */
const inOrder = (objects: readonly EstateObject[]): EstateObject[] => [...objects].sort((a, b) =>
  Number(Boolean(a.json.auth?.secretStore)) - Number(Boolean(b.json.auth?.secretStore)) || (a.manifest.name < b.manifest.name ? -1 : 1));
