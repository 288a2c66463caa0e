import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { SHARED_DAPRDS } from '../data-plane/shared/facts';
import { AppCheck } from '../diagnostics/diagnostics';
import { error, warning } from '../diagnostics/rule';
import { APPS } from '../facts/apps';
import { Objects } from '../facts/objects';
import { keyIn } from '../kubernetes/names';
import { RESOURCES } from '../resources/resource';
import { repeated } from '../util/grouped';

export const OBJECT_DEFINED_TWICE = error('DAPR1024', {
  title: 'two objects with the same kind and name',
  why: 'The object applied last replaces the other',
  todo: 'rename one of them',
  source: 'Kubernetes API validation',
  manifests: true,
});
const OBJECT_IN_TWO_CHARTS = warning('DAPR1025', {
  title: 'two objects with the same kind and name in different charts',
  why: 'In the same cluster, the object applied last replaces the other',
  todo: 'rename one of them, or acknowledge this if the charts are deployed to different clusters',
  source: 'Kubernetes API validation',
});

/** cdk8s does not refuse two objects with the same kind and name. */
const duplicates: AppCheck = root => {
  // Objects of these constructs are named by app ID or resource name, which other rules compare.
  const compared = new Set<IConstruct>([...RESOURCES.of(root), ...APPS.of(root), ...SHARED_DAPRDS.of(root)]);
  return repeated(Objects.of(root).all, object => keyIn(object.metadata.namespace, object.apiGroup, object.kind, object.name))
    .filter(([object, other]) => !(compared.has(object.node.scope!) && compared.has(other.node.scope!)))
    .map(([object, other]) => ({
      at: object,
      rule: Chart.of(object) === Chart.of(other) ? OBJECT_DEFINED_TWICE : OBJECT_IN_TWO_CHARTS,
      what: `${object.kind} '${object.name}' is also defined at '${other.node.path}'`,
    }));
};

export const checks = [duplicates];
