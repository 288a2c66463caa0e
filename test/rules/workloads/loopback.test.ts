/** Ingresses and Services that lead to a sidecar whose API listens on loopback only. */
import { Chart } from 'cdk8s';
import { DataPlane } from 'cdk8s-dapr';
import { app, deployment, messagesOf, newChart, SHARED } from '../../../scenarios/charts';
import { object } from '../../support/objects';

const OPEN = DataPlane.sidecar({ sidecarListenAddresses: ['0.0.0.0'], apiTokenSecret: 'token' });
const ingress = (backend: object) => ({ spec: { rules: [{ http: { paths: [{ path: '/', backend }] } }] } });
const messages = (kind: string, content: any, apiVersion: string, props: object = {}, namespace?: string) => {
  const chart = newChart(SHARED, { namespace: 'shop' });
  object(chart, kind, 'entry', content, apiVersion, namespace);
  app(chart, { workload: deployment(chart, 'web', {}, { labels: { tier: 'front' } }), appPort: 8080, ...props });
  return messagesOf(chart, 'DAPR2050').map(message => message.replace(/^.*?: /, ''));
};
const leads = (kind: string, where = "Service 'checkout-dapr'") => [`${kind} 'entry' leads to ${where} of the sidecar of app 'checkout', which listens on loopback only`];

describe('a route to the Service of a sidecar', () => {
  test.each<[string, string, object]>([
    ['Ingress', 'networking.k8s.io/v1', ingress({ service: { name: 'checkout-dapr', port: { number: 80 } } })],
    ['Ingress', 'networking.k8s.io/v1', ingress({ service: { name: 'checkout-dapr', port: { name: 'dapr-http' } } })],
    ['Ingress', 'networking.k8s.io/v1', { spec: { defaultBackend: { service: { name: 'checkout-dapr', port: { number: 80 } } } } }],
    ['Ingress', 'extensions/v1beta1', ingress({ serviceName: 'checkout-dapr', servicePort: 80 })],
    ['HTTPRoute', 'gateway.networking.k8s.io/v1', { spec: { rules: [{ backendRefs: [{ name: 'checkout-dapr', port: 80 }] }] } }],
    ['GRPCRoute', 'gateway.networking.k8s.io/v1', { spec: { rules: [{ backendRefs: [{ name: 'checkout-dapr', namespace: 'shop', port: 50001 }] }] } }],
    ['IngressRoute', 'traefik.io/v1alpha1', { spec: { routes: [{ services: [{ name: 'checkout-dapr', port: 80 }] }] } }],
    ['VirtualService', 'networking.istio.io/v1', { spec: { http: [{ route: [{ destination: { host: 'checkout-dapr.shop.svc.cluster.local', port: { number: 80 } } }] }] } }],
  ])('is a warning at an %s of %s', (kind, apiVersion, content) => {
    expect(messages(kind, content, apiVersion)).toEqual(leads(kind));
    expect(messages(kind, content, apiVersion, { dataPlane: OPEN })).toEqual([]);
    expect(messages(kind, content, apiVersion, { dataPlane: DataPlane.sharedDeployment() })).toEqual([]);
  });

  test('is accepted for other Services, ports and namespaces', () => {
    const of = (name: string, number: number, namespace?: string) => messages('Ingress', ingress({ service: { name, port: { number } } }), 'networking.k8s.io/v1', {}, namespace);
    expect(of('checkout', 80)).toEqual([]);
    expect(of('checkout-dapr', 50002)).toEqual([]);
    expect(of('checkout-dapr', 80, 'other')).toEqual([]);
    expect(messages('Ingress', {}, 'networking.k8s.io/v1')).toEqual([]);
  });

  test('is reported once for each route object', () => {
    const rules = [1, 2].map(() => ({ backendRefs: [{ name: 'checkout-dapr', port: 80 }] }));
    expect(messages('HTTPRoute', { spec: { rules } }, 'gateway.networking.k8s.io/v1')).toEqual(leads('HTTPRoute'));
  });
});

describe('a Service with a port of daprd', () => {
  const service = (selector: any, port: object, props: object = {}, namespace?: string) => messages('Service', { spec: { selector, ports: [port] } }, 'v1', props, namespace);

  test.each<[object, string]>([
    [{ port: 3500 }, 'port 3500'], [{ port: 80, targetPort: 3500 }, 'port 3500'], [{ port: 80, targetPort: 'dapr-http' }, 'port dapr-http'], [{ port: 50001, targetPort: 50001 }, 'port 50001'],
  ])('%j is a warning', (port, where) => {
    expect(service({ app: 'web' }, port)).toEqual(leads('Service', where));
    expect(service({ app: 'web', tier: 'front' }, port)).toEqual(leads('Service', where));
    expect(service({ app: 'web' }, port, { dataPlane: OPEN })).toEqual([]);
  });

  test('is accepted if it selects other pods, another port, or nothing', () => {
    expect(service({ app: 'web', tier: 'back' }, { port: 3500 })).toEqual([]);
    expect(service({ app: 'other' }, { port: 3500 })).toEqual([]);
    expect(service({ app: 'web' }, { port: 3500, targetPort: 8080 })).toEqual([]);
    expect(service({ app: 'web' }, { port: 3500 }, {}, 'other')).toEqual([]);
    expect(service({}, { port: 3500 })).toEqual([]);
    expect(service(undefined, { port: 3500 })).toEqual([]);
    expect(service({ app: 'web' }, { port: 50001 }, { dataPlane: DataPlane.sidecar({ grpcPort: 50005 }) })).toEqual([]);
  });

  test('is not one of this library', () => {
    const chart = newChart({ ...SHARED, operatorServices: false });
    app(chart as Chart, { appPort: 8080 });
    app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment() }, 'other');
    expect(messagesOf(chart, 'DAPR2050')).toEqual([]);
  });
});
