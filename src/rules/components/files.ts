/** Files that components read or write, and that no volume of daprd contains. */
import { IDaprApp } from '../../contract';
import { DaprdOfApp, daprdsOf } from '../../data-plane/daprds-of-app';
import { AppCheck } from '../../diagnostics/diagnostics';
import { Finding } from '../../diagnostics/finding';
import { warning } from '../../diagnostics/rule';
import { isRemote } from '../../facts/apps';
import { loadingApps } from '../../facts/uses';
import { componentsOf, DefinedComponent } from '../../resources/component/components';
import { filesRead, fileWritten } from '../../resources/metadata/files';

const WRITES_READ_ONLY_FILES = warning('DAPR4025', {
  title: 'component that writes to a read-only file system',
  why: 'The root file system of daprd is read-only: the component fails at start or at its first write',
  todo: 'mount a volume with volumeMountsRw of the sidecar and use a path in it, or acknowledge this if sidecarReadOnlyRootFilesystem of Dapr\'s Helm chart is false',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_container.go',
});
const READS_MISSING_FILE = warning('DAPR4054', {
  title: 'component that reads a file which daprd does not have',
  why: 'The container of daprd has its own file system: the component does not find the file, and daprd exits',
  todo: 'mount a volume with volumeMounts of the sidecar and use a path in it, use a value from a Secret where the component takes one, or acknowledge this if the image of daprd contains the file',
  source: 'dapr/components-contrib 1.18.4',
});

/** Whether a path is in a volume that is mounted into daprd. */
function isMounted({ annotations }: DaprdOfApp, path: string, annotationNames: readonly string[]): boolean {
  const mounts = annotationNames.flatMap(name => (annotations[name] ?? '').split(',')).map(mount => mount.split(':')[1]?.trim().replace(/\/$/, ''));
  return mounts.some(mount => mount && (path === mount || path.startsWith(`${mount}/`)));
}

const WRITABLE = ['dapr.io/volume-mounts-rw'];
const READABLE = [...WRITABLE, 'dapr.io/volume-mounts'];

const files: AppCheck = root => loadingApps(root).filter(app => !isRemote(app))
  .flatMap(app => componentsOf(app).flatMap(component => filesOf(app, component)));

function filesOf(app: IDaprApp, component: DefinedComponent): Finding[] {
  const { componentName, type } = component;
  const entries = component._plainMetadata();
  const written = fileWritten(type, entries);
  const read = filesRead(type, entries);
  const lacks = (path: string, annotationNames: readonly string[]): boolean => daprdsOf(app).some(daprd => !isMounted(daprd, path, annotationNames));
  return [
    ...(written && lacks(written.path, WRITABLE)
      ? [{ at: app, rule: WRITES_READ_ONLY_FILES, what: `component '${componentName}' of type ${type} writes to '${written.path}', which is not in a writable volume of daprd` }] : []),
    ...read.filter(({ path }) => lacks(path, READABLE)).map(({ field, path }) =>
      ({ at: app, rule: READS_MISSING_FILE, what: `metadata.${field} of component '${componentName}' of type ${type} is '${path}', which is not in a volume of daprd` })),
  ];
}

export const checks = [files];
