import { StandaloneDaprd } from './apps';
import { checkStandaloneConfiguration } from './kinds';
import { LOCAL_SECRETS } from './resources';
import { derivedOf } from '../../facts/configurations';
import { Json } from '../../util/json';
import { ExportContext } from '../files/context';
import { Findings, NEEDED_BY_TARGET, UNSUPPORTED_BY_TARGET } from '../files/findings';
import { TopologyResource } from '../topology/model';

/** Additions of an export to the Configuration of a daprd. */
export interface ConfigurationAdditions {
  /** Whether daprd loads the secret store that replaces Kubernetes Secrets. */
  readonly secrets: boolean;
  /** Name resolution, unless the app's Configuration sets one. */
  readonly nameResolution?: Json;
  /** Tracing, unless the app's Configuration sets it. */
  readonly tracing?: Json;
}

/** The Configuration of a daprd as a document, based on its own spec; undefined if it would be empty. */
export function standaloneConfiguration(
  daprd: StandaloneDaprd, own: Json, findings: Findings, more: ConfigurationAdditions,
): Json | undefined {
  const tracing = own.tracing ?? more.tracing;
  const nameResolution = resolvesOutsideCluster(own) ? own.nameResolution : more.nameResolution;
  // Denies the secrets of other apps through the API. Secret references of components are not affected.
  const deny = more.secrets ? [{ storeName: LOCAL_SECRETS, defaultAccess: 'deny' }] : [];
  const scopes = [...own.secrets?.scopes ?? [], ...deny];
  const { nameResolution: _replaced, ...rest } = own;
  const spec = {
    ...rest,
    ...(tracing ? { tracing } : {}),
    ...(nameResolution ? { nameResolution } : {}),
    ...(scopes.length ? { secrets: { ...own.secrets, scopes } } : {}),
  };
  if (JSON.stringify(spec).includes('$')) {
    findings.add(daprd.at, UNSUPPORTED_BY_TARGET, `the Configuration of '${daprd.appId}' contains a '$'`,
      'remove it: daprd expands the text after it as an environment variable');
  }
  return Object.keys(spec).length ? { apiVersion: 'dapr.io/v1alpha1', kind: 'Configuration', metadata: { name: daprd.appId }, spec } : undefined;
}

/** Whether a Configuration sets a name resolution other than that of Kubernetes. */
export function resolvesOutsideCluster(spec: Json): boolean {
  return spec.nameResolution !== undefined && spec.nameResolution.component !== 'kubernetes';
}

/** The spec of the Configuration that a daprd uses. */
export function ownSpec(daprd: StandaloneDaprd, { topology, addresses, findings }: ExportContext): Json {
  const name = daprd.annotations['dapr.io/config'];
  if (name === undefined) {
    return {};
  }
  const found = topology.resources.find(resource => resource.kind === 'Configuration' && resource.name === name && resource.namespace === daprd.namespace);
  if (!found) {
    findings.add(daprd.at, NEEDED_BY_TARGET, `Configuration '${name}' is referenced by name only`, 'define it as a DaprConfiguration in the exported scope');
    return {};
  }
  const own = withoutDerivedPolicies(found);
  checkStandaloneConfiguration(own, findings);
  return addresses.translateAll(own.construct, 'spec', own.manifest.spec ?? {});
}

/** Without Sentry callers have no certificates: derived access control policies are omitted, and others are refused. */
function withoutDerivedPolicies(resource: TopologyResource): TopologyResource {
  if (!derivedOf(resource.construct)?.accessControl) {
    return resource;
  }
  const { accessControl: _derived, ...spec } = resource.manifest.spec;
  return { ...resource, manifest: { ...resource.manifest, spec } };
}
