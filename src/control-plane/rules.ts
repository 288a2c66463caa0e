/** Rules shared by the checks and outputs of the control plane. */
import { error } from '../diagnostics/rule';

export const CONFLICTING_SETTINGS = error('DAPR9004', {
  title: 'conflicting control plane settings',
  why: 'One of them has no effect',
  todo: 'remove one of them',
  source: 'dapr/dapr charts/dapr',
});

export const INVALID_CONTROL_PLANE_SETTING = error('DAPR9012', {
  title: 'invalid control plane setting',
  why: 'The chart, Flux, Argo CD or the API server rejects it, or the kubelet cannot pull the images',
  todo: 'correct the value',
  source: 'dapr/dapr charts/dapr',
});
