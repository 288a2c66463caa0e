import { IConstruct } from 'constructs';
import { report } from './report';
import { error } from './rule';
import { rootOf } from '../synth/one-per-app';

const OTHER_APP = error('DAPR1020', {
  title: 'construct of another cdk8s App',
  why: 'Its object is applied separately from this App, and scopes derived here do not reach it',
  todo: 'use fromComponentName, or its equivalent for the resource, in this App',
  source: 'cdk8s-dapr',
});

/** Whether a construct belongs to the cdk8s App that uses it; reports one of another App. */
export function isOfSameApp(at: IConstruct, used: IConstruct, called: string, todo?: string): boolean {
  const isSame = rootOf(at) === rootOf(used);
  if (!isSame) {
    report(at, OTHER_APP, `${called} '${used.node.path}' belongs to another cdk8s App`, todo);
  }
  return isSame;
}
