/** Kinds of resources that are not the same outside a cluster. */
import { Json } from '../../util/json';
import { Findings, UNSUPPORTED_BY_TARGET } from '../files/findings';
import { TopologyResource } from '../topology/model';

/** A spec with the secret store that stands for the Secrets of Kubernetes, for kinds that name it inside. */
export function standaloneSpec(resource: TopologyResource, spec: Json, secretStore: string, findings: Findings): Json {
  const { construct: at, kind, name, manifest: json } = resource;
  const refuse = (what: string, todo?: string): void => findings.add(at, UNSUPPORTED_BY_TARGET, `${kind} '${name}' ${what}`, todo);
  if (kind === 'WorkflowAccessPolicy') {
    refuse('knows callers by their certificates, and there is no Sentry that gives any');
  }
  if (kind !== 'MCPServer') {
    return spec;
  }
  const { stdio, ...http } = json.spec.endpoint;
  if (stdio && JSON.stringify(stdio).includes('secretKeyRef')) {
    refuse('gives its program a variable from a Secret, for which it can name no store', 'use MetadataValue.fromEnv');
  }
  const [transport] = Object.keys(http);
  if (transport === undefined) {
    return spec;
  }
  const { auth = {}, ...others } = spec.endpoint[transport];
  if (auth.spiffe) {
    refuse('shows a token of Sentry, and there is none', 'leave spiffeJwt out, or use oauth2');
  }
  const ofCluster = JSON.stringify(spec.endpoint).includes('secretKeyRef') && auth.secretStore === undefined;
  const all = { ...auth, ...(ofCluster ? { secretStore } : {}) };
  return { ...spec, endpoint: { [transport]: { ...others, ...(Object.keys(all).length ? { auth: all } : {}) } } };
}

/** True for kinds that name their secret store inside their spec. */
export const namesStoreInside = (kind: string): boolean => kind === 'MCPServer';

/** Reports what of a Configuration does not work without a cluster. */
export function checkStandaloneConfiguration({ construct: at, manifest: json }: TopologyResource, findings: Findings): void {
  const refuse = (what: string, todo?: string): void => findings.add(at, UNSUPPORTED_BY_TARGET, what, todo);
  if (json.spec?.mtls?.enabled) {
    refuse('mtls is enabled, and there is no Sentry that gives certificates');
  }
  if (json.spec?.accessControl) {
    refuse('access control knows callers by their certificates, and there is no Sentry that gives any', 'leave it out of what is exported');
  }
  if (JSON.stringify(json.spec?.tracing ?? {}).includes('secretKeyRef')) {
    refuse('a header of otel comes from a Secret, and a Configuration reads none there', 'give daprd OTEL_EXPORTER_OTLP_HEADERS by envFromSecret');
  }
}
