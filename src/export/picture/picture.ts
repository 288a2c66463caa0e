/** Creates a picture from a topology. */
import { Model, Picture, PictureApp, PictureComponent, PictureDataPlane, PictureInvocation, PictureOutsider, PictureTopic } from './model';
import { DaprUseKind } from '../../contract';
import { Edges } from '../../facts/edges';
import { Range, replicasOf } from '../../facts/replicas';
import { grouped } from '../../util/grouped';
import { Json } from '../../util/json';
import { TopologyApp } from '../topology/model';
import { DaprTopology } from '../topology/topology';

/** Uses that are facts about an app, without a line in the picture. */
const FACTS = [DaprUseKind.ACTORS, DaprUseKind.STREAMING_ACTORS, DaprUseKind.WORKFLOW_WORKER, DaprUseKind.WORKFLOW_CLIENT, DaprUseKind.JOB];

/** The picture of a topology, sorted by name so that an addition does not reorder existing elements. */
export function pictureOf(topology: DaprTopology, title: string): Picture {
  return new TopologyReader(topology).read(title);
}

const byId = <T extends { readonly id: string }>(things: Iterable<T>): T[] => [...things].sort((a, b) => compare(a.id, b.id));
const compare = (a: string, b: string): number => a < b ? -1 : a > b ? 1 : 0;
const unique = (values: string[]): string[] => [...new Set(values)].sort(compare);
const componentId = (name: string, namespace?: string): string => namespace ? `${namespace}/${name}` : name;

/** Number of pods of a workload; undefined for one on each node. */
function rangeOf({ construct: at }: TopologyApp, object: Json, kind: string): Range | undefined {
  const replicas = replicasOf(at, object, kind);
  return replicas && { min: replicas.min, max: replicas.max };
}

class TopologyReader {
  private readonly outside = new Map<string, PictureOutsider>();

  constructor(private readonly topology: DaprTopology) {}

  public read(title: string): Picture {
    const apps = byId(this.topology.apps.map(app => this.app(app)));
    const components = this.components();
    const topics = this.topics();
    const invocations = this.invocations();
    return {
      title,
      daprVersion: this.topology.daprVersion,
      cluster: this.topology.cluster,
      apps,
      outsideApps: byId(this.outside.values()),
      dataPlanes: this.dataPlanes(),
      components,
      topics,
      invocations,
    };
  }

  private app(app: TopologyApp): PictureApp {
    const { construct: at, appId, namespace, appPort, appProtocol, workloadKind, workload: object, uses } = app;
    const does = uses.filter(({ kind }) => FACTS.includes(kind)).map(({ kind, subject }) => ({ kind, subject }));
    return {
      id: at.node.path,
      appId,
      namespace,
      workload: { kind: workloadKind, name: object.metadata?.name ?? appId, replicas: rangeOf(app, object, workloadKind) },
      appPort,
      appProtocol: appPort === undefined ? undefined : appProtocol,
      dataPlane: dataPlaneId(app),
      does: does.length ? does : undefined,
    };
  }

  private dataPlanes(): PictureDataPlane[] {
    return byId([...grouped(this.topology.apps, dataPlaneId)].map(([id, apps]) => {
      const [{ appId, namespace, dataPlane: daprd, daprEndpoint: endpoint }] = apps;
      const workload = daprd?.workload && sharedWorkload(apps[0]);
      const model: Model = !daprd ? 'remote' : !workload ? 'sidecar' : workload.kind === 'DaemonSet' ? 'sharedPerNode' : 'sharedPerCluster';
      return {
        id,
        model,
        appId,
        namespace,
        apps: unique(apps.map(({ construct: at }) => at.node.path)),
        replicas: workload && rangeOf(apps[0], workload, workload.kind),
        endpoint: model === 'remote' ? endpoint : undefined,
      };
    }));
  }

  private components(): PictureComponent[] {
    const found = new Map<string, PictureComponent>();
    for (const { name, namespace, manifest: json } of this.topology.resources.filter(({ kind }) => kind === 'Component')) {
      const id = componentId(name, namespace);
      const scopes: string[] | undefined = json.scopes?.length ? unique(json.scopes) : undefined;
      const apps = [...this.loaders(name, namespace), ...(scopes ?? []).flatMap(scope => this.scoped(scope, namespace))];
      const facts = { type: json.spec?.type, version: json.spec?.version, scopes, availableToNamespace: scopes ? undefined : true };
      found.set(id, { ...this.component(name, namespace, apps), ...facts });
    }
    for (const app of this.topology.apps) {
      for (const name of componentsOf(app).filter(each => !found.has(componentId(each, app.namespace)))) {
        found.set(componentId(name, app.namespace), this.component(name, app.namespace, this.loaders(name, app.namespace)));
      }
    }
    return byId(found.values());
  }

  private component(name: string, namespace: string | undefined, apps: string[]): PictureComponent {
    const calls = this.users(name, namespace, DaprUseKind.INPUT_BINDING);
    return { id: componentId(name, namespace), name, namespace, apps: unique(apps), calls: calls.length ? calls : undefined };
  }

  private loaders(name: string, namespace: string | undefined): string[] {
    return this.topology.apps.filter(app => app.namespace === namespace && componentsOf(app).includes(name)).map(({ construct: at }) => at.node.path);
  }

  private users(component: string, namespace: string | undefined, kind: DaprUseKind, subject?: string): string[] {
    return unique(this.topology.apps.filter(app => app.namespace === namespace
      && app.uses.some(use => use.kind === kind && use.component === component && use.subject === subject)).map(({ construct: at }) => at.node.path));
  }

  private topics(): PictureTopic[] {
    const found = new Map<string, PictureTopic>();
    const add = (component: string, namespace: string | undefined, name: string): PictureTopic => {
      const id = `${componentId(component, namespace)}/${name}`;
      const topic = found.get(id) ?? {
        id,
        component: componentId(component, namespace),
        name,
        publishers: this.users(component, namespace, DaprUseKind.PUBLISH, name),
        subscribers: this.users(component, namespace, DaprUseKind.SUBSCRIBE, name),
      };
      found.set(id, topic);
      return topic;
    };
    for (const { uses, namespace } of this.topology.apps) {
      uses.filter(({ kind }) => kind === DaprUseKind.PUBLISH || kind === DaprUseKind.SUBSCRIBE)
        .forEach(({ component = '', subject = '' }) => add(component, namespace, subject));
    }
    for (const { namespace, manifest: json } of this.topology.resources.filter(({ kind, manifest: { spec } }) => kind === 'Subscription' && spec?.deadLetterTopic)) {
      const topic = add(json.spec.pubsubname, namespace, json.spec.deadLetterTopic);
      const apps: string[] = (json.scopes ?? []).flatMap((scope: string) => this.scoped(scope, namespace));
      found.set(topic.id, { ...topic, deadLettersOf: unique([...topic.deadLettersOf ?? [], ...apps]) });
    }
    return byId(found.values());
  }

  private invocations(): PictureInvocation[] {
    const all = this.topology.apps.flatMap(({ construct: at, uses, namespace }) => uses.flatMap(({ kind, subject = '' }) =>
      kind === DaprUseKind.INVOKE ? [{ from: at.node.path, to: this.byAppId(subject, namespace)[0] }]
        : kind === DaprUseKind.INVOKED ? this.callers(subject, namespace).map(from => ({ from, to: this.byAppId(at.appId, namespace)[0] })) : []));
    const ids = new Map(all.map(invocation => [`${invocation.from}\n${invocation.to}`, invocation]));
    return [...ids.values()].sort((a, b) => compare(a.from, b.from) || compare(a.to, b.to));
  }

  /** Callers with that app ID outside the topology. Apps inside it declare their calls themselves. */
  private callers(appId: string, namespace: string | undefined): string[] {
    return this.topology.apps.some(app => app.appId === appId) ? [] : this.byAppId(appId, namespace);
  }

  /** A scope is an app ID in the namespace of the resource. */
  private scoped(appId: string, namespace: string | undefined): string[] {
    return this.topology.apps.some(app => app.appId === appId && app.namespace === namespace)
      ? this.byAppId(appId, namespace) : this.outsider(appId);
  }

  /** The app that receives calls to an app ID, preferably one in the same namespace. */
  private byAppId(appId: string, namespace: string | undefined): string[] {
    const same = this.topology.apps.filter(app => app.appId === appId)
      .sort((a, b) => Number(b.namespace === namespace) - Number(a.namespace === namespace)
        || Number(b.appPort !== undefined) - Number(a.appPort !== undefined) || compare(a.construct.node.path, b.construct.node.path));
    return same.length ? [same[0].construct.node.path] : this.outsider(appId);
  }

  private outsider(appId: string): string[] {
    const outsider = { id: `outside/${appId}`, appId };
    this.outside.set(appId, outsider);
    return [outsider.id];
  }
}

function dataPlaneId({ construct: at, dataPlane: daprd }: TopologyApp): string {
  return daprd?.workload?.node.scope?.node.path ?? at.node.path;
}

/** The object that runs a shared daprd. */
export function sharedWorkload({ dataPlane: daprd }: TopologyApp): any {
  return (daprd?.workload as any)?.toJson();
}

function componentsOf({ construct: at, uses }: TopologyApp): string[] {
  return unique([
    ...Edges.of(at).loadedBy(at).filter(({ kind }) => kind === 'Component').map(({ resourceName }) => resourceName),
    ...uses.flatMap(({ component }) => component === undefined ? [] : [component]),
  ]);
}
