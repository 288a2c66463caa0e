/** Components that do not go with how their app runs. */
import { severalDaprds } from './input-bindings';
import { DaprUseKind, IDaprApp } from '../contract';
import { Finding } from '../diagnostics/diagnostics';
import { addRule, Registry } from '../facts/registry';
import { DaprComponent } from '../resources/component/component';

/** They keep what they are given in the memory of one daprd. */
const IN_MEMORY = ['state.in-memory', 'pubsub.in-memory'];

addRule(registry => [...registry.loading].filter(app => !app.daprElsewhere).flatMap(app => {
  const components = app.resources.filter((resource): resource is DaprComponent => resource instanceof DaprComponent);
  const texts = components.map(component => ({ component, texts: component._texts() }));
  return [
    ...inMemory(registry, app, components.filter(({ type }) => IN_MEMORY.includes(type))),
    ...texts.flatMap(({ component, texts: [...all] }) => [
      ...podNames(app, component, all), ...noInput(app, component, all), ...written(registry, app, component, all),
    ]),
  ];
}));

function inMemory(registry: Registry, app: IDaprApp, components: DaprComponent[]): Finding[] {
  const how = components.length ? severalDaprds(registry, app) : undefined;
  return how === undefined ? [] : components.map(({ componentName, type }) =>
    ({ at: app, code: 'DAPR4024', what: `component '${componentName}' of type ${type}, and there are several daprds: ${how}` }));
}

function podNames(app: IDaprApp, { componentName }: DaprComponent, texts: [string, string][]): Finding[] {
  return app.daprdOutsidePod ? texts.filter(([, text]) => text.includes('{podName}'))
    .map(([name, text]) => ({ at: app, code: 'DAPR4027', what: `metadata.${name} of component '${componentName}' is '${text}'` })) : [];
}

function noInput(app: IDaprApp, { componentName }: DaprComponent, texts: [string, string][]): Finding[] {
  if (!app.declaredUses.some(({ kind, component }) => kind === DaprUseKind.INPUT_BINDING && component === componentName)) {
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

function written(registry: Registry, app: IDaprApp, { componentName, type }: DaprComponent, texts: [string, string][]): Finding[] {
  const path = pathOf(type, texts);
  if (!path) {
    return [];
  }
  const pod = app.daprdOutsidePod ? undefined : registry.wirings.get(app)?.pod;
  const mounts = pod ? pod.annotations(pod.wired())['dapr.io/volume-mounts-rw'] ?? '' : '';
  const within = mounts.split(',').map(mount => mount.split(':')[1]?.trim().replace(/\/$/, '')).some(mount => mount && (path === mount || path.startsWith(`${mount}/`)));
  return within ? [] : [{ at: app, code: 'DAPR4025', what: `component '${componentName}' of type ${type} writes '${path}', and no volume that daprd writes is there` }];
}
