/** Writes the generated pages of `docs/`, and the listings and the table of models in the README. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { extname, join } from 'path';
import { componentsPage } from './components-page';
import { conformancePage } from './conformance';
import { exportedPods } from './exported-pods';
import { COST_HEAD, costs, page } from './model-pages';
import { Model, MODELS } from './models';
import { sharedPods } from './shared-pods';
import { EXPLAINED } from '../scenarios/hardening';
import { planExample } from '../scenarios/plan-example';
import { seededFaultsPage } from './seeded-faults/page';
import { seeded } from './seeded-faults/seed';
import { table } from './table';
import { validationTable } from './validation-page';
import { RULES } from '../src/catalogue/rules.generated';
import { DaprdOption } from '../src/daprd/option-types';
import { DAPRD_OPTIONS } from '../src/daprd/options';
import { DaprPlan } from '../src/plan/dapr-plan';

const top = join(__dirname, '..');

function rules(): string {
  const rows = Object.values(RULES).map(r => [`<a id="${r.code.toLowerCase()}"></a>${r.code}`, r.level, r.manifests ? 'yes' : '', r.title, r.why, r.todo, r.source]);
  return `# Rules

Generated from the rules in \`src\`. An error fails the synth; a warning is printed once per App and can be
acknowledged with a reason (\`DaprWarnings\`). Dangers and notices are entries of a [plan](plan.md), which compares two
stacks. The meaning of a code never changes. Rules marked for manifests also apply to plain
manifests, through a [validation plugin](validation.md) of cdk8s-cli.

${table(['code', 'level', 'manifests', 'title', 'what happens at run time', 'what to do', 'source'], rows)}
`;
}

function options(): string {
  const rows = (Object.entries(DAPRD_OPTIONS) as [string, DaprdOption][]).map(([name, o]) => [
    `\`${name}\``, `\`${o.type}\``, `\`dapr.io/${o.annotation}\``, `\`${o.becomes}\``, o.default.replace(/^- /, ''),
    o.since?.join(', ') ?? '', o.deprecated ? `${o.doc} Deprecated: ${o.deprecated}.` : o.doc,
  ]);
  return `# daprd options

Generated from \`src/daprd/options.ts\`. The options are the same for every data plane. The table shows Dapr's defaults and,
for options that not every supported Dapr version has, the first version of each release line with the option.

${table(['option', 'type', 'annotation', 'becomes', 'default', 'since', 'description'], rows)}
`;
}

function hardening(): string {
  const rows = EXPLAINED.map(({ check, finding, of, examples = [], why }) => [`\`${check}\``, finding, of, examples.map(each => `[${each}](../examples/${each})`).join(', ') || 'all', why]);
  return `# Hardening

Generated from \`scenarios/hardening.ts\`: accepted findings of [kube-score](https://github.com/zegl/kube-score) in the YAML of the examples, with the reasons. \`npm run check:outside -- hardening\`
fails on any other finding, and on an entry without a finding. The YAML does not contain sidecars: the injector adds them according to the annotations of the pod.

${table(['check', 'finding', 'affects', 'examples', 'reason'], rows)}
`;
}

const HEAD = ['location of daprd', 'how the app reaches it', 'when to use it', 'trade-off'];
const cellsOf = ({ where, reached, when, price }: Model): string[] => [where, reached, when, price];

/** The table of the README, narrow enough for a terminal, with links to all pages. */
function modelTable(): string {
  const link = ({ argument, page: name }: Model): string => argument.replace(/`DataPlane\.\w+\(\)`.*/, call => `[${call.split(',')[0]}](docs/models/${name}.md)`);
  const rows = MODELS.filter(({ inReadme }) => inReadme).map(model => [link(model), model.where, model.when]);
  const others = MODELS.filter(({ inReadme }) => !inReadme).map(({ title, page: name }) => `[${title}](docs/models/${name}.md)`).join(', ');
  return `${table(['data plane', 'where daprd runs', 'when to use it'], rows)}

Other models: ${others}. [All models](docs/models.md) are compared with their trade-offs and costs.`;
}

/** A file of the project that `cdk8s-dapr init` writes. It imports what it uses, so jsii-rosetta must not add the imports of the fixture. */
const listing = (file: string): string => `\`\`\`${extname(file).slice(1).replace(/^ts$/, 'ts nofixture')}\n${readFileSync(join(top, 'template', file), 'utf8').trimEnd()}\n\`\`\``;

function models(): string {
  const rows = MODELS.map(model => [`[${model.title}](models/${model.page}.md)`, model.argument, ...cellsOf(model)]);
  return `# Models

Generated from \`tools/models.ts\`; emitted objects, memory requests and limits come from a synth. The app is described in the same way in every model:
[examples/one-app-every-model](../examples/one-app-every-model) shows one app in all of them.

${table(['model', 'API', ...HEAD], rows)}

## Cost

The numbers assume default settings, one app ID per app, and pods of every app on every node. A shared daprd is a separate pod with the memory request shown; a sidecar
is a container of the app pod, and has no memory request unless \`sidecarMemoryRequest\` is set. Pinned daprds and those of functions can also run one per node.

${table(COST_HEAD, costs())}

A shared daprd saves resources only with many replicas. Workloads that join one shared construct have one app ID and share its daprds.

## Scale to zero

| while the app is at zero | sidecar | shared |
| --- | --- | --- |
| events | wait unread in the broker; KEDA can count them | are read and retried until the app is back; KEDA must count both these and the unread events |
| events of input bindings | wait in their source | are read and retried until the app is back, except cron events; senders of webhooks retry themselves |
| service invocation, jobs, actors | fail or wait, and do not start the app (DAPR8019) | with a Knative Service, invocation and jobs start the app; with KEDA they do not (DAPR8019) |
| workflow worker, streaming actors | nothing starts the app (DAPR8011, DAPR8019) | nothing starts the app (DAPR8011, DAPR8019) |

[examples/scale-to-zero](../examples/scale-to-zero) shows the triggers, [examples/functions-knative](../examples/functions-knative) the functions.
`;
}

const pages = join(top, 'docs', 'models');
rmSync(pages, { recursive: true, force: true });
mkdirSync(pages, { recursive: true });
writeFileSync(join(top, 'docs', 'rules.md'), rules());
writeFileSync(join(top, 'docs', 'daprd-options.md'), options());
writeFileSync(join(top, 'docs', 'models.md'), models());
writeFileSync(join(top, 'docs', 'hardening.md'), hardening());
writeFileSync(join(top, 'docs', 'shared-daprd-pods.md'), sharedPods());
writeFileSync(join(top, 'docs', 'components.md'), componentsPage());
writeFileSync(join(top, 'docs', 'exported-pods.md'), exportedPods());
writeFileSync(join(top, 'docs', 'seeded-faults.md'), seededFaultsPage(seeded()));
writeFileSync(join(top, 'docs', 'conformance.md'), conformancePage());
MODELS.forEach(model => writeFileSync(join(pages, `${model.page}.md`), page(model)));
/** Replaces the part of a hand-written page between two comments. */
function replacePart(file: string, name: string, content: string): void {
  const part = new RegExp(`(<!-- ${name} -->\\n)[^]*(<!-- /${name} -->)`);
  writeFileSync(file, readFileSync(file, 'utf8').replace(part, (_, begin, end) => `${begin}\n${content}\n\n${end}`));
}
const { before, after } = planExample();
replacePart(join(top, 'README.md'), 'models', modelTable());
['shop.ts', 'main.ts', 'cdk8s.yaml'].forEach(file => replacePart(join(top, 'README.md'), file, listing(file)));
replacePart(join(top, 'docs', 'validation.md'), 'rules', validationTable());
replacePart(join(top, 'docs', 'plan.md'), 'example', `\`\`\`text\n${DaprPlan.between(before, after).toText().trimEnd()}\n\`\`\``);
