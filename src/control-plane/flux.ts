import { Construct } from 'constructs';
import { FluxControlPlaneOptions } from './output-options';
import { CERTIFICATES, isOci, object, Release, TRUST_BUNDLE } from './release';
import { CONTRADICTING_SETTINGS, INVALID_CONTROL_PLANE_SETTING } from './rules';
import { report } from '../diagnostics/report';
import { VALUES_ANNOTATION } from '../kubernetes/names';
import { aDuration, aName, aNamespace } from '../props/checks';
import { Schema, validProps } from '../props/schema';
import { hashOf } from '../util/hash';
import { Json } from '../util/json';
import { goDuration } from '../util/values';

const OPTIONS: Schema<FluxControlPlaneOptions> = { namespace: aNamespace, interval: aDuration, serviceAccountName: aName, repositorySecret: aName };

/** HelmRepository and HelmRelease; Flux reads certificates from their Secret. */
export function emitFlux(scope: Construct, release: Release, given: FluxControlPlaneOptions): void {
  const { namespace = 'flux-system', interval, serviceAccountName, repositorySecret } = validProps(scope, given, OPTIONS);
  const { name, certificatesSecret: secret } = release;
  if (secret === TRUST_BUNDLE && namespace === release.namespace) {
    report(scope, CONTRADICTING_SETTINGS, `certificatesSecret is Secret '${TRUST_BUNDLE}' in namespace '${namespace}', which the chart writes itself`,
      'use a Secret with another name');
  }
  const every = goDuration(interval?.toMilliseconds() ?? 600_000);
  if (every === '0s') {
    report(scope, INVALID_CONTROL_PLANE_SETTING, 'interval must be greater than zero');
  }
  const metadata = { name, namespace };
  const repository = object(scope, 'Repository', 'source.toolkit.fluxcd.io/v1', 'HelmRepository', metadata, {
    ...(isOci(release.repository) ? { type: 'oci' } : {}),
    url: release.repository,
    interval: every,
    ...(repositorySecret ? { secretRef: { name: repositorySecret } } : {}),
  });
  object(scope, 'Resource', 'helm.toolkit.fluxcd.io/v2', 'HelmRelease', metadata, {
    interval: every,
    // Flux would make the name of namespace and name otherwise.
    releaseName: name,
    targetNamespace: release.namespace,
    chart: { spec: { chart: 'dapr', version: release.chartVersion, interval: every, sourceRef: { kind: 'HelmRepository', name } } },
    ...(serviceAccountName ? { serviceAccountName } : {}),
    // Helm itself never upgrades CRDs.
    install: { ...(release.createNamespace ? { createNamespace: true } : {}), crds: 'CreateReplace', remediation: { retries: 3 } },
    upgrade: { crds: 'CreateReplace', remediation: { retries: 3 } },
    ...(secret ? {
      valuesFrom: Object.entries(CERTIFICATES).map(([valuesKey, targetPath]) => ({ kind: 'Secret', name: secret, valuesKey, targetPath })),
    } : {}),
    values: restartingOperator(release.values),
  }).addDependency(repository);
}

/**
 * Replacing the CRDs takes from that of Subscription the address of its conversion webhook, which the operator writes
 * only when it starts. So an upgrade that changes the values restarts it; another version has another image anyway.
 */
function restartingOperator(values: Json): Json {
  const fingerprint = hashOf(JSON.stringify(values));
  const operator = values.dapr_operator ?? {};
  const deploymentAnnotations = { ...operator.deploymentAnnotations, [VALUES_ANNOTATION]: fingerprint };
  return { ...values, dapr_operator: { ...operator, deploymentAnnotations } };
}
