/** Writes `docs/` and the table of models in the README from the code. */
import { mkdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { COMPONENTS } from './components/model';
import { blockOf, className } from './components/names';
import { emittedBy, MODELS, page } from './models';
import { DaprRules } from '../src';
import { DAPRD_OPTIONS, DaprdOption } from '../src/data-plane/daprd-options';
import { Code } from '../src/private/codes';
import { MANIFEST_CODES } from '../src/validation/manifest-codes';

const top = join(__dirname, '..');
const cell = (text: string): string => text.replace(/\|/g, '\\|');
const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map(row => `| ${row.map(cell).join(' | ')} |`).join('\n');

function rules(): string {
  const rows = DaprRules.all().map(r => [r.code, r.level, MANIFEST_CODES.includes(r.code as Code) ? 'yes' : '', r.title, r.why, r.todo, r.source]);
  return `# Rules

Generated from \`src/private/codes.ts\`. An error refuses the synth; a warning is printed once an App and can be
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

Generated from \`src/data-plane/daprd-options.ts\`: the same options for every data plane, with Dapr's own defaults and
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

/** The table of the README. */
function modelTable(): string {
  const rows = MODELS.filter(({ kind, variant }) => kind === undefined && !variant)
    .map(model => [model.argument, model.where, model.reached, model.when, model.price, emittedBy(model)]);
  return table(['data plane', 'where daprd lives', 'how the app reaches it', 'when', 'what is given up', 'emitted for a Deployment with a port'], rows);
}

function models(): string {
  return `# Models

Generated from \`tools/models.ts\`; what is emitted and what is refused is read off a synth. The app is described the same way in all of them.

${MODELS.map(page).join('\n')}`;
}

mkdirSync(join(top, 'docs'), { recursive: true });
writeFileSync(join(top, 'docs', 'rules.md'), rules());
writeFileSync(join(top, 'docs', 'daprd-options.md'), options());
writeFileSync(join(top, 'docs', 'models.md'), models());
writeFileSync(join(top, 'docs', 'components.md'), components());
const readme = join(top, 'README.md');
writeFileSync(readme, readFileSync(readme, 'utf8').replace(/(<!-- models -->\n)[^]*(<!-- \/models -->)/, (_, begin, end) => `${begin}\n${modelTable()}\n\n${end}`));
