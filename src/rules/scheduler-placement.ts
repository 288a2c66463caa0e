/** A scheduler that serves the placement of actors, and daprds that only know the placement service. */
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { IDaprApp } from '../contract';
import { atLeast, parseVersion } from '../dapr/version';
import { tagVersionOf } from '../daprd/image';
import { SHARED_DAPRDS } from '../data-plane/shared/facts';
import { CONTROL_PLANES } from '../delivery/control-planes';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { error } from '../diagnostics/rule';
import { APPS, hasSidecar, wiringOf } from '../facts/apps';
import { clusterOf } from '../kubernetes/cluster';
import { DaprPlatform } from '../platform/dapr-platform';
import { isMap, Json } from '../util/json';

const OLD_DAPRD = error('DAPR7081', {
  title: 'placement in the scheduler with a daprd before Dapr 1.19',
  why: 'An older daprd knows the placement service only, and while one is connected, the schedulers do not serve placement: actors and workflows of the cluster stop',
  todo: 'upgrade every daprd to Dapr 1.19 or newer first, then set schedulerPlacementEnabled',
  source: 'dapr/dapr docs/release_notes/v1.19.0.md',
});
const FIRST = '1.19';

const placement: AppCheck = root => {
  const serving = CONTROL_PLANES(root).filter(({ servesPlacement }) => servesPlacement);
  if (!serving.length) {
    return [];
  }
  const daprds = [
    ...APPS.of(root).filter(hasSidecar).map((at: IConstruct) => ({ at, workload: wiringOf(at as IDaprApp)?.pod.renderWired() })),
    ...SHARED_DAPRDS.of(root).map((at: IConstruct) => ({ at, workload: (at.node.findChild('Resource') as ApiObject).toJson() })),
  ];
  return serving.flatMap(({ at, namespace }) => [
    ...upgrading(at),
    ...daprds.filter(daprd => clusterOf(daprd.at) === clusterOf(at) && DaprPlatform.of(daprd.at).controlPlaneNamespace === namespace)
      .flatMap(daprd => old(daprd.at, [DaprPlatform.of(daprd.at).daprVersion, ...imageVersions(daprd.workload)], at)),
  ]);
};

function old(at: IConstruct, versions: readonly string[], controlPlane: IConstruct): Finding[] {
  const found = versions.find(version => parseVersion(version) && !atLeast(version, FIRST));
  return found === undefined ? [] : [{ at, rule: OLD_DAPRD, what: `daprd is ${found}, and the scheduler of '${controlPlane.node.path}' serves the placement of actors` }];
}

function upgrading(at: IConstruct): Finding[] {
  const { upgradingFrom } = DaprPlatform.of(at);
  return upgradingFrom === undefined || atLeast(upgradingFrom, FIRST) ? []
    : [{ at, rule: OLD_DAPRD, what: `the scheduler serves the placement of actors, and upgradingFrom of DaprPlatform is ${upgradingFrom}`, todo: 'complete the upgrade and remove upgradingFrom first' }];
}

/** The versions of the images of daprd that a workload names. */
function imageVersions(workload: Json | undefined): string[] {
  const template: Json = workload?.spec?.jobTemplate?.spec?.template ?? workload?.spec?.template ?? workload ?? {};
  const containers: unknown[] = [...template.spec?.containers ?? [], ...template.spec?.initContainers ?? []];
  const images = [template.metadata?.annotations?.['dapr.io/sidecar-image'], ...containers.filter(isMap).filter(({ name }: Json) => name === 'daprd').map(({ image }: Json) => image)];
  return images.flatMap(image => typeof image === 'string' ? tagVersionOf(image) ?? [] : []);
}

export const checks = [placement];
