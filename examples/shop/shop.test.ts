import { App, Testing } from 'cdk8s';
import { DaprFindings, DaprWarnings } from 'cdk8s-dapr';
import { ENVIRONMENTS } from './environments';
import { Shop } from './shop';

const shop = (name: string): Shop => new Shop(new App(), 'shop', ENVIRONMENTS[name]);
const objects = (name: string, kind: string): any[] => Testing.synth(shop(name)).filter(object => object.kind === kind);
const named = (name: string, kind: string, object: string): any => objects(name, kind).find(({ metadata }) => metadata.name === object);
const daprOf = (template: any): string => template.metadata.annotations?.['dapr.io/enabled'] === 'true' ? 'sidecar' : 'shared';

test.each(Object.keys(ENVIRONMENTS))('%s has no error, and only the warnings that are acknowledged', name => {
  const chart = shop(name);
  expect(DaprFindings.of(chart).list().filter(({ level }) => level === 'error')).toEqual([]);
  expect(DaprWarnings.of(chart).list().filter(({ acknowledged }) => !acknowledged)).toEqual([]);
});

test('in production, web services share daprds; pricing and the worker keep a sidecar', () => {
  const planes = (name: string): object => Object.fromEntries(['orders', 'gateway', 'pricing', 'fulfilment', 'mailer'].map(app =>
    [app, daprOf((named(name, 'Deployment', app) ?? named(name, 'StatefulSet', app)).spec.template)]));
  expect(planes('dev')).toEqual({ orders: 'sidecar', gateway: 'sidecar', pricing: 'sidecar', fulfilment: 'sidecar', mailer: 'shared' });
  expect(planes('prod')).toEqual({ orders: 'shared', gateway: 'shared', pricing: 'sidecar', fulfilment: 'sidecar', mailer: 'shared' });
});

test('gateway and the report may call orders, and nobody else', () => {
  for (const name of Object.keys(ENVIRONMENTS)) {
    const { accessControl } = named(name, 'Configuration', 'orders-daprd').spec;
    expect([accessControl.defaultAction, accessControl.policies.map(({ appId }: any) => appId)]).toEqual(['deny', ['gateway', 'report']]);
  }
});

test('only orders and the worker of its workflows load the state store', () => {
  expect(named('prod', 'Component', 'store').scopes).toEqual(['fulfilment', 'orders']);
});

test('every daprd sends its traces to the collector', () => {
  const rates = objects('prod', 'Configuration').map(({ metadata, spec }) => [metadata.name, spec.tracing?.samplingRate]).sort();
  expect(rates).toEqual(['fulfilment', 'gateway', 'mailer', 'orders', 'pricing', 'report'].map(app => [`${app}-daprd`, '0.05']));
});

test('the mailer is scaled by KEDA, from the lag of its consumer group', () => {
  expect(named('prod', 'Deployment', 'mailer').spec).not.toHaveProperty('replicas');
  expect(named('prod', 'ScaledObject', 'mailer').spec.triggers.map(({ metadata }: any) => [metadata.consumerGroup, metadata.topic])).toEqual([['mailer', 'ordered'], ['mailer', 'shipped']]);
});
