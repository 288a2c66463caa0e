import { Problem } from '../../diagnostics/finding';
import { Json } from '../../util/json';

/** Annotations or labels. */
export type Texts = { readonly [name: string]: string };

/** A rendered pod with its workload. */
export interface RenderedPod {
  /** Kind of the workload. */
  readonly kind: string;
  /** The whole workload. */
  readonly object: Json;
  readonly template: Json;
  /** Spec of the template. */
  readonly spec: Json;
  /** Final annotations of the pod. */
  readonly annotations: Texts;
  readonly appPort?: number;
}

/** Checks a pod, and adds what it finds to the problems. */
export type PodCheck = (pod: RenderedPod, problems: Problem[]) => void;
