/** Secrets and ConfigMaps of this App that do not hold what is read from them; of others nothing is known. */
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { TRUST_ANCHORS } from '../data-plane/shared/facts';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { KeyReference, TOKEN_SECRETS } from '../facts/key-references';
import { Objects } from '../facts/objects';
import { nearest } from '../kubernetes/names';
import { COMPONENT_SECRETS } from '../resources/component/components';

/** Objects from which a controller makes a Secret, of another name where they say so. */
const MAKERS = ['SealedSecret', 'ExternalSecret'];

/** What components read by the operator. */
const componentSecrets: AppCheck = root => COMPONENT_SECRETS.of(root).flatMap((reference): Finding[] => {
  const { at, name, key, by } = reference;
  const secret = find(root, 'Secret', reference);
  if (secret) {
    return lacks(secret, key) ? [{ at, code: 'DAPR4019', what: `${by} reads key '${key}' of Secret '${name}', which has ${keysOf(secret).join(', ')}` }] : [];
  }
  const where = misplaced(root, reference);
  return where ? [{ at, code: 'DAPR4018', what: `${by} reads Secret '${name}'; ${where}` }] : [];
});

/** What containers read: they do not start without it. */
const tokenSecrets: AppCheck = root => TOKEN_SECRETS.of(root).flatMap((reference): Finding[] => {
  const secret = find(root, 'Secret', reference);
  return secret && lacks(secret, reference.key)
    ? [{ at: reference.at, code: 'DAPR7016', what: `${reference.by} is Secret '${reference.name}', which has ${keysOf(secret).join(', ')}` }] : [];
});

/** By what a pinned daprd knows its control plane. */
const trustAnchors: AppCheck = root => TRUST_ANCHORS.of(root).flatMap((reference): Finding[] => {
  const { at, name, key } = reference;
  const map = find(root, 'ConfigMap', reference)?.toJson().data;
  const text = map?.[key];
  const wrong = map === undefined ? undefined
    : typeof text !== 'string' ? `has no key '${key}'`
      : /PRIVATE KEY-----/.test(text) ? `holds a private key at '${key}'`
        : /-----BEGIN CERTIFICATE-----/.test(text) ? undefined : `holds no certificate at '${key}'`;
  return wrong ? [{ at, code: 'DAPR7023', what: `ConfigMap '${name}' ${wrong}` }] : [];
});

const find = (root: IConstruct, kind: string, { name, namespace }: KeyReference): ApiObject | undefined =>
  Objects.of(root).find(kind, 'core', namespace, name);

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
function misplaced(root: IConstruct, { name, namespace }: KeyReference): string | undefined {
  const secrets = Objects.of(root).ofKind('Secret', 'core').map(({ name: other, metadata }) => ({ name: other, namespace: metadata.namespace }));
  const made = MAKERS.flatMap(kind => Objects.of(root).ofKind(kind)).map(object => ({
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

export const checks = [componentSecrets, tokenSecrets, trustAnchors];
