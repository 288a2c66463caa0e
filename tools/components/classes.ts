/** Generates the component classes, one file per building block. Their docs state facts of the catalogue, and the texts of `descriptions.json`. */
import { exampleOf } from './example';
import { SOURCE } from './input';
import { Component, COMPONENTS, Field } from './model';
import { Block, blockOf, className } from './names';
import { describeComponent, describeField, pageOf, statusSince } from './prose';

const TYPES = { string: 'string', number: 'number', bool: 'boolean', duration: 'Duration', bytesize: 'Size' };
const KINDS = { string: 'a string', number: 'a number', bool: 'a boolean', duration: 'a duration', bytesize: 'a size' };

/** The authentication class of a component, if it has one. */
const authentication = ({ type, azure }: Component): string | undefined =>
  /\.kafka$/.test(type) ? 'KafkaAuthentication' : /\.redis$/.test(type) ? 'RedisAuthentication' : azure ? 'AzureAuthentication' : undefined;

/** Fields that an authentication class may set, so that the interface cannot require them. */
const ofAuthentication = (component: Component, field: Field): boolean =>
  authentication(component) !== undefined && (/^azure/.test(field.name) || /^(authType|redisPassword|redisUsername|useAzureAD|useEntraID)$/.test(field.name));

const code = (text: string): string => `\`${text}\``;
/** A version as in a sentence. */
const since = (version: string): string => `Dapr ${version.split('|').join(', ')}`;
const codes = (texts: string[]): string => texts.map(code).join(', ');
/** A doc comment with the given indentation. */
const doc = (indent: string, lines: string[]): string =>
  `${indent}/**\n${lines.flatMap(line => line.replace(/\*\//g, '*\\/').split('\n')).map(line => `${indent} *${line && ` ${line}`}`).join('\n')}\n${indent} */\n`;

/** A text with the facts that follow it. */
const withFacts = (text: string | undefined, facts: string): string[] => text ? [text, '', facts] : [facts, ''];

function fieldDoc(component: Component, field: Field): string[] {
  const viaAuthentication = field.required && !isRequired(component, field);
  return [
    ...withFacts(describeField(component, field), `Metadata field ${code(field.name)}: ${field.list ? 'a string of comma-separated entries' : KINDS[field.type]}.`),
    ...(field.allowed.every(value => !field.allowedSince[value] && describeField(component, field)?.includes(code(value))) ? []
      : [`One of ${field.allowed.map(value => code(value) + (field.allowedSince[value] ? ` (${since(field.allowedSince[value])})` : '')).join(', ')}.`]),
    ...(field.since && field.since !== component.since ? [`Read since ${since(field.since)}; a warning with an older one (DAPR4080).`] : []),
    ...(field.sensitive ? ['A secret: set it with `MetadataValue.fromSecret`; a plain text value is a warning (DAPR3207).'] : []),
    ...(field.directions.length === 1 && component.directions.length > 1 ? [`Applies to the ${field.directions[0]} binding only.`] : []),
    ...(viaAuthentication ? ['Required, here or through `authentication` (DAPR3200).'] : []),
    ...(field.profiles.length ? [`Authentication profiles: ${field.profiles.join('; ')}.`] : []),
    `@see ${pageOf(component)}`,
    ...(isRequired(component, field) ? [] : [`@default ${defaultOf(component, field)}`]),
    ...(field.deprecated ? ['@deprecated Deprecated in Dapr (DAPR3210).'] : []),
  ].filter((line, i, all) => line !== '' || (i + 1 < all.length));
}

/** The default as a value of the prop, or in words. */
function defaultOf({ fields }: Component, { type, default: value }: Field): string {
  if (fields.some(({ name }) => name === value)) {
    return `- the value of ${code(value!)}`;
  }
  const plain = type === 'bool' ? /^(true|false)$/ : type === 'number' ? /^-?[\d.]+$/ : undefined;
  return !value ? '- none' : plain?.test(value) ? value : type === 'string' && /^[\w.:/+%-]+$/.test(value) ? `'${value}'` : `- ${value}`;
}

const isRequired = (component: Component, field: Field): boolean => field.required && !ofAuthentication(component, field);

/** Fields with a prop. Fields that Dapr does not read are left to `additionalMetadata`. */
const offered = (component: Component): Field[] => component.fields.filter(field => !field.dead);

function classOf(component: Component, block: Block): string {
  const { type, version } = component;
  const name = className(type, version);
  const fields = offered(component);
  const needs = fields.some(field => isRequired(component, field));
  const helper = authentication(component);
  const pubsub = type.startsWith('pubsub.');
  const members = fields.map(field => `${doc('  ', fieldDoc(component, field))}  readonly ${field.property}${
    isRequired(component, field) ? '' : '?'}: ${TYPES[field.type]} | MetadataValue;`);
  return `${doc('', [
    `Metadata of ${code(type)}, version ${version}.`,
    ...component.exactlyOneOf.map(names => `Requires exactly one of ${codes(names)} (DAPR3205).`),
    ...component.atLeastOneOf.map(names => `Requires at least one of ${codes(names)}${helper && names.includes('authType') ? ', or the prop `authentication` instead' : ''} (DAPR3200).`),
    '',
    `@see ${pageOf(component)}`,
  ])}export interface ${name}Metadata {
${members.join('\n\n')}
}

${doc('', [`Props of ${code(name)}.`])}export interface ${name}Props extends TypedComponentOptions {
${doc('  ', ['Metadata of the component.', ...(needs ? [] : ['@default - none'])])}  readonly metadata${needs ? '' : '?'}: ${name}Metadata;${helper ? `

${doc('  ', ['Authentication of the component. The fields that it sets must not be in `metadata` too (DAPR3202).', '@default - the fields in `metadata`'])}  readonly authentication?: ${helper};` : ''}${pubsub ? `

${doc('  ', ['Topics to which apps may publish and subscribe. The fields that it sets must not be in `metadata` too (DAPR3202).', '@default - the fields in `metadata`; without them, every app may use every topic'])}  readonly topicScopes?: TopicScopes;` : ''}
}

${doc('', [
  ...withFacts(describeComponent(component), `The ${block.words} ${code(type)}, version ${version}.`),
  ...(component.since ? [`Registered since ${since(component.since)}; a warning with an older one (DAPR4081).`] : []),
  `Status: ${component.status}${statusSince(component) ? `, since Dapr ${statusSince(component)}` : ''}.`,
  ...(component.capabilities.length ? [`Capabilities: ${component.capabilities.join(', ')}.`] : []),
  ...(component.directions.length ? [`Directions: ${component.directions.join(', ')}.`] : []),
  ...(component.operations.length ? [`Operations: ${component.operations.join(', ')}.`] : []),
  ...(component.profiles.length ? ['', 'Authentication profiles:', ...component.profiles.map(profile => `- ${profile}`)] : []),
  '',
  `@see ${pageOf(component)}`,
  '@example',
  '',
  ...exampleOf(component),
])}export class ${name} extends TypedComponent {
  constructor(scope: Construct, id: string, props: ${name}Props${needs ? '' : ' = {}'}) {
    super(scope, id, '${type}', '${version}', props);
  }
}
`;
}

/** The files, by name of the jsii submodule. */
export function classes(): { [module: string]: string } {
  const files: { [module: string]: string } = {};
  for (const module of [...new Set(COMPONENTS.map(({ type }) => blockOf(type).module))]) {
    const components = COMPONENTS.filter(({ type }) => blockOf(type).module === module);
    const body = components.map(component => classOf(component, blockOf(component.type))).join('\n');
    const uses = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(body.replace(/^ +\*.*$/gm, ''));
    const imports = (names: string[], from: string): string[] =>
      names.some(uses) ? [`import { ${names.filter(uses).join(', ')} } from '${from}';`] : [];
    files[module] = [
      `// Generated by tools/components.ts from tools/components/*.json (dapr/components-contrib ${SOURCE.componentsContrib.ref}, with additions of ${SOURCE.additions.line}). Do not edit.`,
      '/* eslint-disable max-len */',
      ...imports(['Duration', 'Size'], 'cdk8s'),
      'import { Construct } from \'constructs\';',
      ...imports(['AzureAuthentication'], '../resources/metadata/azure-authentication'),
      'import { TypedComponentOptions } from \'../resources/component/options\';',
      ...imports(['KafkaAuthentication'], '../resources/metadata/kafka-authentication'),
      'import { MetadataValue } from \'../resources/metadata/metadata-value\';',
      ...imports(['RedisAuthentication'], '../resources/metadata/redis-authentication'),
      ...imports(['TopicScopes'], '../resources/metadata/topic-scopes'),
      'import { TypedComponent } from \'../resources/component/typed-component\';',
      '',
      body,
    ].join('\n');
  }
  return files;
}
