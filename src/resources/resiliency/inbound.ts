import { ResiliencyPolicies } from './props';
import { IDaprApp, IDaprResource } from '../../contract';

/** What a Resiliency says of what a component brings to an app. */
export type Inbound = { readonly policies?: ResiliencyPolicies } | undefined;

/** A resource that may say something of it. */
export interface WithInbound extends IDaprResource {
  _inbound?(app: IDaprApp, component: string): Inbound;
}
