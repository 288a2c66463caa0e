/** The pods of shared daprds, part by part. */
import { DaprPlatform } from 'cdk8s-dapr';
import { newChart } from '../../../scenarios/charts';
import { pinnedContainer, pinnedPodAnnotations, pinnedVolumes } from '../../../src/data-plane/shared/pinned-pod';
import { gracePeriodSeconds, placeholder, sharedPodTemplate } from '../../../src/data-plane/shared/pod';

const PINNED = { image: 'acme/daprd:1', trustAnchors: { name: 'anchors', key: 'ca.crt' } };
const platform = (settings = {}) => DaprPlatform.of(newChart(settings));
const POD = { labels: { a: 'b' }, annotations: { c: 'd' }, gracePeriodSeconds: 30, options: {}, content: { containers: [] }, spec: { affinity: {} } };

describe('a pod', () => {
  test('is hardened and asks for nothing', () => {
    expect(sharedPodTemplate(POD)).toEqual({
      metadata: { labels: { 'a': 'b', 'cdk8s-dapr/shared-daprd': 'true' }, annotations: { c: 'd' } },
      spec: {
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        terminationGracePeriodSeconds: 30,
        securityContext: { runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [],
        affinity: {},
      },
    });
  });

  test('has a service account, nodes and a priority where it is given them', () => {
    const { spec } = sharedPodTemplate({ ...POD, account: 'sa', options: { nodeSelector: { x: 'y' }, tolerations: [{ key: 'k' }], priorityClassName: 'gold' } });
    expect(spec).toMatchObject({ automountServiceAccountToken: true, serviceAccountName: 'sa', nodeSelector: { x: 'y' }, tolerations: [{ key: 'k' }], priorityClassName: 'gold' });
    const { spec: none } = sharedPodTemplate({ ...POD, options: { nodeSelector: {}, tolerations: [] } });
    expect(['nodeSelector', 'tolerations', 'priorityClassName', 'serviceAccountName'].filter(field => field in none)).toEqual([]);
  });

  test('has time to stop', () => {
    const seconds = (block: string, graceful: string) => gracePeriodSeconds({ 'dapr.io/block-shutdown-duration': block, 'dapr.io/graceful-shutdown-seconds': graceful });
    expect([seconds('0', '0'), seconds('10s', '10'), seconds('10s', '11'), seconds('10500ms', '10')]).toEqual([30, 30, 31, 31]);
  });

  test('has a placeholder that does nothing', () => {
    expect(placeholder()).toEqual({
      name: 'placeholder',
      image: 'registry.k8s.io/pause:3.10',
      imagePullPolicy: 'IfNotPresent',
      resources: { requests: { cpu: '1m', memory: '8Mi' }, limits: { memory: '16Mi' } },
      securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
      readinessProbe: { tcpSocket: { port: 3501 }, periodSeconds: 2 },
    });
    expect(placeholder('acme/pause:1').image).toBe('acme/pause:1');
  });
});

describe('a pinned container', () => {
  test('is what the injector would make, without being told anything', () => {
    expect(pinnedContainer(PINNED, platform({ kubernetesVersion: '1.30' }), {})).toEqual({
      name: 'daprd',
      image: 'acme/daprd:1',
      imagePullPolicy: 'IfNotPresent',
      args: [
        '/daprd', '--mode=kubernetes', '--dapr-public-port=3501', '--control-plane-address=dapr-api.dapr-system.svc:443', '--sentry-address=dapr-sentry.dapr-system.svc:443',
        '--enable-mtls=true',
      ],
      env: [
        { name: 'NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
        { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
        { name: 'DAPR_TRUST_ANCHORS', valueFrom: { configMapKeyRef: { name: 'anchors', key: 'ca.crt' } } },
        { name: 'DAPR_CONTROLPLANE_NAMESPACE', value: 'dapr-system' },
        { name: 'DAPR_CONTROLPLANE_TRUST_DOMAIN', value: 'cluster.local' },
      ],
      ports: [
        { name: 'dapr-http', containerPort: 3500 }, { name: 'dapr-grpc', containerPort: 50001 }, { name: 'dapr-internal', containerPort: 50002 },
        { name: 'dapr-metrics', containerPort: 9090 },
      ],
      volumeMounts: [{ name: 'dapr-identity-token', mountPath: '/var/run/secrets/dapr.io/sentrytoken', readOnly: true }],
      readinessProbe: { httpGet: { path: '/v1.0/healthz/outbound', port: 3501 }, initialDelaySeconds: 1, timeoutSeconds: 1, periodSeconds: 1, failureThreshold: 5 },
      livenessProbe: { tcpSocket: { port: 3501 }, initialDelaySeconds: 60, timeoutSeconds: 3, periodSeconds: 10, failureThreshold: 5 },
      lifecycle: { preStop: { sleep: { seconds: 5 } } },
      securityContext: {
        allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, runAsNonRoot: true, capabilities: { drop: ['ALL'] }, seccompProfile: { type: 'RuntimeDefault' },
      },
    });
  });

  test('has the resources, the environment and the tokens that it is told', () => {
    const made = pinnedContainer(PINNED, platform({ mtls: false, kubernetesVersion: '1.29' }), {
      'dapr.io/sidecar-cpu-limit': '1', 'dapr.io/env-from-secret': 'A=s:k', 'dapr.io/env': 'B=1', 'dapr.io/api-token-secret': 't', 'dapr.io/sidecar-readiness-probe-timeout-seconds': '7',
    });
    expect(made.resources).toEqual({ limits: { cpu: '1' } });
    expect(made.env.slice(5)).toEqual([
      { name: 'B', value: '1' }, { name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }, { name: 'DAPR_ENV_KEYS', value: 'B A' },
      { name: 'DAPR_API_TOKEN', valueFrom: { secretKeyRef: { name: 't', key: 'token' } } },
    ]);
    expect([made.readinessProbe.timeoutSeconds, made.args.includes('--enable-mtls=true'), 'lifecycle' in made]).toEqual([7, false, false]);
  });

  test('proves its identity by a token for Sentry, which reads two annotations', () => {
    expect(pinnedVolumes(platform({ trustDomain: 'acme', controlPlaneNamespace: 'dapr' }))).toEqual([{
      name: 'dapr-identity-token', projected: { sources: [{ serviceAccountToken: { audience: 'spiffe://acme/ns/dapr/dapr-sentry', expirationSeconds: 7200, path: 'token' } }] },
    }]);
    expect(pinnedPodAnnotations({ 'dapr.io/app-id': 'a', 'dapr.io/config': 'c', 'dapr.io/log-level': 'info', 'acme.dev/x': 'y' }))
      .toEqual({ 'dapr.io/app-id': 'a', 'dapr.io/config': 'c', 'acme.dev/x': 'y' });
  });
});
