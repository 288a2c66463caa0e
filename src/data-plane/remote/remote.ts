import { Construct } from 'constructs';
import { RemoteDaprOptions } from './options';
import { DaprdLocation, DataPlaneConfig, DaprUseKind, IDaprApp, IDataPlane, UnsupportedUse } from '../../contract';
import { appEnv } from '../../dapr/app-env';
import { appAddress, describeAddress, endpoint } from '../../dapr/endpoint';
import { Diagnostics } from '../../diagnostics/diagnostics';
import { report } from '../../diagnostics/report';
import { error, warning } from '../../diagnostics/rule';
import { Collection } from '../../facts/collection';
import { DELIVERED, describeUse, usesOf } from '../../facts/uses';
import { DaprPlatform } from '../../platform/dapr-platform';
import { reportLocked } from '../../platform/locks';
import { BUILT_IN_DATA_PLANE } from '../../platform/scoped-settings';
import { aBoolean, aName, aString, unchecked } from '../../props/checks';
import { UNSUPPORTED_OPTION } from '../../props/rules';
import { Schema, validProps } from '../../props/schema';
import { brand } from '../../util/brand';

const AMBIGUOUS_ENDPOINT = error('DAPR7040', {
  title: 'endpoint that SDKs interpret differently',
  why: 'Some SDKs fail at start, and others connect to another address',
  todo: 'set https://host:port; http:// requires unsafeAllowPlainHttp',
  source: 'the settings of the five SDKs',
});
const UNDOCUMENTED_USE = warning('DAPR7041', {
  title: 'feature not documented by the service',
  why: 'The service may accept it and never act on it',
  todo: 'test it, then acknowledge this',
  source: 'https://docs.diagrid.io/catalyst',
});
const REMOTE_API_WITHOUT_TOKEN = error('DAPR7043', {
  title: 'remote Dapr without an API token',
  why: 'Anyone who reaches the remote Dapr can act as the app',
  todo: 'set apiTokenSecret here or in DaprPlatform, or set unsafeAllowUnauthenticatedApi to run without a token',
  source: 'dapr/dapr pkg/security',
});
const UNREACHABLE_APP_ENDPOINT = error('DAPR7045', {
  title: 'app endpoint not reachable by a remote Dapr',
  why: 'The remote Dapr delivers nothing, or the address exposes a secret',
  todo: 'set a URL that the remote Dapr can reach, for example https://orders.shop.example',
  source: 'dapr/dapr pkg/channel/http',
});

const OPTIONS: Schema<RemoteDaprOptions> = {
  httpEndpoint: unchecked,
  grpcEndpoint: unchecked,
  apiTokenSecret: aName,
  appEndpoint: aString,
  unsafeAllowUnauthenticatedApi: aBoolean,
  unsafeAllowPlainHttp: aBoolean,
};

const CLUSTER_DOMAIN = 'cluster.local';
const NO_APP_ENDPOINT = 'the remote Dapr does not know the address of the app: set appEndpoint';
const NO_SECRETS = 'the remote Dapr cannot read Secrets of this cluster: declare a secret store and read from it';

/** How a remote Dapr identifies an app. */
export interface RemoteIdentity {
  readonly app: IDaprApp;
  /** Equal for apps that the remote Dapr cannot distinguish. */
  readonly key: string;
  /** Description of the identity, for messages. */
  readonly description: string;
}

export const REMOTE_IDENTITIES = new Collection<RemoteIdentity>('remote-identities');

/** The differences between kinds of remote Dapr. */
export interface RemoteKind {
  /** Name in messages. */
  readonly name: string;
  /** True for a service outside the cluster that identifies an app by its token only. */
  readonly service: boolean;
  /** Features that the service does not document. */
  readonly undocumented: DaprUseKind[];
}

/** A Dapr that another party runs, reached by URL and token. */
export class Remote implements IDataPlane {
  public readonly model: string;

  constructor(private readonly given: RemoteDaprOptions, private readonly kind: RemoteKind) {
    this.model = kind.service ? 'DataPlane.catalyst' : 'DataPlane.remote';
  }

  public bind(_scope: Construct, app: IDaprApp): DataPlaneConfig {
    const options = validProps(app, this.given, OPTIONS);
    const { httpEndpoint, grpcEndpoint, appEndpoint, apiTokenSecret, unsafeAllowUnauthenticatedApi: unauthenticated } = options;
    const token = apiTokenSecret ?? (this.kind.service ? `${app.appId}-catalyst`
      : unauthenticated ? undefined : DaprPlatform.of(app).apiTokenSecret);
    this.check(app, options, token);
    this.checkUses(app);
    this.identities(app, options, token).forEach(identity => REMOTE_IDENTITIES.add(app, identity));
    const unsupportedUses: UnsupportedUse[] = [
      { kind: DaprUseKind.READ_SECRET, reason: NO_SECRETS },
      ...(appEndpoint === undefined ? DELIVERED.map(kind => ({ kind, reason: NO_APP_ENDPOINT })) : []),
    ];
    return {
      location: DaprdLocation.REMOTE,
      ...(appEndpoint === undefined ? {} : { appEndpoint }),
      unsupportedUses,
      env: [
        ...appEnv(app, token),
        ...(typeof httpEndpoint === 'string' ? [{ name: 'DAPR_HTTP_ENDPOINT', value: httpEndpoint }] : []),
        ...(typeof grpcEndpoint === 'string' ? [{ name: 'DAPR_GRPC_ENDPOINT', value: grpcEndpoint }] : []),
      ],
    };
  }

  private check(app: IDaprApp, options: RemoteDaprOptions, token: string | undefined): void {
    const { httpEndpoint, grpcEndpoint, appEndpoint, unsafeAllowPlainHttp = false } = options;
    for (const [name, value] of Object.entries({ httpEndpoint, grpcEndpoint })) {
      const expected = endpoint(value, unsafeAllowPlainHttp);
      if (expected) {
        report(app, AMBIGUOUS_ENDPOINT, `${name} must be ${expected}; got ${describeAddress(value)}`);
      }
    }
    const { service } = this.kind;
    // The token of a service identifies the app, and is not that of a daprd.
    if (!service) {
      reportLocked(app, 'apiTokenSecret', token);
    }
    const expected = appEndpoint === undefined ? undefined
      : appAddress(appEndpoint, { plain: unsafeAllowPlainHttp, outside: service ? DaprPlatform.of(app).clusterDomain ?? CLUSTER_DOMAIN : undefined });
    if (expected) {
      report(app, UNREACHABLE_APP_ENDPOINT, `appEndpoint must be ${expected}; got ${describeAddress(appEndpoint)}`);
    }
    if (service && options.unsafeAllowUnauthenticatedApi) {
      report(app, UNSUPPORTED_OPTION, `unsafeAllowUnauthenticatedApi is not supported with ${this.kind.name}, which identifies an app by its token`);
    }
    if (token === undefined && options.unsafeAllowUnauthenticatedApi !== true) {
      report(app, REMOTE_API_WITHOUT_TOKEN, `apiTokenSecret is missing for ${this.kind.name}`);
    }
  }

  /** Identities of the app: the token and, except for a service with many apps at one address, each endpoint. */
  private identities(app: IDaprApp, { httpEndpoint, grpcEndpoint }: RemoteDaprOptions, token: string | undefined): RemoteIdentity[] {
    const secret = token === undefined ? 'no token' : `the token of the Secret '${token}'`;
    const addresses = [...new Set([httpEndpoint, grpcEndpoint])].filter(address => typeof address === 'string');
    return this.kind.service ? [{ app, key: secret, description: secret }]
      : addresses.map(address => ({ app, key: `${secret} at ${address}`, description: `${secret} at ${describeAddress(address)}` }));
  }

  private checkUses(app: IDaprApp): void {
    Diagnostics.of(app).check(() => usesOf(app).filter(use => this.kind.undocumented.includes(use.kind))
      .map(use => ({ at: app, rule: UNDOCUMENTED_USE, what: `the app ${describeUse(use)}, which ${this.kind.name} does not document` })));
  }
}

brand(Remote.prototype, BUILT_IN_DATA_PLANE);
