/** Placement of actors by the scheduler, instead of the placement service of the chart. */
import { DaprControlPlaneProps } from './props';
import { Problem } from '../diagnostics/finding';
import { error } from '../diagnostics/rule';
import { isMap, Json } from '../util/json';
import { describe } from '../util/values';

const PLACEMENT_WITHOUT_SCHEDULER = error('DAPR7082', {
  title: 'placement in a scheduler that cannot serve it',
  why: 'The chart does not render: the scheduler serves the placement of actors only if it is deployed, actors are enabled, and no other service is set for them',
  todo: 'remove the value, or schedulerPlacementEnabled',
  source: 'dapr/dapr charts/dapr, tests/charts of Dapr 1.19',
});

/** The first version whose scheduler can serve placement. */
export const SCHEDULER_PLACEMENT_DAPR = '1.19';
/** The value of the chart. */
export const PLACEMENT_ENABLED = 'global.scheduler.placement.enabled';

const valueAt = (values: unknown, path: string): unknown => path.split('.').reduce<unknown>((at, key) => isMap(at) ? (at as Json)[key] : undefined, values);

/** Whether the scheduler serves the placement of actors, by the prop or by a value. */
export const servesPlacement = ({ schedulerPlacementEnabled, values }: DaprControlPlaneProps): boolean =>
  (schedulerPlacementEnabled ?? valueAt(values, PLACEMENT_ENABLED)) === true;

/** Values that the chart refuses with it. */
const REFUSED: { readonly [path: string]: (value: unknown) => boolean } = {
  'global.scheduler.enabled': value => value === false,
  'global.actors.enabled': value => value === false,
  'global.actors.serviceName': value => value !== 'placement',
};

/** The guards of the chart, which fail its rendering. */
export const checkPlacement = (props: DaprControlPlaneProps): Problem[] =>
  Object.entries(servesPlacement(props) ? REFUSED : {}).flatMap(([path, isRefused]) => {
    const value = valueAt(props.values, path);
    return value !== undefined && isRefused(value)
      ? [{ rule: PLACEMENT_WITHOUT_SCHEDULER, what: `the scheduler serves the placement of actors, and values.${path} is ${describe(value)}` }] : [];
  });
