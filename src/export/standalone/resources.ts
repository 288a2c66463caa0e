import { IConstruct } from 'constructs';
import { namesStoreInSpec, standaloneSpec } from './kinds';
import { withStandaloneOutboxes } from './outboxes';
import { DaprUseKind } from '../../contract';
import { hasUse, secretsRead } from '../../facts/uses';
import { BUILTIN_STORE } from '../../kubernetes/names';
import { Json, sorted } from '../../util/json';
import { secretStoreOf, unsupportedType } from '../files/cluster-types';
import { ExportContext } from '../files/context';
import { NAME_TAKEN_IN_EXPORT, UNSUPPORTED_BY_TARGET } from '../files/findings';
import { yamlFile } from '../files/yaml-file';
import { ExportedFile } from '../topology/exporter';

/** Name of the secret store that replaces Kubernetes Secrets. */
export const LOCAL_SECRETS = 'local-secrets';

/** Kinds that contain addresses. */
const WITH_ADDRESSES = ['Component', 'HTTPEndpoint', 'MCPServer'];

/** Resources that daprds load from the folder `resources/`, and their secrets. */
export interface StandaloneResources {
  readonly files: ExportedFile[];
  readonly documents: Json[];
  /** Names and keys of the secrets; the values are set on the target. */
  readonly secrets: { readonly [name: string]: { readonly [key: string]: string } };
  /** App IDs whose daprd loads the secret store; all apps if undefined. */
  readonly secretScopes?: string[];
}

/** What an export changes and adds. */
export interface ResourceAdditions {
  readonly documents?: Json[];
  /** Changes the spec of a component. */
  component?(spec: Json): Json;
}

/**
 * Components, Subscriptions, Resiliency, HTTPEndpoints and MCPServers as files that daprd reads from a folder.
 *
 * They have no namespaces, because daprd would compare them with its own. A reference to a Secret becomes a reference to
 * the same name and key in a file on the target. Configurations are not included: daprd loads them through `--config`. Neither are resources
 * that no exported app loads. Scopes may contain other apps: a daprd compares them with its own app ID only.
 */
export function standaloneResources(
  { topology, addresses, findings }: ExportContext, secretsFile: string, { documents: more = [], component = spec => spec }: ResourceAdditions = {},
): StandaloneResources {
  const appIds = new Set(topology.apps.map(({ appId }) => appId));
  const isExported = (appId: string): boolean => appIds.has(appId);
  const secrets: { [name: string]: { [key: string]: string } } = {};
  const scopes = new Set<string>();
  let allApps = false;
  const documents: Json[] = [];
  const paths = new Map<string, IConstruct>();
  for (const resource of topology.resources.filter(({ kind, manifest: { scopes: only } }) => kind !== 'Configuration' && (!only || only.some(isExported)))) {
    const { construct: at, kind, name, manifest: json } = resource;
    const path = pathOf(json);
    if (paths.has(path)) {
      findings.add(at, NAME_TAKEN_IN_EXPORT, `another ${kind} with the name '${name}' is at '${paths.get(path)!.node.path}'`);
    }
    if (kind === 'Component' && name === LOCAL_SECRETS) {
      findings.add(at, NAME_TAKEN_IN_EXPORT, `component '${name}' has the name of the secret store that the export creates`);
    }
    paths.set(path, at);
    const unsupported = kind === 'Component' ? unsupportedType(json.spec?.type, 'standalone') : undefined;
    if (unsupported) {
      findings.add(at, UNSUPPORTED_BY_TARGET, `component '${name}' has ${unsupported}`);
    }
    const translated = WITH_ADDRESSES.includes(kind) ? addresses.translateAll(at, 'spec', json.spec) : json.spec;
    const spec = standaloneSpec(resource, kind === 'Component' ? component(withStandaloneOutboxes(translated, topology.apps)) : translated, LOCAL_SECRETS, findings);
    const secretStore = secretStoreOf(json);
    const ofStore = namesStoreInSpec(kind) ? !JSON.stringify(spec).includes(`"secretStore":"${LOCAL_SECRETS}"`) : secretStore;
    const references = ofStore ? [] : secretReferences(spec);
    for (const { name: secret, key } of references) {
      secrets[secret] = { ...secrets[secret], [key ?? secret]: 'change-me' };
      allApps ||= !json.scopes;
      (json.scopes ?? []).forEach((scope: string) => scopes.add(scope));
    }
    documents.push({
      apiVersion: json.apiVersion,
      kind,
      metadata: { name },
      spec,
      ...(json.scopes ? { scopes: json.scopes } : {}),
      ...(references.length && !namesStoreInSpec(kind) ? { auth: { secretStore: LOCAL_SECRETS } } : secretStore ? { auth: { secretStore } } : {}),
    });
  }
  const hasReferences = Object.keys(secrets).length > 0;
  const readers = topology.apps.filter(app => app.dataPlane !== undefined && hasUse(app.construct, DaprUseKind.READ_SECRET));
  secretsRead(readers.map(({ construct: at }) => at)).forEach(name => secrets[name] ??= { 'the-key': 'change-me' });
  const secretScopes = allApps ? undefined : [...scopes].sort();
  const all = [...documents, ...more, ...(hasReferences ? [secretsComponent(LOCAL_SECRETS, secretsFile, secretScopes)] : []),
    ...(readers.length ? [secretsComponent(BUILTIN_STORE, secretsFile, [...new Set(readers.map(({ appId }) => appId))].sort())] : [])];
  return {
    documents: all,
    secrets: sorted(Object.fromEntries(Object.entries(secrets).map(([name, keys]) => [name, sorted(keys)]))),
    secretScopes: hasReferences ? secretScopes : [],
    files: all.map(document => (yamlFile(pathOf(document), document))).sort((a, b) => a.path < b.path ? -1 : 1),
  };
}

/** With `multiValued` a secret has keys, as in Kubernetes, so that references stay unchanged. */
function secretsComponent(name: string, secretsFile: string, scopes: string[] | undefined): Json {
  return {
    apiVersion: 'dapr.io/v1alpha1',
    kind: 'Component',
    metadata: { name },
    spec: {
      type: 'secretstores.local.file',
      version: 'v1',
      metadata: [{ name: 'secretsFile', value: secretsFile }, { name: 'multiValued', value: 'true' }],
    },
    ...(scopes ? { scopes } : {}),
  };
}

/** Whether the daprd of an app loads the secret store that replaces Kubernetes Secrets. */
export function loadsSecrets({ secrets, secretScopes }: StandaloneResources, appId: string): boolean {
  return Object.keys(secrets).length > 0 && (secretScopes?.includes(appId) ?? true);
}

/** An example of the secrets file to copy and fill in; no file if there are no secrets. */
export function exampleSecrets({ secrets }: StandaloneResources): ExportedFile[] {
  return Object.keys(secrets).length ? [{ path: 'secrets.example.json', content: `${JSON.stringify(secrets, undefined, 2)}\n` }] : [];
}

const pathOf = ({ kind, metadata }: Json): string => `resources/${kind.toLowerCase()}-${metadata.name}.yaml`;

/** All `secretKeyRef` in a spec, at any depth. */
function secretReferences(value: unknown): { name: string; key?: string }[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, item]) => key === 'secretKeyRef' && typeof item?.name === 'string' ? [item] : secretReferences(item));
}
