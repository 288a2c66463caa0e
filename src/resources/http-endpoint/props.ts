import { IDaprComponent } from '../../contract';
import { MetadataValue } from '../metadata/metadata-value';
import { DaprScopes } from '../scopes';

/** Whether a server may request TLS renegotiation. */
export enum TlsRenegotiation {
  /** Renegotiation is not allowed. */
  NEVER = 'Never',
  /** The server may request it once per connection. */
  ONCE_AS_CLIENT = 'OnceAsClient',
  /** The server may request it repeatedly. */
  FREELY_AS_CLIENT = 'FreelyAsClient',
}

/** Props of `DaprHttpEndpoint`. */
export interface DaprHttpEndpointProps extends DaprScopes {
  /** Base URL of the service: `https://host`, optionally with a port and a path. */
  readonly baseUrl: string;
  /**
   * Name under which apps call the endpoint; must differ from all app IDs (DAPR3130) and component names (DAPR3131).
   * @default - the construct ID
   */
  readonly httpEndpointName?: string;
  /**
   * Namespace of the object; must be the namespace of the apps (DAPR1013).
   * @default - the namespace of the chart
   */
  readonly namespace?: string;
  /**
   * Headers of each request, by name. A header whose name suggests a secret must come from a Secret (DAPR3006).
   * @default - none
   */
  readonly headers?: { [name: string]: MetadataValue };
  /**
   * CA certificate of the server, in PEM.
   * @default - CA certificates of the system
   */
  readonly rootCa?: MetadataValue;
  /**
   * Client certificate, in PEM; requires `privateKey` (DAPR3132).
   * @default - none
   */
  readonly certificate?: MetadataValue;
  /**
   * Private key of the client certificate, in PEM; must come from a secret (DAPR3006).
   * @default - none
   */
  readonly privateKey?: MetadataValue;
  /**
   * Whether the server may request TLS renegotiation.
   * @default TlsRenegotiation.NEVER
   */
  readonly renegotiation?: TlsRenegotiation;
  /**
   * Secret store from which `MetadataValue.fromSecret` reads.
   * @default - Kubernetes Secrets of the namespace
   */
  readonly secretStore?: IDaprComponent;
}
