/** Whether an app loads a component, according to the scopes in its manifest. */
import { IDaprApp } from '../contract';
import { componentsOf, didYouMean } from './known-names';
import { NOT_DECIDED_HERE } from './rules';
import { Diagnostics } from '../diagnostics/diagnostics';
import { isRemote } from '../facts/apps';
import { Objects } from '../facts/objects';
import { Json } from '../util/json';
import { describe } from '../util/values';

/** The manifest of a component that the daprd of an app loads; undefined if its scopes exclude the app. */
export function componentAccess(app: IDaprApp, component: string): Json | undefined {
  const object = isRemote(app) ? undefined : Objects.of(app).find('Component', 'dapr.io', app, app.namespace, component);
  if (!object) {
    const where = isRemote(app) ? 'is loaded by a remote Dapr' : `is not in the stack, or not in the namespace of app '${app.appId}'`;
    throw Diagnostics.fatal({ at: app, rule: NOT_DECIDED_HERE, what: `component ${describe(component)} ${where}`, todo: didYouMean(component, componentsOf(app)) });
  }
  const json: Json = object.toJson();
  const scopes: unknown[] = Array.isArray(json.scopes) ? json.scopes : [];
  return !scopes.length || scopes.includes(app.appId) ? json : undefined;
}
