/** The pages of the models: the descriptions of `models.ts`, with the output of the example `one-app-every-model`. */
import { App, Chart, Testing } from 'cdk8s';
import { stringify } from 'yaml';
import { limitsOf } from './model-limits';
import { Model, MODELS, Size } from './models';
import { MODELS as EXAMPLES } from '../examples/one-app-every-model/models';
import { Shop } from '../examples/one-app-every-model/shop';
import { deployment, job } from '../scenarios/charts';
import { DaprApp, DaprComponent, DaprPlatform, DaprTopology, ExportedFile, OpenFunction } from '../src';

type Json = any;

/** The app that a page shows. */
const APP = 'orders';
const MEMORY = 'dapr.io/sidecar-memory-request';

/** Models without a Deployment or Knative Service. */
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

/** The objects that a model emits for an app, without the app and the resources that it uses. */
export function emittedBy(model: Model): string {
  const objects = objectsOf(model);
  const own = objects.filter(({ kind, metadata: { name } }) => kind !== 'Component' && name.startsWith(`${APP}-`))
    .map(({ kind, metadata: { name } }) => `${kind} \`${name.replace(APP, '<app-id>')}\``).sort();
  const retry = objects.some(({ kind }) => kind === 'Resiliency') ? ['a Resiliency if it subscribes'] : [];
  return [...own, ...retry].join(', ') || 'no objects, only changes to the pod template';
}

/** Memory request of one daprd in MiB, including other containers of its pod; undefined if the output does not set it. */
function memory(model: Model): number | undefined {
  const template = daprdOf(objectsOf(model))?.spec.template;
  if (!template) {
    return undefined;
  }
  const requests = [template.metadata.annotations[MEMORY], ...template.spec.containers.map(({ resources }: Json) => resources?.requests?.memory)];
  return requests.filter(Boolean).reduce((sum, quantity: string) => sum + mebibytes(quantity), 0);
}

function mebibytes(quantity: string): number {
  const [, number, unit] = /^(\d+)(Mi|Gi)$/.exec(quantity) ?? [];
  if (!number) {
    throw new Error(`not a quantity in Mi or Gi: ${quantity}`);
  }
  return Number(number) * (unit === 'Gi' ? 1024 : 1);
}

function cost(model: Model): string {
  const each = memory(model);
  const outside = filesOf(model).length > 0;
  const request = each === undefined ? outside || !model.count || model.daprds === 'none' ? '' : '; it has no memory request unless `sidecarMemoryRequest` is set'
    : `; each is a separate pod that requests ${each} MiB`;
  return `${model.daprds}${request}`;
}

const yamlBlock = (value: Json): string => `\`\`\`yaml\n${stringify(value, { lineWidth: 0 })}\`\`\`\n`;

/** Annotations and environment of the app pods and, if it is separate, of the daprd pods. */
function clusterExcerpt(objects: Json[]): string {
  const app = objects.find(({ metadata: { name }, spec }) => name.includes(APP) && (spec?.template?.spec?.containers || spec?.serving) && !name.endsWith('-daprd'));
  if (!app.spec.template) {
    return `\n${yamlBlock(app)}`;
  }
  const { metadata: { annotations = undefined } = {}, spec } = app.spec.template;
  const daprd = daprdOf(objects)?.spec.template;
  const { args } = daprd?.spec.containers.find(({ name }: Json) => name === 'daprd') ?? {};
  const daprdExcerpt = daprd && `\nThe pod template of \`${APP}-daprd\`, in part:\n\n${yamlBlock({ annotations: daprd.metadata.annotations, ...(args ? { args } : {}) })}`;
  return `\nThe pod template of \`${APP}\`, in part:\n\n${yamlBlock({ ...(annotations ? { annotations } : {}), env: spec.containers[0].env })}${daprdExcerpt ?? ''}`;
}

const tree = (files: ExportedFile[]): string => `\n\`\`\`\n${files.map(({ path }) => path).sort().join('\n')}\n\`\`\`\n`;

/** The page of one model. */
export function page(model: Model): string {
  const files = filesOf(model);
  const all = model.example ? `Full output: [examples/one-app-every-model](../../examples/one-app-every-model/${files.length ? model.example : `dist-${model.example}`}).` : '';
  return `# ${model.title}

\`\`\`mermaid
flowchart LR
${model.picture.map(line => `  ${line}`).join('\n')}
\`\`\`

- **API**: ${model.argument}.
- **When**: ${model.when}.
- **Location of daprd**: ${model.where}; the app reaches it through ${model.reached}.
- **Trade-off**: ${model.price}.
- **Number of daprds per app**: ${cost(model)}.

## Notes

${model.notes.map(line => `- ${line}`).join('\n')}

## Limits

${limitsOf(model).map(line => `- ${line}`).join('\n')}

## What is emitted

${files.length ? `Files for the two apps of the example:\n${tree(files)}` : model.page === 'open-function' ? clusterExcerpt(objectsOf(model)).trim() + '\n'
  : `For an app${model.page === 'short-lived' ? '' : ' with a port'}: ${emittedBy(model)}.\n${clusterExcerpt(objectsOf(model))}`}${all ? `\n${all}\n` : ''}`;
}

const SIZES: Size[] = [{ apps: 10, replicas: 2, nodes: 3 }, { apps: 10, replicas: 20, nodes: 5 }];

/** The daprds, pods and MiB of all apps of a cluster. */
export function costs(): string[][] {
  const amount = (model: Model, size: Size): string => {
    const count = model.count!(size);
    const each = memory(model);
    return each === undefined ? `${count}` : `${count}, in as many additional pods, ${count * each} MiB`;
  };
  return MODELS.filter(({ count }) => count).map(model => [`[${model.title}](models/${model.page}.md)`, model.daprds, ...SIZES.map(size => amount(model, size))]);
}

export const COST_HEAD = ['model', 'daprds per app', ...SIZES.map(({ apps, replicas, nodes }) => `${apps} apps with ${replicas} replicas each, ${nodes} nodes`)];
