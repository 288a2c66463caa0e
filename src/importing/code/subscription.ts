/** Subscriptions of one app. */
import { Context } from './context';
import { timeCode } from './durations';
import { code, given, literal, text } from './literal';
import { metadataStatements } from './metadata';
import { isDnsSubdomain } from '../../kubernetes/names';
import { isMap, Json, mapsIn } from '../../util/json';
import { EstateObject } from '../estate/estate';
import { Construct, keep, Reason } from '../estate/model';

const FIELDS = ['pubsubname', 'topic', 'route', 'routes', 'deadLetterTopic', 'metadata', 'bulkSubscribe'];

/** The construct of a subscription, or why it stays as it is: a construct has one app. */
export function subscriptionCode(context: Context, object: EstateObject): Construct | Reason {
  const { json, manifest: { name, spec, scopes = [] } } = object;
  const [appId, ...others] = scopes;
  const app = appId === undefined ? undefined : context.apps.get(appId);
  if (!app || others.length || !context.appIds.has(appId)) {
    return keep(scopes.length ? `a DaprSubscription has one app of this stack, and its scopes are ${scopes.join(', ')}` : 'it has no scopes, and a DaprSubscription has one app');
  }
  const other = Object.keys(spec).filter(field => !FIELDS.includes(field));
  const { pubsubname, topic, deadLetterTopic, bulkSubscribe } = spec;
  const routes = isMap(spec.routes) ? spec.routes : { default: spec.route };
  if (other.length || typeof pubsubname !== 'string' || !isDnsSubdomain(pubsubname) || typeof topic !== 'string') {
    return keep(other.length ? `a construct has no counterpart of spec.${other.join(', spec.')}` : 'spec.pubsubname must be the name of a component, and spec.topic a string');
  }
  const variable = context.names.variable(name, 'subscription');
  const statements = metadataStatements(context, variable, json.metadata ?? {});
  if (statements instanceof Reason) {
    return statements;
  }
  const id = context.names.id(name, 'subscription');
  const metadata: Json | undefined = isMap(spec.metadata) && Object.keys(spec.metadata).length ? spec.metadata : undefined;
  const props = given({
    subscriptionName: id === name ? undefined : name,
    app: code(app),
    pubsub: context.component(pubsubname),
    topic,
    route: routes.default || undefined,
    rules: mapsIn(routes.rules).length ? mapsIn(routes.rules).map(({ match, path }) => ({ match, path })) : undefined,
    deadLetterTopic: deadLetterTopic || undefined,
    metadata: metadata && Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key, String(value)])),
    bulkSubscribe: isMap(bulkSubscribe) ? given({
      enabled: bulkSubscribe.enabled === true ? undefined : bulkSubscribe.enabled ?? false,
      maxMessagesCount: bulkSubscribe.maxMessagesCount ?? undefined,
      maxAwaitDuration: typeof bulkSubscribe.maxAwaitDurationMs === 'number' ? timeCode(context, bulkSubscribe.maxAwaitDurationMs) : undefined,
    }) : undefined,
  });
  const declaration = `new ${context.dapr('DaprSubscription')}(this, ${text(id)}, ${literal(props, '', 50)});`;
  return { object, variable, id, code: [statements.length ? `const ${variable} = ${declaration}` : declaration, ...statements].join('\n') };
}
