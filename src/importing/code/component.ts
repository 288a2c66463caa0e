/** Components: typed classes where there is one. */
import { CLASSES } from './classes.generated';
import { Context } from './context';
import { durationCode } from './durations';
import { code, given, literal, text } from './literal';
import { metadataStatements } from './metadata';
import { KnownField, knownComponent, KnownComponent, registeredType } from '../../resources/metadata/catalog';
import { isField } from '../../resources/metadata/field-names';
import { plainSecretProblems } from '../../resources/metadata/plain-secrets';
import { isMap, Json, mapsIn } from '../../util/json';
import { EstateObject } from '../estate/estate';
import { Construct, keep, Reason } from '../estate/model';

/** Fields of a Component that its construct has. */
const FIELDS = ['apiVersion', 'kind', 'metadata', 'spec', 'scopes', 'auth'];
const SPEC = ['type', 'version', 'metadata', 'ignoreErrors', 'initTimeout'];

/** The construct of a component, or why it stays as it is. */
export function componentCode(context: Context, object: EstateObject): Construct | Reason {
  const { json, manifest: { name } } = object;
  const spec: Json = isMap(json.spec) ? json.spec : {};
  const { type, version = 'v1' } = spec;
  const other = [...Object.keys(json).filter(field => !FIELDS.includes(field)), ...Object.keys(spec).filter(field => !SPEC.includes(field)).map(field => `spec.${field}`)];
  if (other.length) {
    return keep(`a construct has no counterpart of ${other.join(', ')}`);
  }
  if (typeof type !== 'string' || typeof version !== 'string') {
    return keep('spec.type and spec.version must be strings');
  }
  const known = knownComponent(type, version || 'v1');
  const entries = mapsIn(spec.metadata);
  const secrets = entries.flatMap(({ name: field, value }) => plainSecretProblems(`metadata.${field}`, String(field), value, known));
  if (secrets.length) {
    return keep(`${secrets.map(({ what }) => what).join('; ')}. Move the value to a Secret, and use MetadataValue.fromSecret`);
  }
  const variable = context.names.variable(name, 'component');
  const id = context.names.id(name, 'component');
  const metadata = metadataCode(context, entries, known);
  const statements = metadataStatements(context, variable, json.metadata ?? {});
  if (metadata instanceof Reason) {
    return metadata;
  }
  if (statements instanceof Reason) {
    return statements;
  }
  const timeout = spec.initTimeout === undefined ? undefined : durationCode(context, String(spec.initTimeout));
  if (spec.initTimeout !== undefined && !timeout) {
    return keep(`initTimeout ${spec.initTimeout} cannot be written as a Duration`);
  }
  const scopes = Array.isArray(json.scopes) && json.scopes.length ? json.scopes.map(String) : undefined;
  scopes?.filter(appId => context.appIds.has(appId)).forEach(appId => context.uses.set(appId, [...context.uses.get(appId) ?? [], variable]));
  const others = scopes?.filter(appId => !context.appIds.has(appId));
  const cls = known && !metadata.misfit ? CLASSES[`${known.type}/${known.version}`] : undefined;
  const props = given({
    componentName: id === name ? undefined : name,
    ...(cls ? {} : { type: known ? registeredType(type, version) : type, version: version === 'v1' || version === '' ? undefined : version }),
    ...(cls ? { metadata: orNone(metadata.typed), additionalMetadata: orNone(metadata.additional) } : { metadata: orNone(metadata.untyped) }),
    scopes: others?.length ? others : undefined,
    availableToNamespace: scopes ? undefined : true,
    secretStore: json.auth?.secretStore ? context.component(String(json.auth.secretStore)) : undefined,
    initTimeout: timeout,
    ignoreErrors: spec.ignoreErrors ?? undefined,
  });
  const [start, end] = [`const ${variable} = new ${context.dapr(cls ?? 'DaprComponent')}(this, ${text(id)}`, ');'];
  return { object, variable, id, code: [Object.keys(props).length ? `${start}, ${literal(props, '', start.length - 40)}${end}` : `${start}${end}`, ...statements].join('\n') };
}

const orNone = (map: Json): Json | undefined => Object.keys(map).length ? map : undefined;

interface MetadataCode {
  readonly typed: Json;
  readonly additional: Json;
  readonly untyped: Json;
  /** Whether the typed class does not compile with them: a required field is missing. */
  readonly misfit: boolean;
}

function metadataCode(context: Context, entries: Json[], known: KnownComponent | undefined): MetadataCode | Reason {
  const [typed, additional, untyped]: Json[] = [{}, {}, {}];
  for (const { name, value, secretKeyRef, envRef, ...rest } of entries) {
    // Under an alias, a field stays additional metadata.
    const found = typeof name === 'string' ? known?.byName.get(name.toLowerCase()) : undefined;
    const field = found && isField(name, found.name) ? found : undefined;
    const sources = [value, secretKeyRef, envRef].filter(each => each !== undefined && each !== null && each !== '');
    if (typeof name !== 'string' || !name || Object.keys(rest).length || sources.length > 1 || (!sources.length && value !== '') || Object.hasOwn(untyped, name)) {
      return keep(`metadata entry ${text(String(name))} cannot be written as one value`);
    }
    if (secretKeyRef && !(typeof secretKeyRef.name === 'string' && typeof secretKeyRef.key === 'string')) {
      return keep(`secretKeyRef of metadata entry ${text(name)} has no name or no key`);
    }
    const of = (method: string, ...args: string[]): unknown => code(`${context.dapr('MetadataValue')}.${method}(${args.map(text).join(', ')})`);
    const plain = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
    untyped[name] = secretKeyRef ? of('fromSecret', secretKeyRef.name, ...(secretKeyRef.key === secretKeyRef.name ? [] : [secretKeyRef.key]))
      : envRef ? of('fromEnv', String(envRef)) : of('of', plain);
    if (!field || Object.hasOwn(typed, field.property)) {
      additional[name] = untyped[name];
    } else {
      typed[field.property] = secretKeyRef || envRef ? untyped[name] : valueCode(field, plain) ?? untyped[name];
    }
  }
  return { typed, additional, untyped, misfit: known?.required.some(({ property }) => !Object.hasOwn(typed, property)) ?? false };
}

/** A plain value of the type of a field; undefined if it would be rendered otherwise. */
function valueCode({ shape }: KnownField, value: string): unknown {
  switch (shape) {
    case 's': return value;
    case 'n': return value !== '' && String(Number(value)) === value ? Number(value) : undefined;
    case 'b': return value === 'true' || value === 'false' ? value === 'true' : undefined;
    default: return undefined;
  }
}
