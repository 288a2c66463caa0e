import { IConstruct } from 'constructs';
import { ClusterHost, ClusterServices } from './cluster-services';
import { Findings, UNSUPPORTED_BY_TARGET } from './findings';
import { warning } from '../../diagnostics/rule';

const HOST_OF_CLUSTER = warning('DAPR8106', {
  title: 'host that perhaps only the cluster knows',
  why: 'A name without a domain is found by a name server or a hosts file of the target, or not at all: then the component fails at start',
  todo: 'say what it is there with the prop addresses, or acknowledge that the target knows it',
  source: 'cdk8s-dapr',
});

/** A host that only the DNS of a cluster knows. */
const CLUSTER_ADDRESS = /(?<![\w.-])[a-z0-9][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)*\.svc(?:\.[a-z0-9][a-z0-9-]*)*(?::\d+)?(?![\w-])/i;

/** Addresses of a cluster, and what they are outside it. */
export class ClusterAddresses {
  private readonly known?: RegExp;

  private readonly services: ClusterServices;
  private readonly left: (ClusterHost & { at: IConstruct; where: string })[] = [];

  constructor(scope: IConstruct, private readonly addresses: { readonly [clusterAddress: string]: string }, private readonly findings: Findings) {
    this.services = new ClusterServices(scope);
    const names = Object.keys(addresses).filter(Boolean).sort((a, b) => b.length - a.length);
    if (names.length) {
      this.known = new RegExp(`(?<![\\w.-])(?:${names.map(escape).join('|')})(?![\\w-]|\\.\\w)`, 'g');
    }
  }

  /** A text with outside addresses instead of those of the cluster; one that is left is a finding, now or in `reportUnresolved`. */
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

  /** The same for every text in a JSON value. */
  public translateAll<T>(at: IConstruct, where: string, value: T, field = ''): T {
    if (typeof value === 'string') {
      return this.translate(at, where, value, field) as T;
    }
    if (Array.isArray(value)) {
      return value.map((item, i) => this.translateAll(at, `${where}[${item?.name ?? i}]`, item, field)) as T;
    }
    // An entry of metadata: the field is its name.
    const fieldOf = (key: string): string => key === 'value' ? String((value as { name?: unknown }).name ?? key) : key;
    return typeof value !== 'object' || value === null ? value : Object.fromEntries(Object.entries(value)
      .map(([key, item]) => [key, this.translateAll(at, `${where}.${key}`, item, fieldOf(key))])) as T;
  }

  /**
   * Once it is known which names the target has: refuses Services of the cluster that are none of them. A name that only
   * looks like one is refused where nothing could know it, else a warning (DAPR8106).
   */
  public reportUnresolved(names: string[], closed: boolean): void {
    for (const { at, where, host, certain } of this.left.filter(each => !names.includes(each.host.replace(/:.*/, '')))) {
      if (certain || closed) {
        this.refuse(at, where, host);
      } else {
        this.findings.warn(at, HOST_OF_CLUSTER, `${where} names the host '${host}'`);
      }
    }
  }

  private refuse(at: IConstruct, where: string, address: string): void {
    this.findings.add(at, UNSUPPORTED_BY_TARGET, `${where} holds the cluster address '${address}'`, `say what it is there: addresses: { '${address}': 'host:port' }`);
  }
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
