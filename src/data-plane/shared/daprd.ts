import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { sharedAnnotations } from './annotations';
import { SharedApps } from './apps';
import { checkSharedOptions } from './checks';
import { SharedConfiguration } from './configuration';
import { emitConfiguration } from './configuration-object';
import { SharedContext, SharedDaprdProps, SharedKind, SharedParts } from './context';
import { registerDaprdAnnotations, PRIORITY_CLASSES, SHARED_DAPRDS, TRUST_ANCHORS } from './facts';
import { checkJoin } from './join';
import { apiNetworkPolicy } from './network-policy';
import { pinnedDaprd } from './pinned/pinned';
import { sharedAccount, sharedComponentAccess, sharedSecrets } from './secrets';
import { apiService, sharedInvocationService } from './services';
import { podAnnotations, sharedWorkload } from './workload';
import { DaprdLocation, DataPlaneConfig, IDaprApp, ISharedDataPlane } from '../../contract';
import { appEnv } from '../../dapr/app-env';
import { checkAppId } from '../../dapr/app-id';
import { operatorMakesService } from '../../dapr/invocation-service';
import { guardNamespace } from '../../dapr/namespaces';
import { ComponentAccess } from '../../daprd/component-access';
import { daprdPorts, INTERNAL_GRPC_PORTS } from '../../daprd/defaults';
import { SECRET_STORE_OFF } from '../../daprd/secret-store';
import { report } from '../../diagnostics/report';
import { ApiServerUse } from '../../facts/api-server';
import { registerTokenSecret } from '../../facts/key-references';
import { apiServiceName, MAX_SHARED_APP_ID, serviceHost, sharedDaprdName } from '../../kubernetes/names';
import { DaprPlatform } from '../../platform/dapr-platform';
import { validProps } from '../../props/schema';
import { omitChildren } from '../../synth/omitted-objects';

/**
 * A daprd outside the app's pods. By default, the injector adds it to a pod with a placeholder container: image, certificates,
 * addresses and mTLS come from the control plane, and no permissions are needed. With `pinned`, the library emits its container.
 * @internal
 */
export abstract class SharedDaprd extends Construct implements ISharedDataPlane {
  /** The only app ID that the daprd serves. */
  public readonly appId: string;
  /** The only app ID that the daprd serves. */
  public readonly identity: string;
  /** Namespace of its objects, if known. */
  public readonly namespace?: string;
  /** Name of the Service that apps connect to. */
  public readonly apiServiceName: string;
  /** Base URL of the HTTP API, `http://host:port`. */
  public readonly httpEndpoint: string;
  /** URL of the gRPC API, `http://host:port`, the form that all SDKs support. */
  public readonly grpcEndpoint: string;

  /**
   * Whether another daprd serves the app ID at the same time.
   * @internal
   */
  public _isSwitching = false;
  /**
   * Kind of the workload.
   * @internal
   */
  public readonly _kind: SharedKind<any>['kind'];

  private readonly context: SharedContext;
  private readonly parts: SharedParts;
  private readonly workload: IConstruct;
  private account?: IConstruct;
  private access?: ComponentAccess;
  /** Whether Dapr's operator creates the Service `<app-id>-dapr`. */
  private readonly operatorMakesService: boolean;

  protected constructor(scope: Construct, id: string, given: SharedDaprdProps, kind: SharedKind<any>) {
    super(scope, id);
    this._kind = kind.kind;
    const props: SharedDaprdProps = validProps<any>(this, given, kind.schema);
    const platform = DaprPlatform.of(this);
    this.identity = this.appId = checkAppId(this, props.appId ?? id, MAX_SHARED_APP_ID);
    this.namespace = props.namespace ?? Chart.of(this).namespace;
    guardNamespace(this, this.namespace, platform.controlPlaneNamespace);
    this.parts = kind.parts(props, platform.kubernetesVersion);
    this.context = this.contextOf(props, platform);
    const { annotations, pinned, ports } = this.context;
    this.apiServiceName = apiServiceName(this.identity);
    const host = serviceHost(this.apiServiceName, this.namespace, platform.clusterDomain);
    this.httpEndpoint = `http://${host}:${ports.http}`;
    this.grpcEndpoint = `http://${host}:${ports.grpc}`;
    this.operatorMakesService = !pinned && operatorMakesService(kind.kind, platform);

    // Defined, and so emitted, before the workload that loads it; a dependency has the same effect, but a cost for each chart of the App.
    emitConfiguration(this.context);
    apiService(this.context, this.parts);
    if (!platform.operatorServices) {
      sharedInvocationService(this.context);
    }
    if (props.serviceAccountAnnotations) {
      this.serviceAccount();
    }
    this.workload = sharedWorkload(this.context, kind.kind, this.parts);
    this.note();
    checkSharedOptions(this, props, this.context);
    this.parts.others?.(this.context);
    INTERNAL_GRPC_PORTS.add(this, { at: this, port: daprdPorts(annotations).internalGrpc });
  }

  /**
   * Whether an app joined it.
   * @internal
   */
  public get _isJoined(): boolean {
    return this.context.apps.all.length > 0;
  }

  public bind(_scope: Construct, app: IDaprApp): DataPlaneConfig {
    const { apps, apiTokenSecret, configuration: { given }, metadata, platform, props } = this.context;
    checkJoin(this.context, app);
    const isReceiver = !apps.receiver && app.appPort !== undefined;
    apps.add(app, () => this.readSecrets(), use => this.readApiServer(use));
    if (apps.all.length === 1 && platform.derivedAccess.networkPolicy) {
      apiNetworkPolicy(this.context);
    }
    if (isReceiver && platform.operatorServices && !this.operatorMakesService) {
      sharedInvocationService(this.context);
    }
    return {
      location: DaprdLocation.CLUSTER,
      env: [
        ...appEnv(app, apiTokenSecret),
        // The injector sets it beside a sidecar.
        { name: 'APP_PROTOCOL', value: app.appProtocol },
        { name: 'DAPR_HTTP_ENDPOINT', value: this.httpEndpoint },
        { name: 'DAPR_GRPC_ENDPOINT', value: this.grpcEndpoint },
      ],
      daprd: this.workload,
      secretsServiceAccount: props.serviceAccountName ?? metadata.name,
      ...(given ? { configuration: given } : {}),
      ...(this.parts.placement ? { placement: this.parts.placement } : {}),
    };
  }

  /**
   * Omits objects that the other daprd of a switch has too.
   * @internal
   */
  public _omit(unneeded: (id: string) => boolean): void {
    this._isSwitching = true;
    omitChildren(this, ({ node }) => unneeded(node.id));
  }

  private contextOf(props: SharedDaprdProps, platform: DaprPlatform): SharedContext {
    const appId = this.identity;
    const name = sharedDaprdName(appId);
    const labels = { 'app.kubernetes.io/name': 'daprd', 'app.kubernetes.io/instance': name };
    const unsafe = props.unsafeAllowUnauthenticatedApi === true;
    const apiTokenSecret = props.apiTokenSecret ?? (unsafe ? undefined : platform.apiTokenSecret);
    const pinned = pinnedDaprd(this, props.pinned, platform);
    const apps = new SharedApps();
    const configuration = new SharedConfiguration(this, props.configuration, () => apps.all);
    const annotations = sharedAnnotations(this, props, {
      identity: appId, apiTokenSecret, hasOwnConfiguration: configuration.isOwn, pinned, platform,
    });
    return {
      scope: this,
      appId,
      props,
      platform,
      metadata: { name, ...(this.namespace ? { namespace: this.namespace } : {}), labels },
      apiTokenSecret,
      pinned,
      annotations,
      ports: daprdPorts(annotations),
      configuration,
      apps,
    };
  }

  private note(): void {
    const { props, pinned, apiTokenSecret } = this.context;
    SHARED_DAPRDS.add(this, this);
    registerDaprdAnnotations(this.workload, () => podAnnotations(this.context));
    registerTokenSecret(this, this.namespace, 'apiTokenSecret', apiTokenSecret);
    if (pinned) {
      TRUST_ANCHORS.add(this, { at: this, namespace: this.namespace, ...pinned.trustAnchors, by: 'pinned' });
    }
    if (props.priorityClassName !== undefined) {
      PRIORITY_CLASSES.add(this, { at: this, name: props.priorityClassName });
    }
  }

  /** Permits what a component reads from the API server. */
  private readApiServer(use: ApiServerUse): void {
    this.access ??= sharedComponentAccess(this.context);
    this.workload.node.addDependency(...this.serviceAccount(), ...this.access.add(use));
  }

  /** The service account, once it is needed: the pods cannot start without it. */
  private serviceAccount(): IConstruct[] {
    if (this.context.props.serviceAccountName !== undefined) {
      return [];
    }
    this.account ??= sharedAccount(this.context);
    return [this.account];
  }

  /** Permits to read Secrets once an app reads them through the API. */
  private readSecrets(): void {
    this.workload.node.addDependency(...this.serviceAccount(), ...sharedSecrets(this.context));
    if (this.context.props.disableBuiltinK8sSecretStore === true) {
      report(this, SECRET_STORE_OFF, 'disableBuiltinK8sSecretStore is true, and an app of this daprd has readsSecrets');
    }
  }
}
