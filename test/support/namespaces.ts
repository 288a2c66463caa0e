/** Charts in namespaces of one App. */
import { Chart } from 'cdk8s';
import { DaprPlatformSettings } from 'cdk8s-dapr';
import { newChart } from '../../scenarios/charts';

/** Another chart of the same App, named after its namespace. */
export const chartOf = (scope: Chart, namespace: string): Chart => new Chart(scope.node.root as any, namespace, { namespace });

/** The chart of a new App. */
export const shop = (settings: DaprPlatformSettings = {}): Chart => newChart(settings, { namespace: 'shop' });
