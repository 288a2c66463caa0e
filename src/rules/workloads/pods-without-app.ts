/** Locked platform settings and pods that get a sidecar without a `DaprApp`, which would set them. */
import { ApiObject } from 'cdk8s';
import { annotationLockProblems } from '../../daprd/annotation-locks';
import { Annotations, ENABLED, wantsDaprd } from '../../daprd/annotations';
import { daprdAnnotations } from '../../data-plane/shared/facts';
import { AppCheck } from '../../diagnostics/diagnostics';
import { Finding, Problem } from '../../diagnostics/finding';
import { warning } from '../../diagnostics/rule';
import { APPS, wiringOf } from '../../facts/apps';
import { Objects } from '../../facts/objects';
import { DaprPlatform } from '../../platform/dapr-platform';
import { LOCK_SCOPES, Lockable } from '../../platform/scoped-settings';
import { anyOf } from '../../util/values';
import { hasPodTemplate, templateOf } from '../../workload/template-path';

const NOT_APPLIED = warning('DAPR1140', {
  title: 'sidecar without the locked platform settings',
  why: 'Only DaprApp sets them: the annotations of these pods are used as they are written',
  todo: 'use DaprApp, or set the annotations by hand and acknowledge this',
  source: 'cdk8s-dapr',
});

/** Locked settings that become annotations or a Configuration of a sidecar. */
const OF_SIDECARS: readonly Lockable[] = ['apiTokenSecret', 'dataPlane', 'configurationDefaults', 'derivedAccess', 'hotReload', 'rollOnUpgrade'];
/** Those of them that the Configuration of a sidecar has. */
const OF_CONFIGURATIONS: readonly Lockable[] = ['configurationDefaults', 'derivedAccess', 'hotReload'];
const TOKEN = 'dapr.io/api-token-secret';
const CONFIG = 'dapr.io/config';

const podsWithoutApp: AppCheck = root => {
  if (!LOCK_SCOPES.of(root).length) {
    return [];
  }
  const wired = new Set(APPS.of(root).map(app => wiringOf(app)?.pod.object));
  return Objects.of(root).all
    .filter(object => object.apiGroup !== 'dapr.io' && !wired.has(object) && DaprPlatform.of(object)._locks.size && hasPodTemplate(object))
    .flatMap(findings);
};

function findings(at: ApiObject): Finding[] {
  const annotations: Annotations = templateOf(at.toJson())?.metadata?.annotations ?? {};
  if (!wantsDaprd(annotations) || daprdAnnotations(at)) {
    return [];
  }
  const { _locks: locks } = DaprPlatform.of(at);
  // What is set must not contradict a lock; what is missing may be meant.
  const contradictions = annotationLockProblems(at, { [TOKEN]: String(locks.get('apiTokenSecret')?.value), ...annotations });
  const isSet = (name: Lockable): boolean => annotations[OF_CONFIGURATIONS.includes(name) ? CONFIG : name === 'apiTokenSecret' ? TOKEN : ''] !== undefined;
  const missing = OF_SIDECARS.filter(name => locks.has(name) && !isSet(name));
  const problems: Problem[] = missing.length
    ? [{ rule: NOT_APPLIED, what: `${ENABLED} is set without DaprApp, and the pods do not get ${anyOf(missing)}, which the platform locks` }] : [];
  return [...contradictions, ...problems].map(problem => ({ at, ...problem }));
}

export const checks = [podsWithoutApp];
