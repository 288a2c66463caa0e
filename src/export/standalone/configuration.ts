import { StandaloneDaprd } from './apps';
import { checkStandaloneConfiguration } from './kinds';
import { LOCAL_SECRETS } from './resources';
import { derivedOf } from '../../facts/configurations';
import { Json } from '../../util/json';
import { ExportContext } from '../files/context';
import { Findings, NEEDED_BY_TARGET, UNSUPPORTED_BY_TARGET } from '../files/findings';
import { TopologyResource } from '../topology/model';

/** What an export adds to the Configuration of a daprd. */
export interface ConfigurationAdditions {
  /** True where it loads the secret store that stands for the Secrets of Kubernetes. */
  readonly secrets: boolean;
  /** How it finds other apps, where the app's Configuration does not say. */
  readonly nameResolution?: Json;
  /** Where traces go, where the app's Configuration does not say. */
  readonly tracing?: Json;
}

/** The Configuration of a daprd as a document, made of that which it was given; nothing where there is nothing to say. */
export function standaloneConfiguration(
  daprd: StandaloneDaprd, own: Json, findings: Findings, more: ConfigurationAdditions,
): Json | undefined {
  const tracing = own.tracing ?? more.tracing;
  const nameResolution = resolvesOutsideCluster(own) ? own.nameResolution : more.nameResolution;
  // A component's own references are not subject to it; the app is not to read everybody's secrets by the API.
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
    findings.add(daprd.at, UNSUPPORTED_BY_TARGET, `the Configuration of '${daprd.appId}' holds a '$'`, 'leave it out: daprd takes what follows for an environment variable');
  }
  return Object.keys(spec).length ? { apiVersion: 'dapr.io/v1alpha1', kind: 'Configuration', metadata: { name: daprd.appId }, spec } : undefined;
}

/** True where a Configuration says how apps are found, otherwise than by the cluster. */
export function resolvesOutsideCluster(spec: Json): boolean {
  return spec.nameResolution !== undefined && spec.nameResolution.component !== 'kubernetes';
}

/** The spec of the Configuration that the daprd was given. */
export function ownSpec(daprd: StandaloneDaprd, { topology, addresses, findings }: ExportContext): Json {
  const name = daprd.annotations['dapr.io/config'];
  if (name === undefined) {
    return {};
  }
  const found = topology.resources.find(resource => resource.kind === 'Configuration' && resource.name === name && resource.namespace === daprd.namespace);
  if (!found) {
    findings.add(daprd.at, NEEDED_BY_TARGET, `only the name of its Configuration '${name}' is known`, 'define it as a DaprConfiguration in what is exported');
    return {};
  }
  const own = withoutDerivedPolicies(found);
  checkStandaloneConfiguration(own, findings);
  return addresses.translateAll(own.construct, 'spec', own.manifest.spec ?? {});
}

/** Without Sentry nobody can show who calls: policies that somebody wrote are refused, derived ones left out. */
function withoutDerivedPolicies(resource: TopologyResource): TopologyResource {
  if (!derivedOf(resource.construct)?.accessControl) {
    return resource;
  }
  const { accessControl: _derived, ...spec } = resource.manifest.spec;
  return { ...resource, manifest: { ...resource.manifest, spec } };
}
