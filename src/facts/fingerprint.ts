/** Fingerprints of what a daprd reads at start: in a pod template, a fingerprint rolls the pods when something of it changes. */
import { IConstruct } from 'constructs';
import { isConfiguration } from './configurations';
import { definitionOf, scopesOf, unscopedResources } from './definitions';
import { Edges } from './edges';
import { secretFingerprints, secretsIn, secretsReadBy } from './secrets';
import { IDaprPeer, IDaprResource } from '../contract';
import { placeOf } from '../kubernetes/cluster';
import { onePerApp } from '../synth/one-per-app';
import { oncePerSynth } from '../synth/synths';
import { hashOf } from '../util/hash';
import { canonicalText } from '../util/json';

/** What a daprd reads at start. */
export interface DaprdContent {
  readonly apps: readonly IDaprPeer[];
  readonly namespace?: string;
  /** The spec of its Configuration, or the name of one that this App does not define. */
  readonly configuration?: unknown;
  /** Names of the Secrets that its environment variables are read from. */
  readonly envSecrets?: readonly string[];
  /** Kinds of resources that it reloads without a restart. */
  readonly reloadedKinds?: readonly string[];
}

/**
 * A hash of what a daprd reads at start, while rendering. Scopes, labels and annotations of resources, and what concerns other apps only, do not
 * change it.
 */
export function fingerprintOf(at: IConstruct, content: DaprdContent): string {
  const { namespace, configuration, reloadedKinds = [] } = content;
  const unscoped = unscopedFingerprint(at, namespace, reloadedKinds);
  const lines = new Set([
    ...(configuration === undefined ? [] : [canonicalText(configuration)]),
    ...content.apps.flatMap(app => ownResources(app, reloadedKinds).map(resource => definitionOf(resource, app))),
    ...secretFingerprints(at, namespace, ownSecrets(content)),
    ...(unscoped ? [unscoped] : []),
  ]);
  return hashOf([...lines].sort().join('\n'));
}

/** Names of the Secrets of its namespace that a daprd reads at start, while rendering. */
export function secretsOf(at: IConstruct, content: DaprdContent): string[] {
  return [...new Set([...ownSecrets(content), ...unscopedResources(at, content.namespace).flatMap(secretsReadBy)])].sort();
}

/** Without those that unscoped resources read. */
const ownSecrets = ({ apps, configuration, envSecrets = [], reloadedKinds = [] }: DaprdContent): string[] =>
  [...secretsIn(configuration), ...envSecrets, ...apps.flatMap(app => ownResources(app, reloadedKinds).flatMap(secretsReadBy))];

/** The resources of an app that do not belong to every app of its namespace. */
const ownResources = (app: IDaprPeer, reloadedKinds: readonly string[]): IDaprResource[] =>
  Edges.of(app).loadedBy(app).filter(resource => isRead(resource, reloadedKinds) && scopesOf(resource) !== undefined);

const UNSCOPED = onePerApp('unscoped-fingerprints', root => oncePerSynth(root, () => new Map<string, string>()));

/** A hash of the resources that every app of a namespace loads, computed once for all of them; empty if there are none. */
function unscopedFingerprint(at: IConstruct, namespace: string | undefined, reloadedKinds: readonly string[]): string {
  const known = UNSCOPED(at)();
  const key = `${placeOf(at, namespace)}/${reloadedKinds.join()}`;
  let fingerprint = known.get(key);
  if (fingerprint === undefined) {
    const resources = unscopedResources(at, namespace).filter(resource => isRead(resource, reloadedKinds));
    const lines = [...resources.map(resource => definitionOf(resource)), ...secretFingerprints(at, namespace, resources.flatMap(secretsReadBy))];
    fingerprint = lines.length ? hashOf([...new Set(lines)].sort().join('\n')) : '';
    known.set(key, fingerprint);
  }
  return fingerprint;
}

/** The Configuration that a daprd reads is merged from those of its apps. */
const isRead = (resource: IDaprResource, reloadedKinds: readonly string[]): boolean =>
  !isConfiguration(resource) && !reloadedKinds.includes(resource.kind);
