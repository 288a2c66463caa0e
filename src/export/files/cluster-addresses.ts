import { IConstruct } from 'constructs';
import { ClusterHost, ClusterServices } from './cluster-services';
import { Findings, UNSUPPORTED_BY_TARGET } from './findings';
import { warning } from '../../diagnostics/rule';
import { DaprTopology } from '../topology/topology';

const HOST_OF_CLUSTER = warning('DAPR8106', {
  title: 'host name that may resolve only in the cluster',
  why: 'Unless a name server or the hosts file of the target resolves it, the component fails at start',
  todo: 'map it with the prop addresses, or acknowledge the warning if the target resolves it',
  source: 'cdk8s-dapr',
});

/** A host name that only the DNS of a cluster resolves. */
const CLUSTER_ADDRESS = /(?<![\w.-])[a-z0-9][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)*\.svc(?:\.[a-z0-9][a-z0-9-]*)*(?::\d+)?(?![\w-])/i;

/** Cluster addresses and their replacements outside the cluster. */
export class ClusterAddresses {
  private readonly known?: RegExp;

  private readonly services: ClusterServices;
  private readonly left: (ClusterHost & { at: IConstruct; where: string })[] = [];

  constructor(
    topology: DaprTopology,
    private readonly addresses: { readonly [clusterAddress: string]: string },
    private readonly findings: Findings,
  ) {
    this.services = new ClusterServices(topology);
    const names = Object.keys(addresses).filter(Boolean).sort((a, b) => b.length - a.length);
    if (names.length) {
      this.known = new RegExp(`(?<![\\w.-])(?:${names.map(escape).join('|')})(?![\\w-]|\\.\\w)`, 'g');
    }
  }

  /** Replaces cluster addresses in a string. One without a replacement is a finding, now or in `reportUnresolved`. */
  public translate(at: IConstruct, where: string, text: string, field = ''): string {
    const rest = this.known ? text.replace(this.known, '') : text;
    const address = CLUSTER_ADDRESS.exec(rest)?.[0];
    if (address) {
      this.refuse(at, where, address);
    } else {
      this.left.push(...this.services.find(rest, field).map(host => ({ at, where, ...host })));
    }
    return this.known ? text.replace(this.known, name => this.addresses[name]) : text;
  }

  /** The same for every string in a JSON value. */
  public translateAll<T>(at: IConstruct, where: string, value: T, field = ''): T {
    if (typeof value === 'string') {
      return this.translate(at, where, value, field) as T;
    }
    if (Array.isArray(value)) {
      return value.map((item, i) => this.translateAll(at, `${where}[${item?.name ?? i}]`, item, field)) as T;
    }
    // In a metadata entry the field name is the entry's name.
    const fieldOf = (key: string): string => key === 'value' ? String((value as { name?: unknown }).name ?? key) : key;
    return typeof value !== 'object' || value === null ? value : Object.fromEntries(Object.entries(value)
      .map(([key, item]) => [key, this.translateAll(at, `${where}.${key}`, item, fieldOf(key))])) as T;
  }

  /**
   * Refuses Services of the cluster whose names are not among the names of the target. Any other host name without a
   * domain is refused if the target resolves public names only (`closed`), and is a warning otherwise (DAPR8106).
   */
  public reportUnresolved(names: string[], closed: boolean): void {
    for (const { at, where, host, certain } of this.left.filter(each => !names.includes(each.host.replace(/:.*/, '')))) {
      if (certain || closed) {
        this.refuse(at, where, host);
      } else {
        this.findings.warn(at, HOST_OF_CLUSTER, `${where} contains the host name '${host}', which has no domain`);
      }
    }
  }

  private refuse(at: IConstruct, where: string, address: string): void {
    this.findings.add(at, UNSUPPORTED_BY_TARGET, `${where} contains the cluster address '${address}'`, `map it with addresses: { '${address}': 'host:port' }`);
  }
}

const escape = (literal: string): string => literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
