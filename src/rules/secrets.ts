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
import { clusterOf, placeOf } from '../kubernetes/cluster';
import { keyIn } from '../kubernetes/names';
import { keysOf, lacksKey } from '../kubernetes/secret-keys';
import { SimilarNames } from '../kubernetes/similar-names';
import { COMPONENT_SECRETS } from '../resources/component/components';
import { grouped } from '../util/grouped';

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
const componentSecrets: AppCheck = root => {
  let known: KnownSecrets | undefined;
  return COMPONENT_SECRETS.of(root).flatMap((reference): Finding[] => {
    const { at, name, key, by } = reference;
    const secret = find(root, 'Secret', reference);
    if (secret) {
      return lacksKey(secret.toJson(), key) ? [{ at, rule: SECRET_KEY_NOT_FOUND, what: `${by} reads key '${key}' of Secret '${name}', which contains only ${keysOf(secret.toJson()).join(', ')}` }] : [];
    }
    const where = misplaced(known ??= knownSecrets(root), reference);
    return where ? [{ at, rule: SECRET_NOT_FOUND, what: `${by} reads Secret '${name}'; ${where}` }] : [];
  });
};

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

/** The Secrets of an App, by which one that is missing is looked up; computed only if one is. */
interface KnownSecrets {
  readonly keys: ReadonlySet<string>;
  /** The namespaces of the Secrets with a name, by cluster and name. */
  readonly namespaces: ReadonlyMap<string, readonly (string | undefined)[]>;
  /** Names by cluster and namespace. */
  readonly similar: ReadonlyMap<string, SimilarNames>;
}

function knownSecrets(root: IConstruct): KnownSecrets {
  const secrets = Objects.of(root).ofKind('Secret', 'core').map(object => ({ object, name: object.name }));
  const all = [...secrets, ...generatedSecrets(root)].map(({ object, name }) => {
    const { namespace } = object.metadata;
    return { name, namespace, cluster: clusterOf(object), place: placeOf(object, namespace) };
  });
  const byName = grouped(all, ({ cluster, name }) => keyIn(cluster, name));
  return {
    keys: new Set(all.map(({ place, name }) => keyIn(place, name))),
    namespaces: new Map([...byName].map(([key, same]) => [key, same.map(({ namespace }) => namespace)])),
    similar: new Map([...grouped(all, ({ place }) => place)].map(([place, here]) => [place, new SimilarNames(here.map(({ name }) => name))])),
  };
}

/** Another Secret that was probably meant: in another namespace, or with a similar name. */
function misplaced({ keys, namespaces, similar }: KnownSecrets, { at, name, namespace }: KeyReference): string | undefined {
  const place = placeOf(at, namespace);
  if (keys.has(keyIn(place, name))) {
    return undefined;
  }
  const other = namespace === undefined ? undefined : namespaces.get(keyIn(clusterOf(at), name))?.find(each => each !== undefined);
  const like = similar.get(place)?.nearest(name);
  return other === undefined ? like && `did you mean '${like}'?` : `the Secret is in namespace '${other}', and the component is in '${namespace}'`;
}

export const checks = [componentSecrets, tokenSecrets, trustAnchors];
