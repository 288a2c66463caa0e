/** Joins an app to its data plane. */
import { ApiObject, Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { adoptedChannel } from './adopt';
import { defineChannel } from './channel-address';
import { lockedOptionProblems } from '../daprd/annotation-locks';
import { ComponentAccess } from '../daprd/component-access';
import { unknownConfigurationProblems } from '../daprd/platform-configuration';
import { mergePodAnnotations } from '../daprd/pod-annotations';
import { deriveAccess } from './derived/access';
import { enableClusteredWorkflows } from './derived/clustered-workflows';
import { AppConfiguration } from './derived/configuration';
import { disableHotReload } from './derived/hot-reload';
import { applyPlatformConfiguration } from './derived/platform-configuration';
import { wirePod } from './pod/wiring';
import { DaprAppProps } from './props';
import { DaprdLocation, DataPlaneConfig, DaprUseKind, IDaprApp, IDaprResource, UnsupportedUse } from '../contract';
import { checkNamespaces, RESOURCE_IN_OTHER_NAMESPACE } from '../dapr/namespaces';
import { secretReader } from '../dapr/secret-reader';
import { report, reportAll } from '../diagnostics/report';
import { warning } from '../diagnostics/rule';
import { adoptedOf } from '../facts/adopted';
import { apiServerUseOf } from '../facts/api-server';
import { podAccountOf, wire } from '../facts/apps';
import { isConfiguration, isReferencedByName } from '../facts/configurations';
import { EdgeKind, Edges } from '../facts/edges';
import { readsAllSecrets, secretsRead, unsupportedByWorkload } from '../facts/uses';
import { PodTemplate } from '../workload/pod-template';

const CHANNEL_WITHOUT_EFFECT = warning('DAPR2041', {
  title: 'app channel without effect',
  why: 'A sidecar calls the app at localhost, a remote Dapr at appEndpoint, and an app without a port is not called',
  todo: 'remove appChannel, or acknowledge this if the app moves between data planes',
  source: 'cdk8s-dapr',
});

type App = Construct & IDaprApp;

/** The daprd of the app has no permission to read Secrets. */
const NO_SERVICE_ACCOUNT: UnsupportedUse = {
  kind: DaprUseKind.READ_SECRET, reason: 'its data plane does not set secretsServiceAccount, the service account that may read Secrets',
};

/** Applies the config of the data plane to the app and its pods. Later declarations of the app take effect immediately. */
export function joinDataPlane(app: App, pod: PodTemplate, config: DataPlaneConfig, props: DaprAppProps): void {
  const { location = DaprdLocation.POD } = config;
  const isSidecar = location === DaprdLocation.POD || config.sidecar === true;
  const isShared = location === DaprdLocation.CLUSTER;
  let ownConfiguration: AppConfiguration | undefined;
  const configuration = (): string | undefined => props.podAnnotations?.['dapr.io/config'] === undefined ? ownConfiguration?.name : undefined;
  wire(app, {
    pod,
    config,
    location,
    configuration,
    unsupported: [
      ...unsupportedByWorkload(app.workloadKind, location),
      ...config.unsupportedUses ?? [],
      ...(isShared && config.secretsServiceAccount === undefined ? [NO_SERVICE_ACCOUNT] : []),
    ],
    containers: props.containers,
    program: props.program,
  });
  const annotations = mergePodAnnotations(app, config.podAnnotations ?? {}, props.podAnnotations, isSidecar, undefined, () => pod.object);
  if (isSidecar && props.podAnnotations) {
    reportAll(app, lockedOptionProblems(app, props.podAnnotations, config.podAnnotations ?? {}));
  }
  // A workload that already belongs to another app is reported, and stays wired to that one.
  if (pod.fresh) {
    const wiring = {
      app,
      annotations,
      podAnnotations: props.podAnnotations,
      labels: config.podLabels,
      env: config.env ?? [],
      containers: props.containers,
      selected: app.appPort !== undefined || isShared,
      injected: isSidecar,
      placement: config.placement,
      daprd: isSidecar ? undefined : config.daprd,
      configuration,
      object: pod.object,
    };
    pod.edit((template, object) => wirePod(wiring, template, object));
  }
  if (isShared && app.appPort !== undefined) {
    defineChannel(app, props.appChannel ?? adoptedChannel(app), pod.name);
  } else if (props.appChannel) {
    report(app, CHANNEL_WITHOUT_EFFECT, `appChannel is set, and ${isShared ? 'the app has no appPort' : 'its data plane calls the app otherwise'}`);
  }
  Edges.of(app).onUse(app, ({ resource }, isFirst) => {
    if (!resource || !isFirst) {
      return;
    }
    // The Configuration passed to a shared daprd is merged into the daprd's own one, in any namespace.
    if (!isShared || resource !== config.configuration) {
      applyBefore(config.daprd, resource);
      checkNamespace(app, resource);
    }
    if ((isSidecar || !isShared) && isConfiguration(resource)) {
      if (isReferencedByName(resource)) {
        reportAll(app, unknownConfigurationProblems(app, `Configuration '${resource.resourceName}', which is referenced by name,`));
      }
      ownConfiguration ??= new AppConfiguration(app);
      ownConfiguration.add(resource);
    }
  });
  deriveAccess(app, props.invokedBy !== undefined);
  disableHotReload(app);
  enableClusteredWorkflows(app);
  applyPlatformConfiguration(app);
  grantSecrets(app, location);
  grantComponents(app, location);
  if (config.configuration) {
    Edges.of(app).add({ app, kind: EdgeKind.LOAD, resource: config.configuration });
  }
}

/** Orders the resources of a shared daprd before it. Not across charts, since cdk8s would rename every file. */
function applyBefore(daprd: IConstruct | undefined, resource: IDaprResource): void {
  if (daprd && ApiObject.isApiObject(resource.node.defaultChild) && Chart.of(resource) === Chart.of(daprd)) {
    daprd.node.addDependency(resource.node.defaultChild as IConstruct);
  }
}

function checkNamespace(app: App, resource: IDaprResource): void {
  if (ApiObject.isApiObject(resource.node.defaultChild)) {
    for (const { at, rule, what, todo } of checkNamespaces(app, resource, resource.kind, RESOURCE_IN_OTHER_NAMESPACE)) {
      report(at, rule, what, todo);
    }
  }
}

/** Grants the service account of the pods what the components read from the API server. A shared daprd grants it to its own service account. */
function grantComponents(app: App, location: DaprdLocation): void {
  if (adoptedOf(app)) {
    // Its pods, and the permissions of their service account, are those that it had.
    return;
  }
  const { appId, namespace } = app;
  let access: ComponentAccess | undefined;
  Edges.of(app).onUse(app, ({ resource }, isFirst) => {
    const use = resource && isFirst && location === DaprdLocation.POD ? apiServerUseOf(resource) : undefined;
    if (use) {
      access ??= new ComponentAccess(app, { appId, namespace, apps: () => [app], accounts: () => [podAccountOf(app)] });
      access.add(use);
    }
  });
}

/** Grants the service account of the pods access to the Secrets. A shared daprd grants it for its own service account. */
function grantSecrets(app: App, location: DaprdLocation): void {
  const { appId, namespace } = app;
  let granted = false;
  Edges.of(app).onUse(app, ({ kind }) => {
    if (kind !== DaprUseKind.READ_SECRET || granted) {
      return;
    }
    granted = true;
    if (location === DaprdLocation.POD) {
      const [secrets, all] = [() => secretsRead([app]), () => readsAllSecrets([app])];
      secretReader(app, { appId, namespace, accounts: () => [podAccountOf(app)], secrets, all });
    }
  });
}
