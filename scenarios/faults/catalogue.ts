/** What of the catalogue of bad input cannot be refused, since it cannot be written or the library does it right; and all that is seeded. */
import * as input from './input';
import type { Case } from './input';
import * as resources from './resources';
import * as rows from './rows';

/** Rows of the catalogue. */
export const ROWS = 168;

/** What cannot be written: it would not compile. */
export const BY_TYPE: { [row: number]: string } = {
  69: 'a MetadataValue is one of text, secret and environment',
  99: 'the app of an access policy is a construct',
  105: 'the store of a secret scope is a construct',
  113: 'the broker of a subscription is a construct',
  119: 'a subscription has one app, and no scopes',
  124: 'a target of a resiliency holds its policies',
  125: 'a target of a resiliency is a construct',
};

/** What the library does so that the row cannot happen. */
export const BY_LIBRARY: { [row: number]: string } = {
  14: 'a DaemonSet that receives gets the Service that the operator does not make',
  39: 'no prop makes a host port',
  79: 'an app that uses a component is in its scopes',
  94: 'the Configuration of a shared daprd is in its annotations, and rolls it when it changes',
  96: 'an allowed API is allowed or not for both protocols',
  120: 'subscriptions are v2alpha1',
  144: 'the app gets the token that its daprd demands',
  151: 'a shared DaemonSet has a rolling update that Kubernetes takes',
  162: 'the peers of a policy are the pods of the apps that joined',
};

/** Every fault that is written down, with the code that catches it. */
export const FAULTS: { readonly level: 'error' | 'warning'; readonly fault: Case }[] = [input, resources, rows].flatMap(({ ERRORS, WARNINGS }) => [
  ...ERRORS.map(fault => ({ level: 'error' as const, fault })),
  ...WARNINGS.map(fault => ({ level: 'warning' as const, fault })),
]);

/** The rows of the catalogue that a fault is of: none for one that the catalogue has not. */
export function rowsOf([title]: Case): number[] {
  return (/^\d+( and \d+)*/.exec(title)?.[0] ?? '').split(' and ').filter(Boolean).map(Number);
}
