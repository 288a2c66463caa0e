import { IConstruct } from 'constructs';
import { Diagnostics } from './diagnostics';
import { error } from './rule';
import { rootOf } from '../synth/one-per-app';

const OTHER_APP = error('DAPR1020', {
  title: 'construct of another cdk8s App',
  why: 'Its object is applied separately from this App, and scopes derived here do not reach it',
  todo: 'use fromComponentName, or its equivalent for the resource, in this App',
  source: 'cdk8s-dapr',
});

/** Throws if a construct of one cdk8s App is used in another. */
export function refuseOtherApp(at: IConstruct, used: IConstruct, called: string, todo?: string): void {
  if (rootOf(at) !== rootOf(used)) {
    throw Diagnostics.fatal({ at, rule: OTHER_APP, what: `${called} '${used.node.path}' belongs to another cdk8s App`, todo });
  }
}
