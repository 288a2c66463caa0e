/** Files that components read or write, and that no volume of daprd contains. */
import { IDaprApp } from '../../contract';
import { Annotations } from '../../daprd/annotations';
import { daprdsOf } from '../../data-plane/daprds-of-app';
import { AppCheck } from '../../diagnostics/diagnostics';
import { Finding, Problem } from '../../diagnostics/finding';
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
  manifests: true,
});
const READS_MISSING_FILE = warning('DAPR4054', {
  title: 'component that reads a file which daprd does not have',
  why: 'The container of daprd has its own file system: the component does not find the file, and daprd exits',
  todo: 'mount a volume with volumeMounts of the sidecar and use a path in it, use a value from a Secret where the component takes one, or acknowledge this if the image of daprd contains the file',
  source: 'dapr/components-contrib 1.18.4',
  manifests: true,
});

/** Whether a path is in a volume that is mounted into daprd. */
function isMounted(annotations: Annotations, path: string, annotationNames: readonly string[]): boolean {
  const mounts = annotationNames.flatMap(name => (annotations[name] ?? '').split(',')).map(mount => mount.split(':')[1]?.trim().replace(/\/$/, ''));
  return mounts.some(mount => mount && (path === mount || path.startsWith(`${mount}/`)));
}

const WRITABLE = ['dapr.io/volume-mounts-rw'];
const READABLE = [...WRITABLE, 'dapr.io/volume-mounts'];

const files: AppCheck = root => loadingApps(root).filter(app => !isRemote(app))
  .flatMap(app => componentsOf(app).flatMap(component => filesOf(app, component)));

function filesOf(app: IDaprApp, component: DefinedComponent): Finding[] {
  if (typeof component.type !== 'string') {
    return [];
  }
  const subject = `component '${component.componentName}' of type ${component.type}`;
  return fileProblems(component.type, component._plainMetadata(), () => daprdsOf(app).map(({ annotations }) => annotations),
    { subject, entry: field => `metadata.${field} of ${subject}`, daprd: 'daprd' }).map(problem => ({ at: app, ...problem }));
}

/** How messages name a component, an entry of its metadata, and the daprds that load it. */
export interface FileWords {
  readonly subject: string;
  readonly entry: (field: string) => string;
  readonly daprd: string;
}

/** Files of a component that a daprd does not have; the options of its daprds are read only if it has any. */
export function fileProblems(
  type: string, entries: readonly (readonly [string, string])[], daprds: () => readonly Annotations[], { subject, entry, daprd }: FileWords,
): Problem[] {
  const written = fileWritten(type, entries);
  const lacks = (path: string, annotationNames: readonly string[]): boolean =>
    daprds().some(annotations => !isMounted(annotations, path, annotationNames));
  return [
    ...(written && lacks(written.path, WRITABLE) ? [{ rule: WRITES_READ_ONLY_FILES, what: `${subject} writes to '${written.path}', which is not in a writable volume of ${daprd}` }] : []),
    ...filesRead(type, entries).filter(({ path }) => lacks(path, READABLE))
      .map(({ field, path }) => ({ rule: READS_MISSING_FILE, what: `${entry(field)} is '${path}', which is not in a volume of ${daprd}` })),
  ];
}

export const checks = [files];
