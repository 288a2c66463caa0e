/** Objects that a random construct may refer to, created on demand, so that the output contains no unused ones. */
import { ApiObject, Chart, IResolver, Lazy, Testing } from 'cdk8s';
import { DaprApp, DaprComponent, DaprConfiguration, DaprHttpEndpoint, DaprPlatform, DaprTopology, DataPlane, MetadataValue, SharedDaprDeployment } from 'cdk8s-dapr';
import { WORKLOADS } from '../support/workloads';

const text = MetadataValue.of;
const component = (type: string, metadata = {}) => ({ chart }: World, id: string) => new DaprComponent(chart, id, { type, metadata, scopes: ['elsewhere'] });
const app = (dataPlane: () => any) => (world: World, id: string) =>
  new DaprApp(world.chart, id, { workload: world.get('Deployment'), appPort: 8080, dataPlane: dataPlane() });

/** The objects, by purpose. */
const THINGS: { readonly [thing: string]: (world: World, id: string) => unknown } = {
  'store': component('state.redis', { redisHost: text('redis:6379') }),
  'broker': component('pubsub.redis', { redisHost: text('redis:6379') }),
  'second-broker': component('pubsub.in-memory'),
  'vault': component('secretstores.local.env'),
  'limit': component('middleware.http.ratelimit'),
  'queue': component('bindings.kafka', { brokers: text('kafka:9092'), topics: text('orders'), authType: text('none') }),
  'elsewhere': ({ chart }, id) => DaprComponent.fromComponentName(chart, id, 'elsewhere'),
  'kubernetes': ({ chart }, id) => DaprComponent.fromComponentName(chart, id, 'kubernetes'),
  'caller': app(() => DataPlane.sidecar()),
  'receiver': app(() => DataPlane.sharedDeployment()),
  'peer': ({ chart }, id) => DaprApp.fromAppAttributes(chart, id, { appId: 'peer', namespace: 'finance' }),
  'settings': ({ chart }, id) => new DaprConfiguration(chart, id, { metricsEnabled: false }),
  'existing-settings': ({ chart }, id) => DaprConfiguration.fromConfigurationName(chart, id, 'existing'),
  'payments': ({ chart }, id) => new DaprHttpEndpoint(chart, id, { baseUrl: 'https://payments.example', scopes: ['elsewhere'] }),
  'front': ({ chart }, id) => new SharedDaprDeployment(chart, id, { appId: 'orders' }),
  'no workload': ({ chart }) => new ApiObject(chart, 'no-workload', { apiVersion: 'v1', kind: 'ConfigMap' }),
  'chart': ({ chart }) => chart,
  'topology': ({ chart }) => DaprTopology.of(chart),
};

/** All kinds except `Include`, which starts a process for each file. */
export const KINDS = Object.keys(WORKLOADS).filter(kind => kind !== 'Include');

/** A value that a resolver of the App replaces. */
export class Marker {
  constructor(public readonly value: unknown) {}
}
const markers: IResolver = {
  resolve: context => {
    if (context.value instanceof Marker) {
      context.replaceValue(context.value.value);
    }
  },
};

/** How a world differs from what a case says. */
export interface WorldOptions {
  /** Whether the keys of all maps and structs are in reverse order. */
  readonly isReversed?: boolean;
  /** What tokens are; plain values by default. */
  readonly tokens?: 'Lazy' | 'Marker';
}

/** An App with one chart. */
export class World {
  public readonly chart: Chart;
  private readonly things = new Map<string, unknown>();
  private made = 0;

  constructor(namespace?: string, private readonly options: WorldOptions = {}) {
    this.chart = new Chart(Testing.app(options.tokens === 'Marker' ? { resolvers: [markers] } : {}), 'chart', { namespace });
  }

  /** A new construct ID. */
  public id(): string {
    return `own-${this.made++}`;
  }

  /** A value, or a token that is resolved to it. */
  public token(value: unknown): unknown {
    const { tokens } = this.options;
    return tokens === 'Lazy' ? Lazy.any({ produce: () => value }) : tokens === 'Marker' ? new Marker(value) : value;
  }

  /** The entries of a map or struct in the order of this world. */
  public inOrder<T>(entries: T[]): T[] {
    return this.options.isReversed ? entries.reverse() : entries;
  }

  public set(settings: object): void {
    DaprPlatform.set(this.chart, settings);
  }

  /** The same object for each call; a new workload for each call. */
  public get(thing: string): any {
    if (thing === 'Deployment' || thing in WORKLOADS) {
      return WORKLOADS[thing === 'Deployment' ? 'raw ApiObject Deployment' : thing](this.chart, this.id());
    }
    if (!this.things.has(thing)) {
      this.things.set(thing, THINGS[thing](this, `the-${thing}`));
    }
    return this.things.get(thing);
  }
}
