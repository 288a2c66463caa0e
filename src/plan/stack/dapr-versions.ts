/** The versions of Dapr that the manifests of a stack declare. */
import { DAPR_VERSION_ANNOTATION } from '../../kubernetes/names';
import { Json, mapsIn } from '../../util/json';
import { Manifest, map } from '../../validation/manifest';

/** The versions that injected daprds get: from the annotation of pods, and from the control plane. */
export const daprVersionsIn = (objects: Iterable<Manifest>): readonly string[] =>
  [...new Set([...objects].flatMap(object => [object.podAnnotations[DAPR_VERSION_ANNOTATION], controlPlaneVersion(object)])
    .filter(version => version !== '' && ['string', 'number'].includes(typeof version)).map(String))].sort();

/** The version of the control plane that an object installs: a HelmRelease of Flux, an Application of Argo CD, or the Deployment of the injector. */
function controlPlaneVersion(object: Manifest): unknown {
  const { group, kind, spec } = object;
  if (group === 'helm.toolkit.fluxcd.io' && kind === 'HelmRelease') {
    return ofChart(map(map(spec.chart).spec), 'version', spec.values);
  }
  if (group === 'argoproj.io' && kind === 'Application') {
    return [map(spec.source), ...mapsIn(spec.sources)].map(source => ofChart(source, 'targetRevision', map(source.helm).valuesObject)).find(Boolean);
  }
  const image = object.containers.flatMap(({ env }) => mapsIn(env)).find(({ name }) => name === 'SIDECAR_IMAGE')?.value;
  return /\/daprd:(\d+\.\d+\.\d+[^@]*)/.exec(String(image))?.[1];
}

/** The tag of the images, which is the version of the chart by default. */
const ofChart = (chart: Json, version: string, values: unknown): unknown => chart.chart === 'dapr' ? map(map(values).global).tag ?? chart[version] : undefined;
