/** Secrets and ConfigMaps of this App that do not hold what is read from them; of others nothing is known. */
import { ApiObject } from 'cdk8s';
import { Finding } from '../diagnostics/diagnostics';
import { addRule, KeyReference, Registry } from '../facts/registry';
import { nearest } from '../kubernetes/names';

/** Objects from which a controller makes a Secret, of another name where they say so. */
const MAKERS = ['SealedSecret', 'ExternalSecret'];

/** What components read by the operator. */
addRule(registry => registry.componentSecrets.flatMap((reference): Finding[] => {
  const { at, name, key, by } = reference;
  const secret = find(registry, 'Secret', reference);
  if (secret) {
    return lacks(secret, key) ? [{ at, code: 'DAPR4019', what: `${by} reads key '${key}' of Secret '${name}', which has ${keysOf(secret).join(', ')}` }] : [];
  }
  const where = misplaced(registry, reference);
  return where ? [{ at, code: 'DAPR4018', what: `${by} reads Secret '${name}'; ${where}` }] : [];
}));

/** What containers read: they do not start without it. */
addRule(registry => registry.tokenSecrets.flatMap((reference): Finding[] => {
  const secret = find(registry, 'Secret', reference);
  return secret && lacks(secret, reference.key)
    ? [{ at: reference.at, code: 'DAPR7016', what: `${reference.by} is Secret '${reference.name}', which has ${keysOf(secret).join(', ')}` }] : [];
}));

/** By what a pinned daprd knows its control plane. */
addRule(registry => registry.trustAnchors.flatMap((reference): Finding[] => {
  const { at, name, key } = reference;
  const map = find(registry, 'ConfigMap', reference)?.toJson().data;
  const text = map?.[key];
  const wrong = map === undefined ? undefined
    : typeof text !== 'string' ? `has no key '${key}'`
      : /PRIVATE KEY-----/.test(text) ? `holds a private key at '${key}'`
        : /-----BEGIN CERTIFICATE-----/.test(text) ? undefined : `holds no certificate at '${key}'`;
  return wrong ? [{ at, code: 'DAPR7023', what: `ConfigMap '${name}' ${wrong}` }] : [];
}));

const find = (registry: Registry, kind: string, { name, namespace }: KeyReference): ApiObject | undefined =>
  registry.object(kind, 'core', namespace, name);

function keysOf(secret: ApiObject): string[] {
  const { data, stringData } = secret.toJson();
  return Object.keys({ ...data, ...stringData }).sort();
}

/** Without any key it is filled by somebody else. */
function lacks(secret: ApiObject, key: string): boolean {
  const keys = keysOf(secret);
  return keys.length > 0 && !keys.includes(key);
}

/** In words, where a Secret was perhaps meant that is named otherwise, or is elsewhere. */
function misplaced(registry: Registry, { name, namespace }: KeyReference): string | undefined {
  const secrets = registry.objects('Secret', 'core').map(({ name: other, metadata }) => ({ name: other, namespace: metadata.namespace }));
  const made = MAKERS.flatMap(kind => registry.objects(kind)).map(object => ({
    name: object.toJson().spec?.target?.name ?? object.name, namespace: object.metadata.namespace,
  }));
  const all = [...secrets, ...made];
  const here = all.filter(secret => secret.namespace === namespace).map(secret => secret.name);
  if (here.includes(name)) {
    return undefined;
  }
  const elsewhere = all.find(secret => secret.name === name && secret.namespace !== undefined && namespace !== undefined);
  const like = nearest(name, here);
  return elsewhere ? `that is in namespace '${elsewhere.namespace}', and the component in '${namespace}'` : like && `did you mean '${like}'?`;
}
