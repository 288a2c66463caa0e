/** Rules of Configurations that end, start or change: access control, allowed APIs, secrets, denied components. */
import { ACCESS_OPENS, POLICY_CHANGES, POLICY_ENDS, POLICY_STARTS } from './access-rules';
import { keyIn } from '../../kubernetes/names';
import { Json } from '../../util/json';
import { describe } from '../../util/values';
import { list, Manifest, map } from '../../validation/manifest';
import { ManifestProblem } from '../../validation/manifests';
import { Changes, PlanCheck } from '../stack/changes';
import { same, valueAt } from '../stack/comparable';
import { namespaceOf } from '../stack/stack';
import { few } from '../stack/words';

/** Lists that restrict what a daprd allows. */
const RESTRICTIONS = ['accessControl', 'api.allowed', 'api.denied', 'secrets.scopes', 'components.deny'];
/** Name of the Configuration of the control plane. */
const CONTROL_PLANE = 'daprsystem';

export const configurations: PlanCheck = changes => [
  ...changes.changed.filter(({ after }) => after.isDapr('Configuration')).flatMap(({ before, after }) => [...compared(before.spec, after.spec, after), ...mtls(before, after)]),
  ...otherConfigurations(changes),
];

/** Apps that use another Configuration than before. Only Configurations of the manifests are known. */
function otherConfigurations({ before, after }: Changes): ManifestProblem[] {
  return after.daprds.flatMap(daprd => {
    const old = before.apps.get(keyIn(daprd.namespace, daprd.appId))?.daprds[0];
    const [from, to] = [old?.settings.config ?? '', daprd.settings.config ?? ''];
    if (!old || from === to) {
      return [];
    }
    const spec = (side: typeof after, name: string): Json | undefined => name ? side.find('dapr.io', 'Configuration', daprd.namespace, name)?.spec : {};
    const [known, next] = [spec(before, from), spec(after, to)];
    return known && next ? compared(known, next, daprd.at, `with ${to ? `Configuration '${to}'` : 'no Configuration'} instead of ${from ? `'${from}'` : 'none'}: `) : [];
  });
}

function compared(before: Json, after: Json, at: Manifest, how = ''): ManifestProblem[] {
  return RESTRICTIONS.flatMap((path): ManifestProblem[] => {
    const [from, to] = [valueAt(before, path), valueAt(after, path)];
    const [was, is] = [restricts(from), restricts(to)];
    if (!was || !is) {
      return was === is ? [] : [{ rule: was ? POLICY_ENDS : POLICY_STARTS, at, what: `${how}spec.${path} is ${was ? 'removed' : 'added'}` }];
    }
    return same(from, to) ? [] : path === 'accessControl' ? accessControl(map(from), map(to), at, how)
      : [opened(path, from, to) ? { rule: ACCESS_OPENS, at, what: `${how}spec.${path} ${opened(path, from, to)}` } : { rule: POLICY_CHANGES, at, what: `${how}spec.${path} changes` }];
  });
}

/** An empty list or map restricts nothing. Without a default action, apps that no policy names are denied. */
const restricts = (value: unknown): boolean => Array.isArray(value) ? value.length > 0
  : ['trustDomain', 'defaultAction'].some(field => map(value)[field]) || list(map(value).policies).length > 0;

/** A secret store that is allowed now. */
function opened(path: string, from: unknown, to: unknown): string | undefined {
  const actions = (scopes: unknown): Map<string, string> => new Map(list(scopes).map(map).map(({ storeName, defaultAccess }) => [String(storeName), String(defaultAccess ?? 'allow').toLowerCase()]));
  const [before, after] = [actions(from), actions(to)];
  const stores = path === 'secrets.scopes' ? [...before].filter(([store, access]) => access === 'deny' && (after.get(store) ?? 'allow') === 'allow').map(([store]) => `'${store}'`) : [];
  return stores.length ? `allows all secrets of ${few(stores)} that it does not deny by name` : undefined;
}

const actionOf = (value: unknown, byDefault: string): string => String(map(value).defaultAction || byDefault).toLowerCase();

function accessControl(before: Json, after: Json, at: Manifest, how: string): ManifestProblem[] {
  const path = `${how}spec.accessControl`;
  const [from, to] = [actionOf(before, 'deny'), actionOf(after, 'deny')];
  if (from === 'deny' && to === 'allow') {
    return [{ rule: ACCESS_OPENS, at, what: `${path}.defaultAction changes from deny to allow` }];
  }
  const [old, current] = [policies(before), policies(after)];
  const callers = [...new Set([...old.keys(), ...current.keys()])].filter(caller => !same(old.get(caller), current.get(caller)));
  const action = (all: ReadonlyMap<string, Json>, caller: string, byDefault: string): string =>
    all.has(caller) ? actionOf(all.get(caller), byDefault) : byDefault;
  // A caller that is listed under a denying default may be meant to call: only its own default action opens more than its operations.
  const open = callers.filter(caller => old.has(caller) && action(old, caller, from) === 'deny' && action(current, caller, to) === 'allow');
  const http = callers.filter(caller => !open.includes(caller) && action(current, caller, to) === 'deny')
    .flatMap(caller => openedToHttp(old.get(caller), current.get(caller)).map(operation => `${operation} of ${caller}`));
  const others = callers.filter(caller => !open.includes(caller));
  return [
    ...(open.length ? [{ rule: ACCESS_OPENS, at, what: `${path} allows all calls of ${few(open)} that it does not deny by name` }] : []),
    ...(http.length ? [{ rule: ACCESS_OPENS, at, what: `${path} allows HTTP calls to ${few(http)}: httpVerb is set now, and without verbs they were denied` }] : []),
    ...(others.length || from !== to ? [{ rule: POLICY_CHANGES, at, what: `${path} changes${others.length ? ` for ${few(others)}` : ` from ${from} to ${to} by default`}` }] : []),
  ];
}

/** The operations that had no verbs, so their action counted for gRPC only. */
function openedToHttp(before: Json | undefined, after: Json | undefined): string[] {
  const operations = (policy: Json | undefined): Map<string, Json> => new Map(list(map(policy).operations).map(map).map(each => [String(each.name).replace(/^\/?/, '/'), each]));
  const was = operations(before);
  return [...operations(after)].filter(([name, { action, httpVerb }]) => was.has(name) && !list(was.get(name)!.httpVerb).length && list(httpVerb).length && String(action).toLowerCase() === 'allow')
    .map(([name]) => describe(name));
}

/** Policies by caller. */
const policies = (access: Json): ReadonlyMap<string, Json> =>
  new Map(list(access.policies).map(map).map(policy => [`${describe(policy.appId)}${policy.namespace ? ` of namespace ${describe(policy.namespace)}` : ''}`, policy]));

/** mTLS of all daprds, which the Configuration of the control plane switches. */
function mtls(before: Manifest, after: Manifest): ManifestProblem[] {
  const [from, to] = [before, after].map(({ spec }) => String(map(spec.mtls).enabled ?? true) !== 'false');
  return after.name === CONTROL_PLANE && from && !to
    ? [{ rule: ACCESS_OPENS, at: after, what: `spec.mtls.enabled is false: daprds in namespaces with this control plane (${namespaceOf(after)}) neither encrypt nor authenticate calls` }] : [];
}
