/** Finds the object with a pod template in the tree of a workload. */
import { ApiObject, Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { OPEN_FUNCTION, workloadKind } from './kinds';
import { hasPodTemplate, isTemplate, templateOf } from './template-path';
import { report } from '../diagnostics/report';
import { error } from '../diagnostics/rule';
import { isOfSameApp } from '../diagnostics/same-app';
import { omitChild } from '../synth/omitted-objects';
import { mustBe } from '../util/values';

export const NO_WORKLOAD = error('DAPR1017', {
  title: 'workload without exactly one pod template',
  why: 'There is no single pod template to connect to a data plane',
  todo: 'pass a construct that contains exactly one object with a pod template, and set podTemplatePath if the template is not at spec.template',
  source: 'cdk8s-dapr',
});
const OPEN_FUNCTION_AS_WORKLOAD = error('DAPR8016', {
  title: 'OpenFunction Function as the workload of an app',
  why: 'OpenFunction creates pods, daprd and app ID itself, and runs only functions built on its own framework: a plain Dapr app does not start there',
  todo: 'use the OpenFunction construct, or run the app as a Knative Service or a Deployment scaled by KEDA',
  source: 'OpenFunction apis/core/v1beta2',
});

/**
 * The object with a pod template in the tree of a workload; undefined if there is none, or more than one, which is reported.
 *
 * @param path path of the template in the object, by default that of the kind
 */
export function objectOf(user: IConstruct, workload: IConstruct, path?: string, keys?: readonly string[]): ApiObject | undefined {
  if (!workload?.node || typeof workload.node.findAll !== 'function') {
    report(user, NO_WORKLOAD, workload === undefined ? 'workload is missing' : mustBe('workload', 'a construct', workload));
    return undefined;
  }
  if (!isOfSameApp(user, workload, 'workload', 'define both in one App')) {
    return undefined;
  }
  const objects = workload.node.findAll().filter((each): each is ApiObject => ApiObject.isApiObject(each));
  const openFunction = objects.find(object => workloadKind(object) === OPEN_FUNCTION);
  if (openFunction) {
    report(user, OPEN_FUNCTION_AS_WORKLOAD, `workload '${openFunction.node.path}' is an OpenFunction Function`);
    return undefined;
  }
  const candidates = objects.filter(object => keys ? isTemplate(templateOf(object.toJson(), keys)) : hasPodTemplate(object));
  if (candidates.length !== 1) {
    const names = candidates.map(c => `${c.kind} ${c.node.path}`).join(', ');
    report(user, NO_WORKLOAD,
      `workload '${workload.node.path}' contains ${candidates.length || 'no'} objects with a pod template${path === undefined ? '' : ` at ${path}`}${names && ` (${names})`}`,
      names ? 'pass one of them as the workload' : undefined);
    return undefined;
  }
  return candidates[0];
}

const STAND_IN = 'MissingWorkload';

/** An object in place of a workload that was refused, so that construction continues and finds the other problems. It is not written. */
export const standInFor = (user: IConstruct): ApiObject =>
  (user.node.tryFindChild(STAND_IN) ?? newStandIn(user as Construct)).node.findChild('Resource') as ApiObject;

function newStandIn(user: Construct): Construct {
  // An app may be outside all charts, but not an object.
  const parent = user.node.scopes.some(scope => Chart.isChart(scope)) ? new Construct(user, STAND_IN) : new Chart(user, STAND_IN);
  omitChild(parent, () => true);
  const labels = { app: user.node.id };
  new ApiObject(parent, 'Resource', {
    apiVersion: 'apps/v1', kind: 'Deployment', spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [] } } },
  });
  return parent;
}
