/** Configurations, as far as their fields have props. */
import { ACCESS_READERS, Read } from './configuration-access';
import { Context } from './context';
import { code, given, literal, text } from './literal';
import { metadataStatements } from './metadata';
import { isMap, Json, mapsIn } from '../../util/json';
import { EstateObject } from '../estate/estate';
import { Construct, keep, Reason } from '../estate/model';

const asIs = (prop: string, type: string): Read => value => typeof value === type ? { [prop]: value } : undefined;
const list = (prop: string): Read => value => Array.isArray(value) ? { [prop]: value } : undefined;
/** A rate is a text in YAML; an empty one is like none. */
const rate: Read = value => value === '' ? {} : String(Number(value)) === String(value) ? { tracingSamplingRate: Number(value) } : undefined;
const endpoint: Read = value => value === '' ? {} : asIs('zipkinEndpoint', 'string')(value, undefined!);

const features: Read = (value, context) => {
  const all = mapsIn(value);
  return all.every(({ name, enabled, ...rest }) => typeof name === 'string' && typeof enabled === 'boolean' && !Object.keys(rest).length) ? {
    features: all.map(({ name, enabled }) => code(`${context.dapr('DaprFeature')}.of(${text(name)})${enabled ? '' : '.disabled()'}`)),
  } : undefined;
};

const otel: Read = (value, context) => {
  const { endpointAddress, protocol, isSecure, ...rest } = isMap(value) ? value : {} as Json;
  return endpointAddress === '' ? {} : typeof endpointAddress === 'string' && ['http', 'grpc'].includes(protocol) && typeof isSecure === 'boolean' && !Object.keys(rest).length
    ? { otel: given({ endpointAddress, protocol: code(`${context.dapr('OtelProtocol')}.${protocol.toUpperCase()}`), isSecure }) } : undefined;
};

/** The type is that of the component, which must be one of this stack. */
const pipeline = (prop: string): Read => (value, context) => {
  const handlers = mapsIn(value);
  return handlers.every(({ name, type, ...rest }) => typeof name === 'string' && typeof type === 'string' && !Object.keys(rest).length)
    ? { [prop]: handlers.map(({ name, type }) => given({ component: context.component(name), type })) } : undefined;
};

/** Readers of fields, by path. */
const READERS: { readonly [path: string]: Read | undefined } = {
  'tracing.samplingRate': rate,
  'tracing.stdout': asIs('tracingStdout', 'boolean'),
  'tracing.zipkin.endpointAddress': endpoint,
  'tracing.otel': otel,
  'metrics.enabled': asIs('metricsEnabled', 'boolean'),
  'metrics.http.increasedCardinality': asIs('metricsIncreasedCardinality', 'boolean'),
  'metrics.http.pathMatching': list('metricsPathMatching'),
  'metrics.http.excludeVerbs': asIs('metricsExcludeVerbs', 'boolean'),
  'metrics.recordErrorCodes': asIs('metricsRecordErrorCodes', 'boolean'),
  'logging.apiLogging.enabled': asIs('apiLoggingEnabled', 'boolean'),
  'logging.apiLogging.obfuscateURLs': asIs('apiLoggingObfuscateUrls', 'boolean'),
  'logging.apiLogging.omitHealthChecks': asIs('apiLoggingOmitHealthChecks', 'boolean'),
  features,
  'components.deny': list('deniedComponents'),
  'httpPipeline.handlers': pipeline('httpPipeline'),
  'appHttpPipeline.handlers': pipeline('appHttpPipeline'),
  'wasm.strictSandbox': asIs('wasmStrictSandbox', 'boolean'),
  ...ACCESS_READERS,
};
const PREFIXES = new Set(Object.keys(READERS).flatMap(path => path.split('.').map((_, i, all) => all.slice(0, i).join('.'))));

/** The construct of a Configuration, or why it stays as it is. */
export function configurationCode(context: Context, object: EstateObject): Construct | Reason {
  const { json, manifest: { name, spec } } = object;
  const props: { [prop: string]: unknown } = {};
  const unread = read(spec, '', context, props);
  if (unread.length) {
    return keep(`${unread.join(', ')} ${unread.length > 1 ? 'are' : 'is'} not converted to props`);
  }
  if (!Object.keys(props).length) {
    return keep('it has no settings');
  }
  const variable = context.names.variable(name, 'configuration');
  const statements = metadataStatements(context, variable, json.metadata ?? {});
  if (statements instanceof Reason) {
    return statements;
  }
  const id = context.names.id(name, 'configuration');
  context.configurations.set(name, variable);
  const all = given({ configurationName: id === name ? undefined : name, ...props });
  return { object, variable, id, code: [`const ${variable} = new ${context.dapr('DaprConfiguration')}(this, ${text(id)}, ${literal(all, '', 60)});`, ...statements].join('\n') };
}

/** Reads the fields below a path into props; returns the paths that have none. */
function read(value: unknown, path: string, context: Context, props: { [prop: string]: unknown }): string[] {
  if (value === undefined || value === null) {
    return [];
  }
  const reader = READERS[path];
  const found = reader?.(value, context);
  if (found) {
    Object.assign(props, found);
    return [];
  }
  return !reader && isMap(value) && (path === '' || PREFIXES.has(path))
    ? Object.entries(value).flatMap(([key, each]) => read(each, path ? `${path}.${key}` : key, context, props)) : [`spec.${path}`];
}
