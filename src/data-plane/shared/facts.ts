/** What shared daprds tell of themselves. */
import { IConstruct } from 'constructs';
import { Annotations } from '../../daprd/annotations';
import { Collection } from '../../facts/collection';
import { KeyReference } from '../../facts/key-references';
import { onePerApp } from '../../synth/one-per-app';

/** A daprd that several workloads may share: what rules need to know of it. */
export interface SharedDaprdFacts extends IConstruct {
  /** The one app-id that it serves. */
  readonly identity: string;
  readonly namespace?: string;
}

export const SHARED_DAPRDS = new Collection<SharedDaprdFacts>('shared-daprds');
/** Keys of ConfigMaps that hold trust anchors. */
export const TRUST_ANCHORS = new Collection<KeyReference>('trust-anchors');
/** PriorityClasses that were named for their pods. */
export const PRIORITY_CLASSES = new Collection<{ readonly at: IConstruct; readonly name: string }>('priority-classes');

const ANNOTATIONS = onePerApp('shared-daprd-annotations', () => new Map<IConstruct, () => Annotations>());

/** Notes what a daprd is told, as annotations, by the object that runs it. */
export function noteDaprdAnnotations(workload: IConstruct, annotations: () => Annotations): void {
  ANNOTATIONS(workload).set(workload, annotations);
}

/** What the daprd is told that an object runs, while rendering; nothing where the object runs none. */
export const daprdAnnotations = (workload: IConstruct): Annotations | undefined => ANNOTATIONS(workload).get(workload)?.();
