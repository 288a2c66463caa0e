import { IConstruct } from 'constructs';
import { Findings } from './findings';

/** A host that only the DNS of a cluster knows. */
const CLUSTER_ADDRESS = /(?<![\w.-])[a-z0-9][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)*\.svc(?:\.[a-z0-9][a-z0-9-]*)*(?::\d+)?(?![\w-])/i;

/** Addresses of a cluster, and what they are outside it. */
export class ClusterAddresses {
  private readonly known?: RegExp;

  constructor(private readonly addresses: { [clusterAddress: string]: string }, private readonly findings: Findings) {
    const names = Object.keys(addresses).filter(Boolean).sort((a, b) => b.length - a.length);
    if (names.length) {
      this.known = new RegExp(`(?<![\\w.-])(?:${names.map(escape).join('|')})(?![\\w-]|\\.\\w)`, 'g');
    }
  }

  /** A text with outside addresses instead of those of the cluster; one that is left is a finding. */
  public translate(at: IConstruct, where: string, text: string): string {
    const rest = this.known ? text.replace(this.known, '') : text;
    const left = CLUSTER_ADDRESS.exec(rest);
    if (left) {
      this.findings.add(at, 'DAPR8102', `${where} holds the cluster address '${left[0]}'`, `say what it is there: addresses: { '${left[0]}': 'host:port' }`);
    }
    return this.known ? text.replace(this.known, name => this.addresses[name]) : text;
  }

  /** The same for every text in a JSON value. */
  public translateAll<T>(at: IConstruct, where: string, value: T): T {
    if (typeof value === 'string') {
      return this.translate(at, where, value) as T;
    }
    if (Array.isArray(value)) {
      return value.map((item, i) => this.translateAll(at, `${where}[${item?.name ?? i}]`, item)) as T;
    }
    return typeof value !== 'object' || value === null ? value
      : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.translateAll(at, `${where}.${key}`, item)])) as T;
  }
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
