/** The page `docs/components.md`: every class, and what came after the oldest release line. */
import { SOURCE } from './components/input';
import { Component, COMPONENTS } from './components/model';
import { blockOf, className } from './components/names';
import { table } from './table';

const code = (text: string): string => `\`${text}\``;
const byVersion = new Intl.Collator('en', { numeric: true });

/** What a component got in each release: itself, fields, and values of fields. */
function additionsOf({ type, version, since, fields }: Component): [since: string, type: string, what: string][] {
  const added = [
    ...(since ? [[since, 'the component']] : []),
    ...fields.flatMap(field => [
      ...(field.since && field.since !== since ? [[field.since, code(field.name)]] : []),
      ...Object.entries(field.allowedSince).map(([value, from]) => [from, `the value ${code(value)} of ${code(field.name)}`]),
    ]),
  ];
  return [...new Set(added.map(([from]) => from))].map(from => [
    from, `${code(type)} ${version}`, added.filter(([other]) => other === from).map(([, what]) => what).join(', '),
  ]);
}

/** The classes of a building block, in few columns, so that GitHub shows the table without scrolling. */
function section(module: string, components: readonly Component[]): string {
  const rows = components.map(({ type, version, since, status, capabilities, directions }) => [
    `[${code(className(type, version))}](api/${module}.md#${className(type, version).toLowerCase()})`,
    version === 'v1' ? code(type) : `${code(type)} ${version}`,
    since ? `${status}, since ${since}` : status,
    [...directions, ...capabilities].join(', '),
  ]);
  const last = components.some(({ directions }) => directions.length) ? ['directions'] : components.some(({ capabilities }) => capabilities.length) ? ['capabilities'] : [];
  const columns = ['class', 'type', 'status', ...last];
  return `### ${code(module)}\n\n${table(columns, rows.map(row => row.slice(0, columns.length)))}`;
}

export function componentsPage(): string {
  const modules = new Map<string, Component[]>();
  COMPONENTS.forEach(component => {
    const { module } = blockOf(component.type);
    modules.set(module, [...modules.get(module) ?? [], component]);
  });
  const additions = COMPONENTS.flatMap(additionsOf).sort(([a], [b]) => byVersion.compare(a, b));
  return `# Components

Generated from the facts in \`tools/components\`. Each class accepts the options of a \`DaprComponent\` and, in \`metadata\`, all fields of the component, as
plain values or \`MetadataValue\`s. Set fields of a newer Dapr in \`additionalMetadata\`; for pluggable components use \`DaprComponent\`.

\`authentication\` of Kafka, Redis and Azure components accepts a \`KafkaAuthentication\`, \`RedisAuthentication\` or \`AzureAuthentication\`, and \`topicScopes\`
of pub/sub components a \`TopicScopes\`.

The facts are those of components-contrib ${SOURCE.componentsContrib.ref}, and a test loads every class with the daprd of that release. The additions of Dapr ${SOURCE.additions.line} come from
${SOURCE.additions.files}; no daprd of ${SOURCE.additions.line} has loaded them.

## Classes

The names are those of the submodules: \`import { state } from 'cdk8s-dapr'\`, then \`new state.RedisStateStore(...)\`. Each links to its page of the API reference, which has the fields and the
authentication profiles. The version is v1 where none is given.

${[...modules].map(([module, components]) => section(module, components)).join('\n\n')}

## Since

What came after Dapr 1.16.0. A component (DAPR4081), a field or a value (DAPR4080) that is newer than the declared Dapr is a warning.

${table(['since', 'component', 'what'], additions)}
`;
}
