/** Dapr's own control plane: one set of values, three forms. helm is played by a script, so none is needed. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Chart, Duration, Size, Testing, Yaml } from 'cdk8s';
import { ControlPlaneOutput, DaprControlPlane, DaprControlPlaneProps, DaprPlatformSettings, DaprWarnings, RenderedObjects, WebhookFailurePolicy } from 'cdk8s-dapr';
import { app, codes, find, newChart, refusal, warningCodes } from '../../scenarios/charts';
import { CHART_KEYS } from '../../src/control-plane/chart-keys';

type Props = Partial<DaprControlPlaneProps>;

const VERSION = '1.18.2';
const define = (chart: Chart, props: Props = {}): DaprControlPlane =>
  new DaprControlPlane(chart, 'dapr', { output: ControlPlaneOutput.flux(), chartVersion: VERSION, ...props });
const build = (props: Props = {}, settings: DaprPlatformSettings = {}): Chart => {
  const chart = newChart(settings);
  define(chart, props);
  return chart;
};
const flux = (props: Props = {}, settings: DaprPlatformSettings = {}): any => find(build(props, settings), 'HelmRelease').spec;
const argoCd = (props: Props = {}, settings: DaprPlatformSettings = {}): any =>
  find(build({ output: ControlPlaneOutput.argoCd(), ...props }, settings), 'Application').spec;
/** The values of the chart, the same in every form. */
const values = (props: Props = {}, settings: DaprPlatformSettings = {}): any => argoCd(props, settings).source.helm.valuesObject;
const refused = (props: Props, settings: DaprPlatformSettings = {}): string[] => codes(() => build(props, settings));

describe('for Flux', () => {
  test('it is a HelmRelease of the pinned version with its HelmRepository', () => {
    const chart = build();
    expect(Testing.synth(chart).map(o => [o.apiVersion, o.kind, o.metadata])).toEqual([
      ['source.toolkit.fluxcd.io/v1', 'HelmRepository', { name: 'dapr', namespace: 'flux-system' }],
      ['helm.toolkit.fluxcd.io/v2', 'HelmRelease', { name: 'dapr', namespace: 'flux-system' }],
    ]);
    expect(find(chart, 'HelmRepository').spec).toEqual({ url: 'https://dapr.github.io/helm-charts', interval: '10m' });
    expect(flux()).toMatchObject({
      interval: '10m',
      releaseName: 'dapr',
      targetNamespace: 'dapr-system',
      chart: { spec: { chart: 'dapr', version: VERSION, sourceRef: { kind: 'HelmRepository', name: 'dapr' } } },
    });
  });

  test('CRDs are installed and upgraded with it, which Helm itself never does', () => {
    expect(flux()).toMatchObject({ install: { crds: 'CreateReplace' }, upgrade: { crds: 'CreateReplace' } });
  });

  test('the namespace is created unless told otherwise', () => {
    expect(flux().install.createNamespace).toBe(true);
    expect(flux({ createNamespace: false }).install.createNamespace).toBeUndefined();
  });

  test('a repository of a registry is of the type oci', () => {
    const chart = build({ repository: 'oci://registry.example/charts' });
    expect(find(chart, 'HelmRepository').spec).toMatchObject({ type: 'oci', url: 'oci://registry.example/charts' });
  });

  test('certificates are read from the Secret, key by key, and are nowhere in the output', () => {
    const spec = flux({ certificatesSecret: 'dapr-certificates' });
    expect(spec.valuesFrom).toEqual([
      { kind: 'Secret', name: 'dapr-certificates', valuesKey: 'ca.crt', targetPath: 'dapr_sentry.tls.root.certPEM' },
      { kind: 'Secret', name: 'dapr-certificates', valuesKey: 'issuer.crt', targetPath: 'dapr_sentry.tls.issuer.certPEM' },
      { kind: 'Secret', name: 'dapr-certificates', valuesKey: 'issuer.key', targetPath: 'dapr_sentry.tls.issuer.keyPEM' },
    ]);
    expect(spec.values.dapr_sentry).toBeUndefined();
  });

  test('the Secret that the chart writes is not one to read from', () => {
    const output = ControlPlaneOutput.flux({ namespace: 'dapr-system' });
    expect(refused({ output, certificatesSecret: 'dapr-trust-bundle' })).toEqual(['DAPR9004']);
    expect(refused({ certificatesSecret: 'dapr-trust-bundle' })).toEqual([]);
  });

  test('the operator restarts when the values change, because only then it repairs the replaced CRD', () => {
    const annotations = (props: Props) => flux(props).values.dapr_operator.deploymentAnnotations;
    expect(annotations({})['cdk8s-dapr/values']).toMatch(/^[0-9a-f]{16}$/);
    expect(annotations({})).toEqual(annotations({}));
    expect(annotations({})).not.toEqual(annotations({ logAsJson: true }));
    expect(annotations({ values: { dapr_operator: { deploymentAnnotations: { team: 'a' } } } })).toMatchObject({ team: 'a' });
  });

  test('its own options are namespace, interval, service account and the Secret of the repository', () => {
    const output = ControlPlaneOutput.flux({ namespace: 'gitops', interval: Duration.hours(1), serviceAccountName: 'deployer', repositorySecret: 'pull' });
    const chart = build({ output });
    expect(find(chart, 'HelmRepository')).toMatchObject({ metadata: { namespace: 'gitops' }, spec: { interval: '1h', secretRef: { name: 'pull' } } });
    expect(find(chart, 'HelmRelease')).toMatchObject({ metadata: { namespace: 'gitops' }, spec: { interval: '1h', serviceAccountName: 'deployer' } });
  });

  test('an interval of nothing is refused', () => {
    expect(refused({ output: ControlPlaneOutput.flux({ interval: Duration.seconds(0) }) })).toEqual(['DAPR9012']);
  });
});

describe('for Argo CD', () => {
  test('it is an Application with the chart of the pinned version', () => {
    const chart = build({ output: ControlPlaneOutput.argoCd() });
    expect(Testing.synth(chart).map(o => [o.apiVersion, o.kind, o.metadata])).toEqual([
      ['argoproj.io/v1alpha1', 'Application', { name: 'dapr', namespace: 'argocd' }],
    ]);
    expect(argoCd()).toMatchObject({
      project: 'default',
      source: { repoURL: 'https://dapr.github.io/helm-charts', chart: 'dapr', targetRevision: VERSION, helm: { releaseName: 'dapr' } },
      destination: { server: 'https://kubernetes.default.svc', namespace: 'dapr-system' },
    });
  });

  test('it is applied by the server, with the namespace, and leaves what Dapr writes itself', () => {
    const { syncPolicy, ignoreDifferences } = argoCd();
    expect(syncPolicy).toEqual({ syncOptions: ['CreateNamespace=true', 'ServerSideApply=true', 'RespectIgnoreDifferences=true'] });
    expect(ignoreDifferences.map(({ kind, name }: any) => `${kind} ${name}`)).toEqual([
      'Secret dapr-trust-bundle', 'ConfigMap dapr-trust-bundle', 'CustomResourceDefinition subscriptions.dapr.io',
      'MutatingWebhookConfiguration dapr-sidecar-injector',
    ]);
    expect(argoCd({ createNamespace: false }).syncPolicy.syncOptions).not.toContain('CreateNamespace=true');
  });

  test('a repository of a registry is given without oci://, as Argo CD wants it', () => {
    expect(argoCd({ repository: 'oci://registry.example/charts' }).source.repoURL).toBe('registry.example/charts');
  });

  test('its own options are namespace, project, cluster and automation', () => {
    const output = ControlPlaneOutput.argoCd({ namespace: 'gitops', project: 'platform', destinationServer: 'https://prod.example', automated: true });
    const chart = build({ output });
    expect(find(chart, 'Application')).toMatchObject({
      metadata: { namespace: 'gitops' },
      spec: { project: 'platform', destination: { server: 'https://prod.example' }, syncPolicy: { automated: { prune: true, selfHeal: true } } },
    });
  });

  test('certificates are taken from the Secret of Sentry only: others would be text in the Application', () => {
    const output = ControlPlaneOutput.argoCd();
    expect(refused({ output, certificatesSecret: 'mine' })).toEqual(['DAPR9009']);
    expect(refused({ output, certificatesSecret: 'dapr-trust-bundle' })).toEqual([]);
  });
});

describe('the values', () => {
  test('they are the same in every form', () => {
    const props = { haEnabled: true, logAsJson: true, values: { dapr_operator: { watchInterval: '60s' } } };
    const { deploymentAnnotations, ...operator } = flux(props).values.dapr_operator;
    expect(deploymentAnnotations).toBeDefined();
    expect({ ...flux(props).values, dapr_operator: operator }).toEqual(values(props));
    const chart = newChart();
    expect(Yaml.load(write('values.yaml', define(chart, props).valuesYaml))).toEqual([values(props)]);
  });

  test('without props they are what the platform says, the images of the chart and the pinned storage', () => {
    expect(values()).toEqual({
      global: { tag: VERSION, mtls: { enabled: true, controlPlaneTrustDomain: 'cluster.local' }, argoRolloutServiceReconciler: { enabled: false } },
      dapr_scheduler: { cluster: { storageSize: '16Gi' } },
    });
  });

  test('every prop reaches the chart', () => {
    const all: Required<Omit<DaprControlPlaneProps, 'schedulerInMemoryStorage' | 'certificatesSecret'>> = {
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

  test('an injector that must answer never holds up the namespaces that it needs itself', () => {
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

  test('further values are merged into those of the props', () => {
    expect(values({ values: { global: { imagePullPolicy: 'Always', ha: { disruption: { maximumUnavailable: '1' } } } }, haEnabled: true }).global)
      .toMatchObject({ imagePullPolicy: 'Always', ha: { enabled: true, disruption: { maximumUnavailable: '1' } } });
  });

  test('what was given is not changed by it', () => {
    const given = { global: { ha: {} } };
    build({ haEnabled: true, values: given });
    expect(given).toEqual({ global: { ha: {} } });
  });

  test('a value that a prop says too is accepted where both agree', () => {
    expect(refused({ haEnabled: true, values: { global: { ha: { enabled: true } } } })).toEqual([]);
  });
});

describe('contradictions', () => {
  test.each<[string, Props, DaprPlatformSettings, string]>([
    ['a prop', { haEnabled: true, values: { global: { ha: { enabled: false } } } }, {}, 'values.global.ha.enabled is false, and haEnabled makes it true'],
    ['the pinned storage', { values: { dapr_scheduler: { cluster: { storageSize: '1Gi' } } } }, {}, 'schedulerStorageSize makes it \'16Gi\''],
    ['the platform', { values: { global: { mtls: { enabled: false } } } }, {}, 'mtls of DaprPlatform makes it true'],
    ['the version', { values: { global: { tag: 'latest' } } }, {}, 'chartVersion makes it \'1.18.2\''],
    ['a map of the chart', { values: { global: { mtls: false } } }, {}, 'values.global.mtls.enabled is false, and mtls of DaprPlatform makes it true'],
    ['a list', { allowedServiceAccounts: ['a:b'], values: { dapr_sidecar_injector: { allowedServiceAccounts: 'c:d' } } }, {}, 'allowedServiceAccounts makes it'],
  ])('a value that contradicts %s is refused', (_what, props, settings, message) => {
    expect(refused(props, settings)).toEqual(['DAPR9005']);
    expect(refusal(build(props, settings))).toContain(message);
  });

  test.each<[string, Props, DaprPlatformSettings?]>([
    ['haReplicaCount without haEnabled', { haReplicaCount: 3 }],
    ['haTopologyKey with haEnabled false', { haEnabled: false, haTopologyKey: 'a' }],
    ['certificates without mTLS', { certificatesSecret: 'a' }, { mtls: false }],
    ['a lifetime of certificates without mTLS', { workloadCertTtl: Duration.hours(1) }, { mtls: false }],
    ['a clock skew without mTLS', { allowedClockSkew: Duration.hours(1) }, { mtls: false }],
    ['a port without metrics', { metricsEnabled: false, metricsPort: 1234 }],
    ['storage in memory of a size', { schedulerInMemoryStorage: true, schedulerStorageSize: Size.gibibytes(1) }],
    ['storage in memory of a class', { schedulerInMemoryStorage: true, schedulerStorageClassName: 'a' }],
    ['a namespace that is selected and excluded', { namespaceSelector: { 'kubernetes.io/metadata.name': 'a' }, excludedNamespaces: ['a'] }],
    ['a selection of kube-system, which FAIL leaves out',
      { namespaceSelector: { 'kubernetes.io/metadata.name': 'kube-system' }, webhookFailurePolicy: WebhookFailurePolicy.FAIL, haEnabled: true }],
  ])('%s is refused', (...[, props, settings]) => {
    expect(refused(props, settings)).toEqual(['DAPR9004']);
  });
});

describe('unknown values', () => {
  test.each<[string, { [key: string]: any }, string, string]>([
    ['a first-level name', { dapr_injector: {} }, 'DAPR9006', 'Use one of global, dapr_config, '],
    ['a slip in a first-level name', { dapr_operater: {} }, 'DAPR9006', 'Use dapr_operator'],
    ['a slip in a second-level name', { global: { logAsJSON: true } }, 'DAPR9006', 'values.global.logAsJSON is no value of the chart'],
    ['tracing, which the control plane does not do', { global: { tracing: { samplingRate: '1' } } }, 'DAPR9006', 'DaprConfiguration'],
    ['tracing at the first level', { otel: {} }, 'DAPR9006', 'DaprConfiguration'],
    ['a subchart that is no map', { dapr_sentry: 'x' }, 'DAPR9012', 'is no map'],
  ])('%s is refused', (_what, given, code, message) => {
    expect(refused({ values: given })).toEqual([code]);
    expect(refusal(build({ values: given }))).toContain(message);
  });

  test('a second-level name that is like none may be newer than this library, and is a warning', () => {
    const chart = build({ values: { dapr_scheduler: { quorumOfTheFuture: 3 } } });
    expect(warningCodes(chart)).toEqual(['DAPR9007']);
    expect(refusal(chart)).toBe('');
    DaprWarnings.of(chart).acknowledge('DAPR9007', 'Dapr 1.19 has it');
  });

  test.each(Object.keys(CHART_KEYS))('every known name of %s is accepted', key => {
    for (const name of CHART_KEYS[key]) {
      expect([name, codes(() => build({ values: { [key]: { [name]: {} } } })).filter(code => code !== 'DAPR9005')]).toEqual([name, []]);
    }
  });

  test.each<[string, unknown, string]>([
    ['null, which each form takes otherwise', null, 'DAPR3017'], ['a function', () => 1, 'DAPR3017'], ['no number', NaN, 'DAPR3017'], ['a date', new Date(0), 'DAPR3017'],
    ['a control character', 'a\u0000', 'DAPR3017'],
  ])('%s among the values is refused', (_what, value, code) => {
    expect(refused({ values: { global: { labels: { a: [value] } } } })).toEqual([code]);
  });

  test('a text of several lines is accepted', () => {
    expect(refused({ values: { global: { labels: { a: 'one\n\ttwo\r\n' } } } })).toEqual([]);
  });
});

describe('secrets', () => {
  const PEM = '-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n';

  test.each<[string, { [key: string]: any }]>([
    ['an issuer key', { dapr_sentry: { tls: { issuer: { keyPEM: 'abc' } } } }],
    ['a root certificate', { dapr_sentry: { tls: { root: { certPEM: PEM } } } }],
    ['a certificate anywhere', { global: { labels: { a: PEM } } }],
    ['a password of etcd', { dapr_scheduler: { etcdClientPassword: 'abc' } }],
    ['a token in the environment', { dapr_operator: { extraEnvVars: { API_TOKEN: 'abc' } } }],
  ])('%s as text is refused', (_what, given) => {
    expect(refused({ values: given })).toEqual(['DAPR9008']);
  });

  test('its value is not repeated in the message', () => {
    expect(refusal(build({ values: { dapr_sentry: { tls: { issuer: { keyPEM: 'topsecret' } } } } }))).not.toContain('topsecret');
  });

  test('an empty one, as the chart has it, is accepted', () => {
    expect(refused({ values: { dapr_scheduler: { etcdClientPassword: '' } } })).toEqual([]);
  });
});

describe('the version', () => {
  test.each(['1.18', '1', 'latest', '^1.18.2', '>=1.18.0', 'v1.18.2', '1.18.2-rc.1', '2.0.0', '', '1.18.2 '])('\'%s\' is not a pinned one', chartVersion => {
    expect(refused({ chartVersion })).toEqual(['DAPR9002']);
  });

  test('without one it is refused', () => {
    expect(refusal(build({ chartVersion: undefined }))).toContain('DAPR9002: chartVersion is missing');
  });

  test.each([['1.17', '1.18.2', true], ['1.18', '1.17.9', true], ['1.18.3', '1.18.2', true], ['1.18.2', '1.18.2', false], ['1.18', '1.18.0', false], ['1.17.4', '1.17.9', false]])(
    'declared %s and chart %s contradict each other: %s', (daprVersion, chartVersion, contradict) => {
      expect(refused({ chartVersion }, { daprVersion })).toEqual(contradict ? ['DAPR9003'] : []);
    });

  test('native sidecars need Dapr 1.18 and Kubernetes 1.29', () => {
    expect(refused({ nativeSidecar: true, chartVersion: '1.17.9' }, { daprVersion: '1.17' })).toEqual(['DAPR1106']);
    expect(refused({ nativeSidecar: true }, { kubernetesVersion: '1.28' })).toEqual(['DAPR1106']);
    expect(refused({ nativeSidecar: true })).toEqual([]);
  });
});

describe('invalid settings', () => {
  test.each<[string, Props]>([
    ['no output', { output: undefined }],
    ['a repository without scheme', { repository: 'dapr.github.io' }],
    ['a registry with scheme', { registry: 'https://registry.example/dapr' }],
    ['a registry with a slash at the end', { registry: 'registry.example/' }],
    ['a tag with a colon', { imageTag: 'dapr:1' }],
    ['a release with a long name', { releaseName: 'a'.repeat(54) }],
    ['one replica that is highly available', { haEnabled: true, haReplicaCount: 1 }],
    ['half a replica', { haEnabled: true, haReplicaCount: 2.5 }],
    ['port 0', { metricsPort: 0 }],
    ['certificates that are never valid', { workloadCertTtl: Duration.seconds(0) }],
    ['no storage', { schedulerStorageSize: Size.gibibytes(0) }],
    ['a selector of nothing', { namespaceSelector: {} }],
    ['a service account without namespace', { allowedServiceAccounts: ['workflow-controller'] }],
    ['two service accounts in one', { allowedServiceAccounts: ['a:b,c:d'] }],
  ])('%s is refused', (_what, props) => {
    expect(refused(props)).toEqual(['DAPR9012']);
  });

  test('all of them are told at once', () => {
    expect(refused({ chartVersion: 'x', registry: '/', haReplicaCount: 4, values: { x: {} } })).toEqual(['DAPR9002', 'DAPR9012', 'DAPR9004', 'DAPR9006']);
  });
});

describe('warnings', () => {
  test('a scheduler that forgets', () => {
    expect(warningCodes(build({ schedulerInMemoryStorage: true }))).toEqual(['DAPR9014']);
  });

  test('one injector for which every pod waits', () => {
    expect(warningCodes(build({ webhookFailurePolicy: WebhookFailurePolicy.FAIL }))).toEqual(['DAPR9015']);
    expect(warningCodes(build({ webhookFailurePolicy: WebhookFailurePolicy.FAIL, haEnabled: true }))).toEqual([]);
  });
});

describe('managed by Diagrid Conductor', () => {
  const settings = { managedByConductor: true };

  test('the control plane is refused, in every form, and for that alone', () => {
    for (const output of [ControlPlaneOutput.flux(), ControlPlaneOutput.argoCd(), ControlPlaneOutput.rendered({ helmExecutable: '/nowhere/helm' })]) {
      expect(refused({ output, chartVersion: 'x' }, settings)).toEqual(['DAPR9001']);
    }
  });

  test('nothing else changes', () => {
    const apps = (given: DaprPlatformSettings) => {
      const chart = newChart({ apiTokenSecret: 'token', ...given });
      app(chart, { appPort: 8080 });
      return Testing.synth(chart);
    };
    expect(apps(settings)).toEqual(apps({}));
  });
});

let folder: string;
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-helm-')); });
afterAll(() => rmSync(folder, { recursive: true }));

describe('rendered', () => {
  /** What the real chart has, in short. */
  const CHART = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: subscriptions.dapr.io}
spec: {conversion: {strategy: Webhook, webhook: {clientConfig: {service: {namespace: replaceme, name: dapr-webhook, path: /convert}}}}}
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: components.dapr.io}
spec: {group: dapr.io}
---
apiVersion: v1
kind: Secret
metadata: {name: dapr-trust-bundle, namespace: dapr-system}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: dapr-trust-bundle, namespace: dapr-system}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: dapr-operator, namespace: dapr-system}
`;

  /** A helm that keeps what it is told, and prints the chart. */
  function helm(options: { version?: string; exit?: number } = {}): string {
    const path = write('helm', `#!${process.execPath}
const { appendFileSync, readFileSync } = require('fs');
const args = process.argv.slice(2);
const f = args.indexOf('-f');
const values = f < 0 ? '' : readFileSync(args[f + 1], 'utf8');
if (f >= 0) args.splice(f, 2);
appendFileSync(${JSON.stringify(join(folder, 'calls'))}, JSON.stringify({ args, values }) + '\\n');
if (${options.exit ?? 0}) { console.error('Error: chart "dapr"\\nnot found.'); process.exit(1); }
if (args[0] === 'version') console.log('v3.0.0');
if (args[0] === 'show') console.log('name: dapr\\nversion: "${options.version ?? VERSION}"');
if (args[0] === 'template') console.log(${JSON.stringify(CHART)});
`);
    chmodSync(path, 0o755);
    write('calls', '');
    return path;
  }

  const calls = (): { args: string[]; values: string }[] =>
    readFileSync(join(folder, 'calls'), 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line));
  type Options = { helmExecutable?: string; [option: string]: any };
  const rendered = (options: Options = {}, props: Props = {}, settings: DaprPlatformSettings = {}): Chart =>
    build({ output: ControlPlaneOutput.rendered({ ...options, helmExecutable: options.helmExecutable ?? helm() }), ...props }, settings);
  const kinds = (chart: Chart): string[] => Testing.synth(chart).map(o => `${o.kind} ${o.metadata.name}`);

  test('helm gets repository, version, namespace, CRDs and the declared Kubernetes', () => {
    rendered({}, {}, { kubernetesVersion: '1.31' });
    expect(calls()[1].args).toEqual([
      'template', '--repo', 'https://dapr.github.io/helm-charts', '--version', VERSION, '--namespace', 'dapr-system', '--include-crds', '--kube-version', '1.31', 'dapr', 'dapr',
    ]);
  });

  test('helm gets the same values as the other forms', () => {
    rendered({}, { haEnabled: true });
    expect(Yaml.load(write('got.yaml', calls()[1].values))).toEqual([values({ haEnabled: true })]);
  });

  test('a chart of a registry is addressed in whole', () => {
    rendered({}, { repository: 'oci://registry.example/charts' });
    expect(calls()[1].args.slice(-2)).toEqual(['dapr', 'oci://registry.example/charts/dapr']);
    expect(calls()[1].args).not.toContain('--repo');
  });

  test('a chart at a path needs no repository', () => {
    rendered({ chartPath: './charts/dapr' });
    expect(calls().map(({ args }) => [args[0], args[args.length - 1]])).toEqual([['show', './charts/dapr'], ['template', './charts/dapr']]);
    expect(calls()[1].args).not.toContain('--repo');
    expect(calls()[1].args).not.toContain('--version');
  });

  test('a chart at a path must have the pinned version, or that of Dapr\'s source tree', () => {
    const at = (version: string) => codes(() => rendered({ helmExecutable: helm({ version }), chartPath: 'charts/dapr' }));
    expect(at('1.17.0')).toEqual(['DAPR9013']);
    expect(at('0.0.0')).toEqual([]);
  });

  test('the namespace comes first, unless it is not to be created', () => {
    expect(kinds(rendered())).toEqual([
      'Namespace dapr-system', 'CustomResourceDefinition subscriptions.dapr.io', 'CustomResourceDefinition components.dapr.io', 'Secret dapr-trust-bundle',
      'ConfigMap dapr-trust-bundle', 'Deployment dapr-operator',
    ]);
    expect(kinds(rendered({}, { createNamespace: false }))).not.toContain('Namespace dapr-system');
  });

  test('the CRDs can be had apart, to be applied first', () => {
    expect(kinds(rendered({ objects: RenderedObjects.CRDS }))).toEqual(['CustomResourceDefinition subscriptions.dapr.io', 'CustomResourceDefinition components.dapr.io']);
    rendered({ objects: RenderedObjects.ALL_BUT_CRDS });
    expect(calls()[1].args).not.toContain('--include-crds');
  });

  test('a later apply leaves the conversion webhook where the operator has put it', () => {
    const crd = find(rendered({}, {}, { controlPlaneNamespace: 'dapr' }), 'CustomResourceDefinition', 'subscriptions.dapr.io');
    expect(crd.spec.conversion.webhook.clientConfig.service).toEqual({ namespace: 'dapr', name: 'dapr-webhook', path: '/convert' });
  });

  test('a namespace of the chart is not put on what is in none', () => {
    const chart = new Chart(Testing.app(), 'chart', { namespace: 'shop' });
    define(chart, { output: ControlPlaneOutput.rendered({ helmExecutable: helm() }) });
    expect(Testing.synth(chart).map(o => [o.kind, o.metadata.namespace])).toEqual([
      ['Namespace', undefined], ['CustomResourceDefinition', undefined], ['CustomResourceDefinition', undefined], ['Secret', 'dapr-system'], ['ConfigMap', 'dapr-system'],
      ['Deployment', 'dapr-system'],
    ]);
  });

  test('certificates that are given stay with whoever gave them', () => {
    expect(kinds(rendered({}, { certificatesSecret: 'dapr-trust-bundle' })).filter(name => name.endsWith('dapr-trust-bundle'))).toEqual([]);
    expect(codes(() => rendered({}, { certificatesSecret: 'mine' }))).toEqual(['DAPR9009']);
  });

  test('without helm it says so by name', () => {
    expect(() => rendered({ helmExecutable: '/nowhere/helm' })).toThrow(/^DAPR9010 chart\/dapr: '\/nowhere\/helm' cannot be run \(ENOENT\)\. .*ControlPlaneOutput\.flux\(\)/);
  });

  test('what helm complains of is told', () => {
    expect(() => rendered({ helmExecutable: helm({ exit: 1 }), chartPath: 'x' })).toThrow('DAPR9011 chart/dapr: Error: chart "dapr" not found.');
  });

  test('helm does not run for what is refused anyway', () => {
    expect(codes(() => rendered({}, { chartVersion: 'latest' }))).toEqual(['DAPR9002']);
    expect(codes(() => rendered({}, { registry: 1 as any }))).toEqual(['DAPR3017']);
    expect(calls()).toEqual([]);
  });
});

test('two synths give the same', () => {
  const once = () => {
    const root = new App();
    define(new Chart(root, 'chart'), { haEnabled: true, excludedNamespaces: ['b', 'a'] });
    return root.synthYaml();
  };
  expect(once()).toBe(once());
});
