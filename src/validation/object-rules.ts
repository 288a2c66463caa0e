/** Dapr objects of any kind: kind, version, name, scopes, misplaced fields. */
import { Manifest, map, together } from './manifest';
import { ManifestProblem, ManifestRule, meant } from './manifests';
import { isNewerThanKnown, NEWER_THAN_DECLARED, newerThanDeclared } from '../dapr/version';
import { error, warning } from '../diagnostics/rule';
import { isDnsSubdomain, keyIn } from '../kubernetes/names';
import { INVALID_OBJECT_NAME, WRONG_TYPE } from '../props/rules';
import { endpointProblems } from '../resources/http-endpoint/checks';
import { EMPTY_SCOPES } from '../resources/scoped-resource';
import { DUPLICATE_COMPONENT_NAME, SCOPE_WITHOUT_APP } from '../rules/components/components';
import { ENDPOINT_NAME_CONFLICT } from '../rules/http-endpoints';
import { OBJECT_DEFINED_TWICE } from '../rules/objects';
import { repeated } from '../util/grouped';
import { entryOf } from '../util/json';
import { mustBe } from '../util/values';
import { isKubernetesGroup } from '../workload/template-path';

const UNKNOWN_KIND_OR_VERSION = error('DAPR6108', {
  title: 'unknown kind or version of a Dapr object',
  why: 'The API server rejects the object',
  todo: 'correct kind and apiVersion',
  source: 'dapr/dapr charts/dapr/crds',
  manifests: true,
});
const KIND_OF_NEWER_DAPR = warning('DAPR6174', {
  title: 'kind or version of a Dapr object that is newer than this library',
  why: 'Unless the CRDs of the newer Dapr have it, the API server rejects the object',
  todo: 'check kind and apiVersion, then acknowledge this',
  source: 'dapr/dapr charts/dapr/crds',
  manifests: true,
});
const NO_TEMPLATE_AT_PATH = warning('DAPR6176', {
  title: 'no pod template at a path of podTemplatePaths',
  why: 'No rule about pods checks these objects',
  todo: 'correct the path in podTemplatePaths of DaprValidation, or remove it',
  source: 'cdk8s-dapr',
  manifests: true,
});
export const MISPLACED_FIELD = error('DAPR6109', {
  title: 'misplaced field of a Dapr object',
  why: 'The API server drops the field: scopes restrict no app, and policies apply to nothing',
  todo: 'move the field',
  source: 'dapr/dapr charts/dapr/crds',
  manifests: true,
});

/** Kinds and versions of Dapr 1.18 (dapr/dapr `charts/dapr/crds`). */
const KINDS: { [kind: string]: readonly string[] } = {
  Component: ['v1alpha1'],
  Configuration: ['v1alpha1'],
  HTTPEndpoint: ['v1alpha1'],
  MCPServer: ['v1alpha1'],
  Resiliency: ['v1alpha1'],
  Subscription: ['v1alpha1', 'v2alpha1'],
  WorkflowAccessPolicy: ['v1alpha1'],
};
/** Kinds with scopes: an app loads those objects whose scopes name it or that have no scopes. */
const SCOPED = ['Component', 'HTTPEndpoint', 'Resiliency', 'Subscription', 'MCPServer', 'WorkflowAccessPolicy'];

const kinds: ManifestRule = ({ objects, settings }) => objects.filter(object => object.isDapr()).flatMap((object): ManifestProblem[] => {
  const versions = entryOf(KINDS, object.json.kind);
  const newer = newerThanDeclared(object.json.kind, settings.daprVersion);
  if (newer) {
    return [{ at: object, rule: NEWER_THAN_DECLARED, what: newer, todo: 'remove it, or set daprVersion of DaprValidation if the cluster is newer' }];
  }
  const unknown = isNewerThanKnown(settings.daprVersion) ? KIND_OF_NEWER_DAPR : UNKNOWN_KIND_OR_VERSION;
  if (!versions) {
    const known = Object.keys(KINDS);
    return [{ at: object, rule: unknown, what: `${mustBe('kind', `one of ${known.join(', ')}`, object.json.kind)}${meant(object.json.kind, known)}` }];
  }
  const expected = versions.map(version => `'dapr.io/${version}'`).join(' or ');
  return versions.includes(object.version) ? [] : [{
    at: object,
    rule: unknown,
    what: mustBe('apiVersion', `${expected} for a ${object.kind}`, object.json.apiVersion),
    todo: `write dapr.io/${versions[versions.length - 1]}`,
  }];
});

const templates: ManifestRule = ({ objects, settings }) => Object.entries(settings.podTemplatePaths).flatMap(([key, path]): ManifestProblem[] => {
  const ofKind = objects.filter(({ group, json: { kind } }) => key === `${group}/${kind}` || (key === kind && !isKubernetesGroup(group)));
  return ofKind.length && ofKind.every(({ template }) => !template)
    ? [{ at: ofKind[0], rule: NO_TEMPLATE_AT_PATH, what: `no object of kind ${key} has a pod template at ${path}` }] : [];
});

const names: ManifestRule = ({ objects }) => objects.filter(object => object.isDapr() && !isDnsSubdomain(object.name))
  .map(object => ({ at: object, rule: INVALID_OBJECT_NAME, what: object.name ? mustBe('metadata.name', 'a DNS subdomain', object.name) : 'metadata.name must be set' }));

/** Misplaced fields, which the API server drops. */
const places: ManifestRule = ({ objects }) => objects.filter(object => object.isDapr()).flatMap(object =>
  ['scopes', 'auth'].flatMap(field => (['spec', 'metadata'] as const).filter(parent => field in map(object.json[parent]))
    .map((parent): ManifestProblem => ({
      at: object, rule: MISPLACED_FIELD, what: `${parent}.${field} must be a top-level field`, todo: `move ${field} to the top level, next to spec`,
    }))));

const isScoped = (object: Manifest): boolean => object.isDapr() && SCOPED.includes(object.kind);

const scopes: ManifestRule = all => all.objects.filter(isScoped).flatMap((object): ManifestProblem[] => {
  if (object.json.scopes !== undefined && object.json.scopes !== null && !object.scopes) {
    return [{ at: object, rule: WRONG_TYPE, what: mustBe('scopes', 'a list', object.json.scopes), todo: 'write a list of app IDs' }];
  }
  if (object.scopes?.length === 0) {
    return [{ at: object, rule: EMPTY_SCOPES, what: mustBe('scopes', 'a non-empty list', []), todo: 'add app IDs, or remove scopes' }];
  }
  // Without an app in these manifests there is nothing to compare with.
  return !all.knowsApps(object) ? [] : (object.scopes ?? []).filter(appId => !all.knowsApp(appId, object)).map(appId => ({
    at: object,
    rule: SCOPE_WITHOUT_APP,
    what: `scopes must name apps of these manifests; got '${appId}'${all.meantApp(appId)}`,
    todo: 'correct it, or add the app ID to externalApps',
  }));
});

/** Two objects with one name: one is lost, or replaced by the one that is applied last. */
const twice: ManifestRule = ({ objects, apps }) => {
  const relevant = new Set([...objects.filter(object => object.isDapr()), ...apps.map(app => app.at)]);
  const named = objects.filter(object => relevant.has(object) && object.name && map(object.json.metadata).name);
  return repeated(named, object => keyIn(object.namespace, object.group, object.kind, object.name)).map(([object, other]): ManifestProblem => ({
    at: object,
    rule: object.isDapr('Component') || object.isDapr('HTTPEndpoint') ? DUPLICATE_COMPONENT_NAME : OBJECT_DEFINED_TWICE,
    what: `${object.title} is also defined in ${other.file === object.file ? 'the same file' : other.file}`,
  }));
};

/** daprd resolves a name to an HTTP endpoint before it resolves it to an app. */
const endpoints: ManifestRule = all => all.dapr('HTTPEndpoint').flatMap((object): ManifestProblem[] => {
  const app = all.appsWithId(object.name).find(({ at }) => together(at, object));
  return [
    ...(app ? [{ at: object, rule: ENDPOINT_NAME_CONFLICT, what: `metadata.name '${object.name}' is also the app ID of ${app.at.title}` }] : []),
    ...endpointProblems(object.spec, 'spec.', 'spec.clientTLS.').map(problem => ({ ...problem, at: object })),
  ];
});

export const OBJECT_RULES: ManifestRule[] = [kinds, templates, names, places, scopes, twice, endpoints];
