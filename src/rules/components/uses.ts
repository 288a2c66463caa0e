/** Components that do not fit how their app runs. */
import { severalDaprds } from './input-bindings';
import { DaprUseKind, IDaprApp } from '../../contract';
import { AppCheck } from '../../diagnostics/diagnostics';
import { Finding } from '../../diagnostics/finding';
import { error, warning } from '../../diagnostics/rule';
import { hasSidecar, isRemote } from '../../facts/apps';
import { loadingApps, usesOf } from '../../facts/uses';
import { componentsOf, DefinedComponent } from '../../resources/component/components';

export const IN_MEMORY_WITH_SEVERAL_DAPRDS = warning('DAPR4024', {
  title: 'in-memory component with several daprd instances',
  why: 'Each daprd has its own memory: what one stores or receives is not visible to the others',
  todo: 'use an external store or broker, or acknowledge this for tests',
  source: 'dapr/components-contrib 1.18.4',
  manifests: true,
});
export const POD_NAME_OF_DAPRD = warning('DAPR4027', {
  title: '{podName} with daprd outside the app\'s pods',
  why: 'daprd replaces {podName} with the name of its own pod, not of the app\'s pod',
  todo: 'use {appID}, or acknowledge this',
  source: 'dapr/dapr pkg/runtime/meta',
  manifests: true,
});
const BINDING_WITHOUT_INPUT = error('DAPR4028', {
  title: 'input binding without input direction',
  why: 'The binding never calls the app',
  todo: 'use a binding whose direction includes input',
  source: 'dapr/dapr pkg/runtime/processor/binding',
});

/** Types that store data or events in the memory of a single daprd. */
export const IN_MEMORY = ['state.in-memory', 'pubsub.in-memory', 'binarystore.in-memory'];

const componentUses: AppCheck = root => loadingApps(root).filter(app => !isRemote(app)).flatMap(app => {
  const components = componentsOf(app);
  const metadata = components.map(component => ({ component, entries: component._plainMetadata() }));
  return [
    ...inMemory(app, components.filter(({ type }) => IN_MEMORY.includes(type))),
    ...metadata.flatMap(({ component, entries: [...all] }) => [
      ...podNames(app, component, all), ...missingInput(app, component, all),
    ]),
  ];
});

function inMemory(app: IDaprApp, components: DefinedComponent[]): Finding[] {
  const reason = components.length ? severalDaprds(app) : undefined;
  return reason === undefined ? [] : components.map(({ componentName, type }) =>
    ({ at: app, rule: IN_MEMORY_WITH_SEVERAL_DAPRDS, what: `component '${componentName}' of type ${type} is local to each daprd, and there are several: ${reason}` }));
}

function podNames(app: IDaprApp, { componentName }: DefinedComponent, entries: [string, string][]): Finding[] {
  return hasSidecar(app) ? [] : entries.filter(([, text]) => text.includes('{podName}'))
    .map(([name, text]) => ({ at: app, rule: POD_NAME_OF_DAPRD, what: `metadata.${name} of component '${componentName}' must not contain {podName}; got '${text}'` }));
}

function missingInput(app: IDaprApp, { componentName }: DefinedComponent, entries: [string, string][]): Finding[] {
  if (!usesOf(app).some(({ kind, component }) => kind === DaprUseKind.INPUT_BINDING && component === componentName)) {
    return [];
  }
  const direction = entries.find(([name]) => name.toLowerCase() === 'direction')?.[1];
  return direction !== undefined && !/input/i.test(direction)
    ? [{ at: app, rule: BINDING_WITHOUT_INPUT, what: `metadata.direction of component '${componentName}' must include 'input'; got '${direction}'` }] : [];
}

export const checks = [componentUses];
