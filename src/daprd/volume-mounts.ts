/** Volumes of a pod that annotations mount into daprd. */
import { Annotations, propOf } from './annotations';
import { Problem } from '../diagnostics/finding';
import { error } from '../diagnostics/rule';
import { Json } from '../util/json';
import { describe } from '../util/values';

const UNKNOWN_VOLUME = error('DAPR3020', {
  title: 'unknown volume',
  why: 'The sidecar injector skips the mount and only logs it, and daprd does not find its files',
  todo: 'add the volume to the pod, or correct the name',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_volumes.go',
  manifests: true,
});

const READ_ONLY = 'dapr.io/volume-mounts';
const MOUNTS = [READ_ONLY, 'dapr.io/volume-mounts-rw'];

/** The volume and the path of each mount of an annotation. */
const mountsOf = (annotations: Annotations, key: string): string[][] =>
  (annotations[key] ?? '').split(',').filter(Boolean).map(mount => mount.split(':').map(part => part.trim()));

/** Mounts must name volumes of the pod. */
export function unknownVolumes(annotations: Annotations, volumes: () => readonly unknown[]): Problem[] {
  // Most pods mount nothing into daprd.
  return !MOUNTS.some(key => annotations[key]) ? [] : MOUNTS.flatMap(key => {
    const mounts = mountsOf(annotations, key);
    const names = mounts.length ? volumes() : [];
    return mounts.filter(([volume]) => !names.includes(volume)).map(([volume]) =>
      ({ rule: UNKNOWN_VOLUME, what: `${propOf(key) ?? key} names ${describe(volume)}, which the pod does not have; its volumes: ${names.join(', ') || 'none'}` }));
  });
}

/** The mounts that the injector adds to the container of daprd. */
export const volumeMounts = (annotations: Annotations): Json[] => MOUNTS.flatMap(key => mountsOf(annotations, key)
  .map(([name, mountPath]) => ({ name, mountPath, ...(key === READ_ONLY ? { readOnly: true } : {}) })));
