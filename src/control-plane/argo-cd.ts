import { Construct } from 'constructs';
import { ArgoCdControlPlaneOptions } from './output-options';
import { checkCertificates, object, Release, TRUST_BUNDLE } from './release';
import { aBoolean, aName, aNamespace, aString } from '../props/checks';
import { Schema, validProps } from '../props/schema';

const OPTIONS: Schema<ArgoCdControlPlaneOptions> = { namespace: aNamespace, project: aName, destinationServer: aString, automated: aBoolean };

/** Fields that Dapr writes into the objects of its chart: Argo CD must neither report nor revert them. */
const WRITTEN_BY_DAPR = (namespace: string): object[] => [
  { kind: 'Secret', name: TRUST_BUNDLE, namespace, jsonPointers: ['/data'] },
  { kind: 'ConfigMap', name: TRUST_BUNDLE, namespace, jsonPointers: ['/data'] },
  { group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition', name: 'subscriptions.dapr.io', jsonPointers: ['/spec/conversion/webhook/clientConfig'] },
  {
    group: 'admissionregistration.k8s.io',
    kind: 'MutatingWebhookConfiguration',
    name: 'dapr-sidecar-injector',
    jqPathExpressions: ['.webhooks[].clientConfig.caBundle'],
  },
];

/** Emits an Application; Argo CD renders and applies the chart, including its CRDs. */
export function emitArgoCd(scope: Construct, release: Release, given: ArgoCdControlPlaneOptions): void {
  const { namespace = 'argocd', project = 'default', destinationServer = 'https://kubernetes.default.svc', automated = false } = validProps(scope, given, OPTIONS);
  checkCertificates(scope, release);
  object(scope, 'Resource', 'argoproj.io/v1alpha1', 'Application', { name: release.name, namespace }, {
    project,
    source: {
      // The repository's registration in Argo CD marks it as OCI.
      repoURL: release.repository.replace(/^oci:\/\//, ''),
      chart: 'dapr',
      targetRevision: release.chartVersion,
      helm: { releaseName: release.name, valuesObject: release.values },
    },
    destination: { server: destinationServer, namespace: release.namespace },
    syncPolicy: {
      ...(automated ? { automated: { prune: true, selfHeal: true } } : {}),
      // Server-side apply: CRDs are too large for the last-applied annotation, and data that the chart does not set stays.
      syncOptions: [...(release.createNamespace ? ['CreateNamespace=true'] : []), 'ServerSideApply=true', 'RespectIgnoreDifferences=true'],
    },
    ignoreDifferences: WRITTEN_BY_DAPR(release.namespace),
  });
}
