/** Locked platform settings that the annotations of a pod would undo, whichever option or user they come from. */
import { IConstruct } from 'constructs';
import { Annotations, BY_ANNOTATION } from './annotations';
import { tagVersionOf } from './image';
import { unknownConfigurationProblems } from './platform-configuration';
import { Problem } from '../diagnostics/finding';
import { BUILTIN_STORE_OFF, DAPR_VERSION_ANNOTATION, TRUST_ANCHORS_ANNOTATION } from '../kubernetes/names';
import { DaprPlatform } from '../platform/dapr-platform';
import { allDerivations } from '../platform/derivations';
import { DerivedAccess } from '../platform/derived-access';
import { lockOf, lockProblems, problemsUnderLock } from '../platform/locks';
import { Lock, LOCKED_SETTING } from '../platform/scoped-settings';
import { describe, isTruthy, mustBe } from '../util/values';

/**
 * @param all all annotations of the pod
 * @param theirs those of them that the user wrote
 */
export function annotationLockProblems(at: IConstruct, all: Annotations, theirs: Annotations = {}): Problem[] {
  if (!DaprPlatform.of(at)._locks.size) {
    return [];
  }
  const derivedAccess = lockOf(at, 'derivedAccess');
  const storeOff = all[BUILTIN_STORE_OFF];
  return [
    ...lockProblems(at, 'apiTokenSecret', all['dapr.io/api-token-secret'], 'apiTokenSecret (dapr.io/api-token-secret)'),
    ...imageLockProblems(at, 'sidecarImage', all['dapr.io/sidecar-image']),
    // Without the derived Configuration, nothing limits the app to what it declares.
    ...(theirs['dapr.io/config'] ? unknownConfigurationProblems(at, 'annotation dapr.io/config') : []),
    ...[DAPR_VERSION_ANNOTATION, TRUST_ANCHORS_ANNOTATION].filter(name => theirs[name] !== undefined).flatMap(name => problemsUnderLock(at, 'rollOnUpgrade', `annotation ${name}`)),
    ...(storeOff !== undefined && !isTruthy(String(storeOff)) && locksStoreOff(derivedAccess)
      ? [{ rule: LOCKED_SETTING, what: mustBe(`disableBuiltinK8sSecretStore (${BUILTIN_STORE_OFF})`, '\'true\' while derivedAccess is locked', storeOff) }] : []),
  ];
}

/** While the data plane is locked, options of daprd are its options, and not annotations of an app or its pods. An equal value changes nothing. */
export const lockedOptionProblems = (at: IConstruct, theirs: Annotations, ours: Annotations): Problem[] => lockOf(at, 'dataPlane') === undefined ? []
  : Object.keys(theirs).filter(key => BY_ANNOTATION.has(key) && (theirs[key] || undefined) !== ours[key])
    .flatMap(key => problemsUnderLock(at, 'dataPlane', `annotation ${key}`));

const locksStoreOff = (lock: Lock | undefined): boolean =>
  lock !== undefined && allDerivations([lock.value as DerivedAccess]).builtinSecretStoreOff === true;

/** An image must show the locked version in its tag. */
export function imageLockProblems(at: IConstruct, prop: string, image: string | undefined): Problem[] {
  const lock = lockOf(at, 'daprVersion');
  if (!lock || image === undefined) {
    return [];
  }
  const version = tagVersionOf(String(image));
  return version === undefined
    ? [{ rule: LOCKED_SETTING, what: `tag of ${prop} must show version ${describe(lock.value)}, because daprVersion is locked at '${lock.at.node.path || 'App'}'; got ${describe(image)}` }]
    : lockProblems(at, 'daprVersion', version, `version of ${prop}`);
}
