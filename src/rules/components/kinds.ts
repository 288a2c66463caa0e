import { DaprUseKind } from '../../contract';
import { AppCheck } from '../../diagnostics/diagnostics';
import { Finding } from '../../diagnostics/finding';
import { error } from '../../diagnostics/rule';
import { allUses, describeUse } from '../../facts/uses';
import { keyAt } from '../../kubernetes/cluster';
import { categoryOf } from '../../resources/component/building-blocks';
import { componentsByKey } from '../../resources/component/components';

export const WRONG_BUILDING_BLOCK = error('DAPR4029', {
  title: 'component of the wrong building block',
  why: 'daprd does not find the message broker or binding: events and calls do not arrive, and publishing fails',
  todo: 'use a component of the building block that the app needs',
  source: 'dapr/dapr pkg/runtime/compstore',
  manifests: true,
});

/** The component category that each use requires. */
const CATEGORY: { readonly [kind in DaprUseKind]?: string } = {
  [DaprUseKind.PUBLISH]: 'pubsub', [DaprUseKind.SUBSCRIBE]: 'pubsub', [DaprUseKind.INPUT_BINDING]: 'bindings',
};

/** An app's use of a component must match the component's category, including components referenced by name only. */
const componentKinds: AppCheck = root => {
  const components = componentsByKey(root);
  return allUses(root).flatMap(({ app, use }): Finding[] => {
    const category = CATEGORY[use.kind];
    const type: unknown = category === undefined || use.component === undefined ? undefined : components.get(keyAt(app, use.component))?.type;
    return typeof type === 'string' && categoryOf(type) !== category
      ? [{ at: app, rule: WRONG_BUILDING_BLOCK, what: `the app ${describeUse(use)}, which is of type ${type}`, todo: `use a component of type ${category}.*` }] : [];
  });
};

export const checks = [componentKinds];
