/** The protocols that ports of Services declare. */
import { AppProtocol, DaprPlatformSettings, DataPlane } from 'cdk8s-dapr';
import { app, newChart, SHARED } from '../../scenarios/charts';

/** The protocols of all ports, by Service. */
function protocols(settings: DaprPlatformSettings, props: object = {}): { [service: string]: unknown } {
  const chart = newChart({ ...SHARED, operatorServices: false, ...settings });
  app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment(), ...props });
  return Object.fromEntries(chart.toJson().filter(({ kind }) => kind === 'Service').map(({ metadata, spec }) => [metadata.name, spec.ports.map((port: any) => port.appProtocol)]));
}

const ALL = { 'checkout-dapr-api': ['http', 'grpc'], 'checkout-dapr': ['http', 'grpc', 'tls', 'http'], 'checkout-channel': ['http'] };
const NONE = { 'checkout-dapr-api': [undefined, undefined], 'checkout-dapr': [undefined, undefined, undefined, undefined], 'checkout-channel': [undefined] };

test.each<[DaprPlatformSettings, object]>([
  [{ daprVersion: '1.18.3' }, NONE], [{ daprVersion: '1.18.3', serviceAppProtocol: true }, ALL], [{ daprVersion: '1.19' }, ALL], [{ daprVersion: '1.20' }, ALL],
  [{ daprVersion: '1.19', serviceAppProtocol: false }, NONE],
])('every Service declares them from Dapr 1.19, and before it by choice: %j', (settings, expected) => {
  expect(protocols(settings)).toEqual(expected);
});

test('a daprd without mTLS serves gRPC on its internal port', () => {
  expect(protocols({ daprVersion: '1.19', mtls: false })['checkout-dapr']).toEqual(['http', 'grpc', 'grpc', 'http']);
});

test.each([
  [AppProtocol.HTTP, 'http'], [AppProtocol.HTTPS, 'https'], [AppProtocol.GRPC, 'grpc'], [AppProtocol.GRPCS, 'tls'], [AppProtocol.H2C, 'kubernetes.io/h2c'],
])('the Service of an app that speaks %s declares %s', (appProtocol, expected) => {
  expect(protocols({ daprVersion: '1.19' }, { appProtocol })['checkout-channel']).toEqual([expected]);
});
