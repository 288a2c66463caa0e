/** Annotations of pluggable components. */
import { Annotations } from './annotations';
import { isTruthy } from '../util/values';

/** Names of the containers of the pod that are pluggable components. */
export const PLUGGABLE_COMPONENTS = 'dapr.io/pluggable-components';

/** Whether the injector adds the containers that components define. */
export const injectsComponents = (annotations: Annotations): boolean => isTruthy(annotations['dapr.io/inject-pluggable-components'] ?? '');
