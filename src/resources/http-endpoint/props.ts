import { IDaprComponent } from '../../contract';
import { MetadataValue } from '../component/metadata-value';
import { DaprScopes } from '../scopes';

/** Whether a server may ask for the client's certificate again. */
export enum TlsRenegotiation {
  /** Never. */
  NEVER = 'Never',
  /** Once. */
  ONCE_AS_CLIENT = 'OnceAsClient',
  /** As often as it likes. */
  FREELY_AS_CLIENT = 'FreelyAsClient',
}

/** What defines a `DaprHttpEndpoint`. */
export interface DaprHttpEndpointProps extends DaprScopes {
  /** Where it is: `https://host`, with a port and a path if need be. */
  readonly baseUrl: string;
  /**
   * Name by which apps call it, which must be that of no app (DAPR3130) and of no component (DAPR3131).
   * @default - the construct id
   */
  readonly httpEndpointName?: string;
  /**
   * Namespace, which must be that of the apps (DAPR1013).
   * @default - that of the chart
   */
  readonly namespace?: string;
  /**
   * Headers of each call, by name. One whose name is that of a secret has to come from one (DAPR3006).
   * @default - none
   */
  readonly headers?: { [name: string]: MetadataValue };
  /**
   * Certificate of the authority of the server, in PEM.
   * @default - those of the system
   */
  readonly rootCa?: MetadataValue;
  /**
   * Certificate of the client, in PEM; it needs `privateKey` (DAPR3132).
   * @default - none
   */
  readonly certificate?: MetadataValue;
  /**
   * Private key of the client, in PEM, from a secret (DAPR3006).
   * @default - none
   */
  readonly privateKey?: MetadataValue;
  /**
   * Whether the server may ask for the client's certificate again.
   * @default TlsRenegotiation.NEVER
   */
  readonly renegotiation?: TlsRenegotiation;
  /**
   * The secret store from which `MetadataValue.fromSecret` reads.
   * @default - Kubernetes Secrets of the namespace
   */
  readonly secretStore?: IDaprComponent;
}
