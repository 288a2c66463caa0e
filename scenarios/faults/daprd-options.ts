/** Faults of daprd options, as props and hand-written: values, environment, image. */
import { Duration, Size } from 'cdk8s';
import { DataPlane } from 'cdk8s-dapr';
import { Case, container, facts, handWritten, podSpec, sidecar } from './case';
import { app, deployment, SHARED } from '../charts';

export const ERRORS: Case[] = [
  ['42 an invalid whole number', 'DAPR3001', sidecar({ gracefulShutdownSeconds: '30s' })],
  ['42 an invalid hand-written whole number', 'DAPR3001', handWritten({ 'dapr.io/graceful-shutdown-seconds': '30s' })],
  ['43 an invalid boolean', 'DAPR3001', sidecar({ logAsJson: 'ture' })],
  ['43 an invalid hand-written boolean', 'DAPR3001', handWritten({ 'dapr.io/log-as-json': 'ture' })],
  ['44 an invalid duration', 'DAPR3002', sidecar({ blockShutdownDuration: '15' })],
  ...['15', '1d', 'PT5S', '5 s'].map((value): Case => [`44 the invalid hand-written duration ${value}`, 'DAPR3002', handWritten({ 'dapr.io/block-shutdown-duration': value })]),
  ['164 a Duration longer than the maximum of Go', 'DAPR3002', sidecar({ blockShutdownDuration: Duration.days(110_000) })],
  ['164 a Duration of half a millisecond', 'DAPR3002', sidecar({ blockShutdownDuration: Duration.millis(0.5) })],
  ['45 an invalid CPU quantity', 'DAPR3003', sidecar({ sidecarCpuLimit: '1 core' })],
  ['45 an invalid hand-written memory quantity', 'DAPR3003', handWritten({ 'dapr.io/sidecar-memory-limit': '4MB' })],
  ['46 an invalid body size', 'DAPR3003', handWritten({ 'dapr.io/max-body-size': '4MB' })],
  ['47 a request above the limit', 'DAPR3009', sidecar({ sidecarCpuRequest: '2', sidecarCpuLimit: '500m' })],
  ['48 GOMEMLIMIT with an invalid unit', 'DAPR3004', sidecar({ env: { GOMEMLIMIT: '900Mi' } })],

  ['50 an environment variable of daprd that Dapr sets', 'DAPR3005', sidecar({ env: { NAMESPACE: 'other' } })],
  ['50 an environment variable of daprd from a Secret that Dapr sets', 'DAPR3005', sidecar({ envFromSecret: { DAPR_API_TOKEN: { secretName: 's' } } })],
  ['51 a value that the injector would split', 'DAPR3007', sidecar({ env: { A: 'x,B=y' } })],
  ['52 a secret in plain text in the environment of daprd', 'DAPR3006', sidecar({ env: { REDIS: 'redis://me:hunter2@redis:6379' } })],
  ['53 a reference to a Secret with two colons', 'DAPR3001', handWritten({ 'dapr.io/env-from-secret': 'A=b:c:d' })],
  ['164 a Secret key that is not a string', 'DAPR3001', sidecar({ envFromSecret: { LEVEL: { secretName: 'a', key: Object.create(null) } } })],

  ['40 a Unix domain socket on a shared daprd', 'DAPR3015', facts({ dataPlane: DataPlane.sharedDeployment({ unixDomainSocketPath: '/s' }) }), SHARED],
  ['40 a Unix domain socket together with an HTTP endpoint', 'DAPR7011', podSpec(container([{ name: 'DAPR_HTTP_ENDPOINT', value: 'http://x:1' }]), { dataPlane: DataPlane.sidecar({ unixDomainSocketPath: '/s' }) })],
  ['40 a Unix domain socket on Windows', 'DAPR3015', podSpec({ containers: [{ name: 'a' }], nodeSelector: { 'kubernetes.io/os': 'windows' } }, { dataPlane: DataPlane.sidecar({ unixDomainSocketPath: '/s' }) })],
  ['56 a seccomp profile in lower case', 'DAPR3001', sidecar({ sidecarSeccompProfileType: 'runtimedefault' })],
  ['59 log level trace', 'DAPR3001', sidecar({ logLevel: 'trace' })],
  ['60 an unknown init endpoint', 'DAPR3001', sidecar({ disableInitEndpoints: ['actors'] })],
  ['62 debugging with a release image', 'DAPR3013', sidecar({ enableDebug: true })],
  ['142 a token instead of the name of a Secret', 'DAPR3008', sidecar({ apiTokenSecret: 'Sup3r Secret!' })],
  ['165 a Secret name that Kubernetes reads as a number', 'DAPR3008', sidecar({ apiTokenSecret: '0o17' })],
  ['165 a line break in an option', 'DAPR3001', sidecar({ sidecarImage: 'a\nb' })],

  ['156 an invalid image reference', 'DAPR3022', facts({ dataPlane: DataPlane.sidecar({ sidecarImage: 'ghcr.io/dapr/daprd@sha256:12' }) })],
  ['156 an option newer than the image', 'DAPR3023', facts({ dataPlane: DataPlane.sidecar({ sidecarImage: 'ghcr.io/dapr/daprd:1.16.4', actorsDisseminateTimeout: { toMilliseconds: () => 5000 } as any }) })],
];

export const WARNINGS: Case[] = [
  ['52 a value that may be a secret in the environment of daprd', 'DAPR3060', sidecar({ env: { REDIS_PASSWORD: 'hunter2' } })],
  ['41 a grace period that is too short', 'DAPR2011', sidecar({ blockShutdownDuration: Duration.seconds(28), gracefulShutdownSeconds: 5 })],
  ['32 a deprecated option', 'DAPR3018', facts({ dataPlane: DataPlane.sidecar({ appSsl: true }) })],
  ['32 a deprecated annotation', 'DAPR3018', chart => { app(chart, { workload: deployment(chart, 'w', {}, { annotations: { 'dapr.io/app-ssl': 'true' } }) }); }],
  ['49 GOMEMLIMIT above the memory limit', 'DAPR3014', sidecar({ goMemoryLimit: Size.mebibytes(300), sidecarMemoryLimit: Size.mebibytes(300) })],
  ['54 SSL_CERT_DIR of daprd', 'DAPR3019', facts({ dataPlane: DataPlane.sidecar({ env: { SSL_CERT_DIR: '/certs' } }) })],
  ['61 two options for one size', 'DAPR3012', sidecar({ maxBodySize: Size.mebibytes(8), httpMaxRequestSize: 4 })],
  ['156 an image without a version', 'DAPR3021', facts({ dataPlane: DataPlane.sidecar({ sidecarImage: 'ghcr.io/dapr/daprd' }) })],
  ['156 an image newer than the control plane', 'DAPR3024', facts({ dataPlane: DataPlane.sidecar({ sidecarImage: 'ghcr.io/dapr/daprd:1.18.1' }) }), { daprVersion: '1.17' }],
];

/** Valid cases that resemble a fault. */
export const RIGHT: Case[] = [
  ['156 a third-party image with its own versions', 'DAPR3023', facts({ dataPlane: DataPlane.sidecar({ sidecarImage: 'acme/daprd:1.2.0', logAsJson: true }) })],
];
