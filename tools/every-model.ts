/** The differences between the models, from the output of the example: the table of its README. */
import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { parse, parseAllDocuments } from 'yaml';

export const EVERY_MODEL = 'one-app-every-model';
/** The app that the table shows; the other one is similar. */
const APP = 'orders';

type Json = any;
type Env = { [name: string]: string };

/** The location of the daprd of the app, and the environment of the app. */
interface Facts {
  readonly daprd: string;
  readonly env: Env;
}

const code = (text: string): string => `\`${text}\``;
const podOf = (object: Json): Json => object.spec?.template?.spec?.containers ? object.spec.template : undefined;
const envOf = ({ env = [] }: Json): Env =>
  Object.fromEntries(env.map(({ name, value, valueFrom }: Json) => [name, value ?? JSON.stringify(valueFrom)]));

/** In the cluster: the workload whose pods have a daprd, injected or emitted. */
function inCluster(objects: Json[]): Facts {
  const holder = objects.find(object => {
    const { metadata: { annotations = {} } = {}, spec } = podOf(object) ?? {};
    return annotations['dapr.io/app-id'] === APP && (annotations['dapr.io/enabled'] === 'true' || spec.containers.some(({ name }: Json) => name === 'daprd'));
  });
  const app = objects.find(object => object.metadata.name === APP && podOf(object));
  const env = envOf(podOf(app).spec.containers[0]);
  if (!holder) {
    return { daprd: `remote, at ${code(env.DAPR_HTTP_ENDPOINT)}`, env };
  }
  const written = podOf(holder).spec.containers.some(({ name }: Json) => name === 'daprd');
  const { kind, metadata: { name }, spec: { replicas } } = holder;
  const pods = holder === app ? 'in the pods of' : kind === 'DaemonSet' ? 'on each node:' : `in ${replicas} pods:`;
  return { daprd: `${pods} ${holder.apiVersion.startsWith('serving.') ? 'Knative ' : ''}${kind} ${code(name)}, ${written ? 'emitted' : 'injected'}`, env };
}

/** Outside the cluster: by a file that the exporter always writes. */
const OUTSIDE: { [file: string]: (content: string) => Facts } = {
  [`systemd/shop-${APP}.service`]: unit => ({
    daprd: `a process: unit ${code(`shop-${APP}-daprd.service`)}`,
    env: Object.fromEntries([...unit.matchAll(/^Environment=(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value])),
  }),
  'compose.yaml': content => {
    const { services } = parse(content);
    const name = Object.keys(services).find(service => services[service].command?.includes(`--app-id=${APP}`));
    return { daprd: `a container: service ${code(name!)}`, env: services[APP].environment };
  },
  [`${APP}.containerapp.yaml`]: content => {
    const { configuration: { dapr }, template } = parse(content).properties;
    return { daprd: dapr.enabled ? 'run by Azure, next to each replica' : 'none', env: envOf(template.containers[0]) };
  },
};

const reached = ({ DAPR_HTTP_ENDPOINT: http, DAPR_GRPC_ENDPOINT: grpc }: Env): string =>
  http && grpc ? `${code(http)}, ${code(grpc)}` : 'localhost, without variables';

/** `2 Component, 1 Subscription`. */
function kinds(objects: Json[]): string {
  const name = ({ apiVersion, kind }: Json): string => apiVersion.startsWith('serving.knative.dev/') ? `Knative ${kind}` : kind;
  const counts = new Map<string, number>();
  objects.map(name).sort().forEach(kind => counts.set(kind, (counts.get(kind) ?? 0) + 1));
  return `${objects.length}: ${[...counts].map(([kind, count]) => `${count} ${kind}`).join(', ')}`;
}

function row(folder: string, model: string): string[] {
  const dist = `dist-${model}`;
  const text = readdirSync(join(folder, dist)).sort().map(file => readFileSync(join(folder, dist, file), 'utf8')).join('---\n');
  const objects: Json[] = parseAllDocuments(text).map(document => document.toJS()).filter(Boolean);
  const list = join(folder, model, '.exported');
  const files = existsSync(list) ? readFileSync(list, 'utf8').trim().split('\n') : [];
  const [outside] = files.filter(file => OUTSIDE[file]).map(file => OUTSIDE[file](readFileSync(join(folder, model, file), 'utf8')));
  const { daprd, env } = outside ?? inCluster(objects);
  return [code(model), daprd, reached(env), `[${kinds(objects)}](${dist})`, files.length ? `[${files.length} files](${model})` : `[the picture](picture-${model})`];
}

/** The table for the output in a folder. */
export function everyModelTable(folder: string, models: string[]): string {
  const head = ['model', `daprd of ${code(APP)}`, 'addresses in the app', 'objects', 'files'];
  return [head, head.map(() => '---'), ...models.map(model => row(folder, model))].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}
