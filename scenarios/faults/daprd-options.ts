/** Faults of the options of daprd, as props and written by hand: values, environment, image. */
import { Duration, Size } from 'cdk8s';
import { DataPlane } from 'cdk8s-dapr';
import { Case, container, facts, handWritten, podSpec, sidecar } from './case';
import { app, deployment, SHARED } from '../charts';

export const ERRORS: Case[] = [
  ['41 grace period too short', 'DAPR2011', sidecar({ blockShutdownDuration: Duration.seconds(28), gracefulShutdownSeconds: 5 })],
  ['42 whole number that is none', 'DAPR3001', sidecar({ gracefulShutdownSeconds: '30s' })],
  ['42 hand-written whole number that is none', 'DAPR3001', handWritten({ 'dapr.io/graceful-shutdown-seconds': '30s' })],
  ['43 truth that is none', 'DAPR3001', sidecar({ logAsJson: 'ture' })],
  ['43 hand-written truth that is none', 'DAPR3001', handWritten({ 'dapr.io/log-as-json': 'ture' })],
  ['44 duration that is none', 'DAPR3002', sidecar({ blockShutdownDuration: '15' })],
  ...['15', '1d', 'PT5S', '5 s'].map((value): Case => [`44 hand-written duration ${value}`, 'DAPR3002', handWritten({ 'dapr.io/block-shutdown-duration': value })]),
  ['164 Duration longer than Go knows', 'DAPR3002', sidecar({ blockShutdownDuration: Duration.days(110_000) })],
  ['164 Duration of half a millisecond', 'DAPR3002', sidecar({ blockShutdownDuration: Duration.millis(0.5) })],
  ['45 CPU quantity that is none', 'DAPR3003', sidecar({ sidecarCpuLimit: '1 core' })],
  ['45 hand-written memory that is none', 'DAPR3003', handWritten({ 'dapr.io/sidecar-memory-limit': '4MB' })],
  ['46 body size that is none', 'DAPR3003', handWritten({ 'dapr.io/max-body-size': '4MB' })],
  ['47 request above limit', 'DAPR3009', sidecar({ sidecarCpuRequest: '2', sidecarCpuLimit: '500m' })],
  ['48 GOMEMLIMIT in the wrong unit', 'DAPR3004', sidecar({ env: { GOMEMLIMIT: '900Mi' } })],

  ['50 environment of daprd that Dapr sets', 'DAPR3005', sidecar({ env: { NAMESPACE: 'other' } })],
  ['50 environment of daprd from a Secret that Dapr sets', 'DAPR3005', sidecar({ envFromSecret: { DAPR_API_TOKEN: { secretName: 's' } } })],
  ['51 value that the injector would split', 'DAPR3007', sidecar({ env: { A: 'x,B=y' } })],
  ['52 secret literal in the environment of daprd', 'DAPR3006', sidecar({ env: { REDIS_PASSWORD: 'hunter2' } })],
  ['53 reference to a Secret with two colons', 'DAPR3001', handWritten({ 'dapr.io/env-from-secret': 'A=b:c:d' })],
  ['164 key of a Secret that is no text', 'DAPR3001', sidecar({ envFromSecret: { LEVEL: { secretName: 'a', key: Object.create(null) } } })],

  ['40 Unix domain socket on a shared daprd', 'DAPR3015', facts({ dataPlane: DataPlane.sharedDeployment({ unixDomainSocketPath: '/s' }) }), SHARED],
  ['40 Unix domain socket beside an HTTP endpoint', 'DAPR7011', podSpec(container([{ name: 'DAPR_HTTP_ENDPOINT', value: 'http://x:1' }]), { dataPlane: DataPlane.sidecar({ unixDomainSocketPath: '/s' }) })],
  ['40 Unix domain socket on Windows', 'DAPR3015', podSpec({ containers: [{ name: 'a' }], nodeSelector: { 'kubernetes.io/os': 'windows' } }, { dataPlane: DataPlane.sidecar({ unixDomainSocketPath: '/s' }) })],
  ['56 seccomp profile in lower case', 'DAPR3001', sidecar({ sidecarSeccompProfileType: 'runtimedefault' })],
  ['59 log level trace', 'DAPR3001', sidecar({ logLevel: 'trace' })],
  ['60 unknown init endpoint', 'DAPR3001', sidecar({ disableInitEndpoints: ['actors'] })],
  ['62 debugging with a release image', 'DAPR3013', sidecar({ enableDebug: true })],
  ['142 token literal where the name of a Secret belongs', 'DAPR3008', sidecar({ apiTokenSecret: 'Sup3r Secret!' })],
  ['165 name of a Secret that Kubernetes reads as a number', 'DAPR3008', sidecar({ apiTokenSecret: '0o17' })],
  ['165 line break in an option', 'DAPR3001', sidecar({ sidecarImage: 'a\nb' })],

  ['156 an image that is none', 'DAPR3022', facts({ dataPlane: DataPlane.sidecar({ sidecarImage: 'ghcr.io/dapr/daprd@sha256:12' }) })],
  ['156 an option newer than the image', 'DAPR3023', facts({ dataPlane: DataPlane.sidecar({ sidecarImage: 'ghcr.io/dapr/daprd:1.16.4', actorsDisseminateTimeout: { toMilliseconds: () => 5000 } as any }) })],
];

export const WARNINGS: Case[] = [
  ['32 a deprecated option', 'DAPR3018', facts({ dataPlane: DataPlane.sidecar({ appSsl: true }) })],
  ['32 a deprecated annotation', 'DAPR3018', chart => { app(chart, { workload: deployment(chart, 'w', {}, { annotations: { 'dapr.io/app-ssl': 'true' } }) }); }],
  ['49 GOMEMLIMIT above the memory limit', 'DAPR3014', sidecar({ goMemoryLimit: Size.mebibytes(300), sidecarMemoryLimit: Size.mebibytes(300) })],
  ['54 SSL_CERT_DIR of daprd', 'DAPR3019', facts({ dataPlane: DataPlane.sidecar({ env: { SSL_CERT_DIR: '/certs' } }) })],
  ['61 two options for one size', 'DAPR3012', sidecar({ maxBodySize: Size.mebibytes(8), httpMaxRequestSize: 4 })],
  ['156 an image without a version', 'DAPR3021', facts({ dataPlane: DataPlane.sidecar({ sidecarImage: 'ghcr.io/dapr/daprd' }) })],
  ['156 an image newer than the control plane', 'DAPR3024', facts({ dataPlane: DataPlane.sidecar({ sidecarImage: 'ghcr.io/dapr/daprd:1.18.1' }) }), { daprVersion: '1.17' }],
];

/** What looks like one of them and is right. */
export const RIGHT: Case[] = [
  ['156 an image of somebody else with its own versions', 'DAPR3023', facts({ dataPlane: DataPlane.sidecar({ sidecarImage: 'acme/daprd:1.2.0', logAsJson: true }) })],
];
