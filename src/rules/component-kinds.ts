import { DaprUseKind } from '../contract';
import { Finding } from '../diagnostics/diagnostics';
import { addRule } from '../facts/registry';
import { inWords } from '../facts/uses';
import { keyIn } from '../kubernetes/names';
import { categoryOf } from '../resources/component/checks';
import { DaprComponent } from '../resources/component/component';

/** Of which category a component is that an app uses like that. */
const CATEGORY: { readonly [kind in DaprUseKind]?: string } = {
  [DaprUseKind.PUBLISH]: 'pubsub', [DaprUseKind.SUBSCRIBE]: 'pubsub', [DaprUseKind.INPUT_BINDING]: 'bindings',
};

/** What an app does with a component is what that is for, also where the app knows only its name. */
addRule(({ uses, resources }) => {
  const types = new Map(resources.filter((resource): resource is DaprComponent => resource instanceof DaprComponent)
    .map(({ namespace, componentName, type }) => [keyIn(namespace, componentName), type]));
  return uses.flatMap(({ app, use }): Finding[] => {
    const category = CATEGORY[use.kind];
    const type: unknown = category === undefined || use.component === undefined ? undefined : types.get(keyIn(app.namespace, use.component));
    return typeof type === 'string' && categoryOf(type) !== category
      ? [{ at: app, code: 'DAPR4029', what: `the app ${inWords(use)}, which is of type ${type}`, todo: `give a component of a type ${category}.*` }] : [];
  });
});
