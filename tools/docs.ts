/** Writes `docs/` and the table of models in the README from the code. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { COMPONENTS } from './components/model';
import { blockOf, className } from './components/names';
import { COST_HEAD, costs, emittedBy, page } from './model-pages';
import { Model, MODELS } from './models';
import { EXPLAINED } from '../scenarios/hardening';
import { seededFaultsPage } from './seeded-faults/page';
import { seeded } from './seeded-faults/seed';
import { RULES } from '../src/catalogue/rules.generated';
import { DaprdOption } from '../src/daprd/option-types';
import { DAPRD_OPTIONS } from '../src/daprd/options';

const top = join(__dirname, '..');
const cell = (text: string): string => text.replace(/\|/g, '\\|');
const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map(row => `| ${row.map(cell).join(' | ')} |`).join('\n');

function rules(): string {
  const rows = Object.values(RULES).map(r => [`<a id="${r.code.toLowerCase()}"></a>${r.code}`, r.level, r.manifests ? 'yes' : '', r.title, r.why, r.todo, r.source]);
  return `# Rules

Generated from the rules in \`src\`. An error refuses the synth; a warning is printed once an App and can be
acknowledged with a reason (\`DaprWarnings\`). A code never changes its meaning. Rules marked for manifests also run on plain
ones, as a [validation plugin](validation.md) of cdk8s-cli.

${table(['code', 'level', 'manifests', 'what', 'why: what happens at run time', 'what to do', 'source'], rows)}
`;
}

function options(): string {
  const rows = (Object.entries(DAPRD_OPTIONS) as [string, DaprdOption][]).map(([name, o]) => [
    `\`${name}\``, `\`${o.type}\``, `\`dapr.io/${o.annotation}\``, `\`${o.becomes}\``, o.default.replace(/^- /, ''),
    o.since?.join(', ') ?? '', o.deprecated ? `${o.doc} Deprecated: ${o.deprecated}.` : o.doc,
  ]);
  return `# Options of daprd

Generated from \`src/daprd/options.ts\`: the same options for every data plane, with Dapr's own defaults and
the first version of each release line that has the option (empty: older than every supported Dapr).

${table(['option', 'type', 'annotation', 'becomes', 'default', 'since', 'what'], rows)}
`;
}

function components(): string {
  const rows = COMPONENTS.map(({ type, version, status, capabilities, directions, profiles }) => [
    `\`${blockOf(type).module}.${className(type, version)}\``, `\`${type}\``, version, status, [...directions, ...capabilities].join(', '), profiles.join('; '),
  ]);
  return `# Components

Generated from the facts in \`tools/components\`. Each class takes the options of a \`DaprComponent\` and, in \`metadata\`, all that the component reads, as a
plain value or a \`MetadataValue\`. What a newer Dapr reads goes into \`additionalMetadata\`; types of pluggable components into \`DaprComponent\`.

\`authentication\` of Kafka, Redis and Azure components takes a \`KafkaAuthentication\`, \`RedisAuthentication\` or \`AzureAuthentication\`, and \`topicScopes\`
of message brokers a \`TopicScopes\`.

${table(['class', 'type', 'version', 'status', 'directions, capabilities', 'authentication profiles'], rows)}
`;
}

function hardening(): string {
  const rows = EXPLAINED.map(({ check, finding, of, examples = [], why }) => [`\`${check}\``, finding, of, examples.map(each => `[${each}](../examples/${each})`).join(', ') || 'all', why]);
  return `# Hardening

Generated from \`scenarios/hardening.ts\`: what [kube-score](https://github.com/zegl/kube-score) finds in the YAML of the examples, and why it stays. \`npm run check:outside -- hardening\`
fails on any other finding, and on an explanation that no finding needs. A sidecar is not in the YAML: the injector adds it, with what the annotations of the pod say.

${table(['check', 'finding', 'of', 'examples', 'why it stays'], rows)}
`;
}

const HEAD = ['where daprd lives', 'how the app reaches it', 'when', 'what is given up'];
const cellsOf = ({ where, reached, when, price }: Model): string[] => [where, reached, when, price];

/** The table of the README, and the way to the other pages. */
function modelTable(): string {
  const link = ({ argument, page: name }: Model): string => argument.replace(/`DataPlane\.\w+\(\)`.*/, call => `[${call.split(',')[0]}](docs/models/${name}.md)`);
  const rows = MODELS.filter(({ inReadme }) => inReadme).map(model => [link(model), ...cellsOf(model), emittedBy(model)]);
  const others = MODELS.filter(({ inReadme }) => !inReadme).map(({ title, page: name }) => `[${title}](docs/models/${name}.md)`).join(', ');
  return `${table(['data plane', ...HEAD, 'emitted for a Deployment with a port'], rows)}

Also, each with a page: ${others}.`;
}

function models(): string {
  const rows = MODELS.map(model => [`[${model.title}](models/${model.page}.md)`, model.argument, ...cellsOf(model)]);
  return `# Models

Generated from \`tools/models.ts\`; what is emitted, requested and refused is read off a synth. The app is described the same way in all of them:
[examples/one-app-every-model](../examples/one-app-every-model) is one app in every model.

${table(['model', 'how to choose it', ...HEAD], rows)}

## What it costs

Daprds for all apps, by the defaults, one app-id an app, and every app with pods on every node. A shared daprd is a pod of its own and requests the memory that is said; a sidecar
is in a pod that is there anyway, and requests none unless \`sidecarMemoryRequest\` is given. A pinned daprd, and that of a function, may be one for each node too.

${table(COST_HEAD, costs())}

With few replicas a shared daprd saves nothing; with many it does. Workloads that join one shared construct are one app-id, and share its daprds.

## Scale to zero

| while the app is at zero | sidecar | shared |
| --- | --- | --- |
| events | wait unread in the broker; KEDA may count them | are read and tried again until the app is back; KEDA has to count both those and the unread |
| what input bindings bring | waits in its source | is read and tried again until the app is back; ticks of a clock are left out, and senders of webhooks try again themselves |
| calls by app-id, jobs, actors | fail or wait, and wake nothing (DAPR8019) | with a Knative Service, calls and jobs wake it; with KEDA nothing of it does (DAPR8019) |
| workflow worker, streaming actors | nothing wakes it (DAPR8011, DAPR8019) | nothing wakes it (DAPR8011, DAPR8019) |

[examples/scale-to-zero](../examples/scale-to-zero) has the triggers, [examples/functions-knative](../examples/functions-knative) the functions.
`;
}

const pages = join(top, 'docs', 'models');
rmSync(pages, { recursive: true, force: true });
mkdirSync(pages, { recursive: true });
writeFileSync(join(top, 'docs', 'rules.md'), rules());
writeFileSync(join(top, 'docs', 'daprd-options.md'), options());
writeFileSync(join(top, 'docs', 'models.md'), models());
writeFileSync(join(top, 'docs', 'hardening.md'), hardening());
writeFileSync(join(top, 'docs', 'components.md'), components());
writeFileSync(join(top, 'docs', 'seeded-faults.md'), seededFaultsPage(seeded()));
MODELS.forEach(model => writeFileSync(join(pages, `${model.page}.md`), page(model)));
const readme = join(top, 'README.md');
writeFileSync(readme, readFileSync(readme, 'utf8').replace(/(<!-- models -->\n)[^]*(<!-- \/models -->)/, (_, begin, end) => `${begin}\n${modelTable()}\n\n${end}`));
