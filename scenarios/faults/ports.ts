/** Faults of ports, listen addresses, the channel to the app and its health check. */
import { Duration, Lazy } from 'cdk8s';
import { AppChannel, AppProtocol, DaprSubscription, DataPlane, IpFamily } from 'cdk8s-dapr';
import { Case, facts, inMemoryBroker, object, podSpec, sidecar } from './case';
import { app, SHARED } from '../charts';

export const ERRORS: Case[] = [
  ['24 app port 3500', 'DAPR2001', facts({ appPort: 3500 })],
  ['24 app port 50001 behind a shared daprd', 'DAPR2001', facts({ appPort: 50001, dataPlane: DataPlane.sharedDaemonSet() }), SHARED],
  ['25 app port 9090 in a sidecar pod', 'DAPR2002', facts({ appPort: 9090 })],
  ['25 app port 7777 with profiling', 'DAPR2002', facts({ appPort: 7777, dataPlane: DataPlane.sidecar({ enableProfiling: true }) })],
  ['26 app port 0', 'DAPR2003', facts({ appPort: 0 })],
  ['26 app port that is no number', 'DAPR2003', facts({ appPort: 'abc' })],
  ['26 app port above 65535', 'DAPR2003', facts({ appPort: 70000 })],
  ['164 NaN as port', 'DAPR2003', facts({ appPort: NaN })],
  ['28 subscription without an app port', 'DAPR2005', chart => {
    new DaprSubscription(chart, 's', { app: app(chart), pubsub: inMemoryBroker(chart), topic: 't', route: '/t' });
  }],
  ['29 two ports of daprd are the same', 'DAPR2006', sidecar({ grpcPort: 50002 })],
  ['30 internal gRPC port differs between apps', 'DAPR2007', chart => {
    app(chart, { dataPlane: DataPlane.sidecar({ internalGrpcPort: 50003 }) }, 'a');
    app(chart, {}, 'b');
  }],
  ['31 app protocol misspelt', 'DAPR3001', facts({ appPort: 8080, appProtocol: 'http2' })],

  ['33 sidecar open to the network without a token', 'DAPR2012', sidecar({ sidecarListenAddresses: ['0.0.0.0'] })],
  ['34 listen address with a port', 'DAPR2008', sidecar({ sidecarListenAddresses: ['localhost:3500'] })],
  ['34 listen address: IPv6 without brackets', 'DAPR2008', sidecar({ sidecarListenAddresses: ['::1'] })],
  ['164 listen address that is no text', 'DAPR2008', sidecar({ sidecarListenAddresses: ['[::1]', Object.create(null)] })],
  ['38 host network', 'DAPR2010', podSpec({ hostNetwork: true })],
  ['168 host network that a Lazy hides until synth', 'DAPR2010', podSpec({ containers: [{ name: 'main' }], hostNetwork: Lazy.any({ produce: () => true }) })],

  ['36 app address with a scheme', 'DAPR2009', facts({ appPort: 8080, dataPlane: DataPlane.sharedDeployment(), appChannel: AppChannel.address('http://orders', 80) }), SHARED],
  ['36 app address with a port', 'DAPR2009', facts({ appPort: 8080, dataPlane: DataPlane.sharedDeployment(), appChannel: AppChannel.address('orders:80', 80) }), SHARED],
  ['37 app address localhost', 'DAPR2009', facts({ appPort: 8080, dataPlane: DataPlane.sharedDeployment(), appChannel: AppChannel.address('localhost', 80) }), SHARED],
  ['163 a Service without the port', 'DAPR7024', chart => {
    object(chart, 'Service', { metadata: { name: 'orders' }, spec: { selector: { app: 'checkout-web' }, ports: [{ port: 80 }] } });
    app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment(), appChannel: AppChannel.service('orders', 8080) });
  }, SHARED],
  ['163 a Service of other pods', 'DAPR7024', chart => {
    object(chart, 'Service', { metadata: { name: 'orders' }, spec: { selector: { app: 'orders' }, ports: [{ port: 8080 }] } });
    app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment(), appChannel: AppChannel.service('orders', 8080) });
  }, SHARED],

  ['57 health timeout longer than the interval', 'DAPR3010', facts({ appPort: 8080, appHealthCheck: { interval: Duration.seconds(1), timeout: Duration.seconds(2) } })],
  ['57 health threshold that Dapr cannot count', 'DAPR3010', facts({ appPort: 8080, appHealthCheck: { threshold: 2 ** 53 } })],
  ['57 health interval of no whole seconds', 'DAPR3010', facts({ appPort: 8080, appHealthCheck: { interval: Duration.millis(250) } })],
  ['58 health path without a slash', 'DAPR3010', facts({ appPort: 8080, appHealthCheck: { path: 'healthz' } })],
];

export const WARNINGS: Case[] = [
  ['27 app port that no container declares', 'DAPR2004', facts({ appPort: 8081 })],
  ['33 sidecar open to the network with a token', 'DAPR2013', sidecar({ sidecarListenAddresses: ['0.0.0.0'], apiTokenSecret: 't' })],
  ['35 IPv4 address on an IPv6 cluster', 'DAPR2014', sidecar({ sidecarListenAddresses: ['0.0.0.0'], apiTokenSecret: 't' }), { ipFamily: IpFamily.IPV6 }],
  ['58 health path of a gRPC app', 'DAPR3011', facts({ appPort: 8080, appProtocol: AppProtocol.GRPC, appHealthCheck: { path: '/x' } })],
];
