import { IConstruct } from 'constructs';
import { TopologyApp, TopologyDataPlane, TopologyResource } from './model';
import { IDaprApp } from '../../contract';
import { Annotations } from '../../daprd/annotations';
import { daprdAnnotations } from '../../data-plane/shared/facts';
import { APPS, Wiring, wiringOf } from '../../facts/apps';
import { usesOf } from '../../facts/uses';
import { DaprPlatform } from '../../platform/dapr-platform';
import { allObjects } from '../../synth/left-out';
import { brand, hasBrand } from '../../util/brand';
import { Json } from '../../util/json';

/**
 * Everything that the constructs of a cdk8s App say of Dapr: apps, their data planes and the resources that these load. An
 * exporter (`IExporter`) makes files of it for a target that is not Kubernetes.
 */
export class DaprTopology {
  /**
   * The topology of an App, a chart or whatever holds apps, as it is now; call it when all is defined. Throws what a
   * synth would refuse.
   */
  public static of(scope: IConstruct): DaprTopology {
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

  /** The apps, in the order in which they were defined. */
  public readonly apps: TopologyApp[];
  /** The resources of Dapr (group `dapr.io`), in the order in which they were defined. */
  public readonly resources: TopologyResource[];
  /** The version of Dapr that `DaprPlatform` declares. */
  public readonly daprVersion: string;

  private constructor(
    /** What was given to `of`. */
    public readonly scope: IConstruct,
  ) {
    this.daprVersion = DaprPlatform.of(scope).daprVersion;
    this.apps = APPS.of(scope).filter(app => app.node.scopes.includes(scope)).flatMap(app => appOf(app, wiringOf(app)) ?? []);
    this.resources = allObjects(scope).filter(object => object.apiGroup === 'dapr.io').map(object => {
      const json = object.toJson();
      return { construct: object, kind: json.kind, name: json.metadata.name, namespace: json.metadata.namespace, manifest: json };
    });
  }

  /** The daprds of the apps, each once. */
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
  const annotations: Annotations = (config.daprd && daprdAnnotations(config.daprd)) ?? pod.annotations(object);
  return {
    construct: app,
    appId: app.appId,
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
    program,
    configuration: configuration(),
    appEndpoint: config.appEndpoint,
    daprEndpoint: config.env?.find(({ name, value }) => /^DAPR_(HTTP|GRPC)_ENDPOINT$/.test(name) && value)?.value,
    dataPlane: annotations['dapr.io/app-id'] === undefined ? undefined
      : { path: (config.daprd ?? app).node.path, appId: app.appId, isShared: config.daprd !== undefined, annotations, workload: config.daprd },
  };
}
