/** Invalid OpenFunction Functions. */
import { Chart } from 'cdk8s';
import { DaprComponent } from 'cdk8s-dapr';
import { codes, newChart } from '../../../scenarios/charts';
import { shop } from '../../support/namespaces';
import { componentOf, openFunction } from '../../support/open-functions';

const refused = (props: object | ((chart: Chart) => object), chart = shop()) => codes(() => {
  openFunction(chart, typeof props === 'function' ? props(chart) : props);
  return chart;
});

test.each([
  ['no image', 'DAPR8018', { image: undefined }],
  ['an invalid name', 'DAPR1021', { functionName: 'Orders' }],
  ['a name that is not a string', 'DAPR1021', { functionName: 1 }],
  ['a version without a v', 'DAPR8018', { version: '1.0.0' }],
  ['a port out of range', 'DAPR2003', { httpPort: 70000 }],
  ['a port that is not a whole number', 'DAPR2003', { httpPort: 1.5 }],
  ['a negative minReplicas', 'DAPR8018', { minReplicas: -1 }],
  ['minReplicas above maxReplicas', 'DAPR8018', { minReplicas: 3, maxReplicas: 2 }],
  ['minReplicas above the default maxReplicas of OpenFunction', 'DAPR8018', { minReplicas: 11 }],
  ['an app-id annotation', 'DAPR8018', { annotations: { 'dapr.io/app-id': 'orders' } }],
  ['a mode annotation', 'DAPR8018', { annotations: { 'openfunction.io/dapr-service-mode': 'sidecar' } }],
  ['an unknown mode', 'DAPR3017', { daprServiceMode: 'proxy' }],
  ['a broker without a topic', 'DAPR8018', (chart: Chart) => ({ triggers: [{ component: componentOf(chart, 'pubsub.in-memory', 'events') }] })],
  ['a state store as a trigger', 'DAPR8017', (chart: Chart) => ({ triggers: [{ component: componentOf(chart, 'state.in-memory', 'store') }] })],
  ['a secret store as an output', 'DAPR8017', (chart: Chart) => ({ outputs: [{ component: componentOf(chart, 'secretstores.local.file', 'secrets') }] })],
  ['a broker as a state store', 'DAPR8017', (chart: Chart) => ({ states: [componentOf(chart, 'pubsub.in-memory', 'events')] })],
  ['a trigger without a component', 'DAPR3017', { triggers: [{ topic: 't' }] }],
  ['a state that is not a component', 'DAPR3017', { states: ['store'] }],
  ['a component of another namespace', 'DAPR1013', (chart: Chart) => ({ states: [new DaprComponent(chart, 's', { type: 'state.in-memory', namespace: 'stock' })] })],
  ['a name that makes the app ID too long', 'DAPR1003', { functionName: 'a'.repeat(60) }],
])('a function with %s is refused', (_, code, props) => {
  expect(refused(props)).toContain(code);
});

test('a function without a namespace is refused, since its app ID contains the namespace', () => {
  expect(refused({}, newChart())).toEqual(['DAPR8018']);
});
