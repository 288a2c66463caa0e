/** The rendered output of the Dapr chart: real helm, and an API server that validates every field in a dry run. */
import { Duration, Size } from 'cdk8s';
import { ControlPlaneOutput, DaprApp, DaprControlPlane, DaprControlPlaneProps, DaprPlatform, DaprPlatformSettings, DataPlane, WebhookFailurePolicy } from 'cdk8s-dapr';
import { parseAllDocuments } from 'yaml';
import { stateStore, testApp } from './apps';
import { eventually, figure, kubectl, synth, TestNamespace } from './cluster';

type Json = { [field: string]: any };
interface ValueSet {
  readonly props: Partial<DaprControlPlaneProps>;
  readonly settings?: DaprPlatformSettings;
  /** The expected effect of the values. */
  readonly shows: (find: (kind: string, name: string) => Json, objects: Json[]) => void;
}

const CHART_VERSION = process.env.E2E_DAPR_CHART_VERSION ?? '1.18.2';
const container = (workload: Json): Json => workload.spec.template.spec.containers[0];
const webhook = (find: (kind: string, name: string) => Json): Json => find('MutatingWebhookConfiguration', 'dapr-sidecar-injector').webhooks[0];

const SETS: { [name: string]: ValueSet } = {
  'nothing but the version': {
    props: {},
    shows: find => {
      expect(find('Deployment', 'dapr-sentry').spec.replicas).toBe(1);
      expect(find('StatefulSet', 'dapr-scheduler-server').spec.volumeClaimTemplates[0].spec.resources.requests.storage).toBe('16Gi');
      expect(container(find('Deployment', 'dapr-operator')).image).toBe(`ghcr.io/dapr/operator:${CHART_VERSION}`);
    },
  },
  'highly available, and no pod without its daprd': {
    props: {
      haEnabled: true, haTopologyKey: 'kubernetes.io/hostname', webhookFailurePolicy: WebhookFailurePolicy.FAIL, namespaceSelector: { dapr: 'yes' }, nativeSidecar: true,
    },
    shows: (find, objects) => {
      expect(['operator', 'sentry', 'sidecar-injector'].map(name => find('Deployment', `dapr-${name}`).spec.replicas)).toEqual([3, 3, 3]);
      expect(find('StatefulSet', 'dapr-placement-server').spec.replicas).toBe(3);
      expect(objects.filter(({ kind }) => kind === 'PodDisruptionBudget').map(({ apiVersion }) => apiVersion)).toContain('policy/v1');
      expect(webhook(find)).toMatchObject({
        failurePolicy: 'Fail', namespaceSelector: { matchLabels: { dapr: 'yes' }, matchExpressions: [{ operator: 'NotIn', values: expect.arrayContaining(['kube-system']) }] },
      });
    },
  },
  'without a way out': {
    props: {
      registry: 'registry.example:5000/dapr', imageTag: `${CHART_VERSION}-mariner`, imagePullSecrets: ['pull'], schedulerStorageSize: Size.mebibytes(512), schedulerStorageClassName: 'local',
    },
    shows: (find, objects) => {
      const pods = objects.filter(({ spec }) => spec?.template?.spec);
      expect(pods).toHaveLength(5);
      for (const pod of pods) {
        expect(container(pod).image).toMatch(new RegExp(`^registry\\.example:5000/dapr/[a-z-]+:${CHART_VERSION}-mariner$`));
        expect(pod.spec.template.spec.imagePullSecrets).toEqual([{ name: 'pull' }]);
      }
      expect(container(find('Deployment', 'dapr-sidecar-injector')).env).toContainEqual({
        name: 'SIDECAR_IMAGE', value: `registry.example:5000/dapr/daprd:${CHART_VERSION}-mariner`,
      });
      expect(find('StatefulSet', 'dapr-scheduler-server').spec.volumeClaimTemplates[0].spec).toMatchObject({
        storageClassName: 'local', resources: { requests: { storage: '512Mi' } },
      });
    },
  },
  'other domains, certificates of one\'s own': {
    props: { certificatesSecret: 'dapr-trust-bundle', workloadCertTtl: Duration.hours(12), allowedClockSkew: Duration.minutes(5) },
    settings: { trustDomain: 'acme', clusterDomain: 'k8s.acme', argoRolloutServices: true },
    shows: (find, objects) => {
      expect(objects.filter(({ metadata }) => metadata.name === 'dapr-trust-bundle')).toEqual([]);
      expect(find('Configuration', 'daprsystem').spec.mtls).toMatchObject({
        enabled: true, workloadCertTTL: '12h', allowedClockSkew: '5m', controlPlaneTrustDomain: 'acme', sentryAddress: expect.stringMatching(/^dapr-sentry\..*\.svc\.k8s\.acme:443$/),
      });
      expect(JSON.stringify(objects.filter(({ kind }) => kind !== 'CustomResourceDefinition'))).not.toContain('cluster.local');
    },
  },
  'for tests, with every smaller setting': {
    props: {
      schedulerInMemoryStorage: true,
      logAsJson: true,
      metricsPort: 9091,
      sidecarDropAllCapabilities: true,
      allowedServiceAccounts: ['argo:workflow-controller', 'spark:*'],
      excludedNamespaces: ['legacy'],
      nodeSelector: { pool: 'system' },
      tolerations: [{ key: 'system', operator: 'Exists', effect: 'NoSchedule' }],
      priorityClassName: 'system-cluster-critical',
      values: { dapr_operator: { logLevel: 'debug', resources: { requests: { cpu: '50m' } } }, global: { labels: { team: 'platform' }, seccompProfile: 'RuntimeDefault' } },
    },
    shows: find => {
      const scheduler = find('StatefulSet', 'dapr-scheduler-server').spec;
      expect(scheduler.volumeClaimTemplates).toBeUndefined();
      expect(scheduler.template.spec).toMatchObject({ nodeSelector: { pool: 'system' }, priorityClassName: 'system-cluster-critical', tolerations: [{ key: 'system' }] });
      const operator = find('Deployment', 'dapr-operator');
      expect(container(operator).args).toEqual(expect.arrayContaining(['--log-as-json', 'debug', '9091']));
      expect(container(operator).resources).toEqual({ requests: { cpu: '50m' } });
      expect(operator.spec.template.metadata.labels.team).toBe('platform');
      expect(container(find('Deployment', 'dapr-sidecar-injector')).env).toEqual(expect.arrayContaining([
        { name: 'SIDECAR_DROP_ALL_CAPABILITIES', value: 'true' }, { name: 'ALLOWED_SERVICE_ACCOUNTS', value: 'argo:workflow-controller,spark:*' },
      ]));
      expect(webhook(find).namespaceSelector.matchExpressions[0].values).toEqual(['legacy']);
    },
  },
};

function render(controlPlaneNamespace: string, { props, settings }: ValueSet): string {
  return synth(undefined, chart => {
    DaprPlatform.set(chart, { daprVersion: CHART_VERSION, kubernetesVersion: '1.36', controlPlaneNamespace, ...settings });
    new DaprControlPlane(chart, 'dapr', {
      output: ControlPlaneOutput.rendered({ chartPath: process.env.E2E_DAPR_CHART }), chartVersion: CHART_VERSION, createNamespace: false, ...props,
    });
  });
}

describe.each(Object.entries(SETS))('%s', (name, set) => {
  test('helm renders the expected output, and repeats it', () => {
    const started = Date.now();
    const yaml = render('dapr-system', set);
    figure(`control plane, ${name}: rendered in ${Date.now() - started} ms`);
    const objects = parseAllDocuments(yaml).map(document => document.toJS() as Json);
    set.shows((kind, wanted) => objects.find(o => o.kind === kind && o.metadata.name === wanted)!, objects);
    expect(objects.filter(({ kind }) => kind === 'CustomResourceDefinition').length).toBeGreaterThanOrEqual(6);
    expect(yaml).not.toContain('replaceme');
    expect(render('dapr-system', set)).toBe(yaml);
  });
});

describe('on the cluster', () => {
  let namespace: TestNamespace;

  beforeAll(async () => {
    namespace = await TestNamespace.create('control-plane', { redis: false });
  });

  afterAll(async () => namespace?.delete());

  test.each(Object.entries(SETS))('%s: the API server accepts every field', async (name, set) => {
    const yaml = render(namespace.name, set);
    // Without -n, because one Role of the chart is in the namespace default.
    const out = await kubectl(['apply', '--server-side', '--force-conflicts', '--validate=strict', '--dry-run=server', '-f', '-'], yaml);
    const taken = out.trim().split('\n');
    expect(taken.filter(line => !line.endsWith('serverside-applied (server dry run)'))).toEqual([]);
    expect(taken).toHaveLength(yaml.match(/^kind: /gm)!.length);
    figure(`control plane, ${name}: ${taken.length} objects accepted by the API server`);
  });
});

/** Installs the objects until the end of the suite, which requires a cluster without Dapr and an explicit variable. */
if (process.env.E2E_INSTALL_CONTROL_PLANE) {
  describe('installed on a cluster without Dapr', () => {
    const IN = 'dapr-system';
    const apply = async (yaml: string): Promise<string> => kubectl(['apply', '--server-side', '--validate=strict', '-f', '-'], yaml);
    const yaml = render(IN, {
      props: {
        createNamespace: true,
        schedulerInMemoryStorage: true,
        webhookFailurePolicy: WebhookFailurePolicy.FAIL,
        // With failure policy Fail the webhook must not apply to the pods that it depends on.
        excludedNamespaces: [IN, 'kube-system'],
        values: {
          global: { imagePullPolicy: 'IfNotPresent' },
          dapr_placement: { cluster: { forceInMemoryLog: true } },
          dapr_sidecar_injector: { sidecarImagePullPolicy: 'IfNotPresent' },
        },
      },
      shows: () => undefined,
    });
    const documents = yaml.split(/^---$/m);
    const isCrd = (text: string): boolean => /^kind: CustomResourceDefinition$/m.test(text);
    const crds = documents.filter(isCrd).join('---');
    let namespace: TestNamespace | undefined;
    let empty = false;

    beforeAll(async () => {
      const found = await kubectl(['get', 'namespace', IN, '--ignore-not-found', '-o', 'name']);
      empty = found === '';
      if (!empty) {
        throw new Error(`the cluster has a namespace ${IN}: this suite would overwrite it`);
      }
    });

    afterAll(async () => {
      await namespace?.delete();
      if (empty) {
        await kubectl(['delete', '--ignore-not-found', '--wait=false', '-f', '-'], yaml);
      }
    });

    test('its CRDs are established and every pod of the control plane becomes ready', async () => {
      const start = Date.now();
      await apply(crds);
      await kubectl(['wait', '--for=condition=Established', '--timeout=60s', '-f', '-'], crds);
      await apply(documents.filter(text => !isCrd(text)).join('---'));
      const workloads = (await kubectl(['-n', IN, 'get', 'deployments,statefulsets', '-o', 'name'])).trim().split('\n');
      expect(workloads).toHaveLength(5);
      await Promise.all(workloads.map(async name => kubectl(['-n', IN, 'rollout', 'status', name, '--timeout=240s'])));
      await eventually('the authority of the webhook', async () => (await kubectl(
        ['get', 'mutatingwebhookconfiguration', 'dapr-sidecar-injector', '-o', 'jsonpath={.webhooks[0].clientConfig.caBundle}'])) || undefined);
      figure(`control plane installed: ${workloads.length} workloads ready after ${Math.round((Date.now() - start) / 1000)} s`);
    });

    test('an app of this library with a sidecar and a component saves and reads state', async () => {
      namespace = await TestNamespace.create('installed');
      await namespace.deploy(chart => {
        DaprPlatform.set(chart, { daprVersion: CHART_VERSION });
        new DaprApp(chart, 'app-dapr', {
          appId: 'app', workload: testApp(chart, 'app', { port: 3000 }), appPort: 3000, uses: [stateStore(chart)], dataPlane: DataPlane.sidecar(),
        });
      });
      await namespace.ready();
      expect(await namespace.assertInjected()).toBe(1);
      expect((await eventually('state', async () => namespace!.get('app', '/state'))).key).toContain('app');
    });

    test('deleting the applied objects leaves none of them', async () => {
      await kubectl(['delete', 'namespace', namespace!.name, '--timeout=120s']);
      namespace = undefined;
      // Custom resources must be deleted before their CRD.
      await kubectl(['delete', '--timeout=180s', '-f', '-'], documents.filter(text => !isCrd(text)).join('---'));
      await kubectl(['delete', '--timeout=180s', '-f', '-'], crds);
      await eventually('all is gone', async () => {
        const left = await kubectl(['get', '--ignore-not-found', '-o', 'name', '-f', '-'], documents.filter(text => !isCrd(text) && !/^apiVersion: dapr\.io/m.test(text)).join('---'));
        return left.trim() === '' || undefined;
      });
      expect(await kubectl(['get', 'crds', '-o', 'name'])).not.toContain('.dapr.io');
    });
  });
}
