/** All faults, and the rows of the catalogue of invalid input that cannot occur. */
import * as access from './access';
import * as bindings from './bindings';
import type { Case } from './case';
import * as components from './components';
import * as configurations from './configurations';
import * as daprdOptions from './daprd-options';
import * as dataPlanes from './data-planes';
import * as identity from './identity';
import * as metadata from './metadata';
import * as otherResources from './other-resources';
import * as platform from './platform';
import * as pods from './pods';
import * as ports from './ports';
import * as resiliency from './resiliency';
import * as subscriptions from './subscriptions';
import * as uses from './uses';

/** Number of rows of the catalogue. */
export const ROWS = 168;

/** Rows that do not compile. */
export const BY_TYPE: { [row: number]: string } = {
  69: 'a MetadataValue has exactly one source',
  99: 'the app of an access policy is a construct',
  105: 'the store of a secret scope is a construct',
  113: 'the broker of a subscription is a construct',
  119: 'a subscription has an app instead of scopes',
  124: 'a resiliency target contains its policies',
  125: 'a resiliency target is a construct',
};

/** Rows that the library prevents; tests of those topics cover it. */
export const BY_LIBRARY: { [row: number]: string } = {
  14: 'the library emits the invocation Service of a DaemonSet, which the operator does not create',
  39: 'no prop sets a host port',
  79: 'the library adds each app to the scopes of its components',
  94: 'the Configuration of a shared daprd is in its annotations, and a change restarts its pods',
  96: 'API rules apply to both protocols',
  120: 'subscriptions use v2alpha1',
  144: 'the app gets the API token of its daprd',
  151: 'a shared DaemonSet has a valid rolling update',
  162: 'a NetworkPolicy selects the pods of the apps that joined',
};

/** Faults of one topic, and valid cases that resemble them. */
interface Topic { readonly ERRORS: Case[]; readonly WARNINGS: Case[]; readonly RIGHT?: Case[] }

const TOPICS: Topic[] = [
  identity, platform, ports, daprdOptions, pods, dataPlanes, components, metadata, bindings, configurations, access, resiliency, subscriptions,
  otherResources, uses,
];

/** All faults. */
export const FAULTS: { readonly level: 'error' | 'warning'; readonly fault: Case }[] = TOPICS.flatMap(({ ERRORS, WARNINGS }) => [
  ...ERRORS.map(fault => ({ level: 'error' as const, fault })),
  ...WARNINGS.map(fault => ({ level: 'warning' as const, fault })),
]);

/** All valid cases that resemble a fault: the code is not reported. */
export const RIGHT = TOPICS.flatMap(topic => topic.RIGHT ?? []);

/** The rows of a fault in the catalogue; none for a fault beyond it. */
export function rowsOf([title]: Case): number[] {
  return (/^\d+( and \d+)*/.exec(title)?.[0] ?? '').split(' and ').filter(Boolean).map(Number);
}
