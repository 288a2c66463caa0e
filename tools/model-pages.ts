/** A page a model: the words of `models.ts`, and what a synth of the example `one-app-every-model` says of it. */
import { App, Chart, Testing } from 'cdk8s';
import { stringify } from 'yaml';
import { limitsOf } from './model-limits';
import { Model, MODELS, Size } from './models';
import { MODELS as EXAMPLES } from '../examples/one-app-every-model/models';
import { Shop } from '../examples/one-app-every-model/shop';
import { deployment, job } from '../scenarios/charts';
import { DaprApp, DaprComponent, DaprPlatform, DaprTopology, ExportedFile, OpenFunction } from '../src';

type Json = any;

/** The app of which a page speaks. */
const APP = 'orders';
const MEMORY = 'dapr.io/sidecar-memory-request';

/** Models that no Deployment and no Knative Service can show. */
const OTHERS: { [page: string]: (chart: Chart) => void } = {
  'short-lived': chart => {
    new DaprApp(chart, APP, { workload: job(chart, `${APP}-workload`), uses: [new DaprComponent(chart, 'store', { type: 'state.in-memory' })] });
  },
  'open-function': chart => {
    const events = new DaprComponent(chart, 'events', { type: 'pubsub.in-memory' });
    new OpenFunction(chart, APP, { image: 'test.local/orders:1', version: 'v1.0.0', triggers: [{ component: events, topic: 'paid' }], maxReplicas: 5 });
    new DaprApp(chart, 'web', { workload: deployment(chart, 'web-workload'), publishes: [{ pubsub: events, topic: 'paid' }] });
  },
};

function objectsOf(model: Model): Json[] {
  if (model.example) {
    return Testing.synth(new Shop(new App(), 'shop', EXAMPLES[model.example]));
  }
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  DaprPlatform.set(chart, { daprVersion: '1.18.3', kubernetesVersion: '1.34', apiTokenSecret: 'dapr-api-token' });
  OTHERS[model.page](chart);
  return Testing.synth(chart);
}

function filesOf({ example }: Model): ExportedFile[] {
  const exported = example === undefined ? undefined : EXAMPLES[example];
  return exported?.files?.(DaprTopology.of(new Shop(new App(), 'shop', exported))) ?? [];
}

const daprdOf = (objects: Json[]): Json => objects.find(({ kind, metadata }) => ['Deployment', 'DaemonSet'].includes(kind) && metadata.name === `${APP}-daprd`);

/** The objects that it makes of an app, beside the app and what the app is told to use. */
export function emittedBy(model: Model): string {
  const objects = objectsOf(model);
  const own = objects.filter(({ kind, metadata: { name } }) => kind !== 'Component' && name.startsWith(`${APP}-`))
    .map(({ kind, metadata: { name } }) => `${kind} \`${name.replace(APP, '<app-id>')}\``).sort();
  const retry = objects.some(({ kind }) => kind === 'Resiliency') ? ['a Resiliency where it subscribes'] : [];
  return [...own, ...retry].join(', ') || 'nothing: annotations and environment';
}

/** What one daprd asks for, in MiB, with what stands beside it in its pod; nothing where nobody says. */
function memory(model: Model): number | undefined {
  const template = daprdOf(objectsOf(model))?.spec.template;
  if (!template) {
    return undefined;
  }
  const asked = [template.metadata.annotations[MEMORY], ...template.spec.containers.map(({ resources }: Json) => resources?.requests?.memory)];
  return asked.filter(Boolean).reduce((sum, quantity: string) => sum + mebibytes(quantity), 0);
}

function mebibytes(quantity: string): number {
  const [, number, unit] = /^(\d+)(Mi|Gi)$/.exec(quantity) ?? [];
  if (!number) {
    throw new Error(`no quantity in Mi or Gi: ${quantity}`);
  }
  return Number(number) * (unit === 'Gi' ? 1024 : 1);
}

function cost(model: Model): string {
  const each = memory(model);
  const outside = filesOf(model).length > 0;
  const asked = each === undefined ? outside || !model.count || model.daprds === 'none' ? '' : '; no memory is requested for it unless `sidecarMemoryRequest` is given'
    : `; each is a pod of its own that requests ${each} MiB`;
  return `${model.daprds}${asked}`;
}

const yamlBlock = (value: Json): string => `\`\`\`yaml\n${stringify(value, { lineWidth: 0 })}\`\`\`\n`;

/** What the pods of the app and, where it has its own, the daprd get. */
function clusterExcerpt(objects: Json[]): string {
  const app = objects.find(({ metadata: { name }, spec }) => name.includes(APP) && (spec?.template?.spec?.containers || spec?.serving) && !name.endsWith('-daprd'));
  if (!app.spec.template) {
    return `\n${yamlBlock(app)}`;
  }
  const { metadata: { annotations = undefined } = {}, spec } = app.spec.template;
  const daprd = daprdOf(objects)?.spec.template;
  const { args } = daprd?.spec.containers.find(({ name }: Json) => name === 'daprd') ?? {};
  const beside = daprd && `\nThe pods of \`${APP}-daprd\`, of their template:\n\n${yamlBlock({ annotations: daprd.metadata.annotations, ...(args ? { args } : {}) })}`;
  return `\nThe pods of \`${APP}\`, of their template:\n\n${yamlBlock({ ...(annotations ? { annotations } : {}), env: spec.containers[0].env })}${beside ?? ''}`;
}

const tree = (files: ExportedFile[]): string => `\n\`\`\`\n${files.map(({ path }) => path).sort().join('\n')}\n\`\`\`\n`;

/** The page of one model. */
export function page(model: Model): string {
  const files = filesOf(model);
  const all = model.example ? `All of it: [examples/one-app-every-model](../../examples/one-app-every-model/${files.length ? model.example : `dist-${model.example}`}).` : '';
  return `# ${model.title}

\`\`\`mermaid
flowchart LR
${model.picture.map(line => `  ${line}`).join('\n')}
\`\`\`

- **How to choose it**: ${model.argument}.
- **When**: ${model.when}.
- **Where daprd is**: ${model.where}; the app reaches it by ${model.reached}.
- **What is given up**: ${model.price}.
- **How many daprds for an app**: ${cost(model)}.

## To know

${model.notes.map(line => `- ${line}`).join('\n')}

## Limits

${limitsOf(model).map(line => `- ${line}`).join('\n')}

## What is emitted

${files.length ? `Files, for the two apps of the example:\n${tree(files)}` : model.page === 'open-function' ? clusterExcerpt(objectsOf(model)).trim() + '\n'
  : `For an app${model.page === 'short-lived' ? '' : ' with a port'}: ${emittedBy(model)}.\n${clusterExcerpt(objectsOf(model))}`}${all ? `\n${all}\n` : ''}`;
}

const SIZES: Size[] = [{ apps: 10, replicas: 2, nodes: 3 }, { apps: 10, replicas: 20, nodes: 5 }];

/** How many daprds, pods and MiB that is for all apps of a cluster. */
export function costs(): string[][] {
  const amount = (model: Model, size: Size): string => {
    const count = model.count!(size);
    const each = memory(model);
    return each === undefined ? `${count}` : `${count}, as many pods more, ${count * each} MiB`;
  };
  return MODELS.filter(({ count }) => count).map(model => [`[${model.title}](models/${model.page}.md)`, model.daprds, ...SIZES.map(size => amount(model, size))]);
}

export const COST_HEAD = ['model', 'daprds of an app', ...SIZES.map(({ apps, replicas, nodes }) => `${apps} apps, ${replicas} replicas each, ${nodes} nodes`)];
