import { ApiObject, Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { sharedAnnotations } from './annotations';
import { checkSharedOptions } from './checks';
import { SharedConfiguration } from './configuration';
import { SharedContext, SharedKind, SharedParts } from './kind';
import { apiNetworkPolicy } from './network-policy';
import { SharedDaprIdentity, SharedDaprOptions, ApiReachability } from './options';
import { Pinned, pinnedDaprd } from './pinned';
import { pinnedContainer, pinnedPodAnnotations, pinnedVolumes } from './pinned-pod';
import { gracePeriodSeconds, placeholder, sharedPodTemplate } from './pod';
import { sharedSecrets, withSecretStore } from './secrets';
import { DataPlaneConfig, IDaprApp, IDataPlane } from '../../contract';
import { appEnv } from '../../dapr/app-env';
import { checkAppId } from '../../dapr/app-id';
import { invocationService, operatorMakesService } from '../../dapr/invocation-service';
import { checkNamespaces } from '../../dapr/namespaces';
import { readsSecrets } from '../../dapr/secret-reader';
import { Annotations } from '../../daprd/annotations';
import { appAnnotations, healthCheckAnnotations, silentStartAnnotations } from '../../daprd/app-annotations';
import { daprdPorts } from '../../daprd/defaults';
import { Diagnostics } from '../../diagnostics/diagnostics';
import { noteTokenSecret, Registry } from '../../facts/registry';
import { apiServiceName, MAX_SHARED_APP_ID, RESOURCES_ANNOTATION, serviceHost, sharedDaprdName } from '../../kubernetes/names';
import { DaprPlatform } from '../../platform/dapr-platform';
import { differencesOf } from '../../platform/differences';
import { guardNamespace } from '../../props/guard';
import { wellFormed } from '../../props/shape';
import { hashOf } from '../../util/hash';
import { sorted } from '../../util/json';

export interface SharedDaprdProps extends SharedDaprOptions, SharedDaprIdentity {}

/**
 * A daprd outside the app's pods. By default the injector makes it from a pod with a placeholder: image, certificates,
 * addresses and mTLS come from the control plane, and nothing needs any right. `pinned`: its container is written here.
 * @internal
 */
export abstract class SharedDaprd extends Construct implements IDataPlane {
  /** The one app-id it serves. */
  public readonly appId?: string;
  /** The one app-id it serves. */
  public readonly identity: string;
  /** Namespace of its objects, where known. */
  public readonly namespace?: string;
  /** Name of the Service that apps dial. */
  public readonly apiServiceName: string;
  /** Base address of the HTTP API, `http://host:port`. */
  public readonly httpEndpoint: string;
  /** Address of the gRPC API, `http://host:port`, as all SDKs read it. */
  public readonly grpcEndpoint: string;

  private readonly apps: IDaprApp[] = [];
  private readonly annotations: Annotations;
  private readonly workload: ApiObject;
  private readonly configuration: SharedConfiguration;
  /** Whether it reads Secrets for its apps. */
  private secretsAreRead = false;
  private readonly apiTokenSecret?: string;
  private readonly context: SharedContext;
  private readonly parts: SharedParts;
  private readonly pinned?: Pinned;
  private readonly storeIsOff: boolean;
  /** Whether somebody else makes the Service `<app-id>-dapr`. */
  private readonly operatorMakesService: boolean;

  protected constructor(scope: Construct, id: string, given: SharedDaprdProps, kind: SharedKind<any>) {
    super(scope, id);
    const props: SharedDaprdProps = wellFormed<any>(this, given, kind.shape);
    this.storeIsOff = props.disableBuiltinK8sSecretStore === true;
    const platform = DaprPlatform.of(this);
    this.parts = kind.parts(props, platform.kubernetesVersion);
    const unsafe = props.unsafeAllowUnauthenticatedApi === true;
    this.apiTokenSecret = props.apiTokenSecret ?? (unsafe ? undefined : platform.apiTokenSecret);
    this.identity = this.appId = checkAppId(this, props.appId ?? id, MAX_SHARED_APP_ID);
    this.namespace = props.namespace ?? Chart.of(this).namespace;
    guardNamespace(this, this.namespace, platform.controlPlaneNamespace);
    const name = sharedDaprdName(this.identity);
    const labels = { 'app.kubernetes.io/name': 'daprd', 'app.kubernetes.io/instance': name };
    const metadata = { name, ...(this.namespace ? { namespace: this.namespace } : {}), labels };
    this.context = { scope: this, identity: this.identity, metadata, receiver: () => this.receiver() };
    this.pinned = pinnedDaprd(this, props.pinned, platform);
    this.operatorMakesService = !this.pinned && operatorMakesService(kind.kind, platform.argoRolloutServices);
    this.configuration = new SharedConfiguration(this, props.configuration, () => this.apps);
    this.annotations = sharedAnnotations(this, props, {
      identity: this.identity, apiTokenSecret: this.apiTokenSecret, carriesConfiguration: this.configuration.isOwn, pinned: this.pinned, platform,
    });
    const ports = daprdPorts(this.annotations);
    this.apiServiceName = apiServiceName(this.identity);
    const host = serviceHost(this.apiServiceName, this.namespace, platform.clusterDomain);
    this.httpEndpoint = `http://${host}:${ports['HTTP API']}`;
    this.grpcEndpoint = `http://${host}:${ports['gRPC API']}`;

    if (this.configuration.isOwn) {
      // Before the workload that loads it, so it is emitted before it; a dependency would say the same at a cost for each chart of the App.
      const spec = Lazy.any({ produce: () => this.configuration.spec() });
      const object = new ApiObject(this, 'Configuration', { apiVersion: 'dapr.io/v1alpha1', kind: 'Configuration', metadata, spec });
      Registry.of(this).derived.set(object, () => this.configuration.derived());
    }
    new ApiObject(this, 'Api', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { ...metadata, name: this.apiServiceName },
      spec: {
        selector: labels,
        ports: [
          { name: 'dapr-http', port: ports['HTTP API'], targetPort: ports['HTTP API'], protocol: 'TCP' },
          { name: 'dapr-grpc', port: ports['gRPC API'], targetPort: ports['gRPC API'], protocol: 'TCP' },
        ],
        ...this.parts.serviceSpec,
        publishNotReadyAddresses: Lazy.any({ produce: () => this.publishesNotReady(props, platform) || undefined }),
      },
    });
    const podSpec = this.parts.podSpec?.(this.context) ?? {};
    this.workload = new ApiObject(this, 'Resource', {
      apiVersion: 'apps/v1',
      kind: kind.kind,
      metadata,
      spec: {
        ...this.parts.workloadSpec,
        selector: { matchLabels: labels },
        template: Lazy.any({ produce: () => this.podTemplate(props, platform, labels, podSpec) }),
      },
    });
    if (this.pinned) {
      Registry.of(this).trustAnchors.push({ at: this, namespace: this.namespace, ...this.pinned.trustAnchors, by: 'pinned' });
    }
    if (props.priorityClassName !== undefined) {
      Registry.of(this).priorityClasses.push({ at: this, name: props.priorityClassName });
    }
    noteTokenSecret(this, this.namespace, 'apiTokenSecret', this.apiTokenSecret);
    Registry.of(this).sharedDaprds.push(this);
    Registry.of(this).told.set(this.workload, () => this.podAnnotations());
    Registry.of(this).addInternalGrpcPort(this, ports['internal gRPC']);
    checkSharedOptions(this, props, this.apiTokenSecret);
    this.parts.others?.(this.context);
  }

  public bind(_scope: Construct, app: IDaprApp): DataPlaneConfig {
    this.join(app);
    return {
      daprdOutsidePod: true,
      env: [
        ...appEnv(app, this.apiTokenSecret),
        { name: 'DAPR_HTTP_ENDPOINT', value: this.httpEndpoint },
        { name: 'DAPR_GRPC_ENDPOINT', value: this.grpcEndpoint },
      ],
      daprd: this.workload,
      ...(this.parts.placement ? { placement: this.parts.placement } : {}),
    };
  }

  /**
   * One of its apps reads Secrets by the API.
   *
   * @internal
   */
  public _letReadSecrets(): void {
    if (this.secretsAreRead) {
      return;
    }
    this.secretsAreRead = true;
    // The pods do not start without their service account.
    this.workload.node.addDependency(...sharedSecrets(this, this.identity, this.context.metadata, this.apps));
    if (this.storeIsOff) {
      Diagnostics.of(this).report(this, 'DAPR3253', 'its apps have readsSecrets, and disableBuiltinK8sSecretStore is true');
    }
  }

  private receiver(): IDaprApp | undefined {
    return this.apps.find(app => app.appPort !== undefined);
  }

  private join(app: IDaprApp): void {
    if (app.node.root !== this.node.root) {
      throw Diagnostics.fatal({ at: app, code: 'DAPR1020', what: `data plane '${this.node.path}' belongs to another cdk8s App`, todo: 'define it in this App' });
    }
    const diagnostics = Diagnostics.of(app);
    for (const { at, code, what, todo } of checkNamespaces(app, this, 'its data plane', 'DAPR1014')) {
      diagnostics.report(at, code, what, todo);
    }
    for (const what of differencesOf(app, this)) {
      diagnostics.report(app, 'DAPR1028', `${what} at '${this.node.path}', its data plane`);
    }
    if (app.appId !== this.identity) {
      diagnostics.report(app, 'DAPR7009', `app-id '${app.appId}' joins the daprd at '${this.node.path}', which serves '${this.identity}'`);
    }
    const receiver = this.receiver();
    if (receiver && app.appPort !== undefined) {
      diagnostics.report(app, 'DAPR7010', `it has appPort ${app.appPort}, and '${receiver.node.path}' behind the same daprd has ${receiver.appPort}`);
    }
    this.apps.push(app);
    if (readsSecrets(app)) {
      this._letReadSecrets();
    }
    this.configuration.join(app);
    if (this.apps.length === 1 && DaprPlatform.of(this).derivedAccess.networkPolicy) {
      const { metadata } = this.context;
      apiNetworkPolicy(this, { metadata, labels: metadata.labels, annotations: this.annotations, apps: () => this.apps });
    }
    if (!receiver && app.appPort !== undefined) {
      app.channelAddress();
      const { 'gRPC API': grpc, 'internal gRPC': internalGrpc, metrics } = daprdPorts(this.annotations);
      const { namespace, labels } = this.context.metadata;
      if (!this.operatorMakesService) {
        invocationService(this, 'Invocation', { appId: this.identity, namespace, selector: () => labels, ports: { grpc, internalGrpc, metrics } });
      }
    }
  }

  /** While rendering, at once: what a pinned container is told is what an injected pod has as annotations. */
  private podTemplate(options: SharedDaprdProps, platform: DaprPlatform, labels: Annotations, spec: object): object {
    const { pinned } = this;
    const annotations = this.podAnnotations();
    return sharedPodTemplate({
      labels,
      annotations: pinned ? pinnedPodAnnotations(annotations) : annotations,
      gracePeriodSeconds: gracePeriodSeconds(annotations),
      options,
      content: pinned ? { containers: [pinnedContainer(pinned, platform, annotations)], volumes: pinnedVolumes(platform) }
        : { containers: [placeholder(options.placeholderImage)] },
      spec,
      account: this.secretsAreRead ? this.context.metadata.name : undefined,
    });
  }

  /** While rendering: the app's facts and what it loads are complete only now. */
  private podAnnotations(): Annotations {
    const receiver = this.receiver();
    const toApp = receiver && {
      ...appAnnotations(receiver, receiver.channelPort()),
      'dapr.io/app-channel-address': receiver.channelAddress(),
      ...healthCheckAnnotations(receiver.healthCheck()),
      ...silentStartAnnotations(receiver, DaprPlatform.of(this).daprVersion),
    };
    const annotations = this.secretsAreRead ? withSecretStore(this.annotations) : this.annotations;
    return sorted(Object.assign({}, toApp, annotations, { [RESOURCES_ANNOTATION]: this.fingerprint() }));
  }

  /** A ready address only is dialled where readiness does not wait for the app, or where the user can wait. */
  private publishesNotReady(props: SharedDaprdProps, platform: DaprPlatform): boolean {
    return this.receiver() !== undefined && !this.pinned && !platform.clusterPolicyInstalled
      && (props.apiReachability ?? ApiReachability.BEFORE_APP_LISTENS) === ApiReachability.BEFORE_APP_LISTENS;
  }

  /** Changes when anything changes that it loads; neither scopes nor names of other apps do. */
  private fingerprint(): string {
    const definitions = new Set([
      JSON.stringify(this.configuration.isOwn ? this.configuration.spec() : {}),
      ...this.apps.flatMap(app => app.resources.filter(({ kind }) => kind !== 'Configuration').map(resource => Registry.of(this).definitionFor(resource, app))),
      ...Registry.of(this).unscopedDefinitions(this.namespace),
    ]);
    return hashOf([...definitions].sort().join('\n'));
  }
}
