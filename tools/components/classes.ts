/** The component classes, one file per building block. Their docs are generated from facts only. */
import { Component, COMPONENTS, Field, SOURCE } from './model';
import { Block, blockOf, className } from './names';

const TYPES = { string: 'string', number: 'number', bool: 'boolean', duration: 'Duration', bytesize: 'Size' };
const KINDS = { string: 'String', number: 'Number', bool: 'Boolean', duration: 'Duration', bytesize: 'Size' };

/** Families whose authentication has a helper. */
const authentication = ({ type, azure }: Component): string | undefined =>
  /\.kafka$/.test(type) ? 'KafkaAuthentication' : /\.redis$/.test(type) ? 'RedisAuthentication' : azure ? 'AzureAuthentication' : undefined;

/** Fields that an authentication helper may set, so that the interface cannot require them. */
const ofAuthentication = (component: Component, field: Field): boolean =>
  authentication(component) !== undefined && (/^azure/.test(field.name) || /^(authType|redisPassword|redisUsername|useAzureAD|useEntraID)$/.test(field.name));

const code = (text: string): string => `\`${text}\``;
const codes = (texts: string[]): string => texts.map(code).join(', ');
/** A doc comment. */
const doc = (indent: string, lines: string[]): string =>
  `${indent}/**\n${lines.flatMap(line => line.replace(/\*\//g, '*\\/').split('\n')).map(line => `${indent} *${line && ` ${line}`}`).join('\n')}\n${indent} */\n`;

function fieldDoc(component: Component, field: Field): string[] {
  const needed = field.required && !isRequired(component, field);
  return [
    `${KINDS[field.type]}${field.list ? ', comma-separated' : ''}: metadata field ${code(field.name)}.`,
    '',
    ...(field.allowed.length ? [`One of ${codes(field.allowed)}.`] : []),
    ...(field.sensitive ? ['A secret: use `MetadataValue.fromSecret`; plain text is a warning (DAPR3207).'] : []),
    ...(field.directions.length === 1 && component.directions.length > 1 ? [`For the ${field.directions[0]} binding only.`] : []),
    ...(needed ? ['Required, here or by `authentication` (DAPR3200).'] : []),
    ...(field.profiles.length ? [`Authentication: ${field.profiles.join('; ')}.`] : []),
    ...(isRequired(component, field) ? [] : [`@default ${field.default ? (/^[\w.:/+%-]+$/.test(field.default) ? `'${field.default}'` : `- ${field.default}`) : '- none'}`]),
    ...(field.deprecated ? ['@deprecated Deprecated by Dapr (DAPR3210).'] : []),
  ].filter((line, i, all) => line !== '' || (i + 1 < all.length));
}

const isRequired = (component: Component, field: Field): boolean => field.required && !ofAuthentication(component, field);

/** The fields of a class, without those that Dapr does not read. */
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
    ...component.exactlyOneOf.map(names => `Exactly one of ${codes(names)} is required (DAPR3205).`),
    ...component.atLeastOneOf.map(names => `At least one of ${codes(names)} is required (DAPR3200).`),
  ])}export interface ${name}Metadata {
${members.join('\n\n')}
}

${doc('', [`Props of \`${name}\`.`])}export interface ${name}Props extends TypedComponentOptions {
${doc('  ', ['Settings of the component.', ...(needs ? [] : ['@default - none'])])}  readonly metadata${needs ? '' : '?'}: ${name}Metadata;${helper ? `

${doc('  ', ['Authentication of the component. Its fields must not be in `metadata` as well (DAPR3202).', '@default - the fields of `metadata`'])}  readonly authentication?: ${helper};` : ''}${pubsub ? `

${doc('  ', ['Which apps may publish and subscribe to which topics. Its fields must not be in `metadata` as well (DAPR3202).', '@default - the fields of `metadata`; without them every app may use every topic'])}  readonly topicScopes?: TopicScopes;` : ''}
}

${doc('', [
  `The ${block.words} ${code(type)}, version ${version}.`,
  '',
  `Status: ${component.status}.`,
  ...(component.capabilities.length ? [`Capabilities: ${component.capabilities.join(', ')}.`] : []),
  ...(component.directions.length ? [`Directions: ${component.directions.join(', ')}.`] : []),
  ...(component.operations.length ? [`Operations: ${component.operations.join(', ')}.`] : []),
  ...(component.profiles.length ? ['', 'Authentication profiles:', ...component.profiles.map(profile => `- ${profile}`)] : []),
])}export class ${name} extends TypedComponent {
  constructor(scope: Construct, id: string, props: ${name}Props${needs ? '' : ' = {}'}) {
    super(scope, id, '${type}', '${version}', props);
  }
}
`;
}

/** The files, by jsii submodule. */
export function classes(): { [module: string]: string } {
  const files: { [module: string]: string } = {};
  for (const module of [...new Set(COMPONENTS.map(({ type }) => blockOf(type).module))]) {
    const components = COMPONENTS.filter(({ type }) => blockOf(type).module === module);
    const body = components.map(component => classOf(component, blockOf(component.type))).join('\n');
    const uses = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(body.replace(/^ +\*.*$/gm, ''));
    const imports = (names: string[], from: string): string[] =>
      names.some(uses) ? [`import { ${names.filter(uses).join(', ')} } from '${from}';`] : [];
    files[module] = [
      `// Generated by tools/components.ts from tools/components/*.json (dapr/components-contrib ${SOURCE.componentsContrib.ref}). Do not edit.`,
      '/* eslint-disable max-len */',
      ...imports(['Duration', 'Size'], 'cdk8s'),
      'import { Construct } from \'constructs\';',
      ...imports(['AzureAuthentication'], '../resources/component/azure-authentication'),
      'import { TypedComponentOptions } from \'../resources/component/options\';',
      ...imports(['KafkaAuthentication'], '../resources/component/kafka-authentication'),
      'import { MetadataValue } from \'../resources/component/metadata-value\';',
      ...imports(['RedisAuthentication'], '../resources/component/redis-authentication'),
      ...imports(['TopicScopes'], '../resources/component/topic-scopes'),
      'import { TypedComponent } from \'../resources/component/typed-component\';',
      '',
      body,
    ].join('\n');
  }
  return files;
}
