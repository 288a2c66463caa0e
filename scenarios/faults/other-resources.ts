/** Faults of HTTP endpoints, of MCP servers, and of resources in general. */
import { Chart } from 'cdk8s';
import { DaprApp, DaprHttpEndpoint, DaprMcpServer, MetadataValue, SharedDaprDeployment } from 'cdk8s-dapr';
import { Case, NEWEST, componentOf, redisStore } from './case';
import { app, newChart } from '../charts';

const endpoint = (props: any, id = 'e', httpEndpointName = 'payments') => (chart: Chart) => { new DaprHttpEndpoint(chart, id, { httpEndpointName, apps: [app(chart)], baseUrl: 'https://a', ...props }); };
const server = (props: any) => (chart: Chart) => { new DaprMcpServer(chart, 's', { apps: [app(chart)], ...props }); };

export const ERRORS: Case[] = [
  ['scopes together with availableToNamespace', 'DAPR3101', endpoint({ availableToNamespace: true })],
  ['an empty list of scopes', 'DAPR4007', endpoint({ scopes: [] })],
  ['a string instead of an app', 'DAPR3017', endpoint({ apps: ['checkout'] })],
  ['a resource of another App', 'DAPR1020', chart => { endpoint({ apps: [app(newChart())] })(chart); }],
  ['a resource in another namespace than its app', 'DAPR1013', endpoint({ namespace: 'other' }), { namespace: 'shop' }],
  ['164 a number as a Configuration', 'DAPR3017', chart => { app(chart).addConfiguration(1 as any); }],

  ['133 an address without a scheme', 'DAPR3132', endpoint({ baseUrl: 'payments:8080' })],
  ['133 an address with a query', 'DAPR3132', endpoint({ baseUrl: 'https://a?key=b' })],
  ['133 an address with a password', 'DAPR3006', endpoint({ baseUrl: 'https://me:secret@a' })],
  ['76 an endpoint with the name of a component', 'DAPR3131', chart => { componentOf(chart, 'state.redis', 'payments'); endpoint({}, 'e')(chart); }],
  ['135 an Authorization header in plain text', 'DAPR3006', endpoint({ headers: { Authorization: MetadataValue.of('Bearer x') } })],
  ['135 an API key in plain text', 'DAPR3006', endpoint({ headers: { 'x-api-key': MetadataValue.of('x') } })],
  ['a private key in plain text', 'DAPR3006', endpoint({ certificate: MetadataValue.of('PEM'), privateKey: MetadataValue.of('PEM') })],
  ['136 a certificate without a key', 'DAPR3132', endpoint({ certificate: MetadataValue.of('PEM') })],
  ['136 an unknown renegotiation', 'DAPR3017', endpoint({ renegotiation: 'Sometimes' })],
  ['a CA certificate from the environment', 'DAPR3132', endpoint({ rootCa: MetadataValue.fromEnv('CA') })],
  ['137 the cloud metadata service', 'DAPR3132', endpoint({ baseUrl: 'http://169.254.169.254/latest' })],
  ['73 a state store as the secret store of an HTTP endpoint', 'DAPR4020', chart => { new DaprHttpEndpoint(chart, 'e', { baseUrl: 'https://a.example', secretStore: redisStore(chart) }); }],

  ['an MCP server before Dapr 1.18', 'DAPR1106', server({ sse: { url: 'https://a' } }), { daprVersion: '1.17' }],
  ['an MCP server without a transport', 'DAPR3140', server({}), NEWEST],
  ['an MCP server with two transports', 'DAPR3140', server({ sse: { url: 'https://a' }, streamableHttp: { url: 'https://a' } }), NEWEST],
  ['an MCP server with an unsupported URL scheme', 'DAPR3140', server({ sse: { url: 'ftp://a' } }), NEWEST],
  ['an OAuth secret in plain text', 'DAPR3140', server({ sse: { url: 'https://a', oauth2: { issuer: 'https://b', clientSecret: MetadataValue.of('x') } } }), NEWEST],
  ['an MCP header in plain text', 'DAPR3006', server({ sse: { url: 'https://a', headers: { Authorization: MetadataValue.of('x') } } }), NEWEST],
  ['an MCP command outside its folder', 'DAPR3140', server({ stdio: { command: '../tools' } }), NEWEST],
];

export const WARNINGS: Case[] = [
  ['134 an endpoint with the app ID of an app', 'DAPR3130', endpoint({ httpEndpointName: 'checkout' })],
  ['134 an endpoint with the app ID of a shared daprd', 'DAPR3130', chart => { new SharedDaprDeployment(chart, 'front', { apiTokenSecret: 'token' }); endpoint({ httpEndpointName: 'front' })(chart); }],
  ['134 an endpoint with the app ID of an app outside this App', 'DAPR3130', chart => { DaprApp.fromAppId(chart, 'b', 'billing'); endpoint({ httpEndpointName: 'billing' })(chart); }],
  ['a resource without apps', 'DAPR3100', chart => { new DaprHttpEndpoint(chart, 'e', { baseUrl: 'https://a' }); }],
  ['133 a secret over plain HTTP', 'DAPR3133', endpoint({ baseUrl: 'http://a', headers: { Authorization: MetadataValue.fromSecret('a', 'b') } })],
  ['an MCP server that runs a command', 'DAPR3141', server({ stdio: { command: 'tools' } }), NEWEST],
];
