import { Chart } from 'cdk8s';
import { find } from '../../scenarios/charts';

/** The spec of the Configuration that an app got of its own. */
export const ownConfiguration = (chart: Chart, appId: string): any => find(chart, 'Configuration', `${appId}-daprd`)?.spec;
