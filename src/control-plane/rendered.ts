import { spawnSync } from 'child_process';
import { ApiObject, Helm, HelmProps, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { RenderedControlPlaneOptions } from './output-options';
import { checkCertificates, isOci, object, Release, TRUST_BUNDLE } from './release';
import { Diagnostics } from '../diagnostics/diagnostics';
import { report } from '../diagnostics/report';
import { error } from '../diagnostics/rule';
import { isClusterScoped } from '../kubernetes/names';
import { aString, enumOf } from '../props/checks';
import { Schema, validProps } from '../props/schema';
import { describe } from '../util/values';

const HELM_MISSING = error('DAPR9010', {
  title: 'missing helm executable',
  why: 'The rendered output runs `helm template` at synth',
  todo: 'install Helm, set helmExecutable, or use ControlPlaneOutput.flux() or .argoCd(), which do not run it',
  source: 'https://helm.sh/docs/intro/install',
});
const HELM_FAILED = error('DAPR9011', {
  title: 'failed helm command',
  why: 'The chart cannot be rendered',
  todo: 'run the same helm command by hand to find the cause',
  source: 'https://helm.sh/docs/helm/helm_template',
});
const OTHER_CHART_AT_PATH = error('DAPR9013', {
  title: 'chart path with another chart version',
  why: 'The installed control plane would not have the pinned version',
  todo: 'replace the chart at chartPath, or correct chartVersion',
  source: 'dapr/dapr charts/dapr/Chart.yaml',
});

const OPTIONS: Schema<RenderedControlPlaneOptions> = {
  chartPath: aString, helmExecutable: aString, objects: enumOf({ ALL: 'all', CRDS: 'crds', ALL_BUT_CRDS: 'all-but-crds' }),
};
/** Chart version in Dapr's source tree; a release replaces it. */
const PLACEHOLDER = '0.0.0';

/** Emits the objects that `helm template` renders from the chart. */
export function emitRendered(scope: Construct, release: Release, given: RenderedControlPlaneOptions): void {
  const { chartPath, helmExecutable = 'helm', objects = 'all' } = validProps(scope, given, OPTIONS);
  checkCertificates(scope, release);
  if (!release.sound) {
    return;
  }
  checkHelm(scope, release, helmExecutable, chartPath);
  const namespace = release.createNamespace && objects !== 'crds'
    ? object(scope, 'Namespace', 'v1', 'Namespace', { name: release.namespace }) : undefined;
  const chart = template(scope, {
    ...source(release, chartPath),
    releaseName: release.name,
    namespace: release.namespace,
    values: release.values,
    helmExecutable,
    helmFlags: [...(objects === 'all-but-crds' ? [] : ['--include-crds']), '--kube-version', release.kubernetesVersion],
  });
  for (const each of chart.apiObjects) {
    const isCrd = each.kind === 'CustomResourceDefinition';
    // The user provides the objects with the certificates.
    const isProvided = release.certificatesSecret !== undefined && each.name === TRUST_BUNDLE;
    if ((objects === 'crds' && !isCrd) || isProvided) {
      chart.node.tryRemoveChild(each.node.id);
      continue;
    }
    if (isCrd) {
      keepConversion(each, release.namespace);
    }
    removeNamespace(each);
  }
  if (namespace) {
    removeNamespace(namespace);
    chart.node.addDependency(namespace);
  }
}

function source({ repository, chartVersion }: Release, chartPath?: string): Pick<HelmProps, 'chart' | 'repo' | 'version'> {
  if (chartPath !== undefined) {
    return { chart: chartPath };
  }
  return isOci(repository) ? { chart: `${repository.replace(/\/+$/, '')}/dapr`, version: chartVersion } : { chart: 'dapr', repo: repository, version: chartVersion };
}

/** Reports a missing helm executable or a chart with another version, before cdk8s runs helm. */
function checkHelm(scope: Construct, { chartVersion }: Release, helm: string, chartPath?: string): void {
  const run = spawnSync(helm, chartPath === undefined ? ['version', '--short'] : ['show', 'chart', chartPath], { encoding: 'utf8' });
  if (run.error) {
    throw Diagnostics.fatal({ at: scope, rule: HELM_MISSING, what: `helmExecutable ${describe(helm)} cannot be run (${(run.error as NodeJS.ErrnoException).code ?? run.error.message})` });
  }
  if (run.status !== 0) {
    throw Diagnostics.fatal({ at: scope, rule: HELM_FAILED, what: shorten(run.stderr) });
  }
  const found = /^version: *['"]?([^'"\s]+)/m.exec(run.stdout)?.[1];
  if (chartPath !== undefined && found !== chartVersion && found !== PLACEHOLDER) {
    report(scope, OTHER_CHART_AT_PATH, `the chart at chartPath ${describe(chartPath)} has ${found ? `version ${found}` : 'no version'}, and chartVersion is ${chartVersion}`);
  }
}

function template(scope: Construct, props: HelmProps): Helm {
  try {
    return new Helm(scope, 'Resource', props);
  } catch (thrown) {
    throw Diagnostics.fatal({ at: scope, rule: HELM_FAILED, what: shorten((thrown as Error).message) });
  }
}

/** The operator writes the address of the conversion webhook only at start; a later apply must not remove it. */
function keepConversion(crd: ApiObject, namespace: string): void {
  if (crd.toJson().spec.conversion?.webhook?.clientConfig?.service) {
    crd.addJsonPatch(JsonPatch.replace('/spec/conversion/webhook/clientConfig/service/namespace', namespace));
  }
}

/** Removes the namespace of the Chart, which cdk8s also adds to cluster-scoped objects. */
function removeNamespace(each: ApiObject): void {
  if (isClusterScoped(each.kind) && each.metadata.namespace !== undefined) {
    each.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  }
}

const shorten = (text: string): string => text.trim().replace(/\s+/g, ' ').replace(/\.$/, '').slice(0, 500);
