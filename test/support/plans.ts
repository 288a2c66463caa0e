/** Plans of small stacks, and their entries. */
import { DaprPlan } from 'cdk8s-dapr';

/** The entries as `CODE Kind name: message`, without the order. */
export const entriesOf = (before: any[], after: any[]): string[] => DaprPlan.between(before, after).entries
  .map(({ code, kind, namespace, name, message }) => `${code} ${kind} ${namespace ? `${namespace}/` : ''}${name}: ${message.replace(/\.$/, '')}`);

/** The entries with a code. */
export const withCode = (code: string, before: any[], after: any[]): string[] =>
  entriesOf(before, after).filter(line => line.startsWith(code)).map(line => line.slice(code.length + 1));

/** A copy with changed fields, given by path. */
export function edited(object: any, changes: { [path: string]: unknown }): any {
  const copy = structuredClone(object);
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split('.');
    const parent = keys.slice(0, -1).reduce((at, key) => at[key] ??= {}, copy);
    if (value === undefined) {
      delete parent[keys[keys.length - 1]];
    } else {
      parent[keys[keys.length - 1]] = value;
    }
  }
  return copy;
}

export const object = (apiVersion: string, kind: string, name: string, fields: object = {}): any =>
  ({ apiVersion, kind, metadata: { name }, ...fields });
export const service = (name: string, spec: object = {}): any =>
  object('v1', 'Service', name, { spec: { selector: { app: 'web' }, ports: [{ port: 80 }], ...spec } });
