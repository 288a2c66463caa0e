/** Secrets and ConfigMaps of this App that do not hold what is read from them; of others nothing is known. */
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { TRUST_ANCHORS } from '../data-plane/shared/facts';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { error, warning } from '../diagnostics/rule';
import { KeyReference, TOKEN_SECRETS } from '../facts/key-references';
import { Objects } from '../facts/objects';
import { nearest } from '../kubernetes/names';
import { keysOf, lacksKey } from '../kubernetes/secret-keys';
import { COMPONENT_SECRETS } from '../resources/component/components';

const SECRET_NOT_FOUND = warning('DAPR4018', {
  title: 'Secret that is not where it is looked for',
  why: 'Dapr\'s operator answers with an error for all components of the app: none of its daprds starts',
  todo: 'correct the name or the namespace, or acknowledge that the Secret is made elsewhere',
  source: 'dapr/dapr pkg/operator/api/components.go',
});
export const SECRET_KEY_NOT_FOUND = warning('DAPR4019', {
  title: 'key that the Secret has not',
  why: 'The value is empty, with one line in the log of the operator',
  todo: 'add the key to the Secret, or correct its name',
  source: 'dapr/dapr pkg/operator/api/components.go',
  manifests: true,
});
export const TOKEN_KEY_NOT_FOUND = error('DAPR7016', {
  title: 'Secret without the key token',
  why: 'The container does not start: CreateContainerConfigError',
  todo: 'add the key token to the Secret',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_container.go',
  manifests: true,
});
const INVALID_TRUST_ANCHORS = error('DAPR7023', {
  title: 'trust anchors that are none',
  why: 'The pinned daprd does not start; a private key among them would be read by every pod',
  todo: 'give the certificates of Dapr\'s authority in PEM, and nothing else',
  source: 'dapr/dapr pkg/security',
});

/** Objects from which a controller makes a Secret, of another name where they say so. */
const MAKERS = ['SealedSecret', 'ExternalSecret'];

/** What components read by the operator. */
const componentSecrets: AppCheck = root => COMPONENT_SECRETS.of(root).flatMap((reference): Finding[] => {
  const { at, name, key, by } = reference;
  const secret = find(root, 'Secret', reference);
  if (secret) {
    return lacksKey(secret.toJson(), key) ? [{ at, rule: SECRET_KEY_NOT_FOUND, what: `${by} reads key '${key}' of Secret '${name}', which has ${keysOf(secret.toJson()).join(', ')}` }] : [];
  }
  const where = misplaced(root, reference);
  return where ? [{ at, rule: SECRET_NOT_FOUND, what: `${by} reads Secret '${name}'; ${where}` }] : [];
});

/** What containers read: they do not start without it. */
const tokenSecrets: AppCheck = root => TOKEN_SECRETS.of(root).flatMap((reference): Finding[] => {
  const secret = find(root, 'Secret', reference);
  return secret && lacksKey(secret.toJson(), reference.key)
    ? [{ at: reference.at, rule: TOKEN_KEY_NOT_FOUND, what: `${reference.by} is Secret '${reference.name}', which has ${keysOf(secret.toJson()).join(', ')}` }] : [];
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
  return wrong ? [{ at, rule: INVALID_TRUST_ANCHORS, what: `ConfigMap '${name}' ${wrong}` }] : [];
});

const find = (root: IConstruct, kind: string, { name, namespace }: KeyReference): ApiObject | undefined =>
  Objects.of(root).find(kind, 'core', namespace, name);

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
