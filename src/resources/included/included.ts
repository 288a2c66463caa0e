/** The objects of Dapr in a chart that are not defined by this library, as resources. */
import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { IncludedComponent } from './component';
import { IncludedConfiguration } from './configuration';
import { IncludedResource } from './resource';
import { IncludedSubscription } from './subscription';
import { IDaprApp, IDaprConfiguration } from '../../contract';
import { adoptedOf } from '../../facts/adopted';
import { BUILT_IN_DATA_PLANE } from '../../platform/scoped-settings';
import { onePerApp } from '../../synth/one-per-app';
import { hasBrand } from '../../util/brand';
import { DaprResource } from '../resource';

const CLASSES: { readonly [kind: string]: (new (object: ApiObject) => IncludedResource) | undefined } = {
  Component: IncludedComponent, Configuration: IncludedConfiguration, Subscription: IncludedSubscription,
};
const DAPR_GROUP = 'dapr.io';

const INCLUDED = onePerApp('included', () => new Map<ApiObject, IncludedResource>());

/** The resources of the chart of an app. Each object is read once. */
function includedIn(app: IDaprApp): IncludedResource[] {
  const known = INCLUDED(app);
  const found: IncludedResource[] = [];
  const visit = (at: IConstruct): void => {
    if (ApiObject.isApiObject(at)) {
      if (at.apiGroup === DAPR_GROUP) {
        let resource = known.get(at);
        if (!resource) {
          resource = new (CLASSES[at.kind] ?? IncludedResource)(at);
          known.set(at, resource);
        }
        found.push(resource);
      }
    } else if (!isOwn(at)) {
      at.node.children.forEach(visit);
    }
  };
  visit(Chart.of(app));
  return found;
}

/** Apps, resources and data planes of this library define their objects themselves. */
const isOwn = (at: IConstruct): boolean => 'workloadKind' in at || at instanceof DaprResource || hasBrand(at, BUILT_IN_DATA_PLANE);

/** The Configuration with a name that is defined as a plain object. */
export const configurationNamed = (app: IDaprApp, namespace: string | undefined, name: string): IDaprConfiguration | undefined =>
  includedIn(app).find((each): each is IncludedConfiguration =>
    each instanceof IncludedConfiguration && each.resourceName === name && each.namespace === namespace);

/** Makes an adopted app load the resources whose scopes contain it, or that have none. */
export function loadIncluded(app: IDaprApp): void {
  if (adoptedOf(app)) {
    const isLoaded = (each: IncludedResource): boolean => each.namespace === app.namespace && (each._scopes()?.includes(app.appId) ?? true);
    includedIn(app).filter(isLoaded).forEach(each => each._loadedBy(app));
  }
}
