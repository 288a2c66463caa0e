/** Faults of ports, listen addresses, app channels and health checks. */
import { Duration, Lazy } from 'cdk8s';
import { AppChannel, AppProtocol, DaprSubscription, DataPlane, IpFamily } from 'cdk8s-dapr';
import { Case, facts, inMemoryBroker, object, podSpec, sidecar } from './case';
import { app, SHARED } from '../charts';

/** An app whose container declares ports. */
const ports = (numbers: number[], props: object = {}) =>
  podSpec({ containers: [{ name: 'main', ports: numbers.map(containerPort => ({ containerPort })) }] }, { appPort: 8080, ...props });

/** An app on port 8081 whose container declares 8080 only. */
const listening = (container: object) => podSpec({ containers: [{ name: 'main', ports: [{ containerPort: 8080 }], ...container }] }, { appPort: 8081 });

export const ERRORS: Case[] = [
  ['24 app port 3500', 'DAPR2001', facts({ appPort: 3500 })],
  ['24 app port 50001 behind a shared daprd', 'DAPR2001', facts({ appPort: 50001, dataPlane: DataPlane.sharedDaemonSet() }), SHARED],
  ['25 app port 9090 in a sidecar pod', 'DAPR2002', facts({ appPort: 9090 })],
  ['25 a container port 9090 in a sidecar pod', 'DAPR2002', ports([8080, 9090])],
  ['25 a container port 9999 that the metrics of daprd have', 'DAPR2002', ports([8080, 9999], { dataPlane: DataPlane.sidecar({ metricsPort: 9999 }) })],
  ['25 a container port 3501 in a sidecar pod', 'DAPR2002', ports([8080, 3501])],
  ['25 a container port 9090 with disabled metrics, which the injector does not pass on', 'DAPR2002', ports([8080, 9090], { dataPlane: DataPlane.sidecar({ enableMetrics: false }) })],
  ['24 an address of the app with the port 3500', 'DAPR2001', facts({ appPort: 8080, dataPlane: DataPlane.sharedDeployment(), appChannel: AppChannel.address('orders', 3500) }), SHARED],
  ['24 app port 50011 where daprd has it', 'DAPR2001', facts({ appPort: 50011, dataPlane: DataPlane.sharedDeployment({ grpcPort: 50011 }) }), SHARED],
  ['25 app port 7777 with profiling', 'DAPR2002', facts({ appPort: 7777, dataPlane: DataPlane.sidecar({ enableProfiling: true }) })],
  ['26 app port 0', 'DAPR2003', facts({ appPort: 0 })],
  ['26 an app port that is not a number', 'DAPR2003', facts({ appPort: 'abc' })],
  ['26 an app port above 65535', 'DAPR2003', facts({ appPort: 70000 })],
  ['164 NaN as port', 'DAPR2003', facts({ appPort: NaN })],
  ['28 a subscription without an app port', 'DAPR2005', chart => {
    new DaprSubscription(chart, 's', { app: app(chart), pubsub: inMemoryBroker(chart), topic: 't', route: '/t' });
  }],
  ['29 two ports of daprd with the same number', 'DAPR2006', sidecar({ grpcPort: 50002 })],
  ['31 a misspelled app protocol', 'DAPR3001', facts({ appPort: 8080, appProtocol: 'http2' })],

  ['34 a listen address with a port', 'DAPR2008', sidecar({ sidecarListenAddresses: ['localhost:3500'] })],
  ['34 an IPv6 listen address without brackets', 'DAPR2008', sidecar({ sidecarListenAddresses: ['::1'] })],
  ['164 a listen address that is not a string', 'DAPR2008', sidecar({ sidecarListenAddresses: ['[::1]', Object.create(null)] })],
  ['36 an app address with a scheme', 'DAPR2009', facts({ appPort: 8080, dataPlane: DataPlane.sharedDeployment(), appChannel: AppChannel.address('http://orders', 80) }), SHARED],
  ['36 an app address with a port', 'DAPR2009', facts({ appPort: 8080, dataPlane: DataPlane.sharedDeployment(), appChannel: AppChannel.address('orders:80', 80) }), SHARED],
  ['37 localhost as the app address', 'DAPR2009', facts({ appPort: 8080, dataPlane: DataPlane.sharedDeployment(), appChannel: AppChannel.address('localhost', 80) }), SHARED],
  ['163 a Service without the port', 'DAPR7024', chart => {
    object(chart, 'Service', { metadata: { name: 'orders' }, spec: { selector: { app: 'checkout-web' }, ports: [{ port: 80 }] } });
    app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment(), appChannel: AppChannel.service('orders', 8080) });
  }, SHARED],
  ['163 a Service that selects other pods', 'DAPR7024', chart => {
    object(chart, 'Service', { metadata: { name: 'orders' }, spec: { selector: { app: 'orders' }, ports: [{ port: 8080 }] } });
    app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment(), appChannel: AppChannel.service('orders', 8080) });
  }, SHARED],

  ['57 a health check timeout longer than the interval', 'DAPR3010', facts({ appPort: 8080, appHealthCheck: { interval: Duration.seconds(1), timeout: Duration.seconds(2) } })],
  ['57 a health check threshold out of range', 'DAPR3010', facts({ appPort: 8080, appHealthCheck: { threshold: 2 ** 53 } })],
  ['57 a health check interval that is not in whole seconds', 'DAPR3010', facts({ appPort: 8080, appHealthCheck: { interval: Duration.millis(250) } })],
  ['58 a health check path without a slash', 'DAPR3010', facts({ appPort: 8080, appHealthCheck: { path: 'healthz' } })],
];

export const WARNINGS: Case[] = [
  ['30 internal gRPC ports that differ between apps', 'DAPR2007', chart => {
    app(chart, { dataPlane: DataPlane.sidecar({ internalGrpcPort: 50003 }) }, 'a');
    app(chart, {}, 'b');
  }],
  ['33 a sidecar API open to the network without a token', 'DAPR2012', sidecar({ sidecarListenAddresses: ['0.0.0.0'] })],
  ['38 host network', 'DAPR2010', podSpec({ hostNetwork: true })],
  ['168 host network set through Lazy', 'DAPR2010', podSpec({ containers: [{ name: 'main' }], hostNetwork: Lazy.any({ produce: () => true }) })],
  ['25 a container that declares a port of the API of daprd', 'DAPR2070', ports([8080, 3500])],
  ['an app channel beside a sidecar', 'DAPR2041', facts({ appPort: 8080, appChannel: AppChannel.service('orders', 8080) })],
  ['27 an app port that no container declares', 'DAPR2004', facts({ appPort: 8081 })],
  ['an app port that is only part of other numbers', 'DAPR2004', listening({ args: ['--port=18081', '--address=10.8081.0.1'] })],
  ['33 a sidecar API open to the network with a token', 'DAPR2013', sidecar({ sidecarListenAddresses: ['0.0.0.0'], apiTokenSecret: 't' })],
  ['35 IPv4 address on an IPv6 cluster', 'DAPR2014', sidecar({ sidecarListenAddresses: ['0.0.0.0'], apiTokenSecret: 't' }), { ipFamily: IpFamily.IPV6 }],
  ['58 a health check path of a gRPC app', 'DAPR3011', facts({ appPort: 8080, appProtocol: AppProtocol.GRPC, appHealthCheck: { path: '/x' } })],
];

/** Valid cases that resemble a fault. */
export const RIGHT: Case[] = [
  ['27 an app port that a variable names', 'DAPR2004', listening({ env: [{ name: 'ASPNETCORE_URLS', value: 'http://+:8081' }] })],
  ['27 an app port in APP_PORT of the container', 'DAPR2004', listening({ env: [{ name: 'APP_PORT', value: '8081' }, { name: 'CONTROL_PORT', value: '8080' }] })],
  ['27 an app port that an argument names', 'DAPR2004', listening({ args: ['--port=8081'] })],
  ['27 an app port that the command names', 'DAPR2004', listening({ command: ['sh', '-c', 'serve -p 8081'] })],
  ['27 an app port that a probe calls', 'DAPR2004', listening({ readinessProbe: { httpGet: { path: '/', port: 8081 } } })],
  ['27 an app port that a gRPC probe calls', 'DAPR2004', listening({ startupProbe: { grpc: { port: 8081 } } })],
  ['25 a container port 9090 where daprd has another', 'DAPR2002', ports([8080, 9090], { dataPlane: DataPlane.sidecar({ metricsPort: 9999 }) })],
  ['25 a container port 9090 behind a shared daprd', 'DAPR2002', ports([8080, 9090], { dataPlane: DataPlane.sharedDeployment() }), SHARED],
  ['25 a container port 9090 of UDP', 'DAPR2002', podSpec({ containers: [{ name: 'main', ports: [{ containerPort: 8080 }, { containerPort: 9090, protocol: 'UDP' }] }] }, { appPort: 8080 })],
  ['25 a port 9090 of an init container, which ends first', 'DAPR2002',
    podSpec({ containers: [{ name: 'main', ports: [{ containerPort: 8080 }] }], initContainers: [{ name: 'first', ports: [{ containerPort: 9090 }] }] }, { appPort: 8080 })],
  ['24 app port 50001 where daprd has another', 'DAPR2001', ports([50001], { appPort: 50001, dataPlane: DataPlane.sidecar({ grpcPort: 50011 }) })],
  ['24 app port 50001 where a shared daprd has another', 'DAPR2001', ports([50001], { appPort: 50001, dataPlane: DataPlane.sharedDeployment({ grpcPort: 50011 }) }), SHARED],
  ['24 app port 3500 at an address with another port', 'DAPR2001', ports([3500], { appPort: 3500, dataPlane: DataPlane.sharedDeployment(), appChannel: AppChannel.address('orders', 80) }), SHARED],
  ['24 app port 3500 with a remote Dapr', 'DAPR2001',
    ports([3500], { appPort: 3500, dataPlane: DataPlane.remote({ httpEndpoint: 'https://d:443', grpcEndpoint: 'https://d:443', apiTokenSecret: 't', appEndpoint: 'https://a:443' }) })],
];
