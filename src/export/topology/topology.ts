import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { TopologyApp, TopologyDataPlane, TopologyResource } from './model';
import { refuseMalformed } from './resource-shape';
import { IDaprApp } from '../../contract';
import { Annotations, ENABLED } from '../../daprd/annotations';
import { daprdAnnotations } from '../../data-plane/shared/facts';
import { withoutOrder } from '../../delivery/deliveries';
import { APPS, Wiring, wiringOf } from '../../facts/apps';
import { usesOf } from '../../facts/uses';
import { clusterOf, clusterScopeOf } from '../../kubernetes/cluster';
import { DaprPlatform } from '../../platform/dapr-platform';
import { aConstruct, checkArgument } from '../../props/argument';
import { allObjects } from '../../synth/omitted-objects';
import { brand, hasBrand } from '../../util/brand';
import { grouped } from '../../util/grouped';
import { Json } from '../../util/json';
import { templateOf } from '../../workload/template-path';

/**
 * The Dapr topology of a cdk8s App: apps, their data planes and the resources that these load. An exporter (`IExporter`)
 * creates files from it for a target other than Kubernetes.
 * @example const apps = DaprTopology.of(app).apps;
 */
export class DaprTopology {
  /**
   * The current topology of an App, a chart or any other scope. Call it after all constructs are defined. Throws if the
   * App has validation errors, and if the scope is not a construct (DAPR3017).
   */
  public static of(scope: IConstruct): DaprTopology {
    checkArgument('scope', aConstruct, scope, 'pass an App, a chart or another construct');
    const errors = scope.node.root.node.findAll().flatMap(c => c.node.validate().map(error => `[${c.node.path}] ${error}`));
    if (errors.length) {
      throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`);
    }
    return new DaprTopology(scope);
  }

  /** @internal */
  public static _is(value: unknown): value is DaprTopology {
    return hasBrand(value, 'DaprTopology');
  }

  /** Apps in the order of their definition. */
  public readonly apps: TopologyApp[];
  /** Dapr resources (API group `dapr.io`) in the order of their definition. */
  public readonly resources: TopologyResource[];
  /** Dapr version that `DaprPlatform` declares for the apps; that of the scope if there are no apps or theirs differ. */
  public readonly daprVersion: string;
  /** Name of the cluster of all apps and resources; undefined if it has no name, or if there are several: exporters then export each into a folder with its name. */
  public readonly cluster?: string;

  private constructor(
    /** Scope of the topology, as passed to `of`. */
    public readonly scope: IConstruct,
    isIncluded: (at: IConstruct) => boolean = () => true,
  ) {
    const apps = APPS.of(scope).filter(app => app.node.scopes.includes(scope) && isIncluded(app));
    this.apps = withoutOrder(scope, () => apps.flatMap(app => appOf(app, wiringOf(app)) ?? []));
    const versions = new Set(apps.map(app => DaprPlatform.of(app).daprVersion));
    this.daprVersion = versions.size === 1 ? [...versions][0] : DaprPlatform.of(scope).daprVersion;
    const objects = allObjects(scope).filter(object => object.apiGroup === 'dapr.io' && isIncluded(object));
    this.resources = withoutOrder(scope, () => objects.map(object => {
      const json = object.toJson();
      const { kind, metadata: { name, namespace } } = json;
      return { construct: object, kind, name, cluster: clusterOf(object), namespace, manifest: json };
    }));
    refuseMalformed(this.resources.map(({ manifest }, i) => [objects[i], manifest]));
    const clusters = new Set([...this.apps, ...this.resources].map(({ cluster }) => cluster));
    this.cluster = clusters.size === 1 ? [...clusters][0] : undefined;
  }

  /**
   * A topology for each cluster with apps; this one if all apps and resources are in one cluster.
   * @internal
   */
  public _byCluster(): DaprTopology[] {
    const places = grouped([...this.apps, ...this.resources].map(({ construct }) => construct as IConstruct), at => clusterOf(at) ?? '');
    if (places.size < 2) {
      return [this];
    }
    return [...places.entries()].sort(([a], [b]) => a < b ? -1 : 1).map(([cluster, all]) => {
      // Platform settings are read at the scope: at the one that sets the cluster, if it is the only one.
      const [own, ...others] = new Set(all.map(clusterScopeOf));
      const scope = own && !others.length && own.node.scopes.includes(this.scope) ? own : this.scope;
      return new DaprTopology(scope, at => (clusterOf(at) ?? '') === cluster);
    }).filter(({ apps }) => apps.length > 0);
  }

  /** Data planes of the apps, without duplicates. */
  public get dataPlanes(): TopologyDataPlane[] {
    return [...new Map(this.apps.flatMap(({ dataPlane }) => dataPlane ? [[dataPlane.path, dataPlane] as const] : [])).values()];
  }
}

brand(DaprTopology.prototype, 'DaprTopology');

function appOf(app: IDaprApp, wiring: Wiring | undefined): TopologyApp | undefined {
  if (!wiring) {
    return undefined;
  }
  const { pod, config, configuration, containers: only, program } = wiring;
  const object = pod.renderWired();
  const spec = pod.podSpec();
  const containers: Json[] = spec.containers ?? [];
  const annotations = (config.daprd && renderedAnnotations(config.daprd)) ?? pod.annotations(object);
  return {
    construct: app,
    appId: app.appId,
    cluster: clusterOf(app),
    namespace: app.namespace,
    appPort: app.appPort,
    appProtocol: app.appProtocol,
    workloadKind: app.workloadKind,
    replicas: object.spec?.replicas ?? 1,
    workload: object,
    containers,
    container: containers.find(container => !only || only.includes(container.name)) ?? {},
    podSpec: spec,
    uses: usesOf(app),
    apiTokenSecret: config.env?.find(({ name }) => name === 'DAPR_API_TOKEN')?.secretName,
    appTokenSecret: app.appTokenSecret,
    ...(program ? { program: { ...program, ...(program.command ? { command: [...program.command] } : {}) } } : {}),
    configuration: configuration(),
    appEndpoint: config.appEndpoint,
    daprEndpoint: config.env?.find(({ name, value }) => /^DAPR_(HTTP|GRPC)_ENDPOINT$/.test(name) && value)?.value,
    dataPlane: annotations['dapr.io/app-id'] === undefined ? undefined
      : { path: (config.daprd ?? app).node.path, appId: app.appId, isShared: config.daprd !== undefined, annotations, workload: config.daprd },
  };
}

/** The options of a shared daprd: as its pod is applied, with JSON patches; those of a pinned one are not annotations of its pod. */
function renderedAnnotations(daprd: IConstruct): Annotations | undefined {
  const annotations = daprdAnnotations(daprd);
  return annotations?.[ENABLED] !== undefined && ApiObject.isApiObject(daprd)
    ? templateOf(daprd.toJson())?.metadata?.annotations ?? {} : annotations;
}
