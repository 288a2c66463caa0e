/** Whether an app may use a topic: the scopes and topic scopes in the manifest of the component. */
import { componentAccess } from './component-access';
import { IDaprApp } from '../contract';
import { NOT_DECIDED_HERE } from './rules';
import { Diagnostics } from '../diagnostics/diagnostics';
import { isTopicAllowed, TopicScope } from '../resources/component/topic-access';
import { isField } from '../resources/metadata/field-names';
import { Json, mapsIn } from '../util/json';

export function topicAccess(app: IDaprApp, pubsub: string, topic: string, scope: TopicScope): boolean {
  const component = componentAccess(app, pubsub);
  if (!component) {
    return false;
  }
  const read = (name: string): string => valueOf(app, component, name);
  const lists = { allowedTopics: read('allowedTopics'), protectedTopics: read('protectedTopics'), publishingScopes: '', subscriptionScopes: '', [scope]: read(scope) };
  return isTopicAllowed(lists, scope, app.appId, topic);
}

/** A metadata value; names do not distinguish upper and lower case. */
function valueOf(app: IDaprApp, component: Json, wanted: string): string {
  const entry = mapsIn(component.spec?.metadata).find(({ name }) => isField(name, wanted));
  if (entry && entry.value === undefined) {
    throw Diagnostics.fatal({ at: app, rule: NOT_DECIDED_HERE, what: `${wanted} of component '${component.metadata?.name}' is in a Secret` });
  }
  return String(entry?.value ?? '');
}
