import { controlPlaneAddress, Pinned, PRE_STOP_SECONDS } from './pinned';
import { DaprEnvVar } from '../../../contract';
import { atLeast } from '../../../dapr/version';
import { Annotations } from '../../../daprd/annotations';
import { daprdPorts } from '../../../daprd/defaults';
import { daprdEnv } from '../../../daprd/env';
import { daprdArguments } from '../../../daprd/flags';
import { loggingFlags } from '../../../daprd/logging';
import { volumeMounts } from '../../../daprd/volume-mounts';
import { DaprPlatform } from '../../../platform/dapr-platform';
import { Json } from '../../../util/json';

/** Kubernetes version of the preStop sleep action, which needs no program in the image. */
const SLEEP_KUBERNETES = '1.30';
const IDENTITY_TOKEN = 'dapr-identity-token';

/** Annotations that Sentry reads: the app ID, and the Configuration for its trust domain. All others become flags. */
const READ_BY_SENTRY = ['dapr.io/app-id', 'dapr.io/config'];

/** The annotations that do not become flags. */
export function pinnedPodAnnotations(annotations: Annotations): Annotations {
  return Object.fromEntries(Object.entries(annotations).filter(([name]) =>
    !name.startsWith('dapr.io/') || READ_BY_SENTRY.includes(name)));
}

/** A service account token whose audience is Sentry. */
export function pinnedVolumes(platform: DaprPlatform): Json[] {
  const audience = `spiffe://${platform.trustDomain}/ns/${platform.controlPlaneNamespace}/dapr-sentry`;
  return [{ name: IDENTITY_TOKEN, projected: { sources: [{ serviceAccountToken: { audience, expirationSeconds: 7200, path: 'token' } }] } }];
}

/** The container that the injector would create from the annotations, but hardened, and ready before the app is. */
export function pinnedContainer(pinned: Pinned, platform: DaprPlatform, annotations: Annotations): Json {
  const ports = daprdPorts(annotations);
  return {
    // The injector skips a pod with a container of this name.
    name: 'daprd',
    image: pinned.image,
    imagePullPolicy: 'IfNotPresent',
    args: [
      // The image has no entrypoint.
      '/daprd',
      '--mode=kubernetes',
      `--dapr-public-port=${ports.health}`,
      `--control-plane-address=${controlPlaneAddress(platform, 'dapr-api', 443)}`,
      `--sentry-address=${controlPlaneAddress(platform, 'dapr-sentry', 443)}`,
      ...(platform.mtls ? ['--enable-mtls=true'] : []),
      ...daprdArguments(annotations),
      ...Object.entries(loggingFlags(pinned.logging)).map(([flag, value]) => `--${flag}=${value}`),
    ],
    env: [
      { name: 'NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
      { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'DAPR_TRUST_ANCHORS', valueFrom: { configMapKeyRef: pinned.trustAnchors } },
      { name: 'DAPR_CONTROLPLANE_NAMESPACE', value: platform.controlPlaneNamespace },
      { name: 'DAPR_CONTROLPLANE_TRUST_DOMAIN', value: platform.trustDomain },
      ...daprdEnv(annotations).map(envVar),
    ],
    ports: [
      ['dapr-http', ports.http], ['dapr-grpc', ports.grpc], ['dapr-internal', ports.internalGrpc], ['dapr-metrics', ports.metrics],
    ].map(([name, containerPort]) => ({ name, containerPort })),
    volumeMounts: [{ name: IDENTITY_TOKEN, mountPath: '/var/run/secrets/dapr.io/sentrytoken', readOnly: true }, ...volumeMounts(annotations)],
    readinessProbe: { httpGet: { path: '/v1.0/healthz/outbound', port: ports.health }, ...probe(annotations, 'readiness', [1, 1, 1, 5]) },
    // Without certificates daprd waits indefinitely and logs nothing; a restart shows why. No HTTP path: it would depend on the app.
    livenessProbe: { tcpSocket: { port: ports.health }, ...probe(annotations, 'liveness', [60, 3, 10, 5]) },
    ...(atLeast(platform.kubernetesVersion, SLEEP_KUBERNETES) ? { lifecycle: { preStop: { sleep: { seconds: PRE_STOP_SECONDS } } } } : {}),
    ...resources(annotations),
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: annotations['dapr.io/sidecar-seccomp-profile-type'] ?? 'RuntimeDefault' },
    },
  };
}

function probe(annotations: Annotations, which: string, [delay, timeout, period, threshold]: number[]): Json {
  const of = (name: string, byDefault: number): number => Number(annotations[`dapr.io/sidecar-${which}-probe-${name}`] ?? byDefault);
  return {
    initialDelaySeconds: of('delay-seconds', delay),
    timeoutSeconds: of('timeout-seconds', timeout),
    periodSeconds: of('period-seconds', period),
    failureThreshold: of('threshold', threshold),
  };
}

function resources(annotations: Annotations): Json {
  const of = (what: string): Json => Object.fromEntries(['cpu', 'memory']
    .map(resource => [resource, annotations[`dapr.io/sidecar-${resource}-${what}`]]).filter(([, quantity]) => quantity));
  const found = Object.entries({ requests: of('request'), limits: of('limit') }).filter(([, quantities]) => Object.keys(quantities).length);
  return found.length ? { resources: Object.fromEntries(found) } : {};
}

const envVar = ({ name, value, secretName, secretKey = 'token' }: DaprEnvVar): Json =>
  secretName === undefined ? { name, value } : { name, valueFrom: { secretKeyRef: { name: secretName, key: secretKey } } };
