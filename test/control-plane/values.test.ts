/** The values of Dapr's chart, from props and platform, the same in every form. */
import { Duration, Size, Yaml } from 'cdk8s';
import { ControlPlaneOutput, DaprControlPlaneProps, WebhookFailurePolicy } from 'cdk8s-dapr';
import { newChart } from '../../scenarios/charts';
import { argoCd, build, define, flux, Props, refused, values, VERSION } from '../support/control-plane';
import { temporaryFolder } from '../support/temporary-folder';

const folder = temporaryFolder();

describe('the values', () => {
  test('are the same in every form', () => {
    const props = { haEnabled: true, logAsJson: true, values: { dapr_operator: { watchInterval: '60s' } } };
    const { deploymentAnnotations, ...operator } = flux(props).values.dapr_operator;
    expect(deploymentAnnotations).toBeDefined();
    expect({ ...flux(props).values, dapr_operator: operator }).toEqual(values(props));
    const chart = newChart();
    expect(Yaml.load(folder.write('values.yaml', define(chart, props).valuesYaml))).toEqual([values(props)]);
  });

  test('without props are those of the platform, the images of the chart and the pinned storage', () => {
    expect(values()).toEqual({
      global: { tag: VERSION, mtls: { enabled: true, controlPlaneTrustDomain: 'cluster.local' }, argoRolloutServiceReconciler: { enabled: false } },
      dapr_operator: { serviceReconciler: { enabled: true } },
      dapr_scheduler: { cluster: { storageSize: '16Gi' } },
    });
  });

  test('props of the chart of Dapr 1.19 reach it', () => {
    const all = values({ chartVersion: '1.19.0', schedulerPlacementEnabled: true, sentryExtraArgs: ['--jwt-ttl=48h'] }, { daprVersion: '1.19' });
    expect([all.global.scheduler, all.dapr_sentry]).toEqual([{ placement: { enabled: true } }, { extraArgs: ['--jwt-ttl=48h'] }]);
    expect(values({ chartVersion: '1.19.0' }, { daprVersion: '1.19' }).global).not.toHaveProperty('scheduler');
  });

  test('every prop reaches the chart', () => {
    const all: Required<Omit<DaprControlPlaneProps, 'schedulerInMemoryStorage' | 'certificatesSecret' | 'schedulerPlacementEnabled' | 'sentryExtraArgs'>> = {
      output: ControlPlaneOutput.argoCd(),
      chartVersion: VERSION,
      repository: 'https://charts.example',
      releaseName: 'dapr',
      createNamespace: true,
      registry: 'registry.example:5000/mirror/dapr',
      imageTag: '1.18.2-mariner',
      imagePullSecrets: ['pull'],
      haEnabled: true,
      haReplicaCount: 5,
      haTopologyKey: 'kubernetes.io/hostname',
      workloadCertTtl: Duration.hours(12),
      allowedClockSkew: Duration.minutes(5),
      webhookFailurePolicy: WebhookFailurePolicy.FAIL,
      namespaceSelector: { dapr: 'yes' },
      excludedNamespaces: ['legacy'],
      allowedServiceAccounts: ['argo:workflow-controller', 'spark:*'],
      nativeSidecar: true,
      sidecarDropAllCapabilities: true,
      schedulerStorageSize: Size.mebibytes(512),
      schedulerStorageClassName: 'fast',
      logAsJson: true,
      metricsEnabled: true,
      metricsPort: 9091,
      nodeSelector: { pool: 'system' },
      tolerations: [{ key: 'system', operator: 'Exists' }],
      priorityClassName: 'system-cluster-critical',
      values: { dapr_sentry: { logLevel: 'debug' } },
    };
    expect(values(all)).toEqual({
      global: {
        registry: 'registry.example:5000/mirror/dapr',
        tag: '1.18.2-mariner',
        imagePullSecrets: [{ name: 'pull' }],
        ha: { enabled: true, replicaCount: 5, topologyKey: 'kubernetes.io/hostname' },
        mtls: { enabled: true, controlPlaneTrustDomain: 'cluster.local', workloadCertTTL: '12h', allowedClockSkew: '5m' },
        logAsJson: true,
        prometheus: { enabled: true, port: 9091 },
        nodeSelector: { pool: 'system' },
        tolerations: [{ key: 'system', operator: 'Exists' }],
        priorityClassName: 'system-cluster-critical',
        argoRolloutServiceReconciler: { enabled: false },
      },
      dapr_sidecar_injector: {
        webhookFailurePolicy: 'Fail',
        namespaceSelector: {
          matchLabels: { dapr: 'yes' },
          matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['dapr-system', 'kube-system', 'legacy'] }],
        },
        allowedServiceAccounts: 'argo:workflow-controller,spark:*',
        nativeSidecar: true,
        sidecarDropALLCapabilities: true,
      },
      dapr_operator: { serviceReconciler: { enabled: true } },
      dapr_scheduler: { cluster: { storageSize: '512Mi', storageClassName: 'fast' } },
      dapr_sentry: { logLevel: 'debug' },
    });
  });

  test('namespace, mTLS, domains and Argo Rollouts are those of the platform', () => {
    const settings = { controlPlaneNamespace: 'dapr', mtls: false, trustDomain: 'acme', clusterDomain: 'k8s.acme', argoRolloutServices: true };
    expect(argoCd({}, settings).destination.namespace).toBe('dapr');
    expect(values({}, settings)).toMatchObject({
      global: {
        // The chart writes cluster.local into this address otherwise.
        mtls: { enabled: false, controlPlaneTrustDomain: 'acme', sentryAddress: 'dapr-sentry.dapr.svc.k8s.acme:443' },
        dnsSuffix: '.k8s.acme',
        argoRolloutServiceReconciler: { enabled: true },
      },
      dapr_sidecar_injector: { kubeClusterDomain: 'k8s.acme' },
    });
  });

  test('an injector with failure policy Fail never blocks the namespaces that it depends on', () => {
    const selector = (props: Props) => values(props).dapr_sidecar_injector?.namespaceSelector;
    expect(selector({ webhookFailurePolicy: WebhookFailurePolicy.FAIL, haEnabled: true }).matchExpressions)
      .toEqual([{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['dapr-system', 'kube-system'] }]);
    expect(selector({ webhookFailurePolicy: WebhookFailurePolicy.IGNORE })).toBeUndefined();
    expect(selector({ excludedNamespaces: ['b', 'a', 'b'] }).matchExpressions[0].values).toEqual(['a', 'b']);
  });

  test.each([[Size.gibibytes(16), '16Gi'], [Size.tebibytes(1), '1024Gi'], [Size.mebibytes(1536), '1536Mi'], [Size.kibibytes(1), '1Ki']])(
    'storage %# is a whole number of the largest unit: %s', (schedulerStorageSize, text) => {
      expect(values({ schedulerStorageSize }).dapr_scheduler.cluster.storageSize).toBe(text);
    });

  test('additional values are merged with those of the props', () => {
    expect(values({ values: { global: { imagePullPolicy: 'Always', ha: { disruption: { maximumUnavailable: '1' } } } }, haEnabled: true }).global)
      .toMatchObject({ imagePullPolicy: 'Always', ha: { enabled: true, disruption: { maximumUnavailable: '1' } } });
  });

  test('the given values are not modified', () => {
    const given = { global: { ha: {} } };
    build({ haEnabled: true, values: given });
    expect(given).toEqual({ global: { ha: {} } });
  });

  test('a value that a prop also sets is accepted if both agree', () => {
    expect(refused({ haEnabled: true, values: { global: { ha: { enabled: true } } } })).toEqual([]);
    expect(refused({ values: { dapr_operator: { serviceReconciler: { enabled: false } } } }, { operatorServices: false })).toEqual([]);
  });

  test('a value that contradicts the platform is refused', () => {
    expect(refused({ values: { dapr_operator: { serviceReconciler: { enabled: false } } } })).toEqual(['DAPR9005']);
  });
});
