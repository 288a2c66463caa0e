import { Chart } from 'cdk8s';
import { find } from '../../scenarios/charts';

/** The spec of the Configuration that the library emits for an app. */
export const ownConfiguration = (chart: Chart, appId: string): any => find(chart, 'Configuration', `${appId}-daprd`)?.spec;
