import { IConstruct } from 'constructs';
import { TopologyApp, TopologyResource } from './model';
import { IDaprApp } from '../../contract';
import { Annotations } from '../../daprd/annotations';
import { Registry, Wiring } from '../../facts/registry';
import { DaprPlatform } from '../../platform/dapr-platform';
import { allObjects } from '../../synth/left-out';
import { Json } from '../../util/json';

/**
 * Everything that the constructs of a cdk8s App say of Dapr: apps, their daprds and what these load. Exporters make
 * files of it for targets that are not Kubernetes.
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
  public readonly _at: IConstruct;
  /** @internal */
  public readonly _apps: TopologyApp[];
  /** @internal */
  public readonly _resources: TopologyResource[];
  /** @internal */
  public readonly _daprVersion: string;

  private constructor(scope: IConstruct) {
    this._at = scope;
    const { apps, wirings } = Registry.of(scope);
    this._daprVersion = DaprPlatform.of(scope).daprVersion;
    this._apps = apps.filter(app => app.node.scopes.includes(scope) && wirings.has(app)).map(app => appOf(app, wirings.get(app)!));
    this._resources = allObjects(scope).filter(object => object.apiGroup === 'dapr.io').map(object => {
      const json = object.toJson();
      return { at: object, kind: json.kind, name: json.metadata.name, namespace: json.metadata.namespace, json };
    });
  }
}

function appOf(app: IDaprApp, { pod, config, configuration, containers: only, program }: Wiring): TopologyApp {
  const object = pod.wired();
  const spec = pod.podSpec();
  const containers: Json[] = spec.containers ?? [];
  const told = config.daprd && Registry.of(app).told.get(config.daprd);
  const annotations: Annotations = told ? told() : pod.annotations(object);
  return {
    at: app,
    appId: app.appId,
    namespace: app.namespace,
    appPort: app.appPort,
    appProtocol: app.appProtocol,
    workloadKind: app.workloadKind,
    replicas: object.spec?.replicas ?? 1,
    object,
    containers,
    main: containers.find(container => !only || only.includes(container.name)) ?? {},
    podSpec: spec,
    uses: app.declaredUses,
    apiTokenSecret: config.env?.find(({ name }) => name === 'DAPR_API_TOKEN')?.secretName,
    appTokenSecret: app.appTokenSecret,
    program,
    configuration: configuration(),
    appEndpoint: config.appEndpoint,
    endpoint: config.env?.find(({ name, value }) => /^DAPR_(HTTP|GRPC)_ENDPOINT$/.test(name) && value)?.value,
    daprd: annotations['dapr.io/app-id'] === undefined ? undefined
      : { id: (config.daprd ?? app).node.path, appId: app.appId, shared: config.daprd !== undefined, annotations, workload: config.daprd },
  };
}
