/** Pluggable components whose containers the injector adds to the pods of their apps. */
import { IDaprApp, IDaprResource } from '../../contract';
import { Annotations, injectsComponents, PLUGGABLE_COMPONENTS } from '../../daprd/annotations';
import { daprdsOf } from '../../data-plane/daprds-of-app';
import { AppCheck } from '../../diagnostics/diagnostics';
import { Finding } from '../../diagnostics/finding';
import { warning } from '../../diagnostics/rule';
import { APPS, hasSidecar, isRemote, wiringOf } from '../../facts/apps';
import { unscopedResources } from '../../facts/definitions';
import { Edges } from '../../facts/edges';
import { Objects } from '../../facts/objects';
import { placeOf } from '../../kubernetes/cluster';
import { COMPONENTS, componentsOf, definedComponent } from '../../resources/component/components';

const NOTHING_INJECTED = warning('DAPR3052', {
  title: 'injectPluggableComponents without a component that has a container',
  why: 'The injector adds no container: daprd does not find the pluggable component, and exits',
  todo: 'set componentContainer of the component, or acknowledge this if a component outside this App has the annotation dapr.io/component-container',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_components.go',
});
export const CONTAINER_NOT_INJECTED = warning('DAPR3054', {
  title: 'component with a container that is not injected',
  why: 'The injector adds the container only to pods with injectPluggableComponents: daprd does not find the pluggable component, and exits',
  todo: 'set injectPluggableComponents of the sidecar, or acknowledge this if the pods have the container',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_patcher.go',
  manifests: true,
});

/** An app that injects pluggable components needs one with a container. */
const nothingInjected: AppCheck = root => {
  const apps = APPS.of(root).filter(app => injectsComponents(wiringOf(app)?.config.podAnnotations ?? {}) && hasSidecar(app));
  // Components that are referenced by name, or defined in another way, may have one.
  const mayHaveOne = (component: IDaprResource): boolean => component.kind === 'Component' && definedComponent(component)?._isInjected !== false;
  if (!apps.length || Objects.of(root).ofKind('Component', 'dapr.io').some(object => !definedComponent(object.node.scope as never))) {
    return [];
  }
  const places = new Map<string, boolean>();
  const isInjectedEverywhere = (app: IDaprApp): boolean => {
    const place = placeOf(app, app.namespace);
    const known = places.get(place) ?? unscopedResources(app, app.namespace).some(mayHaveOne);
    places.set(place, known);
    return known;
  };
  return apps.filter(app => !Edges.of(app).loadedBy(app).some(mayHaveOne) && !isInjectedEverywhere(app)).map((app): Finding => ({ at: app, rule: NOTHING_INJECTED, what: `injectPluggableComponents is true, and no component that app '${app.appId}' loads has a componentContainer` }));
};

/** A component with a container needs an app that injects it. */
const notInjected: AppCheck = root => {
  const apps = COMPONENTS.of(root).some(({ _isInjected }) => _isInjected) ? APPS.of(root).filter(app => !isRemote(app)) : [];
  return apps.flatMap(app => componentsOf(app).filter(({ _isInjected }) => _isInjected && !injectsAll(app)).map(({ componentName }): Finding => ({
    at: app,
    rule: CONTAINER_NOT_INJECTED,
    what: `component '${componentName}' has a componentContainer, and the daprd of app '${app.appId}' has no injectPluggableComponents`,
  })));
};

const injectsAll = (app: IDaprApp): boolean =>
  daprdsOf(app).every(({ annotations }) => hasPluggableComponents(annotations));

/** Whether a pod has the containers of pluggable components, or gets them. */
export const hasPluggableComponents = (annotations: Annotations): boolean =>
  injectsComponents(annotations) || Boolean(annotations[PLUGGABLE_COMPONENTS]);

export const checks = [nothingInjected, notInjected];
