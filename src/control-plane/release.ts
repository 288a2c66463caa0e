import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { report } from '../diagnostics/report';
import { error } from '../diagnostics/rule';
import { Json } from '../util/json';
import { mustBe } from '../util/values';

const UNSUPPORTED_CERTIFICATES = error('DAPR9009', {
  title: 'certificates not supported by the output',
  why: 'Only Flux reads chart values from a Secret; rendered YAML and an Argo CD Application would contain the private key in plain text',
  todo: 'put the certificates into the Secret dapr-trust-bundle (and ca.crt into the ConfigMap with the same name) and set certificatesSecret to \'dapr-trust-bundle\'',
  source: 'dapr/dapr pkg/sentry/server/ca/kube.go',
});

/** Name of the Secret and the ConfigMap in which Sentry stores its certificates (`pkg/sentry/server/ca/kube.go`). */
export const TRUST_BUNDLE = 'dapr-trust-bundle';
/** Keys of the Secret, with the chart value that each of them sets. */
export const CERTIFICATES: { [key: string]: string } = {
  'ca.crt': 'dapr_sentry.tls.root.certPEM',
  'issuer.crt': 'dapr_sentry.tls.issuer.certPEM',
  'issuer.key': 'dapr_sentry.tls.issuer.keyPEM',
};

/** The Helm release, independent of the output. */
export interface Release {
  readonly name: string;
  readonly namespace: string;
  readonly createNamespace: boolean;
  readonly chartVersion: string;
  readonly repository: string;
  readonly kubernetesVersion: string;
  readonly certificatesSecret?: string;
  readonly values: Json;
  /** False if a setting was refused: the objects will not be emitted, so costly steps are skipped. */
  readonly sound: boolean;
}

export const isOci = (repository: string): boolean => repository.startsWith('oci://');

/** Defines an object with its own metadata, independent of the namespace of the chart. */
export function object(scope: Construct, id: string, apiVersion: string, kind: string, metadata: Json, spec?: Json): ApiObject {
  return new ApiObject(scope, id, { apiVersion, kind, metadata, ...(spec ? { spec } : {}) });
}

/** Reports certificates that the output cannot read. */
export function checkCertificates(scope: Construct, { certificatesSecret }: Release): void {
  if (certificatesSecret !== undefined && certificatesSecret !== TRUST_BUNDLE) {
    report(scope, UNSUPPORTED_CERTIFICATES, mustBe('certificatesSecret', `'${TRUST_BUNDLE}' for this output`, certificatesSecret));
  }
}
