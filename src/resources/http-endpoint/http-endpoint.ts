import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { DaprHttpEndpointProps, TlsRenegotiation } from './props';
import { IDaprResource } from '../../contract';
import { report, reportAll } from '../../diagnostics/report';
import { error } from '../../diagnostics/rule';
import { SECRET_AS_TEXT } from '../../props/rules';
import { aComponent, elsewhere, mapOf, oneOf, Shape, wellFormed } from '../../props/shape';
import { given, Json } from '../../util/json';
import { describe } from '../../util/values';
import { checkSecretStore } from '../component/checks';
import { MetadataValue } from '../component/metadata-value';
import { checkNamedValues, holdsSecret, namedValues } from '../component/named-values';
import { aValue } from '../component/value-shape';
import { SECRET_OVER_PLAIN_HTTP, ExistingResource } from '../resource';
import { ScopedResource, SCOPES } from '../scoped-resource';

const INVALID_HTTP_ENDPOINT = error('DAPR3132', {
  title: 'invalid HTTP endpoint',
  why: 'Every call of it fails',
  todo: 'correct the value',
  source: 'dapr/dapr pkg/apis/httpEndpoint',
});

/** An HTTP service outside Dapr: of this App, or one that exists. */
export interface IDaprHttpEndpoint extends IDaprResource {
  /** Name by which apps call it. */
  readonly httpEndpointName: string;
}

const HTTP_ENDPOINT: Shape<DaprHttpEndpointProps> = {
  ...SCOPES,
  baseUrl: elsewhere,
  httpEndpointName: elsewhere,
  namespace: elsewhere,
  headers: mapOf(aValue),
  rootCa: aValue,
  certificate: aValue,
  privateKey: aValue,
  renegotiation: oneOf(TlsRenegotiation),
  secretStore: aComponent,
};

/** Addresses that a cloud answers with credentials of the machine. */
const METADATA_SERVICE = /^(169\.254\.|\[?fe80:|\[?fd00:ec2::254|metadata\.google\.internal$)/i;

/** An HTTP service outside Dapr that apps call as if it were an app: with Dapr's retries, traces and secrets. */
export class DaprHttpEndpoint extends ScopedResource implements IDaprHttpEndpoint {
  /** An HTTP endpoint that exists, by its name. */
  public static fromHttpEndpointName(scope: Construct, id: string, httpEndpointName: string): IDaprHttpEndpoint {
    return new ExistingHttpEndpoint(scope, id, 'HTTPEndpoint', httpEndpointName);
  }

  public readonly httpEndpointName: string;

  constructor(scope: Construct, id: string, props: DaprHttpEndpointProps) {
    super(scope, id, 'HTTPEndpoint', props?.httpEndpointName, props?.namespace);
    const all = wellFormed(this, props, HTTP_ENDPOINT);
    const { baseUrl, headers, rootCa, certificate, privateKey, renegotiation, secretStore } = all;
    this.httpEndpointName = this.resourceName;
    new ApiObject(this, 'Resource', {
      apiVersion: 'dapr.io/v1alpha1',
      kind: 'HTTPEndpoint',
      metadata: this._metadata(),
      spec: given({
        baseUrl,
        headers: namedValues(headers),
        clientTLS: given({ rootCA: document(rootCa), certificate: document(certificate), privateKey: document(privateKey), renegotiation }),
      }),
      scopes: Lazy.any({ produce: () => this._scopes() }),
      ...(secretStore ? { auth: { secretStore: secretStore.componentName } } : {}),
    });
    if (secretStore) {
      this._alsoLoad(secretStore);
    }
    this._scopeTo(all);
    this.check(all);
  }

  private check({ baseUrl, headers, rootCa, certificate, privateKey, secretStore }: DaprHttpEndpointProps): void {
    const url = parse(baseUrl);
    const wrong = !url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username || url.password || /[?#\s]/.test(baseUrl);
    if (wrong) {
      report(this, INVALID_HTTP_ENDPOINT, `baseUrl ${describe(baseUrl)} is no address such as https://host:port/path without a query or a password`);
    } else if (METADATA_SERVICE.test(url.hostname)) {
      report(this, INVALID_HTTP_ENDPOINT, `baseUrl ${describe(baseUrl)} is the metadata service of the machine`, 'leave it out: it would give the machine\'s rights to every app');
    } else if (url.protocol === 'http:' && holdsSecret(headers)) {
      report(this, SECRET_OVER_PLAIN_HTTP, `a header comes from a secret, and baseUrl is ${describe(baseUrl)}`);
    }
    checkNamedValues(this, 'header', headers);
    reportAll(this, checkSecretStore(this, secretStore));
    if ((certificate === undefined) !== (privateKey === undefined)) {
      report(this, INVALID_HTTP_ENDPOINT, certificate === undefined ? 'privateKey without certificate' : 'certificate without privateKey', 'give both');
    }
    if (privateKey?._render('').value !== undefined) {
      report(this, SECRET_AS_TEXT, 'privateKey is a text', 'use MetadataValue.fromSecret');
    }
    for (const [name, value] of Object.entries({ rootCa, certificate, privateKey })) {
      if (value?._render('').envRef !== undefined) {
        report(this, INVALID_HTTP_ENDPOINT, `${name} comes from an environment variable, which Dapr does not read there`, 'use MetadataValue.of or fromSecret');
      }
    }
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

function parse(url: unknown): URL | undefined {
  try {
    return new URL(String(url));
  } catch {
    return undefined;
  }
}
