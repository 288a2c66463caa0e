/** The baseline: the output of `DaprApp`, hand-written. Each call creates new objects, because YAML aliases would be cheaper. */
import { Model } from './measure';

export const NAMESPACE = 'apps';
export const IMAGE = 'registry.example/shop:1';
export const PORT = 8080;
export const TOKEN_SECRET = 'dapr-api-token';

type Json = { [key: string]: any };

export function isShared(model: Model): boolean {
  return model.startsWith('shared');
}

export function podAnnotations(model: Model, app: string): { [name: string]: string } | undefined {
  return model !== 'sidecar' ? undefined : {
    'dapr.io/enabled': 'true',
    'dapr.io/app-id': app,
    'dapr.io/app-port': String(PORT),
    'dapr.io/api-token-secret': TOKEN_SECRET,
    'dapr.io/disable-builtin-k8s-secret-store': 'true',
  };
}

/** Environment with a value, before and after the token. */
export function environment(model: Model, app: string): { before: { [name: string]: string }; after: { [name: string]: string } } {
  return {
    before: { LOG_LEVEL: 'info', ...(model === 'none' ? {} : { APP_ID: app, DAPR_APP_ID: app, APP_PORT: String(PORT) }) },
    after: isShared(model) ? {
      DAPR_HTTP_ENDPOINT: `http://${app}-dapr-api.${NAMESPACE}.svc:3500`,
      DAPR_GRPC_ENDPOINT: `http://${app}-dapr-api.${NAMESPACE}.svc:50001`,
    } : {},
  };
}

/** All objects except the workload. */
export function otherObjects(model: Model, app: string, podLabels: () => { [label: string]: string }): { id: string; object: Json }[] {
  if (!isShared(model)) {
    return [];
  }
  const daemonSet = model === 'sharedDaemonSet';
  return [
    { id: 'api', object: apiService(app, daemonSet) },
    { id: 'configuration', object: configuration(app) },
    { id: 'daprd', object: daprd(app, daemonSet) },
    daemonSet ? { id: 'invocation', object: invocationService(app) } : { id: 'budget', object: disruptionBudget(app) },
    { id: 'channel', object: channelService(app, podLabels()) },
    { id: 'policy', object: networkPolicy(app, podLabels()) },
  ];
}

/** The workload as cdk8s-plus renders it. */
export function workload(model: Model, app: string, name: string, address: string): Json {
  const { before, after } = environment(model, app);
  const annotations = podAnnotations(model, app);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: NAMESPACE },
    spec: {
      minReadySeconds: 0,
      progressDeadlineSeconds: 600,
      replicas: 2,
      selector: { matchLabels: { 'cdk8s.io/metadata.addr': address } },
      strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' }, type: 'RollingUpdate' },
      template: {
        metadata: { ...(annotations ? { annotations } : {}), labels: { 'cdk8s.io/metadata.addr': address } },
        spec: {
          automountServiceAccountToken: false,
          containers: [{
            env: [
              ...toEnv(before),
              ...(model === 'none' ? [] : [{ name: 'DAPR_API_TOKEN', valueFrom: { secretKeyRef: { key: 'token', name: TOKEN_SECRET } } }]),
              ...toEnv(after),
            ],
            image: IMAGE,
            imagePullPolicy: 'Always',
            name: 'main',
            ports: [{ containerPort: PORT }],
            resources: { limits: { cpu: '1500m', memory: '2048Mi' }, requests: { cpu: '1000m', memory: '512Mi' } },
            securityContext: { allowPrivilegeEscalation: false, privileged: false, readOnlyRootFilesystem: true, runAsNonRoot: true },
            startupProbe: { failureThreshold: 3, tcpSocket: { port: PORT } },
          }],
          dnsPolicy: 'ClusterFirst',
          hostNetwork: false,
          restartPolicy: 'Always',
          securityContext: { fsGroupChangePolicy: 'Always', runAsNonRoot: true },
          setHostnameAsFQDN: false,
          terminationGracePeriodSeconds: 30,
        },
      },
    },
  };
}

function toEnv(values: { [name: string]: string }): Json[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

function labels(app: string): { [label: string]: string } {
  return { 'app.kubernetes.io/instance': `${app}-daprd`, 'app.kubernetes.io/name': 'daprd' };
}

function metadata(app: string, name = `${app}-daprd`): Json {
  return { name, namespace: NAMESPACE, labels: labels(app) };
}

function tcp(name: string, port: number, targetPort = port): Json {
  return { name, port, protocol: 'TCP', targetPort };
}

function apiService(app: string, daemonSet: boolean): Json {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(app, `${app}-dapr-api`),
    spec: {
      ports: [tcp('dapr-http', 3500), tcp('dapr-grpc', 50001)],
      publishNotReadyAddresses: true,
      selector: labels(app),
      ...(daemonSet ? { trafficDistribution: 'PreferSameNode' } : {}),
    },
  };
}

function configuration(app: string): Json {
  return {
    apiVersion: 'dapr.io/v1alpha1', kind: 'Configuration', metadata: metadata(app), spec: { features: [{ enabled: false, name: 'HotReload' }] },
  };
}

function invocationService(app: string): Json {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `${app}-dapr`, namespace: NAMESPACE, annotations: { 'dapr.io/app-id': app }, labels: { 'dapr.io/enabled': 'true' } },
    spec: {
      clusterIP: 'None',
      ports: [tcp('dapr-http', 80, 3500), tcp('dapr-grpc', 50001), tcp('dapr-internal', 50002), tcp('dapr-metrics', 9090)],
      selector: labels(app),
    },
  };
}

function disruptionBudget(app: string): Json {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadata(app),
    spec: { maxUnavailable: 1, selector: { matchLabels: labels(app) }, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
  };
}

/** Only the app may connect to the API of its daprd; daprds of any namespace and metrics scrapers may connect to the other ports. */
function networkPolicy(app: string, podLabels: { [label: string]: string }): Json {
  const ports = (...numbers: number[]): Json[] => numbers.map(port => ({ port, protocol: 'TCP' }));
  const anywhere = { namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'Exists' }] } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadata(app),
    spec: {
      ingress: [
        { from: [{ podSelector: { matchLabels: podLabels } }], ports: ports(3500, 50001) },
        { from: [anywhere], ports: ports(50002, 9090) },
      ],
      podSelector: { matchLabels: labels(app) },
      policyTypes: ['Ingress'],
    },
  };
}

function channelService(app: string, selector: { [label: string]: string }): Json {
  return {
    apiVersion: 'v1', kind: 'Service', metadata: { name: `${app}-channel`, namespace: NAMESPACE }, spec: { ports: [tcp('app', PORT)], selector },
  };
}

function daprd(app: string, daemonSet: boolean): Json {
  const rollout = { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 }, type: 'RollingUpdate' };
  const over = (topologyKey: string): Json => ({ labelSelector: { matchLabels: labels(app) }, matchLabelKeys: ['pod-template-hash'], topologyKey });
  const zones = { preferredDuringSchedulingIgnoredDuringExecution: [{ podAffinityTerm: over('topology.kubernetes.io/zone'), weight: 100 }] };
  const nodes = { ...over('kubernetes.io/hostname'), maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway' };
  return {
    apiVersion: 'apps/v1',
    kind: daemonSet ? 'DaemonSet' : 'Deployment',
    metadata: metadata(app),
    spec: {
      ...(daemonSet ? { updateStrategy: rollout } : { replicas: 2, strategy: rollout }),
      selector: { matchLabels: labels(app) },
      template: {
        metadata: {
          annotations: {
            // A hash of the resources that the daprd loads: only the Configuration here, so the same for each.
            'cdk8s-dapr/dapr-version': '1.18',
            'cdk8s-dapr/resources': '145025ee62954855',
            'dapr.io/api-token-secret': TOKEN_SECRET,
            'dapr.io/app-channel-address': `${app}-channel.${NAMESPACE}.svc`,
            'dapr.io/app-id': app,
            'dapr.io/app-port': String(PORT),
            'dapr.io/block-shutdown-duration': '5s',
            'dapr.io/config': `${app}-daprd`,
            'dapr.io/disable-builtin-k8s-secret-store': 'true',
            'dapr.io/enabled': 'true',
            'dapr.io/env': 'GOMEMLIMIT=900MiB',
            'dapr.io/sidecar-cpu-request': '100m',
            'dapr.io/sidecar-listen-addresses': '0.0.0.0',
            'dapr.io/sidecar-memory-limit': '1000Mi',
            'dapr.io/sidecar-memory-request': '250Mi',
            'dapr.io/sidecar-seccomp-profile-type': 'RuntimeDefault',
          },
          labels: { ...labels(app), 'cdk8s-dapr/shared-daprd': 'true' },
        },
        spec: {
          automountServiceAccountToken: false,
          containers: [{
            image: 'registry.k8s.io/pause:3.10',
            imagePullPolicy: 'IfNotPresent',
            name: 'placeholder',
            readinessProbe: { periodSeconds: 2, tcpSocket: { port: 3501 } },
            resources: { limits: { memory: '16Mi' }, requests: { cpu: '1m', memory: '8Mi' } },
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
          }],
          enableServiceLinks: false,
          securityContext: { runAsGroup: 65532, runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: 'RuntimeDefault' } },
          terminationGracePeriodSeconds: 30,
          ...(daemonSet ? {} : { affinity: { podAntiAffinity: zones }, topologySpreadConstraints: [nodes] }),
        },
      },
    },
  };
}
