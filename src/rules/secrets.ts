/** Secrets and ConfigMaps of this App that lack what is read from them; those outside this App are not checked. */
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { TRUST_ANCHORS } from '../data-plane/shared/facts';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { error, warning } from '../diagnostics/rule';
import { KeyReference, TOKEN_SECRETS } from '../facts/key-references';
import { Objects } from '../facts/objects';
import { generatedSecrets } from '../facts/secrets';
import { clusterOf } from '../kubernetes/cluster';
import { nearest } from '../kubernetes/names';
import { keysOf, lacksKey } from '../kubernetes/secret-keys';
import { COMPONENT_SECRETS } from '../resources/component/components';

const SECRET_NOT_FOUND = warning('DAPR4018', {
  title: 'referenced Secret not found',
  why: 'Dapr\'s operator returns an error for all components of the app: none of its daprd instances starts',
  todo: 'correct the name or the namespace, or acknowledge this if the Secret is created outside this App',
  source: 'dapr/dapr pkg/operator/api/components.go',
});
export const SECRET_KEY_NOT_FOUND = warning('DAPR4019', {
  title: 'Secret does not contain the referenced key',
  why: 'The value is empty, and the operator only logs one line',
  todo: 'add the key to the Secret, or correct its name',
  source: 'dapr/dapr pkg/operator/api/components.go',
  manifests: true,
});
export const TOKEN_KEY_NOT_FOUND = error('DAPR7016', {
  title: 'Secret does not contain the key \'token\'',
  why: 'The container does not start (CreateContainerConfigError)',
  todo: 'add the key \'token\' to the Secret',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_container.go',
  manifests: true,
});
const INVALID_TRUST_ANCHORS = error('DAPR7023', {
  title: 'invalid trust anchors',
  why: 'The pinned daprd does not start; a private key among the trust anchors would be readable by every pod',
  todo: 'include only the certificates of Dapr\'s certificate authority, in PEM',
  source: 'dapr/dapr pkg/security',
});

/** Secrets that the operator resolves for components. */
const componentSecrets: AppCheck = root => COMPONENT_SECRETS.of(root).flatMap((reference): Finding[] => {
  const { at, name, key, by } = reference;
  const secret = find(root, 'Secret', reference);
  if (secret) {
    return lacksKey(secret.toJson(), key) ? [{ at, rule: SECRET_KEY_NOT_FOUND, what: `${by} reads key '${key}' of Secret '${name}', which contains only ${keysOf(secret.toJson()).join(', ')}` }] : [];
  }
  const where = misplaced(root, reference);
  return where ? [{ at, rule: SECRET_NOT_FOUND, what: `${by} reads Secret '${name}'; ${where}` }] : [];
});

/** Secrets that containers read: they do not start without the key. */
const tokenSecrets: AppCheck = root => TOKEN_SECRETS.of(root).flatMap((reference): Finding[] => {
  const secret = find(root, 'Secret', reference);
  return secret && lacksKey(secret.toJson(), reference.key)
    ? [{ at: reference.at, rule: TOKEN_KEY_NOT_FOUND, what: `Secret '${reference.name}' of ${reference.by} must contain the key '${reference.key}'; got ${keysOf(secret.toJson()).join(', ')}` }] : [];
});

/** The certificates with which a pinned daprd verifies its control plane. */
const trustAnchors: AppCheck = root => TRUST_ANCHORS.of(root).flatMap((reference): Finding[] => {
  const { at, name, key } = reference;
  const map = find(root, 'ConfigMap', reference)?.toJson().data;
  const text = map?.[key];
  const problem = map === undefined ? undefined
    : typeof text !== 'string' ? `does not contain the key '${key}'`
      : /PRIVATE KEY-----/.test(text) ? `contains a private key at '${key}'`
        : /-----BEGIN CERTIFICATE-----/.test(text) ? undefined : `does not contain a certificate at '${key}'`;
  return problem ? [{ at, rule: INVALID_TRUST_ANCHORS, what: `ConfigMap '${name}' ${problem}` }] : [];
});

const find = (root: IConstruct, kind: string, { at, name, namespace }: KeyReference): ApiObject | undefined =>
  Objects.of(root).find(kind, 'core', at, namespace, name);

/** Another Secret that was probably meant: in another namespace, or with a similar name. */
function misplaced(root: IConstruct, { at, name, namespace }: KeyReference): string | undefined {
  const cluster = clusterOf(at);
  const isHere = (object: ApiObject): boolean => clusterOf(object) === cluster;
  const secrets = Objects.of(root).ofKind('Secret', 'core').filter(isHere)
    .map(({ name: other, metadata }) => ({ name: other, namespace: metadata.namespace }));
  const generated = generatedSecrets(root).filter(({ object }) => isHere(object))
    .map(({ object, name: other }) => ({ name: other, namespace: object.metadata.namespace }));
  const all = [...secrets, ...generated];
  const here = all.filter(secret => secret.namespace === namespace).map(secret => secret.name);
  if (here.includes(name)) {
    return undefined;
  }
  const inOtherNamespace = all.find(secret => secret.name === name && secret.namespace !== undefined && namespace !== undefined);
  const similar = nearest(name, here);
  return inOtherNamespace ? `the Secret is in namespace '${inOtherNamespace.namespace}', and the component is in '${namespace}'` : similar && `did you mean '${similar}'?`;
}

export const checks = [componentSecrets, tokenSecrets, trustAnchors];
