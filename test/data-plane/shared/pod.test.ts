/** The pods of shared daprds that the injector completes. */
import { Duration } from 'cdk8s';
import { IpFamily, SharedDaprDeployment } from 'cdk8s-dapr';
import { find, newChart, SHARED } from '../../../scenarios/charts';
import { gracePeriodSeconds, placeholder, sharedPodTemplate } from '../../../src/data-plane/shared/pod';
import { KINDS } from '../../support/shared-daprds';

const POD = { labels: { a: 'b' }, annotations: { c: 'd' }, gracePeriodSeconds: 30, options: {}, content: { containers: [] }, spec: { affinity: {} } };

describe('a pod', () => {
  test('is hardened and requests nothing', () => {
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

  test('has a service account, node constraints and a priority if they are set', () => {
    const { spec } = sharedPodTemplate({ ...POD, account: 'sa', mountsToken: true, options: { nodeSelector: { x: 'y' }, tolerations: [{ key: 'k' }], priorityClassName: 'gold' } });
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

describe.each(KINDS)('a shared %s', (kind, make) => {
  test('has one idle container, which is not ready before daprd is', () => {
    const chart = newChart(SHARED);
    make(chart);
    const { containers } = find(chart, kind).spec.template.spec;
    expect(containers).toHaveLength(1);
    expect(containers[0]).toMatchObject({ image: 'registry.k8s.io/pause:3.10', readinessProbe: { tcpSocket: { port: 3501 } } });
  });

  test('has a volume if the injector adds components, which replaces the volumes of a pod that has none', () => {
    const volumes = (props: object) => {
      const chart = newChart(SHARED);
      make(chart, props);
      return find(chart, kind).spec.template.spec.volumes;
    };
    expect(volumes({ injectPluggableComponents: true })).toEqual([{ name: 'unused', emptyDir: {} }]);
    expect(volumes({ injectPluggableComponents: false })).toBeUndefined();
  });

  test('is hardened in everything that the library emits', () => {
    const chart = newChart(SHARED);
    make(chart);
    const { spec } = find(chart, kind).spec.template;
    expect(spec).toMatchObject({
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: 'RuntimeDefault' } },
    });
    expect(spec.containers[0].securityContext).toEqual({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } });
    expect(spec.containers[0].resources).toEqual({ requests: { cpu: '1m', memory: '8Mi' }, limits: { memory: '16Mi' } });
  });

  test('needs no permissions', () => {
    const chart = newChart(SHARED);
    make(chart);
    expect(chart.toJson().filter(o => /Role|ServiceAccount/.test(o.kind))).toEqual([]);
    expect(find(chart, kind).spec.template.metadata.annotations['dapr.io/disable-builtin-k8s-secret-store']).toBe('true');
  });

  test('replaces a pod only once the new one is ready', () => {
    const chart = newChart(SHARED);
    make(chart);
    const { spec } = find(chart, kind);
    expect((spec.strategy ?? spec.updateStrategy).rollingUpdate).toEqual({ maxSurge: 1, maxUnavailable: 0 });
  });

  test('blocks its shutdown for 5 s, within a grace period that fits', () => {
    const chart = newChart(SHARED);
    make(chart, { blockShutdownDuration: Duration.seconds(20), gracefulShutdownSeconds: 15 });
    expect(find(chart, kind).spec.template.spec.terminationGracePeriodSeconds).toBe(5 + 20 + 15 + 5);
    const usual = newChart(SHARED);
    make(usual);
    expect(find(usual, kind).spec.template.metadata.annotations['dapr.io/block-shutdown-duration']).toBe('5s');
    expect(find(usual, kind).spec.template.spec.terminationGracePeriodSeconds).toBe(30);
  });

  test('runs where nodeSelector, tolerations and priorityClassName say', () => {
    const chart = newChart(SHARED);
    make(chart, { nodeSelector: { pool: 'a' }, tolerations: [{ key: 'gpu', operator: 'Exists' }], priorityClassName: 'high', placeholderImage: 'acme/pause:1' });
    expect(find(chart, kind).spec.template.spec).toMatchObject({
      nodeSelector: { pool: 'a' }, tolerations: [{ key: 'gpu', operator: 'Exists' }], priorityClassName: 'high', containers: [{ image: 'acme/pause:1' }],
    });
  });

  test('listens on every address of the cluster\'s family', () => {
    const chart = newChart({ ...SHARED, ipFamily: IpFamily.IPV6 });
    make(chart);
    expect(find(chart, kind).spec.template.metadata.annotations['dapr.io/sidecar-listen-addresses']).toBe('[::]');
  });
});

test('a memory limit also sets GOMEMLIMIT', () => {
  const chart = newChart(SHARED);
  new SharedDaprDeployment(chart, 'front');
  expect(find(chart, 'Deployment').spec.template.metadata.annotations['dapr.io/env']).toBe('GOMEMLIMIT=900MiB');
});
