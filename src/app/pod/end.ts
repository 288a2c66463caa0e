/** Checks of how a pod ends: Jobs, and the grace period for daprd's shutdown. */

import { PodCheck } from './rendered-pod';
import { shutdownSeconds } from '../../daprd/defaults';
import { error, warning } from '../../diagnostics/rule';
import { Json } from '../../util/json';
import { mustBe } from '../../util/values';
import { SHORT_LIVED_KINDS } from '../../workload/kinds';

const GRACE_PERIOD_TOO_SHORT = error('DAPR2011', {
  title: 'termination grace period too short',
  why: 'Kubernetes kills the pod before daprd has shut down',
  todo: 'increase terminationGracePeriodSeconds',
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
  const jobSpec: Json = (kind === 'CronJob' ? object.spec?.jobTemplate?.spec : object.spec) ?? {};
  if (!jobSpec.activeDeadlineSeconds) {
    problems.push({ rule: JOB_NEVER_ENDS, what: 'enableNativeSidecar is false, and activeDeadlineSeconds is not set', todo: 'remove enableNativeSidecar, or set activeDeadlineSeconds and call POST /v1.0/shutdown at the end' });
    return;
  }
  problems.push({ rule: JOB_WITH_CLASSIC_SIDECAR, what: 'enableNativeSidecar is false' });
  if (spec.restartPolicy === 'OnFailure') {
    problems.push({ rule: JOB_RESTARTS_IN_PLACE, what: 'enableNativeSidecar is false, and restartPolicy is OnFailure' });
  }
};
