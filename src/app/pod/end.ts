/** Checks of how a pod ends: Jobs, and the grace period for daprd's shutdown. */

import { PodCheck } from './rendered-pod';
import { blockSeconds, shutdownSeconds } from '../../daprd/defaults';
import { error, warning } from '../../diagnostics/rule';
import { isMap, Json, mapsIn } from '../../util/json';
import { describe, mustBe } from '../../util/values';
import { SHORT_LIVED_KINDS } from '../../workload/kinds';

const GRACE_PERIOD_TOO_SHORT = warning('DAPR2011', {
  title: 'termination grace period too short',
  why: 'Kubernetes kills the pod before daprd has shut down',
  todo: 'increase terminationGracePeriodSeconds, lower gracefulShutdownSeconds and blockShutdownDuration, or acknowledge this if calls and events may be cut off',
  source: 'dapr/dapr pkg/runtime',
  manifests: true,
});

export const JOB_NEVER_ENDS = error('DAPR7007', {
  title: 'Job whose sidecar never ends',
  why: 'The pod waits indefinitely for its sidecar, and the Job never completes',
  todo: 'use a native sidecar',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_patcher.go',
  manifests: true,
});

const JOB_RESTARTS_ALWAYS = error('DAPR7008', {
  title: 'Job with restartPolicy Always',
  why: 'The API server rejects the Job',
  todo: 'set restartPolicy to Never for a new pod after a failure, or to OnFailure for a restart in the same pod',
  source: 'Kubernetes API validation',
  manifests: true,
});

export const JOB_WITH_CLASSIC_SIDECAR = warning('DAPR7013', {
  title: 'Job with a classic sidecar',
  why: 'The Job completes only if the app calls POST /v1.0/shutdown at its end',
  todo: 'make sure that the app makes this call, then acknowledge the warning',
  source: 'dapr/dapr pkg/injector',
  manifests: true,
});

const JOB_RESTARTS_IN_PLACE = warning('DAPR8005', {
  title: 'Job with a classic sidecar that restarts in place',
  why: 'The app shuts daprd down at its end; after a failure it may restart in the same pod without a daprd',
  todo: 'set restartPolicy to Never, which creates a new pod, or use a native sidecar',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_patcher.go',
  manifests: true,
});

const DAPRD_ENDS_BEFORE_APP = warning('DAPR7052', {
  title: 'preStop hook of the app without a delay of its daprd',
  why: 'daprd gets SIGTERM when the hook starts, and closes its APIs, its port for other apps and its subscriptions: calls to the app and calls of the app fail while the hook runs',
  todo: 'set blockShutdownDuration to at least the duration of the hook, or enableNativeSidecar, or acknowledge this if no call is expected in the meantime',
  source: 'dapr/dapr pkg/runtime (dapr/dapr#8602)',
  manifests: true,
});

const KUBERNETES_GRACE = 30;

export const checkRestart: PodCheck = ({ kind, spec }, problems) => {
  if (SHORT_LIVED_KINDS.includes(kind) && !['Never', 'OnFailure'].includes(spec.restartPolicy)) {
    problems.push({ rule: JOB_RESTARTS_ALWAYS, what: mustBe('restartPolicy', '\'Never\' or \'OnFailure\'', spec.restartPolicy ?? 'Always (default)') });
  }
};

export const checkShutdown: PodCheck = ({ spec, annotations }, problems) => {
  const needed = shutdownSeconds(annotations);
  const given = spec.terminationGracePeriodSeconds ?? KUBERNETES_GRACE;
  if (needed > given) {
    problems.push({ rule: GRACE_PERIOD_TOO_SHORT, what: mustBe('terminationGracePeriodSeconds', `at least ${needed} for daprd to shut down`, given) });
  }
};

export const checkEnd: PodCheck = ({ kind, spec, object, annotations }, problems) => {
  if (!SHORT_LIVED_KINDS.includes(kind) || annotations['dapr.io/enable-native-sidecar'] !== 'false') {
    return;
  }
  const jobSpec: Json = object.spec?.jobTemplate?.spec ?? object.spec?.jobTargetRef ?? object.spec ?? {};
  if (!jobSpec.activeDeadlineSeconds) {
    problems.push({ rule: JOB_NEVER_ENDS, what: 'enableNativeSidecar is false, and activeDeadlineSeconds is not set', todo: 'remove enableNativeSidecar, or set activeDeadlineSeconds and call POST /v1.0/shutdown at the end' });
    return;
  }
  problems.push({ rule: JOB_WITH_CLASSIC_SIDECAR, what: 'enableNativeSidecar is false' });
  if (spec.restartPolicy === 'OnFailure') {
    problems.push({ rule: JOB_RESTARTS_IN_PLACE, what: 'enableNativeSidecar is false, and restartPolicy is OnFailure' });
  }
};

/** Seconds that a preStop hook takes, if that shows in it. */
function hookSeconds({ sleep, exec }: Json): number | undefined {
  const [, count, unit] = /(?:^|[\s/;&|])sleep\s+(\d+(?:\.\d+)?)([smh]?)(?![\w.])/.exec(Array.isArray(exec?.command) ? exec.command.join(' ') : '') ?? [];
  return typeof sleep?.seconds === 'number' ? sleep.seconds : count === undefined ? undefined : Number(count) * ({ m: 60, h: 3600 }[unit] ?? 1);
}

/** A native sidecar ends after the containers of the app; any other gets SIGTERM together with them, before their hooks end. */
export const checkPreStop: PodCheck = ({ spec, annotations }, problems) => {
  if (annotations['dapr.io/enable-native-sidecar'] === 'true') {
    return;
  }
  const block = blockSeconds(annotations);
  for (const { name, lifecycle } of mapsIn(spec.containers)) {
    const hook = isMap(lifecycle?.preStop) ? lifecycle.preStop : undefined;
    const seconds = hook && hookSeconds(hook);
    if (hook && (seconds === undefined ? block === 0 : seconds > block)) {
      const takes = seconds === undefined ? '' : ` that takes ${seconds} s`;
      problems.push({ rule: DAPRD_ENDS_BEFORE_APP, what: `container ${describe(name)} has a preStop hook${takes}, and blockShutdownDuration is ${block ? `${block} s` : 'not set'}` });
    }
  }
};
