import { Problem } from '../../diagnostics/finding';
import { Json } from '../../util/json';

/** Annotations or labels. */
export type Texts = { readonly [name: string]: string };

/** A pod as it was rendered. */
export interface RenderedPod {
  /** Kind of the workload. */
  readonly kind: string;
  /** The whole workload. */
  readonly object: Json;
  readonly template: Json;
  /** Spec of the template. */
  readonly spec: Json;
  /** Annotations that the pod ends with. */
  readonly annotations: Texts;
  readonly appPort?: number;
}

/** Adds what is wrong with a pod to the problems. */
export type PodCheck = (pod: RenderedPod, problems: Problem[]) => void;
