/** Locked platform settings that JSON patches of shared daprds and Configurations would undo. Those of workloads are read before an app edits them. */
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { annotationLockProblems, imageLockProblems, lockedOptionProblems } from '../../daprd/annotation-locks';
import { Annotations, ENABLED } from '../../daprd/annotations';
import { daprdAnnotations, SHARED_DAPRDS } from '../../data-plane/shared/facts';
import { AppCheck } from '../../diagnostics/diagnostics';
import { Finding, Problem } from '../../diagnostics/finding';
import { APPS } from '../../facts/apps';
import { Objects } from '../../facts/objects';
import { DaprPlatform } from '../../platform/dapr-platform';
import { lockOf, lockProblems } from '../../platform/locks';
import { LOCK_SCOPES, LOCKED_SETTING, Lockable } from '../../platform/scoped-settings';
import { isPatched, withoutPatches } from '../../synth/identity';
import { canonicalText, isMap, Json, mapsIn } from '../../util/json';
import { templateOf } from '../../workload/template-path';

const patchedLocks: AppCheck = root => {
  const patched = LOCK_SCOPES.of(root).length ? Objects.of(root).all.filter(object => isPatched(object) && DaprPlatform.of(object)._locks.size) : [];
  if (!patched.length) {
    return [];
  }
  const owners = new Set<IConstruct>([...SHARED_DAPRDS.of(root), ...APPS.of(root)]);
  return patched.flatMap((at): Finding[] => {
    const problems = at.kind === 'Configuration' ? configurationProblems(at, at.node.scopes.some(scope => owners.has(scope)))
      : daprdAnnotations(at) ? daprdProblems(at) : [];
    return problems.map(problem => ({ at, ...problem, todo: 'remove the patch, or ask the platform team to unlock the setting' }));
  });
};

/** What a patch changes of the daprd that an object runs. */
function daprdProblems(at: ApiObject): Problem[] {
  const [before, after] = [withoutPatches(at), at.toJson()].map((object): Json => templateOf(object) ?? {});
  const [from, to] = [before, after].map((template): Annotations => template.metadata?.annotations ?? {});
  const changed = [...new Set([...Object.keys(from), ...Object.keys(to)])].filter(name => from[name] !== to[name]);
  const theirs = Object.fromEntries(changed.map(name => [name, to[name] ?? 'nothing']));
  return [
    ...(from[ENABLED] === undefined ? containerProblems(at, before, after) : changed.length ? annotationLockProblems(at, to, theirs) : []),
    ...lockedOptionProblems(at, theirs, {}),
  ];
}

/** What a patch changes of the container of a pinned daprd. */
function containerProblems(at: ApiObject, before: Json, after: Json): Problem[] {
  const [from, to] = [before, after].map((template): Json => mapsIn(template.spec?.containers).find(({ name }) => name === 'daprd') ?? {});
  const token = mapsIn(to.env).find(({ name }) => name === 'DAPR_API_TOKEN')?.valueFrom?.secretKeyRef?.name;
  const options = ['args', 'command', 'env'].filter(field => differ(from[field], to[field]));
  return [
    ...lockProblems(at, 'apiTokenSecret', token, 'DAPR_API_TOKEN of container daprd'),
    ...(from.image === to.image ? [] : imageLockProblems(at, 'image of container daprd', to.image)),
    ...options.flatMap(field => patchProblems(at, 'dataPlane', `${field} of container daprd`)),
  ];
}

/** Sections of a Configuration that are derived from the declarations of an app. */
const DERIVED = ['accessControl', 'api', 'secrets'];

/** What a patch changes of a Configuration: the defaults of the platform, and what is derived. */
function configurationProblems(at: ApiObject, isDerived: boolean): Problem[] {
  const [from, to] = [withoutPatches(at), at.toJson()].map((object): Json => object.spec ?? {});
  const { configurationDefaults, daprVersion } = DaprPlatform.of(at);
  const defaults: Json = configurationDefaults?._spec(daprVersion) ?? {};
  const changed = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort().filter(section => differ(from[section], to[section]));
  return changed.flatMap(section => [
    ...(isDerived && DERIVED.includes(section) ? patchProblems(at, 'derivedAccess', `spec.${section}`) : []),
    ...(contains(from[section], defaults[section]) && !contains(to[section], defaults[section])
      ? patchProblems(at, 'configurationDefaults', `spec.${section}`) : []),
  ]);
}

const differ = (a: unknown, b: unknown): boolean => canonicalText(a) !== canonicalText(b);

/** Whether a value has all fields of another one. */
const contains = (value: unknown, part: unknown): boolean =>
  isMap(part) ? isMap(value) && Object.entries(part).every(([key, each]) => contains(value[key], each)) : !differ(value, part);

function patchProblems(at: IConstruct, setting: Lockable, what: string): Problem[] {
  const lock = lockOf(at, setting);
  return lock ? [{ rule: LOCKED_SETTING, what: `${what} must not be changed by a JSON patch while '${lock.at.node.path || 'App'}' locks ${setting}` }] : [];
}

export const checks = [patchedLocks];
