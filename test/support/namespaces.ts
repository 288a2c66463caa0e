/** Charts in namespaces of one App. */
import { Chart } from 'cdk8s';
import { DaprPlatformSettings } from 'cdk8s-dapr';
import { newChart } from '../../scenarios/charts';

/** Another chart of the App of a chart, named as its namespace. */
export const chartOf = (scope: Chart, namespace: string): Chart => new Chart(scope.node.root as any, namespace, { namespace });

/** The chart of an App of its own. */
export const shop = (settings: DaprPlatformSettings = {}): Chart => newChart(settings, { namespace: 'shop' });
