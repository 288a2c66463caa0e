/** Every flag of daprd 1.18.3 (dapr/dapr `cmd/daprd/options/options.go`), and those that 1.19 added (dapr/kit `logger/options.go`). */
export const FLAGS_OF_DAPRD: readonly string[] = [
  'mode', 'app-id', 'app-port', 'app-protocol', 'app-channel-address', 'app-max-concurrency', 'app-ssl', 'dapr-http-port', 'dapr-grpc-port',
  'dapr-internal-grpc-port', 'dapr-internal-grpc-listen-address', 'dapr-listen-addresses', 'dapr-public-port', 'dapr-public-listen-address', 'profile-port',
  'enable-profiling', 'control-plane-address', 'sentry-address', 'control-plane-trust-domain', 'control-plane-namespace', 'sentry-request-jwt-audiences',
  'placement-host-address', 'scheduler-host-address', 'scheduler-job-streams', 'actors-disseminate-timeout', 'hot-reload-reconcile-interval',
  'app-binding-options-timeout', 'disable-init-endpoints', 'config', 'resources-path', 'enable-mtls', 'allowed-origins', 'enable-api-logging', 'max-body-size',
  'read-buffer-size', 'dapr-http-max-request-size', 'dapr-http-read-buffer-size', 'unix-domain-socket', 'dapr-graceful-shutdown-seconds',
  'dapr-block-shutdown-duration', 'disable-builtin-k8s-secret-store', 'enable-app-health-check', 'app-health-check-path', 'app-health-probe-interval',
  'app-health-probe-timeout', 'app-health-threshold', 'enable-metrics', 'metrics-port', 'metrics-listen-address', 'log-level', 'log-as-json', 'wait',
  'log-outputs', 'log-file-max-size', 'log-file-max-backups', 'log-file-max-age', 'log-file-compression', 'log-timestamp-format',
];
