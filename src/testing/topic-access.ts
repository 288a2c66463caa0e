/** Whether an app may use a topic, as its daprd decides it (dapr/dapr pkg/scopes/scopes.go, pkg/runtime/pubsub/adapter.go). */
import { componentAccess } from './component-access';
import { IDaprApp } from '../contract';
import { NOT_DECIDED_HERE } from './rules';
import { Diagnostics } from '../diagnostics/diagnostics';
import { isField } from '../resources/metadata/field-names';
import { Json, mapsIn } from '../util/json';

export function topicAccess(app: IDaprApp, pubsub: string, topic: string, scope: 'publishingScopes' | 'subscriptionScopes'): boolean {
  const component = componentAccess(app, pubsub);
  if (!component) {
    return false;
  }
  const read = (name: string): string => valueOf(app, component, name);
  const allowed = topicsIn(read('allowedTopics'));
  const own = read(scope).split(';').map(entry => entry.split('=')).filter(([id, list]) => id === app.appId && list !== undefined).flatMap(([, list]) => list.split(','));
  const isProtected = topicsIn(read('protectedTopics')).includes(topic);
  return (!allowed.length || allowed.includes(topic)) && (own.length || isProtected ? own.includes(topic) : true);
}

const topicsIn = (value: string): string[] => value ? value.split(',') : [];

/** A metadata value without spaces; names do not distinguish upper and lower case. */
function valueOf(app: IDaprApp, component: Json, wanted: string): string {
  const entry = mapsIn(component.spec?.metadata).find(({ name }) => isField(name, wanted));
  if (entry && entry.value === undefined) {
    throw Diagnostics.fatal({ at: app, rule: NOT_DECIDED_HERE, what: `${wanted} of component '${component.metadata?.name}' is in a Secret` });
  }
  return String(entry?.value ?? '').replace(/ /g, '');
}
