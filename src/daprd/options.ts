/* eslint-disable max-len -- one row an option */
/**
 * The single table of daprd options: option -> annotation -> flag. Annotations, checks of hand-written values, the
 * interface `DaprdOptions` and `docs/daprd-options.md` are all derived from it.
 *
 * Source: dapr/dapr 1.18.3, `pkg/injector/annotations/annotations.go`, `pkg/injector/patcher/sidecar.go` (types and
 * defaults) and `sidecar_container.go` (flags).
 */
import { readLogLevel } from './option-readings';
import { cpu, configuration, asText, address, DaprdOption, yesOrNo, whole, textMap, size, secretMap, portNumber, option, oneOfEnum, name, mounts, memoryLimit, LOG_LEVELS, listenAddress, list, INVALID_PORT, INVALID_LISTEN_ADDRESS, goDurationOf } from './option-types';
import { LogLevel } from './types';
import { DEFAULT_PORTS, PROFILING_PORT } from '../dapr/ports';
import { Rule } from '../diagnostics/rule';
import { INVALID_VALUE } from '../props/rules';
import {
  bool, integer, oneOf, port, text, Expected,
} from '../util/values';

export const DAPRD_OPTIONS = {
  // Identity and access
  apiTokenSecret: name('api-token-secret', 'env DAPR_API_TOKEN of daprd', '- none: a sidecar requires no token; a shared daprd without one raises DAPR7002',
    'Name of the Secret whose key `token` contains the API token that daprd requires from the app; the app gets it as `DAPR_API_TOKEN`. An empty value in that Secret opens the API. To rotate the token, reference a new Secret: both sides restart.'),
  configuration: configuration('config', '--config', '- none',
    'The Configuration that daprd loads at start.'),
  disableBuiltinK8sSecretStore: yesOrNo('disable-builtin-k8s-secret-store', '--disable-builtin-k8s-secret-store', 'false, but true if the pod mounts no service account token',
    'Whether the built-in secret store `kubernetes` is disabled. If it is enabled and the pod mounts no service account token, daprd exits at start.'),
  sentryRequestJwtAudiences: list('string[]', text)('sentry-request-jwt-audiences', '--sentry-request-jwt-audiences', '- none',
    'Audiences of the JWT that daprd requests from Sentry in addition to its certificate.', { since: ['1.16'] }),
  // Logs, metrics, debugging
  logLevel: option({ type: 'LogLevel', render: value => LogLevel._is(value) ? asText(value.levelName) : undefined, check: oneOf(...LOG_LEVELS), read: readLogLevel, grows: true }, INVALID_VALUE)('log-level', '--log-level', 'LogLevel.INFO',
    'Minimum level of the messages that daprd logs.'),
  logAsJson: yesOrNo('log-as-json', '--log-as-json', 'false', 'Whether daprd logs in JSON format.'),
  enableApiLogging: yesOrNo('enable-api-logging', '--enable-api-logging', '- as set in the Configuration',
    'Whether daprd logs each API call.'),
  enableMetrics: yesOrNo('enable-metrics', '--enable-metrics', 'true',
    'Whether metrics are announced for scraping. For an injected daprd, false changes labels only: it still serves metrics unless the Configuration disables them. A pinned daprd serves none.'),
  metricsPort: portNumber('metrics-port', '--metrics-port', String(DEFAULT_PORTS.metrics), 'Port of the metrics endpoint.'),
  enableProfiling: yesOrNo('enable-profiling', '--enable-profiling', 'false', `Whether daprd serves Go profiles on port ${PROFILING_PORT}, without authentication.`),
  enableDebug: yesOrNo('enable-debug', 'command /dlv', 'false', 'Whether daprd runs in a debugger; requires a debug image in `sidecarImage` (DAPR3013).'),
  debugPort: portNumber('debug-port', 'container port dapr-debug', '40000', 'Port of the debugger.'),
  // API and ports
  grpcPort: portNumber('grpc-port', '--dapr-grpc-port', String(DEFAULT_PORTS.grpc), `Port of the gRPC API. The HTTP API always uses port ${DEFAULT_PORTS.http}.`, { since: ['1.15'] }),
  internalGrpcPort: portNumber('internal-grpc-port', '--dapr-internal-grpc-port', String(DEFAULT_PORTS.internalGrpc),
    'Port on which daprds call each other. A caller dials its own port number on the other side, so all apps need the same one (DAPR2007).', { since: ['1.15'] }),
  sidecarListenAddresses: list('string[]', listenAddress, INVALID_LISTEN_ADDRESS)('sidecar-listen-addresses', '--dapr-listen-addresses', '[::1] and 127.0.0.1; all addresses for a shared daprd',
    'IP addresses on which a sidecar serves its API, IPv6 in brackets. Addresses other than loopback require a token (DAPR2012).'),
  unixDomainSocketPath: name('unix-domain-socket-path', '--unix-domain-socket', '- TCP',
    'Directory in the app\'s containers in which daprd creates sockets instead of listening on TCP. Sidecars only (DAPR3015).'),
  maxBodySize: size('max-body-size', '--max-body-size', 'Size.mebibytes(4)', 'Maximum size of a request body that the API accepts.'),
  readBufferSize: size('read-buffer-size', '--read-buffer-size', 'Size.kibibytes(4)', 'Size of the read buffer of the HTTP API, which limits the size of request headers.'),
  httpMaxRequestSize: whole(1)('http-max-request-size', '--dapr-http-max-request-size', '4 MB', 'Maximum size of a request body that the API accepts, in MB.', { deprecated: 'use maxBodySize' }),
  httpReadBufferSize: whole(1)('http-read-buffer-size', '--dapr-http-read-buffer-size', '4 KB', 'Size of the read buffer of the HTTP API, in KB.', { deprecated: 'use readBufferSize' }),
  disableInitEndpoints: list('InitEndpoint[]', oneOf('config', 'subscribe'))('disable-init-endpoints', '--disable-init-endpoints', '- none',
    'Endpoints of the app that daprd does not call at start.', { since: ['1.17'] }),
  appBindingOptionsTimeout: goDurationOf('app-binding-options-timeout', '--app-binding-options-timeout', 'Duration.seconds(3)',
    'How long daprd waits for the app to answer whether it handles an input binding.', { since: ['1.16.18', '1.17.12', '1.18.3'] }),
  appSsl: yesOrNo('app-ssl', '--app-ssl', 'false', 'Whether daprd calls the app over TLS.', { deprecated: 'use appProtocol HTTPS or GRPCS' }),
  // Control plane
  placementHostAddress: address('placement-host-address', '--placement-host-address', '- the cluster\'s placement service',
    'Address of the placement service; an empty string disables actors and workflows.'),
  schedulerHostAddress: address('scheduler-host-address', '--scheduler-host-address', '- the cluster\'s scheduler',
    'Address of the scheduler; an empty string disables jobs, reminders and workflows.'),
  actorsDisseminateTimeout: goDurationOf('actors-disseminate-timeout', '--actors-disseminate-timeout', 'Duration.seconds(30)',
    'How long daprd waits for a round of placement dissemination.', { since: ['1.18'] }),
  // Shutdown
  gracefulShutdownSeconds: whole(0, 86400)('graceful-shutdown-seconds', '--dapr-graceful-shutdown-seconds', '5',
    'How long daprd waits for calls in progress when it shuts down, in seconds.'),
  blockShutdownDuration: goDurationOf('block-shutdown-duration', '--dapr-block-shutdown-duration', '- none for a sidecar, Duration.seconds(5) for a shared daprd',
    'How long daprd continues to serve requests after a shutdown is requested. Ends immediately if the app is unhealthy or was never healthy.'),
  // Container
  sidecarImage: name('sidecar-image', 'image of the container', '- the image of the control plane', 'Image of daprd. daprd does not start from an image that is older than an option that is set.'),
  sidecarCpuRequest: cpu('sidecar-cpu-request', 'resources.requests.cpu', '- none for a sidecar, 100m for a shared daprd', 'CPU request of daprd, a quantity such as `100m`.'),
  sidecarCpuLimit: cpu('sidecar-cpu-limit', 'resources.limits.cpu', '- none', 'CPU limit of daprd, a quantity such as `1`.'),
  sidecarMemoryRequest: size('sidecar-memory-request', 'resources.requests.memory', '- none for a sidecar, 250 MiB for a shared daprd', 'Memory request of daprd.'),
  sidecarMemoryLimit: size('sidecar-memory-limit', 'resources.limits.memory', '- none for a sidecar, 1000 MiB for a shared daprd', 'Memory limit of daprd.'),
  sidecarSeccompProfileType: oneOfEnum('DaprdSeccompProfileType', 'RuntimeDefault', 'Localhost', 'Unconfined')('sidecar-seccomp-profile-type', 'securityContext.seccompProfile.type', '- none for a sidecar, RuntimeDefault for a shared daprd',
    'Seccomp profile type of the container.'),
  sidecarLivenessProbeDelaySeconds: whole(0)('sidecar-liveness-probe-delay-seconds', `livenessProbe (TCP ${DEFAULT_PORTS.health})`, '180 (3 before Dapr 1.18), 60 for a pinned daprd', 'Initial delay of the liveness probe, in seconds.'),
  sidecarLivenessProbeTimeoutSeconds: whole(1)('sidecar-liveness-probe-timeout-seconds', 'livenessProbe', '3', 'Timeout of a liveness probe, in seconds.'),
  sidecarLivenessProbePeriodSeconds: whole(1)('sidecar-liveness-probe-period-seconds', 'livenessProbe', '10 (6 before Dapr 1.18)', 'Interval between liveness probes, in seconds.'),
  sidecarLivenessProbeThreshold: whole(1)('sidecar-liveness-probe-threshold', 'livenessProbe', '5 (3 before Dapr 1.18)', 'Number of consecutive failures of the liveness probe after which daprd is restarted.'),
  sidecarReadinessProbeDelaySeconds: whole(0)('sidecar-readiness-probe-delay-seconds', `readinessProbe (HTTP ${DEFAULT_PORTS.health})`, '1 (3 before Dapr 1.18)', 'Initial delay of the readiness probe, in seconds.'),
  sidecarReadinessProbeTimeoutSeconds: whole(1)('sidecar-readiness-probe-timeout-seconds', 'readinessProbe', '1 (3 before Dapr 1.18)', 'Timeout of a readiness probe, in seconds.'),
  sidecarReadinessProbePeriodSeconds: whole(1)('sidecar-readiness-probe-period-seconds', 'readinessProbe', '1 (6 before Dapr 1.18)', 'Interval between readiness probes, in seconds.'),
  sidecarReadinessProbeThreshold: whole(1)('sidecar-readiness-probe-threshold', 'readinessProbe', '5 (3 before Dapr 1.18)', 'Number of consecutive failures of the readiness probe after which daprd is not ready.'),
  env: textMap('env', 'environment of daprd, and DAPR_ENV_KEYS', '- none',
    'Environment variables of daprd; components may reference them (`MetadataValue.fromEnv`). Must not contain secrets (DAPR3006).'),
  goMemoryLimit: memoryLimit('env', 'environment variable GOMEMLIMIT of daprd', '- 90 % of sidecarMemoryLimit, if that is set',
    'Soft memory limit of the Go runtime, near which it collects garbage more often; keep it below the memory limit of the container, or daprd is killed first.'),
  envFromSecret: secretMap('env-from-secret', 'environment of daprd', '- none', 'Environment variables of daprd from keys of Secrets.', { since: ['1.15'] }),
  volumeMounts: mounts('volume-mounts', 'volumeMounts, read only', '- none', 'Volumes of the pod to mount read-only into daprd: mount paths by volume name.'),
  volumeMountsRw: mounts('volume-mounts-rw', 'volumeMounts', '- none', 'Volumes of the pod to mount read-write into daprd: mount paths by volume name.'),
  enableNativeSidecar: yesOrNo('enable-native-sidecar', 'initContainers, restartPolicy Always', 'true for Job and CronJob, otherwise the setting of the control plane',
    'Whether daprd runs as a native sidecar: it stops after the app, so a Job can complete. Requires Kubernetes 1.29 or newer.', { since: ['1.18'] }),
  sidecarSvcAnnotations: textMap('sidecar-svc-annotations', 'annotations of the Service <app-id>-dapr', '- none',
    'Annotations of the invocation Service `<app-id>-dapr`.', { since: ['1.17'] }),
  // Pluggable components
  pluggableComponents: list('string[]', text)('pluggable-components', 'socket volume in those containers', '- none',
    'Names of the containers of the pod that are pluggable components.'),
  pluggableComponentsSocketsFolder: name('pluggable-components-sockets-folder', 'mount path', '/tmp/dapr-components-sockets', 'Directory of the sockets of pluggable components.'),
  injectPluggableComponents: yesOrNo('inject-pluggable-components', 'more containers', 'false', 'Whether the injector adds the containers that components define.'),
} satisfies { [option: string]: DaprdOption };

/** Annotations that describe the app, with the prop of `DaprApp` that sets each, and the flag or setting that it becomes. */
export const APP_ANNOTATIONS: { [annotation: string]: { prop?: string; becomes: string; check: (raw: string) => Expected; rule?: Rule } } = {
  'enabled': { becomes: 'injection', check: raw => raw === 'true' ? undefined : '\'true\'' },
  'app-id': { prop: 'appId', becomes: '--app-id', check: text },
  'app-port': { prop: 'appPort', becomes: '--app-port', check: port, rule: INVALID_PORT },
  'app-protocol': { prop: 'appProtocol', becomes: '--app-protocol', check: oneOf('http', 'https', 'grpc', 'grpcs', 'h2c') },
  'app-channel-address': { becomes: '--app-channel-address', check: text },
  'app-max-concurrency': { prop: 'appMaxConcurrency', becomes: '--app-max-concurrency', check: integer(-1) },
  'app-token-secret': { prop: 'appTokenSecret', becomes: 'env APP_API_TOKEN of daprd', check: text },
  'enable-app-health-check': { prop: 'appHealthCheck', becomes: '--enable-app-health-check', check: bool },
  'app-health-check-path': { prop: 'appHealthCheck', becomes: '--app-health-check-path', check: text },
  'app-health-probe-interval': { prop: 'appHealthCheck', becomes: '--app-health-probe-interval', check: integer(1) },
  'app-health-probe-timeout': { prop: 'appHealthCheck', becomes: '--app-health-probe-timeout', check: integer(1) },
  'app-health-threshold': { prop: 'appHealthCheck', becomes: '--app-health-threshold', check: integer(1) },
};
