/** Components that do not go with how their app runs. */
import { severalDaprds } from './input-bindings';
import { DaprUseKind, IDaprApp } from '../contract';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { hasSidecar, isRemote, wiringOf } from '../facts/apps';
import { loadingApps, usesOf } from '../facts/uses';
import { componentsOf, DefinedComponent } from '../resources/component/components';

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
    ({ at: app, code: 'DAPR4024', what: `component '${componentName}' of type ${type}, and there are several daprds: ${how}` }));
}

function podNames(app: IDaprApp, { componentName }: DefinedComponent, texts: [string, string][]): Finding[] {
  return hasSidecar(app) ? [] : texts.filter(([, text]) => text.includes('{podName}'))
    .map(([name, text]) => ({ at: app, code: 'DAPR4027', what: `metadata.${name} of component '${componentName}' is '${text}'` }));
}

function noInput(app: IDaprApp, { componentName }: DefinedComponent, texts: [string, string][]): Finding[] {
  if (!usesOf(app).some(({ kind, component }) => kind === DaprUseKind.INPUT_BINDING && component === componentName)) {
    return [];
  }
  const direction = texts.find(([name]) => name.toLowerCase() === 'direction')?.[1];
  return direction !== undefined && !/input/i.test(direction)
    ? [{ at: app, code: 'DAPR4028', what: `component '${componentName}' calls the app, and it has the direction '${direction}'` }] : [];
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
  return within ? [] : [{ at: app, code: 'DAPR4025', what: `component '${componentName}' of type ${type} writes '${path}', and no volume that daprd writes is there` }];
}

export const checks = [componentUses];
