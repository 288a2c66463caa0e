/** What of the catalogue of bad input cannot be refused, since it cannot be written or the library does it right; and all that is seeded. */
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

/** What the library does so that the row cannot happen: tests of those topics show it. */
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

/** Faults of one topic, and what looks like one of them and is right. */
interface Topic { readonly ERRORS: Case[]; readonly WARNINGS: Case[]; readonly RIGHT?: Case[] }

const TOPICS: Topic[] = [
  identity, platform, ports, daprdOptions, pods, dataPlanes, components, metadata, bindings, configurations, access, resiliency, subscriptions,
  otherResources, uses,
];

/** Every fault that is written down, with the code that catches it. */
export const FAULTS: { readonly level: 'error' | 'warning'; readonly fault: Case }[] = TOPICS.flatMap(({ ERRORS, WARNINGS }) => [
  ...ERRORS.map(fault => ({ level: 'error' as const, fault })),
  ...WARNINGS.map(fault => ({ level: 'warning' as const, fault })),
]);

/** What looks like a fault and is none: the code is not said. */
export const RIGHT = TOPICS.flatMap(topic => topic.RIGHT ?? []);

/** The rows of the catalogue that a fault is of: none for one that the catalogue has not. */
export function rowsOf([title]: Case): number[] {
  return (/^\d+( and \d+)*/.exec(title)?.[0] ?? '').split(' and ').filter(Boolean).map(Number);
}
