/** How a pod ends: Jobs, and the time that daprd has to shut down. */

import { PodCheck } from './rendered-pod';
import { shutdownSeconds } from '../../daprd/defaults';
import { error, warning } from '../../diagnostics/rule';
import { Json } from '../../util/json';
import { describe } from '../../util/values';
import { SHORT_LIVED_KINDS } from '../../workload/kinds';

const GRACE_PERIOD_TOO_SHORT = error('DAPR2011', {
  title: 'grace period too short',
  why: 'The pod is killed in the middle of its shutdown',
  todo: 'raise terminationGracePeriodSeconds',
  source: 'dapr/dapr pkg/runtime',
  manifests: true,
});

export const JOB_NEVER_ENDS = error('DAPR7007', {
  title: 'Job whose sidecar would not end',
  why: 'The pod waits for ever for its sidecar and the Job never completes',
  todo: 'use a native sidecar',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_patcher.go',
  manifests: true,
});

const JOB_RESTARTS_ALWAYS = error('DAPR7008', {
  title: 'Job with restartPolicy Always',
  why: 'The API server rejects it',
  todo: 'use Never or OnFailure',
  source: 'Kubernetes API validation',
  manifests: true,
});

export const JOB_WITH_CLASSIC_SIDECAR = warning('DAPR7013', {
  title: 'Job with a classic sidecar',
  why: 'It completes only if the app calls POST /v1.0/shutdown at its end',
  todo: 'make sure that it does, then acknowledge this',
  source: 'dapr/dapr pkg/injector',
  manifests: true,
});

const JOB_RESTARTS_IN_PLACE = warning('DAPR8005', {
  title: 'Job with a classic sidecar that restarts in place',
  why: 'The app shuts daprd down at its end; restarted in the same pod after a failure, it may find none',
  todo: 'use restartPolicy Never, which makes a new pod, or a native sidecar',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_patcher.go',
});

const KUBERNETES_GRACE = 30;

export const checkRestart: PodCheck = ({ kind, spec }, problems) => {
  if (SHORT_LIVED_KINDS.includes(kind) && !['Never', 'OnFailure'].includes(spec.restartPolicy)) {
    problems.push({ rule: JOB_RESTARTS_ALWAYS, what: `restartPolicy is ${describe(spec.restartPolicy ?? 'Always, by default')}` });
  }
};

export const checkShutdown: PodCheck = ({ spec, annotations }, problems) => {
  const needed = shutdownSeconds(annotations);
  const given = spec.terminationGracePeriodSeconds ?? KUBERNETES_GRACE;
  if (needed > given) {
    problems.push({ rule: GRACE_PERIOD_TOO_SHORT, what: `daprd needs ${needed} s to shut down, terminationGracePeriodSeconds is ${given}` });
  }
};

export const checkEnd: PodCheck = ({ kind, spec, object, annotations }, problems) => {
  if (!SHORT_LIVED_KINDS.includes(kind) || annotations['dapr.io/enable-native-sidecar'] !== 'false') {
    return;
  }
  const jobSpec: Json = (kind === 'CronJob' ? object.spec?.jobTemplate?.spec : object.spec) ?? {};
  if (!jobSpec.activeDeadlineSeconds) {
    problems.push({ rule: JOB_NEVER_ENDS, what: 'enableNativeSidecar is false, and there is no activeDeadlineSeconds', todo: 'leave the option out, or set activeDeadlineSeconds and call POST /v1.0/shutdown at the end' });
    return;
  }
  problems.push({ rule: JOB_WITH_CLASSIC_SIDECAR, what: 'enableNativeSidecar is false' });
  if (spec.restartPolicy === 'OnFailure') {
    problems.push({ rule: JOB_RESTARTS_IN_PLACE, what: 'enableNativeSidecar is false, and restartPolicy is OnFailure' });
  }
};
