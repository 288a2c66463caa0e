import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { endpointProblems } from './checks';
import { DaprHttpEndpointProps, TlsRenegotiation } from './props';
import { IDaprResource } from '../../contract';
import { reportAll } from '../../diagnostics/report';
import { aComponent, mapOf, enumOf, unchecked } from '../../props/checks';
import { Schema, validProps } from '../../props/schema';
import { omitEmpty, Json } from '../../util/json';
import { checkSecretStore } from '../component/checks';
import { MetadataValue } from '../component/metadata-value';
import { namedValues } from '../component/named-values';
import { aValue } from '../component/value-shape';
import { ExistingResource } from '../resource';
import { ScopedResource, SCOPES } from '../scoped-resource';

/** An HTTP service outside Dapr: of this App, or one that exists. */
export interface IDaprHttpEndpoint extends IDaprResource {
  /** Name by which apps call it. */
  readonly httpEndpointName: string;
}

const HTTP_ENDPOINT: Schema<DaprHttpEndpointProps> = {
  ...SCOPES,
  baseUrl: unchecked,
  httpEndpointName: unchecked,
  namespace: unchecked,
  headers: mapOf(aValue),
  rootCa: aValue,
  certificate: aValue,
  privateKey: aValue,
  renegotiation: enumOf(TlsRenegotiation),
  secretStore: aComponent,
};

/** An HTTP service outside Dapr that apps call as if it were an app: with Dapr's retries, traces and secrets. */
export class DaprHttpEndpoint extends ScopedResource implements IDaprHttpEndpoint {
  /** An HTTP endpoint that exists, by its name. */
  public static fromHttpEndpointName(scope: Construct, id: string, httpEndpointName: string): IDaprHttpEndpoint {
    return new ExistingHttpEndpoint(scope, id, 'HTTPEndpoint', httpEndpointName);
  }

  public readonly httpEndpointName: string;

  constructor(scope: Construct, id: string, props: DaprHttpEndpointProps) {
    super(scope, id, 'HTTPEndpoint', props?.httpEndpointName, props?.namespace);
    const all = validProps(this, props, HTTP_ENDPOINT);
    const { baseUrl, headers, rootCa, certificate, privateKey, renegotiation, secretStore } = all;
    this.httpEndpointName = this.resourceName;
    const spec = omitEmpty({
      baseUrl,
      headers: namedValues(headers),
      clientTLS: omitEmpty({ rootCA: document(rootCa), certificate: document(certificate), privateKey: document(privateKey), renegotiation }),
    });
    new ApiObject(this, 'Resource', {
      apiVersion: 'dapr.io/v1alpha1',
      kind: 'HTTPEndpoint',
      metadata: this._metadata(),
      spec,
      scopes: Lazy.any({ produce: () => this._scopes() }),
      ...(secretStore ? { auth: { secretStore: secretStore.componentName } } : {}),
    });
    if (secretStore) {
      this._alsoLoad(secretStore);
    }
    this._scopeTo(all);
    reportAll(this, [...endpointProblems(spec, '', ''), ...checkSecretStore(this, secretStore)]);
  }
}

class ExistingHttpEndpoint extends ExistingResource implements IDaprHttpEndpoint {
  public get httpEndpointName(): string {
    return this.resourceName;
  }
}

/** A text or a key of a secret, without a name. */
function document(value: MetadataValue | undefined): Json | undefined {
  const { name: _, ...rest } = value?._render('') ?? {};
  return value && rest;
}
