/** Sidecars that keep their version of Dapr, because nothing restarts their pods. */
import { notice } from '../../diagnostics/rule';
import { DAPR_VERSION_ANNOTATION } from '../../kubernetes/names';
import { Manifest } from '../../validation/manifest';
import { ManifestProblem } from '../../validation/manifests';
import { Daprd } from '../stack/apps';
import { PlanCheck } from '../stack/changes';
import { same } from '../stack/comparable';
import { daprVersionsIn } from '../stack/dapr-versions';
import { namespaceOf } from '../stack/stack';
import { few } from '../stack/words';

const STAYS = notice('DAPR9532', {
  title: 'sidecar keeps its Dapr version',
  why: 'The injector gives a pod the version of Dapr of the moment at which it starts, and nothing restarts the pod: old sidecars run with the new control plane',
  todo: 'restart the pods once the new control plane is ready, or set rollOnUpgrade: true in DaprPlatform',
  source: 'dapr/dapr pkg/injector/service/handler.go; dapr/dapr#2428',
});

/** Kinds that kubectl restarts. */
const RESTARTS = ['Deployment', 'StatefulSet', 'DaemonSet'];
/** Pods of a new run have the new version. */
const RUNS = ['Job', 'CronJob'];

export const sidecarVersions: PlanCheck = ({ before, after }) => {
  const [from, to] = [before, after].map(({ objects }) => daprVersionsIn(objects.values()));
  if (!from.length || !to.length || same(from, to)) {
    return [];
  }
  return after.daprds.filter(daprd => takesVersion(daprd) && same(before.same(daprd.at)?.template, daprd.at.template))
    .map(({ at, appId }): ManifestProblem => ({
      rule: STAYS, at, what: `the sidecar of app ID '${appId}' stays on Dapr ${few(from)} instead of ${few(to)} until its pods restart${command(at)}`,
    }));
};

/** Whether the version is that of the control plane, and no run or annotation gives the pods another one. */
const takesVersion = ({ at, injected, shared, settings }: Daprd): boolean =>
  injected && !shared && !settings['sidecar-image'] && !RUNS.includes(at.kind) && at.podAnnotations[DAPR_VERSION_ANNOTATION] === undefined;

const command = (at: Manifest): string =>
  RESTARTS.includes(at.kind) ? `: kubectl rollout restart ${at.kind.toLowerCase()} ${at.name} -n ${namespaceOf(at)}` : '';
