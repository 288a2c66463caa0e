/** Facts that shared daprds register for rules. */
import { IConstruct } from 'constructs';
import { Annotations } from '../../daprd/annotations';
import { Collection } from '../../facts/collection';
import { KeyReference } from '../../facts/key-references';
import { onePerApp } from '../../synth/one-per-app';

/** The facts about a shared daprd that rules use. */
export interface SharedDaprdFacts extends IConstruct {
  /** The only app ID that the daprd serves. */
  readonly identity: string;
  readonly namespace?: string;
  /** Whether another daprd serves the app ID at the same time. */
  readonly _isSwitching: boolean;
  /** Whether an app joined it. */
  readonly _isJoined: boolean;
}

export const SHARED_DAPRDS = new Collection<SharedDaprdFacts>('shared-daprds');
/** References to ConfigMap keys with trust anchors. */
export const TRUST_ANCHORS = new Collection<KeyReference>('trust-anchors');
/** Names of the PriorityClasses of their pods. */
export const PRIORITY_CLASSES = new Collection<{ readonly at: IConstruct; readonly name: string }>('priority-classes');

const ANNOTATIONS = onePerApp('shared-daprd-annotations', () => new Map<IConstruct, () => Annotations>());

/** Registers the options of a daprd, as annotations, for the object that runs it. */
export function registerDaprdAnnotations(workload: IConstruct, annotations: () => Annotations): void {
  ANNOTATIONS(workload).set(workload, annotations);
}

/** The annotations of the daprd that an object runs, while rendering; undefined if it runs none. */
export const daprdAnnotations = (workload: IConstruct): Annotations | undefined => ANNOTATIONS(workload).get(workload)?.();
