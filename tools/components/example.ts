/** The example of a generated class: one that works, with the required fields and the usual authentication. */
import { Component, Field } from './model';
import { blockOf, className } from './names';
import { exampleValue, inExample } from './prose';

/** Construct IDs, by building block. */
const IDS: { [module: string]: string } = {
  bindings: 'binding', configuration: 'settings', conversation: 'llm', crypto: 'keys', lock: 'lock', middleware: 'filter', pubsub: 'events', secretstores: 'secrets', state: 'store',
};

const kebab = (name: string): string => name.replace(/([a-z\d])([A-Z])/g, '$1-$2').replace(/_/g, '-').toLowerCase();

/** A Secret named after the product. */
const secret = ({ type }: Component, key: string): string => `MetadataValue.fromSecret('${type.replace('middleware.http.', '.').split('.')[1]}', '${key}')`;

function valueOf(component: Component, field: Field): string {
  if (field.sensitive) {
    return secret(component, kebab(field.name));
  }
  const text = exampleValue(component, field) ?? field.allowed[0] ?? `my-${kebab(field.name)}`;
  return { string: `'${text}'`, number: exampleValue(component, field) ?? '1', bool: 'true', duration: 'Duration.seconds(30)', bytesize: 'Size.mebibytes(1)' }[field.type];
}

/** The call that creates the authentication, for components that are rarely used without. */
function authenticationOf(component: Component): string | undefined {
  const { type } = component;
  if (/\.kafka$/.test(type)) {
    return `KafkaAuthentication.password({ username: 'shop', password: ${secret(component, 'password')} })`;
  }
  if (/\.redis$/.test(type)) {
    return `RedisAuthentication.password({ password: ${secret(component, 'password')} })`;
  }
  return component.azure && /\.azure\./.test(type) ? 'AzureAuthentication.managedIdentity()' : undefined;
}

/** The names of the fields that the example sets. */
function fieldsOf(component: Component): string[] {
  const identity = authenticationOf(component)?.startsWith('Azure');
  const isUsual = (name: string): boolean => name === 'connectionString' ? !identity : exampleValue(component, { name } as Field) !== undefined;
  const choose = (names: string[]): string => names.find(isUsual) ?? names[0];
  // The authentication of Kafka sets one of its fields.
  const groups = [...component.exactlyOneOf, ...component.atLeastOneOf].filter(names => !names.includes('authType'));
  const shown = component.fields.filter(field => !field.dead && (field.required || inExample(component, field)));
  return [...shown.map(({ name }) => name), ...groups.map(choose)];
}

/** The lines of the example. */
export function exampleOf(component: Component): string[] {
  const { type, version, fields } = component;
  const { module } = blockOf(type);
  const names = fieldsOf(component);
  const metadata = fields.filter(({ name }) => names.includes(name)).map(field => `${field.property}: ${valueOf(component, field)}`);
  const authentication = authenticationOf(component);
  const props = [...(metadata.length ? [`metadata: { ${metadata.join(', ')} }`] : []), ...(authentication ? [`authentication: ${authentication}`] : [])];
  const start = `new ${module}.${className(type, version)}(chart, '${IDS[module] ?? 'component'}'`;
  return props.length ? [`${start}, {`, ...props.map(prop => `  ${prop},`), '});'] : [`${start});`];
}
