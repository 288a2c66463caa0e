import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { endpointProblems } from './checks';
import { DaprHttpEndpointProps, TlsRenegotiation } from './props';
import { IDaprResource } from '../../contract';
import { reportAll } from '../../diagnostics/report';
import { noteEnvReferences } from '../../facts/env-references';
import { aComponent, mapOf, enumOf, unchecked } from '../../props/checks';
import { Schema, validProps } from '../../props/schema';
import { omitEmpty, Json } from '../../util/json';
import { checkSecretStore } from '../component/checks';
import { MetadataValue } from '../metadata/metadata-value';
import { namedValues } from '../metadata/named-values';
import { aValue } from '../metadata/value-shape';
import { ExistingResource } from '../resource';
import { ScopedResource, SCOPES } from '../scoped-resource';

/** An HTTP service outside Dapr: defined in this App, or existing. */
export interface IDaprHttpEndpoint extends IDaprResource {
  /** Name under which apps call the endpoint. */
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

/**
 * An HTTP service outside Dapr that apps call through service invocation, with Dapr's resiliency, tracing and secrets.
 * @example new DaprHttpEndpoint(chart, 'payments', { apps: [orders], baseUrl: 'https://payments.example.com' });
 */
export class DaprHttpEndpoint extends ScopedResource implements IDaprHttpEndpoint {
  /** References an existing HTTPEndpoint by name. */
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
      clientTLS: omitEmpty({ rootCA: pemOf(rootCa), certificate: pemOf(certificate), privateKey: pemOf(privateKey), renegotiation }),
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
    noteEnvReferences(this, spec, secretStore);
    this._scopeTo(all);
    reportAll(this, [...endpointProblems(spec, '', ''), ...checkSecretStore(this, secretStore)]);
  }
}

class ExistingHttpEndpoint extends ExistingResource implements IDaprHttpEndpoint {
  public get httpEndpointName(): string {
    return this.resourceName;
  }
}

/** A literal value or a secret key reference, without a name. */
function pemOf(value: MetadataValue | undefined): Json | undefined {
  const { name: _, ...rest } = value?._render('') ?? {};
  return value && rest;
}
