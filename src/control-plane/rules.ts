/** Rules that more than one output of the control plane checks. */
import { error } from '../diagnostics/rule';

export const CONTRADICTING_SETTINGS = error('DAPR9004', {
  title: 'settings of the control plane that contradict each other',
  why: 'One of them would have no effect',
  todo: 'leave one of them out',
  source: 'dapr/dapr charts/dapr',
});

export const INVALID_CONTROL_PLANE_SETTING = error('DAPR9012', {
  title: 'invalid setting of the control plane',
  why: 'The chart, Flux, Argo CD or the API server rejects it, or images cannot be pulled',
  todo: 'correct the value',
  source: 'dapr/dapr charts/dapr',
});
