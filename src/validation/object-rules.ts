/** Objects of Dapr as such: kind, name, scopes, fields in places where nobody reads them. */
import { Manifest, map, together } from './manifest';
import { ManifestProblem, ManifestRule, meant } from './manifests';
import { error } from '../diagnostics/rule';
import { isDnsSubdomain, keyIn } from '../kubernetes/names';
import { INVALID_OBJECT_NAME, WRONG_TYPE } from '../props/rules';
import { endpointProblems } from '../resources/http-endpoint/checks';
import { EMPTY_SCOPES } from '../resources/scoped-resource';
import { DUPLICATE_COMPONENT_NAME, SCOPE_WITHOUT_APP } from '../rules/components';
import { ENDPOINT_NAME_CONFLICT } from '../rules/http-endpoints';
import { OBJECT_DEFINED_TWICE } from '../rules/objects';
import { repeated } from '../util/grouped';
import { entryOf } from '../util/json';
import { describe } from '../util/values';

const UNKNOWN_KIND_OR_VERSION = error('DAPR6108', {
  title: 'kind or version that Dapr has not',
  why: 'The API server rejects the object',
  todo: 'correct kind and apiVersion',
  source: 'dapr/dapr charts/dapr/crds',
  manifests: true,
});
export const MISPLACED_FIELD = error('DAPR6109', {
  title: 'field where Dapr does not read it',
  why: 'The API server drops it: scopes restrict nobody, policies apply to nothing',
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
/** Kinds of which an app sees those alone that name it, or name nobody. */
const SCOPED = ['Component', 'HTTPEndpoint', 'Resiliency', 'Subscription', 'MCPServer', 'WorkflowAccessPolicy'];

const kinds: ManifestRule = ({ objects }) => objects.filter(object => object.isDapr()).flatMap((object): ManifestProblem[] => {
  const versions = entryOf(KINDS, object.json.kind);
  if (!versions) {
    return [{ at: object, rule: UNKNOWN_KIND_OR_VERSION, what: `kind ${describe(object.json.kind)}${meant(object.json.kind, Object.keys(KINDS))}` }];
  }
  return versions.includes(object.version) ? []
    : [{ at: object, rule: UNKNOWN_KIND_OR_VERSION, what: `apiVersion ${describe(object.json.apiVersion)} of a ${object.kind}`, todo: `write dapr.io/${versions[versions.length - 1]}` }];
});

const names: ManifestRule = ({ objects }) => objects.filter(object => object.isDapr() && !isDnsSubdomain(object.name))
  .map(object => ({ at: object, where: 'metadata.name', rule: INVALID_OBJECT_NAME, what: `name ${describe(map(object.json.metadata).name ?? 'missing')}` }));

/** Fields beside the place where Dapr reads them: the API server drops them. */
const places: ManifestRule = ({ objects }) => objects.filter(object => object.isDapr()).flatMap(object =>
  ['scopes', 'auth'].flatMap(field => (['spec', 'metadata'] as const).filter(parent => field in map(object.json[parent]))
    .map((parent): ManifestProblem => ({ at: object, where: `${parent}.${field}`, rule: MISPLACED_FIELD, what: `${parent}.${field} of a ${object.kind}`, todo: `move ${field} to the top, beside spec` }))));

const isScoped = (object: Manifest): boolean => object.isDapr() && SCOPED.includes(object.kind);

const scopes: ManifestRule = all => all.objects.filter(isScoped).flatMap((object): ManifestProblem[] => {
  if (object.json.scopes !== undefined && object.json.scopes !== null && !object.scopes) {
    return [{ at: object, where: 'scopes', rule: WRONG_TYPE, what: `scopes ${describe(object.json.scopes)} is no list`, todo: 'give a list of app-ids' }];
  }
  if (object.scopes?.length === 0) {
    return [{ at: object, where: 'scopes', rule: EMPTY_SCOPES, what: 'scopes is []', todo: 'name the apps, or remove scopes' }];
  }
  // Where no app is among the manifests there is nothing to compare with.
  return !all.knowsApps(object) ? [] : (object.scopes ?? []).filter(appId => !all.knowsApp(appId, object))
    .map(appId => ({ at: object, where: 'scopes', rule: SCOPE_WITHOUT_APP, what: `scope '${appId}'${all.meantApp(appId)}`, todo: 'correct it, or name the app in externalApps' }));
});

/** One of two is lost, or replaced by whichever is applied last. */
const twice: ManifestRule = ({ objects, apps }) => {
  const relevant = new Set([...objects.filter(object => object.isDapr()), ...apps.map(app => app.at)]);
  const named = objects.filter(object => relevant.has(object) && object.name && map(object.json.metadata).name);
  return repeated(named, object => keyIn(object.namespace, object.group, object.kind, object.name)).map(([object, other]): ManifestProblem => ({
    at: object,
    rule: object.isDapr('Component') || object.isDapr('HTTPEndpoint') ? DUPLICATE_COMPONENT_NAME : OBJECT_DEFINED_TWICE,
    what: `${object.title} is in ${other.file === object.file ? 'the same file' : other.file} too`,
  }));
};

/** An HTTP endpoint is looked for before an app of the same name. */
const endpoints: ManifestRule = all => all.dapr('HTTPEndpoint').flatMap((object): ManifestProblem[] => {
  const app = all.apps.find(({ appId, at }) => appId === object.name && together(at, object));
  return [
    ...(app ? [{ at: object, where: 'metadata.name', rule: ENDPOINT_NAME_CONFLICT, what: `'${object.name}' is the app-id of ${app.at.title}` }] : []),
    ...endpointProblems(object.spec, 'spec.', 'spec.clientTLS.').map(problem => ({ ...problem, at: object })),
  ];
});

export const OBJECT_RULES: ManifestRule[] = [kinds, names, places, scopes, twice, endpoints];
