/** Parts of a pod that machines and containers share. */
import { Json } from '../../util/json';
import { quantityValue } from '../../util/values';
import { Findings } from '../files/findings';
import { NOT_EXPORTED } from '../files/pod-fields';
import { TopologyApp } from '../topology/model';

/** The limits of a container; those of its pod where it has none. */
export const limitsOf = ({ podSpec, container }: TopologyApp): Json => ({ ...podSpec.resources?.limits, ...container.resources?.limits });

/** Its security context, with that of the pod where it has none. */
export const securityOf = ({ podSpec, container }: TopologyApp): Json => ({ ...podSpec.securityContext, ...container.securityContext });

/** A folder that is empty when the program starts. */
export interface TemporaryFolder {
  readonly path: string;
  /** Maximum size in bytes. */
  readonly size?: number;
}

/** The mounts of emptyDirs. */
export function temporaryFolders({ podSpec, container }: TopologyApp): TemporaryFolder[] {
  return (container.volumeMounts ?? []).map(({ name, mountPath }: Json) => {
    const limit = (podSpec.volumes ?? []).find((volume: Json) => volume.name === name)?.emptyDir?.sizeLimit;
    return { path: String(mountPath), ...(limit === undefined ? {} : { size: Math.floor(quantityValue(String(limit))) }) };
  });
}

/** Reports an emptyDir with several mounts, which are one folder in a pod only. */
export function checkMounts({ construct: at, container }: TopologyApp, findings: Findings): void {
  const names: string[] = (container.volumeMounts ?? []).map(({ name }: Json) => name);
  [...new Set(names.filter((name, i) => names.indexOf(name) !== i))].forEach(name =>
    findings.warn(at, NOT_EXPORTED, `volume '${name}' has several mounts, and each becomes a folder of its own in the export`));
}
