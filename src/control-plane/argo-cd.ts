import { Construct } from 'constructs';
import { ArgoCdControlPlaneOptions } from './output-options';
import { checkCertificates, object, Release, TRUST_BUNDLE } from './release';
import { aBoolean, aName, aNamespace, aString } from '../props/checks';
import { Schema, validProps } from '../props/schema';

const OPTIONS: Schema<ArgoCdControlPlaneOptions> = { namespace: aNamespace, project: aName, destinationServer: aString, automated: aBoolean };

/** What Dapr writes itself into objects of its chart: Argo CD must neither report nor undo it. */
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

/** An Application; Argo CD renders the chart, CRDs too, and applies it. */
export function emitArgoCd(scope: Construct, release: Release, given: ArgoCdControlPlaneOptions): void {
  const { namespace = 'argocd', project = 'default', destinationServer = 'https://kubernetes.default.svc', automated = false } = validProps(scope, given, OPTIONS);
  checkCertificates(scope, release);
  object(scope, 'Resource', 'argoproj.io/v1alpha1', 'Application', { name: release.name, namespace }, {
    project,
    source: {
      // Argo CD knows by the registration of the repository that it is OCI.
      repoURL: release.repository.replace(/^oci:\/\//, ''),
      chart: 'dapr',
      targetRevision: release.chartVersion,
      helm: { releaseName: release.name, valuesObject: release.values },
    },
    destination: { server: destinationServer, namespace: release.namespace },
    syncPolicy: {
      ...(automated ? { automated: { prune: true, selfHeal: true } } : {}),
      // By the server: CRDs are too large for an annotation, and data that the chart does not give stays.
      syncOptions: [...(release.createNamespace ? ['CreateNamespace=true'] : []), 'ServerSideApply=true', 'RespectIgnoreDifferences=true'],
    },
    ignoreDifferences: WRITTEN_BY_DAPR(release.namespace),
  });
}
