import { Construct } from 'constructs';
import { FluxControlPlaneOptions } from './output-options';
import { CERTIFICATES, isOci, object, Release, TRUST_BUNDLE } from './release';
import { CONFLICTING_SETTINGS, INVALID_CONTROL_PLANE_SETTING } from './rules';
import { report } from '../diagnostics/report';
import { VALUES_ANNOTATION } from '../kubernetes/names';
import { aDuration, aName, aNamespace } from '../props/checks';
import { Schema, validProps } from '../props/schema';
import { hashOf } from '../util/hash';
import { Json } from '../util/json';
import { goDuration } from '../util/values';

const OPTIONS: Schema<FluxControlPlaneOptions> = { namespace: aNamespace, interval: aDuration, serviceAccountName: aName, repositorySecret: aName };

/** Emits a HelmRepository and a HelmRelease; Flux reads the certificates from their Secret. */
export function emitFlux(scope: Construct, release: Release, given: FluxControlPlaneOptions): void {
  const { namespace = 'flux-system', interval, serviceAccountName, repositorySecret } = validProps(scope, given, OPTIONS);
  const { name, certificatesSecret: secret } = release;
  if (secret === TRUST_BUNDLE && namespace === release.namespace) {
    report(scope, CONFLICTING_SETTINGS, `certificatesSecret is Secret '${TRUST_BUNDLE}' in namespace '${namespace}', which the chart writes itself`,
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
    // Otherwise Flux composes the name from namespace and name.
    releaseName: name,
    targetNamespace: release.namespace,
    chart: { spec: { chart: 'dapr', version: release.chartVersion, interval: every, sourceRef: { kind: 'HelmRepository', name } } },
    ...(serviceAccountName ? { serviceAccountName } : {}),
    // Helm never upgrades CRDs on its own.
    install: { ...(release.createNamespace ? { createNamespace: true } : {}), crds: 'CreateReplace', remediation: { retries: 3 } },
    upgrade: { crds: 'CreateReplace', remediation: { retries: 3 } },
    ...(secret ? {
      valuesFrom: Object.entries(CERTIFICATES).map(([valuesKey, targetPath]) => ({ kind: 'Secret', name: secret, valuesKey, targetPath })),
    } : {}),
    values: restartingOperator(release.values),
  }).addDependency(repository);
}

/**
 * Adds a hash of the values to the operator's pods. Replacing the CRDs removes the address of the conversion webhook from the
 * Subscription CRD, and the operator writes it only at start. So an upgrade that changes the values restarts the operator; a new
 * version restarts it anyway, with a new image.
 */
function restartingOperator(values: Json): Json {
  const fingerprint = hashOf(JSON.stringify(values));
  const operator = values.dapr_operator ?? {};
  const deploymentAnnotations = { ...operator.deploymentAnnotations, [VALUES_ANNOTATION]: fingerprint };
  return { ...values, dapr_operator: { ...operator, deploymentAnnotations } };
}
