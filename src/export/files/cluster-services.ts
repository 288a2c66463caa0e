import { ApiObject } from 'cdk8s';
import { clusterOf } from '../../kubernetes/cluster';
import { mapsIn } from '../../util/json';
import { DaprTopology } from '../topology/topology';

/** Fields and variables that contain host names, recognized by the end of their name. */
const HOST_FIELD = /(host|hostname|server|broker|endpoint|url|uri|address|addr|connection_?string)(e?s)?$/i;
const CONNECTION_STRING = /connection_?string$/i;
/** One entry of such a field, as in `redis:6379`, `amqp://user@rabbit/`, `host=db`, `user@tcp(mysql:3306)/shop`. */
const ENTRY = /^(?:(host|server|source|address|addr|endpoint)=)?([a-z][a-z0-9+.-]*:\/\/)?(?:[^@/]*@)?(?:tcp[:(])?([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(:\d{1,5})?(?:[)/?].*)?$/i;
const NO_HOST = /^(\d+|localhost|true|false)$/i;

/** A host name that may resolve only in the cluster. */
export interface ClusterHost {
  /** Host name, with the port if the text contains one. */
  readonly host: string;
  /** Whether it is a Service of this App. */
  readonly certain: boolean;
}

/** Finds Services of a cluster in strings. */
export class ClusterServices {
  /** The ports of the Services of the App, by the names that resolve to them. */
  private readonly ports = new Map<string, Set<number>>();

  constructor({ scope, cluster }: DaprTopology) {
    scope.node.root.node.findAll()
      .filter((c): c is ApiObject => ApiObject.isApiObject(c) && c.kind === 'Service' && c.apiGroup === 'core' && clusterOf(c) === cluster)
      .forEach(service => {
        const ports = mapsIn(service.toJson().spec?.ports).map(({ port }) => Number(port));
        for (const name of [service.name, ...(service.metadata.namespace ? [`${service.name}.${service.metadata.namespace}`] : [])]) {
          this.ports.set(name, new Set([...this.ports.get(name) ?? [], ...ports]));
        }
      });
  }

  /** Cluster host names in a string. A name without scheme or port is one only in a field that contains host names. */
  public find(text: string, field: string): ClusterHost[] {
    return [...this.named(text), ...(HOST_FIELD.test(field) ? this.entries(text, field) : [])];
  }

  /** Services with a scheme, or with one of their ports. */
  private named(text: string): ClusterHost[] {
    return [...text.matchAll(/(:\/\/|@)?(?<![\w.-])([a-z0-9][a-z0-9.-]*)(?::(\d{1,5}))?(?![\w-])/gi)]
      .filter(([, prefix, host, port]) => prefix ? this.ports.has(host) : this.ports.get(host)?.has(Number(port)))
      .map(([, , host, port]) => ({ host: withPort(host, port && `:${port}`), certain: true }));
  }

  private entries(text: string, field: string): ClusterHost[] {
    return text.split(/[\s,;]+/).flatMap(entry => {
      const [, key, scheme, host = '', port] = ENTRY.exec(entry) ?? [];
      const certain = this.ports.has(host);
      const plain = !key && !scheme && !port;
      return !host || NO_HOST.test(host) || (plain && CONNECTION_STRING.test(field)) || (!certain && host.includes('.')) ? []
        : [{ host: withPort(host, port), certain }];
    });
  }
}

const withPort = (host: string, port = ''): string => `${host}${port}`;
