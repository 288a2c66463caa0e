/** Objects of Dapr as such: kind, name, scopes, fields in places where nobody reads them. */
import { PLAIN_SECRET_IN_RESOURCE } from './component-rules';
import { list, Manifest, map, together } from './manifest';
import { ManifestProblem, ManifestRule, meant } from './manifests';
import { error } from '../diagnostics/rule';
import { isDnsSubdomain, keyIn } from '../kubernetes/names';
import { INVALID_OBJECT_NAME, WRONG_TYPE } from '../props/rules';
import { EMPTY_SCOPES } from '../resources/scoped-resource';
import { COMPONENT_NAME_TWICE, SCOPE_WITHOUT_APP } from '../rules/components';
import { isMap, entryOf } from '../util/json';
import { describe } from '../util/values';

const MANIFEST_TWICE = error('DAPR6101', {
  title: 'object defined twice',
  why: 'The one that is applied last replaces the other',
  todo: 'remove one of them',
  source: 'Kubernetes API validation',
  manifests: true,
});
const ENDPOINT_NAMED_LIKE_APP_2 = error('DAPR6102', {
  title: 'HTTP endpoint named like an app',
  why: 'Calls to the app go to the endpoint, which is looked for first',
  todo: 'rename the endpoint',
  source: 'dapr/dapr pkg/messaging/direct_messaging.go',
  manifests: true,
});
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
const HTTP_ENDPOINT_2 = error('DAPR6130', {
  title: 'invalid HTTP endpoint',
  why: 'Every call to it fails',
  todo: 'give http(s)://host[:port][/path] without a query',
  source: 'dapr/dapr pkg/apis/httpEndpoint/v1alpha1',
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
  const first = new Map<string, Manifest>();
  const relevant = new Set([...objects.filter(object => object.isDapr()), ...apps.map(app => app.at)]);
  return objects.filter(object => relevant.has(object) && object.name && map(object.json.metadata).name).flatMap((object): ManifestProblem[] => {
    const key = keyIn(object.namespace, object.group, object.kind, object.name);
    const other = first.get(key);
    first.set(key, other ?? object);
    const rule = object.isDapr('Component') || object.isDapr('HTTPEndpoint') ? COMPONENT_NAME_TWICE : MANIFEST_TWICE;
    return other ? [{ at: object, rule, what: `${object.title} is in ${other.file === object.file ? 'the same file' : other.file} too` }] : [];
  });
};

/** An HTTP endpoint is looked for before an app of the same name. */
const endpoints: ManifestRule = all => all.dapr('HTTPEndpoint').flatMap((object): ManifestProblem[] => {
  const url = object.spec.baseUrl;
  const tls = map(object.spec.clientTLS);
  const app = all.apps.find(({ appId, at }) => appId === object.name && together(at, object));
  return [
    ...(app ? [{ at: object, where: 'metadata.name', rule: ENDPOINT_NAMED_LIKE_APP_2, what: `'${object.name}' is the app-id of ${app.at.title}` }] : []),
    ...(typeof url === 'string' && /^https?:\/\/[^\s?#]+$/i.test(url) ? [] : [{ at: object, where: 'spec.baseUrl', rule: HTTP_ENDPOINT_2, what: `baseUrl ${describe(url ?? 'missing')}` }]),
    ...(isMap(tls.certificate) !== isMap(tls.privateKey)
      ? [{ at: object, where: 'spec.clientTLS', rule: HTTP_ENDPOINT_2, what: 'clientTLS has only one of certificate and privateKey', todo: 'give both, or none' }] : []),
    ...(tls.renegotiation === undefined || ['Never', 'OnceAsClient', 'FreelyAsClient'].includes(tls.renegotiation) ? []
      : [{ at: object, where: 'spec.clientTLS.renegotiation', rule: HTTP_ENDPOINT_2, what: `renegotiation ${describe(tls.renegotiation)}`, todo: 'give Never, OnceAsClient or FreelyAsClient' }]),
    ...list(object.spec.headers).map(map).filter(({ name, value }) => /^(authorization|proxy-authorization|x-api-key|api-key|dapr-api-token)$/i.test(name) && value)
      .map(({ name }): ManifestProblem => ({ at: object, where: 'spec.headers', rule: PLAIN_SECRET_IN_RESOURCE, what: `header ${name} has a literal value` })),
  ];
});

export const OBJECT_RULES: ManifestRule[] = [kinds, names, places, scopes, twice, endpoints];
