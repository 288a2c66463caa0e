/** The examples in the docs of the code work as they are: what an editor shows can be copied. */
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { Chart, Duration } from 'cdk8s';
import * as lib from 'cdk8s-dapr';
import { DaprApp, DaprComponent, MetadataValue } from 'cdk8s-dapr';
import * as ts from 'typescript';
import { deployment, newChart, refusal } from '../../scenarios/charts';
import { exampleOf } from '../../tools/components/example';
import { COMPONENTS } from '../../tools/components/model';
import { compileErrors } from '../support/compile';
import { TOP } from '../support/paths';

interface Example {
  readonly of: string;
  readonly code: string;
}

/** The examples of a file, with the names of the classes and methods that they belong to. */
function examplesIn(file: string): Example[] {
  const source = ts.createSourceFile(file, readFileSync(join(TOP, 'src', file), 'utf8'), ts.ScriptTarget.ES2022, true);
  const found: Example[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isClassDeclaration(node) || (ts.isMethodDeclaration(node) && ts.isClassDeclaration(node.parent))) {
      const owner = ts.isClassDeclaration(node.parent) ? `${node.parent.name!.text}.` : '';
      found.push(...ts.getJSDocTags(node).filter(({ tagName }) => tagName.text === 'example')
        .map(({ comment }) => ({ of: owner + node.name!.getText(), code: ts.getTextOfJSDocComment(comment)! })));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

// Those of the generated classes have their own test.
const FILES = readdirSync(join(TOP, 'src'), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts') && !/generated|^components/.test(file)).sort();
const EXAMPLES = FILES.flatMap(examplesIn);

/** What the examples refer to without defining it. */
class Surroundings {
  public readonly deployed: object[] = [];
  public readonly environmentId = '/subscriptions/a/resourceGroups/shop/providers/Microsoft.App/managedEnvironments/shop';
  public readonly Duration = Duration;
  public readonly app;
  private readonly others: Chart;

  public constructor(public readonly chart: Chart) {
    this.app = chart.node.root;
    this.others = new Chart(chart, 'others', { namespace: chart.namespace });
  }

  public get web() {
    return deployment(this.others, 'web');
  }

  public get store() {
    return new DaprComponent(this.others, 'redis', { type: 'state.redis', metadata: { redisHost: MetadataValue.of('redis:6379') } });
  }

  public get events() {
    return new DaprComponent(this.others, 'broker', { type: 'pubsub.redis', metadata: { redisHost: MetadataValue.of('redis:6379') } });
  }

  public get orders() {
    return new DaprApp(this.others, 'orders', { workload: deployment(this.others, 'orders-web'), appPort: 8080, program: { directory: '/srv/orders', command: ['./orders'] } });
  }

  public get billing() {
    return new DaprApp(this.others, 'billing', { workload: deployment(this.others, 'billing-web'), appPort: 8080 });
  }
}

/** Runs code that uses the library and what is around it. */
function run(names: object, code: string): void {
  const scope = new Proxy(names, {
    has: (_, name) => name in names || name in lib,
    get: (_, name) => name === Symbol.unscopables ? undefined : name in names ? (names as any)[name] : (lib as any)[name],
  });
  new Function('scope', `with (scope) { ${code} }`)(scope);
}

const SETTINGS = { daprVersion: '1.18.2', kubernetesVersion: '1.36', apiTokenSecret: 'token' };
const IN_SHOP = { namespace: 'shop' };

test.each(EXAMPLES.map(example => [example.of, example] as const))('the example of %s works', (of, { code }) => {
  const chart = of === 'DataPlane.switching' ? newChart({ ...SETTINGS, operatorServices: false, hotReload: false }, IN_SHOP)
    : newChart(/^Dapr(Platform|Delivery)$/.test(of) ? {} : SETTINGS, IN_SHOP);
  const names = Object.assign(new Surroundings(chart), {
    ExportedFiles: { write: (_app: unknown, _folder: string, files: unknown[]) => expect(files.length).toBeGreaterThan(0) },
  });
  if (/Topology\.of/.test(code)) {
    // The apps that are exported.
    void (of === 'CatalystExporter' ? run(names, EXAMPLES.find(example => example.of === 'DataPlane.catalyst')!.code) : names.orders);
  }
  run(names, code);
  expect(refusal(chart)).toBe('');
});

test('the examples compile, those of the generated classes too', () => {
  const file = join(TOP, 'test', 'docs', 'examples-of-the-docs.ts');
  const names = Object.keys(lib).filter(name => name !== 'DaprCommandLine').join(', ');
  const codes = [...EXAMPLES.map(({ code }) => code), ...COMPONENTS.map(component => exampleOf(component).join('\n'))];
  const text = [
    'import { App, ApiObject, Chart, Duration } from \'cdk8s\';',
    `import { ${names} } from '../../src/index';`,
    'declare const app: App, chart: Chart, web: ApiObject, store: DaprComponent, events: DaprComponent, orders: DaprApp, billing: DaprApp;',
    'declare const deployed: any[], environmentId: string;',
    'declare function expect(actual: any): any;',
    ...codes.map(code => `(() => {\n${code}\n});`),
  ].join('\n');
  const { config } = ts.readConfigFile(join(TOP, 'tsconfig.json'), name => readFileSync(name, 'utf8'));
  const compilerOptions = { ...config.compilerOptions, noUnusedLocals: false, rootDir: undefined };
  const { options } = ts.parseJsonConfigFileContent({ compilerOptions }, ts.sys, TOP);
  const problems = compileErrors(new Map([[file, text]]), options);
  expect(problems).toEqual([]);
}, 120_000);

test('every public class that is used directly has an example', () => {
  const classes = Object.entries(lib).filter(([name, value]) => typeof value === 'function' && !['DaprCommandLine', 'DaprValidation'].includes(name)).map(([name]) => name);
  expect(classes.filter(name => !EXAMPLES.some(example => example.of === name))).toEqual([]);
});

test('keys of maps are in quotes, so that the translation to Python keeps them', () => {
  const unquoted = EXAMPLES.filter(({ code }) => /new DaprComponent\(.* metadata: \{ \w+:/.test(code)).map(({ of }) => of);
  expect(unquoted).toEqual([]);
});
