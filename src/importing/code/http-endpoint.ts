/** HTTP endpoints. */
import { Context } from './context';
import { code, given, literal, text } from './literal';
import { metadataStatements } from './metadata';
import { isMap, Json, mapsIn } from '../../util/json';
import { maybeSecret } from '../../util/secrets';
import { EstateObject } from '../estate/estate';
import { Construct, keep, Reason } from '../estate/model';

/** The construct of an HTTP endpoint, or why it stays as it is. */
export function httpEndpointCode(context: Context, object: EstateObject): Construct | Reason {
  const { json, manifest: { name, spec, scopes } } = object;
  const { baseUrl, headers, ...rest } = spec;
  const [other] = Object.keys(rest);
  if (other || typeof baseUrl !== 'string') {
    return keep(other ? `spec.${other} is not converted to a prop` : 'spec.baseUrl must be a string');
  }
  const secret = mapsIn(headers).find(header => typeof header.value === 'string' && (maybeSecret(String(header.name), header.value) || /^authorization$/i.test(String(header.name))));
  if (secret) {
    return keep(`header ${text(String(secret.name))} has a secret in plain text. Move the value to a Secret, and use MetadataValue.fromSecret`);
  }
  const values: Json = {};
  for (const { name: header, value, secretKeyRef } of mapsIn(headers)) {
    const isRef = isMap(secretKeyRef) && typeof secretKeyRef.name === 'string' && typeof secretKeyRef.key === 'string';
    if (typeof header !== 'string' || (!isRef && typeof value !== 'string')) {
      return keep('a header cannot be written as one value');
    }
    values[header] = code(`${context.dapr('MetadataValue')}.${isRef ? `fromSecret(${text(secretKeyRef.name)}, ${text(secretKeyRef.key)})` : `of(${text(value)})`}`);
  }
  const variable = context.names.variable(name, 'endpoint');
  const statements = metadataStatements(context, variable, json.metadata ?? {});
  if (statements instanceof Reason) {
    return statements;
  }
  const id = context.names.id(name, 'endpoint');
  const props = given({
    httpEndpointName: id === name ? undefined : name,
    baseUrl,
    headers: Object.keys(values).length ? values : undefined,
    scopes: scopes?.length ? scopes : undefined,
    availableToNamespace: scopes?.length ? undefined : true,
    secretStore: json.auth?.secretStore ? context.component(String(json.auth.secretStore)) : undefined,
  });
  return { object, variable, id, code: [`const ${variable} = new ${context.dapr('DaprHttpEndpoint')}(this, ${text(id)}, ${literal(props, '', 60)});`, ...statements].join('\n') };
}
