/** Annotations that roll the pods of daprds when their control plane is upgraded or its trust anchors change. */
import { IConstruct } from 'constructs';
import { TRUST_BUNDLE } from './release';
import { CONTROL_PLANES } from '../delivery/control-planes';
import { Objects } from '../facts/objects';
import { clusterOf, placeOf } from '../kubernetes/cluster';
import { DAPR_VERSION_ANNOTATION, keyIn, TRUST_ANCHORS_ANNOTATION } from '../kubernetes/names';
import { DaprPlatform } from '../platform/dapr-platform';
import { onePerApp } from '../synth/one-per-app';
import { oncePerSynth } from '../synth/synths';
import { hashOf } from '../util/hash';
import { Json } from '../util/json';

/** What decides about a daprd's version and trust anchors, if its control plane does not. */
export interface OwnDaprd {
  readonly image?: string;
  /** ConfigMap with the trust anchors. */
  readonly trustAnchors?: { readonly namespace?: string; readonly name: string; readonly key: string };
}

/**
 * The annotations, while rendering. What is not known has none: a default version would roll all pods with an update of this library,
 * and certificates outside this App cannot be read.
 */
export function upgradeAnnotations(at: IConstruct, { image, trustAnchors }: OwnDaprd): { [name: string]: string } {
  const platform = DaprPlatform.of(at);
  const { cluster, controlPlaneNamespace } = platform;
  const installed = CONTROL_PLANES(at).filter(({ at: other, namespace }) => namespace === controlPlaneNamespace && clusterOf(other) === cluster);
  const versions = new Set(installed.map(({ version }) => version));
  const version = versions.size === 1 ? [...versions][0] : platform._declaredDaprVersion;
  const secrets = [...installed.flatMap(({ certificatesSecret }) => certificatesSecret ?? []), TRUST_BUNDLE];
  const fingerprint = platform.trustAnchorsFingerprint
    ?? (trustAnchors && certificates(at, 'ConfigMap', trustAnchors.namespace, trustAnchors.name, trustAnchors.key))
    ?? certificates(at, 'ConfigMap', controlPlaneNamespace, TRUST_BUNDLE)
    ?? secrets.map(name => certificates(at, 'Secret', controlPlaneNamespace, name)).find(found => found !== undefined);
  return {
    // The image of a daprd that has its own is in its pod template already.
    ...(version === undefined || image !== undefined ? {} : { [DAPR_VERSION_ANNOTATION]: version }),
    ...(fingerprint === undefined ? {} : { [TRUST_ANCHORS_ANNOTATION]: fingerprint }),
  };
}

const HASHES = onePerApp('trust-anchor-hashes', root => oncePerSynth(root, () => new Map<string, string | undefined>()));

/** A hash of the certificates in an object of this App. They are public, and the same in a ConfigMap and a Secret. */
function certificates(at: IConstruct, kind: string, namespace: string | undefined, name: string, dataKey = 'ca.crt'): string | undefined {
  const hashes = HASHES(at)();
  const key = `${kind}/${keyIn(placeOf(at, namespace), name, dataKey)}`;
  if (!hashes.has(key)) {
    const object = Objects.of(at).find(kind, 'core', at, namespace, name)?.toJson();
    const pem = object && textOf(object, dataKey);
    hashes.set(key, pem === undefined ? undefined : hashOf(pem.replace(/\r/g, '').trim()));
  }
  return hashes.get(key);
}

function textOf({ kind, data, stringData }: Json, key: string): string | undefined {
  const [plain, encoded] = kind === 'Secret' ? [stringData?.[key], data?.[key]] : [data?.[key], undefined];
  return typeof plain === 'string' ? plain : typeof encoded === 'string' ? Buffer.from(encoded, 'base64').toString() : undefined;
}
