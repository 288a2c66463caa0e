/** Kinds of resources that differ outside a cluster. */
import { Json } from '../../util/json';
import { Findings, UNSUPPORTED_BY_TARGET } from '../files/findings';
import { TopologyResource } from '../topology/model';

/** A spec with the secret store that replaces Kubernetes Secrets, for kinds that name the store in their spec. */
export function standaloneSpec(resource: TopologyResource, spec: Json, secretStore: string, findings: Findings): Json {
  const { construct: at, kind, name, manifest: json } = resource;
  const refuse = (what: string, todo?: string): void => findings.add(at, UNSUPPORTED_BY_TARGET, `${kind} '${name}' ${what}`, todo);
  if (kind === 'WorkflowAccessPolicy') {
    refuse('identifies callers by their certificates, and this target has no Sentry to issue them');
  }
  if (kind !== 'MCPServer') {
    return spec;
  }
  const { stdio, ...http } = json.spec.endpoint;
  if (stdio && JSON.stringify(stdio).includes('secretKeyRef')) {
    refuse('sets a variable of its program from a Secret, and stdio has no field for a secret store', 'use MetadataValue.fromEnv');
  }
  const [transport] = Object.keys(http);
  if (transport === undefined) {
    return spec;
  }
  const { auth = {}, ...others } = spec.endpoint[transport];
  if (auth.spiffe) {
    refuse('sends a token of Sentry, and this target has no Sentry', 'remove spiffeJwt, or use oauth2');
  }
  const ofCluster = JSON.stringify(spec.endpoint).includes('secretKeyRef') && auth.secretStore === undefined;
  const all = { ...auth, ...(ofCluster ? { secretStore } : {}) };
  return { ...spec, endpoint: { [transport]: { ...others, ...(Object.keys(all).length ? { auth: all } : {}) } } };
}

/** Whether a kind names its secret store in its spec. */
export const namesStoreInSpec = (kind: string): boolean => kind === 'MCPServer';

/** Reports settings of a Configuration that need a cluster. */
export function checkStandaloneConfiguration({ construct: at, manifest: json }: TopologyResource, findings: Findings): void {
  const refuse = (what: string, todo?: string): void => findings.add(at, UNSUPPORTED_BY_TARGET, what, todo);
  if (json.spec?.mtls?.enabled) {
    refuse('mtls is enabled, and this target has no Sentry to issue certificates');
  }
  if (json.spec?.accessControl) {
    refuse('access control identifies callers by their certificates, and this target has no Sentry to issue them',
      'remove it from the exported Configuration');
  }
  if (JSON.stringify(json.spec?.tracing ?? {}).includes('secretKeyRef')) {
    refuse('a header of otel comes from a Secret, which a Configuration cannot read on this target',
      'set OTEL_EXPORTER_OTLP_HEADERS of daprd with envFromSecret');
  }
}
