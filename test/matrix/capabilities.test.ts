/** Every model with every capability and every daprd option: emitted, declared or refused; nothing is silently dropped. */
import { App, Chart, Testing } from 'cdk8s';
import { DaprApp, DaprComponent, DaprConfiguration, DaprTopology, ExportedFile } from 'cdk8s-dapr';
import { CAPABILITIES, Capability, OPTIONS } from '../../scenarios/capabilities';
import { Cell, OPTION_TABLE, TABLE } from '../../scenarios/capability-table';
import { deployment, findingsIn, warningCodes } from '../../scenarios/charts';
import { build, Model, MODELS, AppSettings } from '../../scenarios/models';
import { FLAGS_OF_DAPRD } from '../support/daprd-flags';
import { danglingReferences, emptyValues, podOf } from '../support/references';
import { schemaErrors } from '../support/strict-schemas';
import { parse } from '../support/synth';

/** Names from outside the App: Secrets, an app, and the endpoints of a remote Dapr. */
const EXTERNALS = ['dapr-token', 'own-token', 'app-token', 'redis', 'colors', 'billing', 'orders', 'orders-catalyst', 'dapr-trust-bundle',
  'https://http.example:443', 'https://grpc.example:443'];
const names = Object.keys as <T extends object>(of: T) => (keyof T)[];

const objectsOf = (chart: Chart): any[] => (chart.node.root as App).charts.flatMap(each => Testing.synth(each));
const filesOf = (model: Model, chart: Chart): ExportedFile[] | undefined => MODELS[model].files?.(DaprTopology.of(chart));

const BASE = new Map<Model, { text: string; warnings: string[] }>();
function base(model: Model) {
  if (!BASE.has(model)) {
    const chart = build(model, () => ({}));
    BASE.set(model, { text: JSON.stringify(filesOf(model, chart) ?? objectsOf(chart)), warnings: warningCodes(chart) });
  }
  return BASE.get(model)!;
}

/** The cell of the table, followed by problems of the output. */
function result(...args: Parameters<typeof outcome>): string {
  try {
    const { cell, problems } = outcome(...args);
    return [cell, ...problems].join('; ');
  } catch (error) {
    return `thrown: ${(error as Error).message}`;
  }
}

function outcome(model: Model, declare: (chart: Chart) => AppSettings, more: (chart: Chart) => void = () => {}): { cell: Cell; problems: string[] } {
  const chart = build(model, declare);
  more(chart);
  let files: ExportedFile[] | undefined;
  let objects: any[];
  try {
    files = filesOf(model, chart);
    objects = files ? [] : objectsOf(chart).filter(({ metadata }) => !metadata.name.includes('caller'));
  } catch (error) {
    const [code] = findingsIn(error).map(finding => finding.code);
    if (!code) { throw error; }
    return { cell: code as Cell, problems: [] };
  }
  // Warnings about actor state stores, deprecated options and binding responses are not about the capability.
  const [warning] = warningCodes(chart).filter(code => !['DAPR3216', 'DAPR3018', 'DAPR9140'].includes(code) && !base(model).warnings.includes(code));
  const emitted = JSON.stringify(files ?? objects) !== base(model).text;
  return { cell: (warning as Cell | undefined) ?? (emitted ? 'emitted' : 'declared'), problems: files ? problemsOfFiles(files) : problemsOf(objects) };
}

function problemsOf(objects: any[]): string[] {
  const empty = objects.map(podOf).flatMap(pod => pod ? emptyValues({ ...pod.annotations, some: 'x' }, pod.owner) : []);
  return [...objects.flatMap(schemaErrors), ...danglingReferences(objects, EXTERNALS), ...empty, ...objects.flatMap(scopes)];
}

/** The scopes of loaded resources must contain the app. */
const scopes = ({ kind, metadata, scopes: apps }: any): string[] =>
  ['Component', 'Subscription'].includes(kind) && !apps?.includes('orders') ? [`${kind} ${metadata.name}: not scoped to the app`] : [];

function problemsOfFiles(files: ExportedFile[]): string[] {
  const text = files.map(({ content }) => content).join('\n');
  const documents = files.filter(({ path }) => path.endsWith('.yaml')).flatMap(({ content }) => parse(content));
  const commands = files.flatMap(({ path, content }) => path === 'compose.yaml' ? parse(content)[0].services['orders-dapr'].command : daprdLines(path, content));
  const flags = commands.flatMap((word: string) => /^--([\w-]+)=/.exec(word)?.[1] ?? []);
  const ports = commands.flatMap((word: string) => /^--(?:[\w-]+-)?port=(\d+)/.exec(word)?.[1] ?? []);
  return [
    ...flags.filter((flag: string) => !FLAGS_OF_DAPRD.includes(flag)).map((flag: string) => `daprd has no flag ${flag}`),
    ...(new Set(ports).size < ports.length ? [`duplicate ports of daprd: ${ports.join(', ')}`] : []),
    ...(/\[object |\bundefined\b|\bNaN\b/.test(text) ? ['garbage in a file'] : []),
    ...documents.filter(({ metadata }) => metadata?.name !== 'local-secrets').flatMap(document => document.metadata ? scopes(document) : []),
  ];
}

const daprdLines = (path: string, content: string): string[] =>
  path.endsWith('orders-daprd.service') ? content.split(/\s+/).filter(word => word.startsWith('--')) : [];

/** Another app that calls the app. */
function caller(chart: Chart): void {
  new DaprApp(chart, 'caller', {
    workload: deployment(chart, 'caller-web'),
    invokes: [chart.node.findChild('orders') as DaprApp],
    program: { directory: '/srv/caller', command: ['node', 'main.js'] },
  });
}
/** A remote Dapr has no options: a Configuration is added as a resource. */
function addConfiguration(chart: Chart): void {
  (chart.node.findChild('orders') as DaprApp).addConfiguration(chart.node.findChild('tracing') as DaprConfiguration);
}
const more = (model: Model, capability: Capability): ((chart: Chart) => void) | undefined =>
  capability === 'invoked' ? caller : capability === 'configuration' && !MODELS[model].hasOptions ? addConfiguration : undefined;

/** One comparison per model, so that a failure shows all differences. */
const results = <T extends string>(keys: T[], of: (each: T) => string) => Object.fromEntries(keys.map(each => [each, of(each)]));

test.each(names(TABLE))('%s supports every capability as in the table', model => {
  const row = TABLE[model];
  // The files of an export include the caller.
  const withCaller = row.invoked === 'declared' && MODELS[model].files && model !== 'export to Catalyst';
  expect(results(names(row), capability => result(model, CAPABILITIES[capability], more(model, capability))))
    .toEqual({ ...row, ...(withCaller ? { invoked: 'emitted' } : {}) });
});

test.each(names(OPTION_TABLE))('%s supports every daprd option as in the table', model => {
  // Mounts require their volume: of the app's pod, or of the pods of a shared daprd.
  const pod = (option: string) => option.startsWith('volumeMounts') ? { volumes: [{ name: 'data', emptyDir: {} }] } : {};
  const volumes = (option: string) => /shared|pinned/.test(model) ? pod(option) : {};
  // Containers are injected for a component that has one.
  const props = (option: string, chart: Chart) => option === 'injectPluggableComponents'
    ? { uses: [new DaprComponent(chart, 'store', { type: 'state.acme', componentContainer: { image: 'test.local/store:1' } })] } : {};
  const cell = (option: keyof typeof OPTIONS) => result(model, chart => ({
    options: { ...OPTIONS[option], ...volumes(option) }, pod: pod(option), props: props(option, chart),
  }));
  expect(results(names(OPTIONS), cell)).toEqual(OPTION_TABLE[model]);
});
