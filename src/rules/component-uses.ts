/** Components that do not go with how their app runs. */
import { severalDaprds } from './input-bindings';
import { DaprUseKind, IDaprApp } from '../contract';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { error, warning } from '../diagnostics/rule';
import { hasSidecar, isRemote, wiringOf } from '../facts/apps';
import { loadingApps, usesOf } from '../facts/uses';
import { componentsOf, DefinedComponent } from '../resources/component/components';

const MEMORY_OF_SEVERAL_DAPRDS = warning('DAPR4024', {
  title: 'memory of one daprd where there are several',
  why: 'Each of them has its own: what one keeps or receives, the others do not know',
  todo: 'use a store or broker outside daprd, or acknowledge this for tests',
  source: 'dapr/components-contrib 1.18.4',
});
const WRITES_READ_ONLY_FILES = warning('DAPR4025', {
  title: 'component that writes where daprd must not',
  why: 'The root file system of daprd is read only: the component fails at its start or at its first write',
  todo: 'mount a volume with volumeMountsRw of a sidecar and give a path in it, or acknowledge that sidecarReadOnlyRootFilesystem of Dapr\'s chart is false',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_container.go',
});
const POD_NAME_OF_DAPRD = warning('DAPR4027', {
  title: 'name of a pod that is not the app\'s',
  why: 'daprd is outside the app\'s pods: the name is that of the pod of daprd',
  todo: 'use {appID}, or acknowledge this',
  source: 'dapr/dapr pkg/runtime/meta',
});
const BINDING_WITHOUT_INPUT = error('DAPR4028', {
  title: 'input binding that brings nothing',
  why: 'Nothing calls the app',
  todo: 'give a binding whose direction holds input',
  source: 'dapr/dapr pkg/runtime/processor/binding',
});

/** They keep what they are given in the memory of one daprd. */
const IN_MEMORY = ['state.in-memory', 'pubsub.in-memory'];

const componentUses: AppCheck = root => loadingApps(root).filter(app => !isRemote(app)).flatMap(app => {
  const components = componentsOf(app);
  const texts = components.map(component => ({ component, texts: component._texts() }));
  return [
    ...inMemory(app, components.filter(({ type }) => IN_MEMORY.includes(type))),
    ...texts.flatMap(({ component, texts: [...all] }) => [
      ...podNames(app, component, all), ...noInput(app, component, all), ...written(app, component, all),
    ]),
  ];
});

function inMemory(app: IDaprApp, components: DefinedComponent[]): Finding[] {
  const how = components.length ? severalDaprds(app) : undefined;
  return how === undefined ? [] : components.map(({ componentName, type }) =>
    ({ at: app, rule: MEMORY_OF_SEVERAL_DAPRDS, what: `component '${componentName}' of type ${type}, and there are several daprds: ${how}` }));
}

function podNames(app: IDaprApp, { componentName }: DefinedComponent, texts: [string, string][]): Finding[] {
  return hasSidecar(app) ? [] : texts.filter(([, text]) => text.includes('{podName}'))
    .map(([name, text]) => ({ at: app, rule: POD_NAME_OF_DAPRD, what: `metadata.${name} of component '${componentName}' is '${text}'` }));
}

function noInput(app: IDaprApp, { componentName }: DefinedComponent, texts: [string, string][]): Finding[] {
  if (!usesOf(app).some(({ kind, component }) => kind === DaprUseKind.INPUT_BINDING && component === componentName)) {
    return [];
  }
  const direction = texts.find(([name]) => name.toLowerCase() === 'direction')?.[1];
  return direction !== undefined && !/input/i.test(direction)
    ? [{ at: app, rule: BINDING_WITHOUT_INPUT, what: `component '${componentName}' calls the app, and it has the direction '${direction}'` }] : [];
}

/** The file or folder that a component writes, where its text is known. */
function pathOf(type: string, texts: [string, string][]): string | undefined {
  const text = (wanted: string): string | undefined => texts.find(([name]) => name.toLowerCase() === wanted)?.[1];
  if (type === 'bindings.localstorage') {
    return text('rootpath');
  }
  const file = type === 'state.sqlite' ? text('connectionstring') : undefined;
  return file === undefined || /:memory:|mode=memory/.test(file) ? undefined : file.replace(/^file:(\/\/)?/, '').replace(/\?.*$/, '');
}

function written(app: IDaprApp, { componentName, type }: DefinedComponent, texts: [string, string][]): Finding[] {
  const path = pathOf(type, texts);
  if (!path) {
    return [];
  }
  const pod = hasSidecar(app) ? wiringOf(app)?.pod : undefined;
  const mounts = pod ? pod.annotations(pod.renderWired())['dapr.io/volume-mounts-rw'] ?? '' : '';
  const within = mounts.split(',').map(mount => mount.split(':')[1]?.trim().replace(/\/$/, '')).some(mount => mount && (path === mount || path.startsWith(`${mount}/`)));
  return within ? [] : [{ at: app, rule: WRITES_READ_ONLY_FILES, what: `component '${componentName}' of type ${type} writes '${path}', and no volume that daprd writes is there` }];
}

export const checks = [componentUses];
