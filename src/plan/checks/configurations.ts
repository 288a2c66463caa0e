/** Rules of Configurations that end, start or change: access control, allowed APIs, secrets, denied components. */
import { ACCESS_OPENS, POLICY_CHANGES } from './access-rules';
import { apiPermissions } from './api-permissions';
import { callPermissions } from './call-permissions';
import { howFieldsChange, permissionEntries } from './permissions';
import { secretPermissions } from './secret-permissions';
import { keyIn } from '../../kubernetes/names';
import { PUBLIC_TRUST_DOMAIN } from '../../resources/configuration/access-spec';
import { Caller } from '../../resources/configuration/call-decision';
import { grouped } from '../../util/grouped';
import { Json, textsIn } from '../../util/json';
import { list, Manifest, map } from '../../validation/manifest';
import { ManifestProblem } from '../../validation/manifests';
import { Daprd } from '../stack/apps';
import { Changes, PlanCheck } from '../stack/changes';
import { valueAt } from '../stack/comparable';
import { IsAllowed, PermissionChange, permissionChange } from '../stack/permissions';
import { namespaceOf } from '../stack/stack';
import { change, few } from '../stack/words';

/** Name of the Configuration of the control plane. */
const CONTROL_PLANE = 'daprsystem';

export const configurations: PlanCheck = changes => {
  const users = usersIn(changes);
  return [
    ...changes.changed.filter(({ after }) => after.isDapr('Configuration')).flatMap(({ before, after }) => [
      ...compared(before.spec, after.spec, after, { apps: users.get(keyIn(namespaceOf(after), after.name)) ?? [], how: '' }, changes), ...mtls(before, after),
    ]),
    ...otherConfigurations(changes),
  ];
};

/** Apps that use another Configuration than before. Only Configurations of the manifests are known. */
function otherConfigurations(changes: Changes): ManifestProblem[] {
  const { before, after } = changes;
  return after.daprds.flatMap(daprd => {
    const old = before.apps.get(keyIn(daprd.namespace, daprd.appId))?.daprds[0];
    const [from, to] = [old?.settings.config ?? '', daprd.settings.config ?? ''];
    if (!old || from === to) {
      return [];
    }
    const spec = (side: typeof after, name: string): Json | undefined => name ? side.find('dapr.io', 'Configuration', daprd.namespace, name)?.spec : {};
    const [known, next] = [spec(before, from), spec(after, to)];
    const how = `with ${to ? `Configuration '${to}'` : 'no Configuration'} instead of ${from ? `'${from}'` : 'none'}: `;
    return known && next ? compared(known, next, daprd.at, { apps: [daprd], how }, changes) : [];
  });
}

/** The daprds that both stacks have, by the Configuration that they use. */
const usersIn = ({ before, after }: Changes): ReadonlyMap<string, readonly Daprd[]> =>
  grouped(after.daprds.filter(({ at }) => before.same(at)), ({ namespace, settings: { config = '' } }) => keyIn(namespace, config));

/** Who uses a Configuration. */
interface Users {
  readonly apps: readonly Daprd[];
  /** How they come to use it, if it is another one than before. */
  readonly how: string;
}

function compared(before: Json, after: Json, at: Manifest, { apps, how }: Users, changes: Changes): ManifestProblem[] {
  const [from, to] = [before, after].map(spec => ({
    access: map(spec.accessControl), api: map(spec.api), secrets: valueAt(spec, 'secrets.scopes'), deny: valueAt(spec, 'components.deny'),
  }));
  const names = few(apps.map(({ appId }) => `'${appId}'`));
  const of = names && ` of ${names}`;
  const section = (
    path: string, old: unknown, current: unknown, found: readonly PermissionChange[], subject: (who: string) => string,
  ): ManifestProblem[] =>
    permissionEntries(found, { at, subject, ...howFieldsChange([[`${how}spec.${path}`, restricts(old), restricts(current)]]) });
  const isHttp = !apps.length || apps.some(({ settings }) => !/^grpcs?$/.test(settings['app-protocol'] ?? ''));
  const calls = callPermissions({ before: from.access, after: to.access, isHttp }, caller => isKept(caller, changes));
  const api = (spec: Json): unknown => [...list(spec.allowed), ...list(spec.denied)];
  return [
    ...section('accessControl', from.access, to.access, calls, who => `calls${of} by ${who}`),
    ...trustDomain(from.access, to.access, at, how),
    ...section('api', api(from.api), api(to.api), apiPermissions(from.api, to.api, names), who => `Dapr APIs${who && ` of ${who}`}`),
    ...section('secrets.scopes', from.secrets, to.secrets, secretPermissions(from.secrets, to.secrets),
      who => `secrets of ${who}${names && ` for ${names}`}`),
    ...section('components.deny', from.deny, to.deny, [deniedTypes(from.deny, to.deny)], () => `component types${names && ` that ${names} may load`}`),
  ];
}

/** An empty list or map restricts nothing, and neither does a trust domain. */
const restricts = (value: unknown): boolean => Array.isArray(value) ? value.length > 0
  : Boolean(map(value).defaultAction) || list(map(value).policies).length > 0;

/** A caller that is in one of the stacks only did not call before, or does not call any more. */
function isKept({ appId, namespace }: Caller, { before, after }: Changes): boolean {
  const key = keyIn(namespace, appId);
  return before.apps.has(key) === after.apps.has(key);
}

function deniedTypes(before: unknown, after: unknown): PermissionChange {
  const [from, to] = [before, after].map(types => textsIn(types));
  const isLoaded = (denied: readonly string[]): IsAllowed => type => type === undefined || !denied.includes(type);
  return permissionChange('', [...new Set([...from, ...to])], isLoaded(from), isLoaded(to));
}

/** The identity of the apps as callers of others. */
function trustDomain(before: Json, after: Json, at: Manifest, how: string): ManifestProblem[] {
  const [from, to] = [before, after].map(({ trustDomain: name }) => name || PUBLIC_TRUST_DOMAIN);
  return from === to ? [] : [{
    rule: POLICY_CHANGES, at, what: `${how}${change('spec.accessControl.trustDomain', from, to)}: access policies of the apps that are called name the trust domain of the caller`,
  }];
}

/** mTLS of all daprds, which the Configuration of the control plane switches. */
function mtls(before: Manifest, after: Manifest): ManifestProblem[] {
  const [from, to] = [before, after].map(({ spec }) => String(map(spec.mtls).enabled ?? true) !== 'false');
  return after.name === CONTROL_PLANE && from && !to
    ? [{ rule: ACCESS_OPENS, at: after, what: `spec.mtls.enabled is false: daprds in namespaces with this control plane (${namespaceOf(after)}) neither encrypt nor authenticate calls` }] : [];
}
