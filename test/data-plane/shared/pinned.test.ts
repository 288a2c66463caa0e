/** A shared daprd whose container is written here. What it needs was found by leaving it out on a cluster. */
import { Chart, Duration, Size } from 'cdk8s';
import {
  ApiReachability, AppProtocol, DaprConfiguration, InitEndpoint, IpFamily, LogLevel, PinnedDaprd, SeccompProfileType, SharedDaprDaemonSet,
  SharedDaprDeployment,
} from 'cdk8s-dapr';
import { app, find, newChart, refusal, SHARED, warningCodes } from '../../../scenarios/charts';
import { daprdEnv } from '../../../src/daprd/env';
import { daprdArguments } from '../../../src/daprd/flags';
import { APP_ANNOTATIONS, DAPRD_OPTIONS } from '../../../src/daprd/options';

const V = { version: '1.18.2' };
const KINDS: ['DaemonSet' | 'Deployment', (chart: Chart, props?: any) => SharedDaprDaemonSet | SharedDaprDeployment][] = [
  ['DaemonSet', (chart, props = {}) => new SharedDaprDaemonSet(chart, 'front', { pinned: V, ...props })],
  ['Deployment', (chart, props = {}) => new SharedDaprDeployment(chart, 'front', { pinned: V, ...props })],
];

interface Rendered { template: any; daprd: any; flags: { [name: string]: string }; env: { [name: string]: any }; chart: Chart }

/** The pod of a pinned daprd, with an app if there are facts about one. */
function rendered([kind, make]: typeof KINDS[number], props: object = {}, settings: object = {}, facts?: object): Rendered {
  const chart = newChart({ ...SHARED, ...settings });
  const dataPlane = make(chart, props);
  if (facts) {
    app(chart, { dataPlane, ...facts });
  }
  expect(refusal(chart)).toBe('');
  const { template } = find(chart, kind, 'front-daprd').spec;
  const [daprd] = template.spec.containers;
  const flags = Object.fromEntries(daprd.args.slice(1).map((arg: string) => /^--([^=]+)=(.*)$/.exec(arg)!.slice(1)));
  return { template, daprd, flags, env: Object.fromEntries(daprd.env.map((e: any) => [e.name, e.value ?? e.valueFrom])), chart };
}

describe.each(KINDS)('a pinned %s', (...kind) => {
  const of = (props?: object, settings?: object, facts?: object) => rendered(kind, props, settings, facts);
  const refused = (props: object, settings: object = {}) => {
    const chart = newChart({ ...SHARED, ...settings });
    kind[1](chart, props);
    return refusal(chart);
  };

  test('has one container, named daprd, that runs /daprd of the image of its version', () => {
    const { template, daprd } = of();
    expect(template.spec.containers).toHaveLength(1);
    expect([daprd.name, daprd.image, daprd.args[0], daprd.command]).toEqual(['daprd', 'ghcr.io/dapr/daprd:1.18.2', '/daprd', undefined]);
  });

  test('is not seen by the operator and the injector, but by Sentry', () => {
    const { template } = of({ podAnnotations: { team: 'a' } }, {}, { appPort: 8080 });
    expect(Object.keys(template.metadata.annotations)).toEqual(['cdk8s-dapr/resources', 'dapr.io/app-id', 'dapr.io/config', 'team']);
    expect(template.metadata.annotations).toMatchObject({ 'dapr.io/app-id': 'front', 'dapr.io/config': 'front-daprd' });
  });

  test('carries the label of shared daprds', () => {
    expect(of().template.metadata.labels).toMatchObject({ 'cdk8s-dapr/shared-daprd': 'true' });
  });

  test('knows the control plane: operator, Sentry, placement and scheduler', () => {
    expect(of().flags).toMatchObject({
      'mode': 'kubernetes',
      'control-plane-address': 'dapr-api.dapr-system.svc:443',
      'sentry-address': 'dapr-sentry.dapr-system.svc:443',
      'placement-host-address': 'dapr-placement-server.dapr-system.svc:50005',
      'scheduler-host-address': 'dapr-scheduler-server-a.dapr-system.svc:443',
    });
  });

  test('takes namespace, trust domain and cluster domain of the control plane from the platform', () => {
    const { flags, env, template } = of({}, { controlPlaneNamespace: 'dapr', trustDomain: 'acme.org', clusterDomain: 'acme.local' });
    expect(flags['sentry-address']).toBe('dapr-sentry.dapr.svc.acme.local:443');
    expect(flags['control-plane-address']).toBe('dapr-api.dapr.svc.acme.local:443');
    expect([env.DAPR_CONTROLPLANE_NAMESPACE, env.DAPR_CONTROLPLANE_TRUST_DOMAIN]).toEqual(['dapr', 'acme.org']);
    expect(template.spec.volumes[0].projected.sources[0].serviceAccountToken.audience).toBe('spiffe://acme.org/ns/dapr/dapr-sentry');
  });

  test('proves its identity by a token for Sentry alone', () => {
    const { template, daprd } = of();
    expect(template.spec.volumes).toEqual([{
      name: 'dapr-identity-token',
      projected: { sources: [{ serviceAccountToken: { audience: 'spiffe://cluster.local/ns/dapr-system/dapr-sentry', expirationSeconds: 7200, path: 'token' } }] },
    }]);
    expect(daprd.volumeMounts).toEqual([{ name: 'dapr-identity-token', mountPath: '/var/run/secrets/dapr.io/sentrytoken', readOnly: true }]);
    expect(template.spec.automountServiceAccountToken).toBe(false);
  });

  test('reads its trust anchors from a ConfigMap at each start', () => {
    expect(of().env.DAPR_TRUST_ANCHORS).toEqual({ configMapKeyRef: { name: 'dapr-trust-bundle', key: 'ca.crt' } });
    expect(of({ pinned: { ...V, trustAnchorsConfigMap: 'anchors', trustAnchorsKey: 'root.pem' } }).env.DAPR_TRUST_ANCHORS)
      .toEqual({ configMapKeyRef: { name: 'anchors', key: 'root.pem' } });
  });

  test('tells Sentry its namespace', () => {
    const { env } = of();
    expect(env.NAMESPACE).toEqual({ fieldRef: { fieldPath: 'metadata.namespace' } });
    expect(env.POD_NAME).toEqual({ fieldRef: { fieldPath: 'metadata.name' } });
  });

  test('speaks mTLS as the platform says', () => {
    expect(of().flags['enable-mtls']).toBe('true');
    expect(of({}, { mtls: false }).flags).not.toHaveProperty('enable-mtls');
  });

  test('listens on every address of the family, and on ports that are known', () => {
    const { flags, daprd } = of({ grpcPort: 50011, metricsPort: 9191 });
    expect(flags).toMatchObject({
      'dapr-listen-addresses': '0.0.0.0', 'dapr-public-port': '3501', 'dapr-internal-grpc-port': '50002', 'dapr-grpc-port': '50011', 'metrics-port': '9191',
    });
    expect(daprd.ports.map((p: any) => p.containerPort)).toEqual([3500, 50011, 50002, 9191]);
    expect(of({}, { ipFamily: IpFamily.IPV6 }).flags['dapr-listen-addresses']).toBe('[::]');
    expect(of({ internalGrpcPort: 50012 }).flags['dapr-internal-grpc-port']).toBe('50012');
  });

  test('loads its Configuration by flag, for the annotation alone does nothing', () => {
    expect(of().flags.config).toBe('front-daprd');
    const chart = newChart(SHARED);
    kind[1](chart, { configuration: DaprConfiguration.fromConfigurationName(chart, 'c', 'platform') });
    expect(find(chart, kind[0]).spec.template.spec.containers[0].args).toContain('--config=platform');
  });

  test('needs no service account token', () => {
    expect(of().flags['disable-builtin-k8s-secret-store']).toBe('true');
  });

  test('demands the token, and shows the app its own', () => {
    const { env } = of({}, {}, { appPort: 8080, appTokenSecret: 'app-token' });
    expect(env.DAPR_API_TOKEN).toEqual({ secretKeyRef: { name: 'token', key: 'token' } });
    expect(env.APP_API_TOKEN).toEqual({ secretKeyRef: { name: 'app-token', key: 'token' } });
  });

  test('is refused without a token, like every shared daprd', () => {
    expect(refused({}, { apiTokenSecret: undefined })).toContain('DAPR7002');
  });

  test('knows the app that receives', () => {
    const { flags } = of({}, {}, {
      appPort: 8080,
      appProtocol: AppProtocol.GRPC,
      appMaxConcurrency: 5,
      appHealthCheck: { interval: Duration.seconds(2), timeout: Duration.millis(100), threshold: 4 },
    });
    expect(flags).toMatchObject({
      'app-id': 'front',
      'app-port': '8080',
      'app-protocol': 'grpc',
      'app-channel-address': 'front-channel',
      'app-max-concurrency': '5',
      'enable-app-health-check': 'true',
      'app-health-probe-interval': '2',
      'app-health-probe-timeout': '100',
      'app-health-threshold': '4',
    });
  });

  test('knows of no app port where there is none', () => {
    expect(of({}, {}, {}).flags).not.toHaveProperty('app-port');
  });

  test('is admitted by Pod Security restricted', () => {
    const { template, daprd } = of();
    expect(template.spec.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 65532 });
    expect(daprd.securityContext).toEqual({
      allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, runAsNonRoot: true, capabilities: { drop: ['ALL'] }, seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(JSON.stringify(template.spec)).not.toMatch(/hostPath|hostPort|hostNetwork|privileged/);
  });

  test('has another seccomp profile where asked', () => {
    expect(of({ sidecarSeccompProfileType: SeccompProfileType.UNCONFINED }).daprd.securityContext.seccompProfile).toEqual({ type: 'Unconfined' });
  });

  test('is ready before the app listens, and restarted only where its port is dead', () => {
    const { daprd } = of();
    expect(daprd.readinessProbe).toMatchObject({ httpGet: { path: '/v1.0/healthz/outbound', port: 3501 }, periodSeconds: 1 });
    expect(daprd.livenessProbe).toMatchObject({ tcpSocket: { port: 3501 }, initialDelaySeconds: 60 });
  });

  test('has the probes that it is told', () => {
    const { daprd } = of({
      sidecarLivenessProbeDelaySeconds: 9,
      sidecarReadinessProbeThreshold: 7,
      sidecarReadinessProbeTimeoutSeconds: 2,
      sidecarLivenessProbePeriodSeconds: 3,
    });
    expect(daprd.livenessProbe).toMatchObject({ initialDelaySeconds: 9, periodSeconds: 3 });
    expect(daprd.readinessProbe).toMatchObject({ failureThreshold: 7, timeoutSeconds: 2 });
  });

  test('publishes ready addresses only, whether there is an app or not', () => {
    for (const facts of [{}, { appPort: 8080 }]) {
      expect(find(of({}, {}, facts).chart, 'Service', 'front-dapr-api').spec).not.toHaveProperty('publishNotReadyAddresses');
    }
  });

  test('waits 5 s before it stops, within a grace period that fits', () => {
    const { daprd, template } = of({ blockShutdownDuration: Duration.seconds(20), gracefulShutdownSeconds: 15 });
    expect(daprd.lifecycle).toEqual({ preStop: { sleep: { seconds: 5 } } });
    expect(template.spec.terminationGracePeriodSeconds).toBe(5 + 20 + 15 + 5);
    expect(of().flags['dapr-block-shutdown-duration']).toBe('5s');
  });

  test('does not wait on a Kubernetes that rejects it', () => {
    expect(of({}, { kubernetesVersion: '1.29' }).daprd).not.toHaveProperty('lifecycle');
    expect(of({}, { kubernetesVersion: '1.30' }).daprd).toHaveProperty('lifecycle');
  });

  test('has the invocation Service, which nobody else makes, once an app has a port', () => {
    const service = find(of({}, {}, { appPort: 8080 }).chart, 'Service', 'front-dapr');
    expect(service.spec).toMatchObject({ clusterIP: 'None', selector: { 'app.kubernetes.io/instance': 'front-daprd' } });
    expect(service.spec.ports.map((p: any) => p.port)).toEqual([80, 50001, 50002, 9090]);
    expect(find(of({}, {}, {}).chart, 'Service', 'front-dapr')).toBeUndefined();
  });

  test('gets the CPU and memory that it is told, by default those of every shared daprd', () => {
    expect(of().daprd.resources).toEqual({ requests: { cpu: '100m', memory: '250Mi' }, limits: { memory: '1000Mi' } });
    expect(of({ sidecarCpuRequest: '200m', sidecarCpuLimit: '2', sidecarMemoryRequest: Size.mebibytes(64), sidecarMemoryLimit: Size.mebibytes(128) }).daprd.resources)
      .toEqual({ requests: { cpu: '200m', memory: '64Mi' }, limits: { cpu: '2', memory: '128Mi' } });
  });

  test('gets the environment that it is told, and lets components read that and no other', () => {
    const { env } = of({ env: { REGION: 'eu', LIST: 'a,b' }, envFromSecret: { KEY: { secretName: 's', key: 'k' }, OTHER: { secretName: 't' } } });
    expect(env).toMatchObject({
      REGION: 'eu', LIST: 'a,b', GOMEMLIMIT: '900MiB', KEY: { secretKeyRef: { name: 's', key: 'k' } }, OTHER: { secretKeyRef: { name: 't', key: 't' } },
    });
    expect(env.DAPR_ENV_KEYS).toBe('REGION LIST GOMEMLIMIT KEY OTHER');
  });

  test('runs the image that it is told', () => {
    const image = `registry.example/daprd@sha256:${'0'.repeat(64)}`;
    expect(of({ pinned: { image } }).daprd.image).toBe(image);
    expect(of({ pinned: { image: 'registry.example/daprd:1', version: '1.17.4' } }).daprd.image).toBe('registry.example/daprd:1');
  });

  test('runs the version that the platform declares in full', () => {
    expect(of({ pinned: {} }, { daprVersion: '1.17.4' }).daprd.image).toBe('ghcr.io/dapr/daprd:1.17.4');
    expect(of({ pinned: { version: 'v1.17.4' } }).daprd.image).toBe('ghcr.io/dapr/daprd:1.17.4');
  });

  test.each([
    ['no patch anywhere', {}, 'DAPR7030: pinned without version or image, and daprVersion 1.18 of DaprPlatform has no patch'],
    ['no patch', { version: '1.18' }, 'DAPR7030: version \'1.18\' of pinned'],
    ['no patch beside an image', { version: '1.18', image: 'd:1' }, 'DAPR7030: version \'1.18\' of pinned'],
    ['no version', { version: 'latest' }, 'DAPR7030: version \'latest\' of pinned'],
    ['too old', { version: '1.15.3' }, 'DAPR1101: version 1.15.3 of pinned is older than 1.16'],
    ['ConfigMap', { ...V, trustAnchorsConfigMap: 'Trust Bundle' }, 'DAPR3017: pinned'],
    ['key', { ...V, trustAnchorsKey: 'ca/crt' }, 'DAPR3017: pinned'],
  ])('refuses what it cannot run: %s', (_case, pinned, message) => {
    expect(refused({ pinned })).toContain(message);
  });

  test('warns of a daprd newer than its control plane', () => {
    const chart = newChart({ ...SHARED, daprVersion: '1.17' });
    kind[1](chart);
    expect(warningCodes(chart)).toEqual(['DAPR7031']);
    const same = newChart({ ...SHARED, daprVersion: '1.18.0' });
    kind[1](same);
    expect(warningCodes(same)).toEqual([]);
  });

  test('has the options of its own version, not of the control plane\'s', () => {
    expect(refused({ pinned: { version: '1.16.3' }, disableInitEndpoints: [InitEndpoint.CONFIG] }))
      .toMatch(/DAPR1106: disableInitEndpoints .* needs Dapr 1\.17, and 1\.16\.3 is declared/);
    expect(of({ pinned: { version: '1.18.3' }, appBindingOptionsTimeout: Duration.seconds(1) }).flags['app-binding-options-timeout']).toBe('1s');
    expect(refused({ appBindingOptionsTimeout: Duration.seconds(1) })).toContain('DAPR1106');
  });

  test.each([
    ['placeholderImage', { placeholderImage: 'p:1' }],
    ['apiReachability', { apiReachability: ApiReachability.AFTER_APP_LISTENS }],
    ['sidecarImage', { sidecarImage: 'd:1' }],
    ['enableNativeSidecar', { enableNativeSidecar: true }],
    ['enableDebug', { enableDebug: true, sidecarImage: 'd:1' }],
    ['debugPort', { debugPort: 40001 }],
    ['sidecarSvcAnnotations', { sidecarSvcAnnotations: { a: 'b' } }],
    ['injectPluggableComponents', { injectPluggableComponents: true }],
    ['pluggableComponentsSocketsFolder', { pluggableComponentsSocketsFolder: '/s' }],
    ['pluggableComponents', { pluggableComponents: ['c'] }],
    ['volumeMounts', { volumeMounts: { a: '/a' } }],
    ['unixDomainSocketPath', { unixDomainSocketPath: '/s' }],
    ['sidecarSeccompProfileType', { sidecarSeccompProfileType: SeccompProfileType.LOCALHOST }],
    ['dapr.io/enabled', { podAnnotations: { 'dapr.io/enabled': 'true' } }],
    ['volumeMounts', { podAnnotations: { 'dapr.io/volume-mounts': 'a:/a' } }],
    ['dapr.io/brand-new', { podAnnotations: { 'dapr.io/brand-new': 'x' } }],
  ])('refuses what only the injector does: %s', (option, props) => {
    const lines = refused(props).split('\n').filter(line => line.includes(`DAPR3015: ${option} `));
    expect(lines).toHaveLength(1);
  });

  test('takes a hand-written annotation for the flag that it is', () => {
    expect(of({ podAnnotations: { 'dapr.io/log-level': 'debug', 'dapr.io/log-as-json': 'yes' } }).flags).toMatchObject({ 'log-level': 'debug', 'log-as-json': 'true' });
  });

  test('asks for no right at all', () => {
    expect(of({}, {}, { appPort: 8080 }).chart.toJson().filter(o => /Role|ServiceAccount/.test(o.kind))).toEqual([]);
  });

  test('holds no certificate, so that a rotation needs no synth', () => {
    expect(JSON.stringify(of().chart.toJson())).not.toContain('BEGIN CERTIFICATE');
  });
});

describe('the command line of daprd', () => {
  /** `daprd --help` of 1.18.2 and 1.18.3. */
  const REAL = `mode app-id app-port app-protocol app-channel-address app-max-concurrency app-ssl dapr-http-port dapr-grpc-port dapr-internal-grpc-port
    dapr-internal-grpc-listen-address dapr-listen-addresses dapr-public-port dapr-public-listen-address profile-port enable-profiling control-plane-address
    sentry-address control-plane-trust-domain control-plane-namespace sentry-request-jwt-audiences placement-host-address scheduler-host-address scheduler-job-streams
    actors-disseminate-timeout hot-reload-reconcile-interval app-binding-options-timeout disable-init-endpoints config resources-path components-path enable-mtls
    allowed-origins enable-api-logging max-body-size read-buffer-size dapr-http-max-request-size dapr-http-read-buffer-size unix-domain-socket
    dapr-graceful-shutdown-seconds dapr-block-shutdown-duration disable-builtin-k8s-secret-store enable-app-health-check app-health-check-path
    app-health-probe-interval app-health-probe-timeout app-health-threshold enable-metrics metrics-port metrics-listen-address log-level log-as-json`.split(/\s+/);
  const ROWS = [...Object.values(APP_ANNOTATIONS), ...Object.values(DAPRD_OPTIONS)];

  test('every flag of the table is one that daprd has', () => {
    const flags = ROWS.filter(({ becomes }) => becomes.startsWith('--')).map(({ becomes }) => becomes.slice(2));
    expect(flags.filter(flag => !REAL.includes(flag))).toEqual([]);
    expect(new Set(flags).size).toBe(flags.length);
  });

  test('every flag that the injector sets from an annotation is in the table', () => {
    const fixed = ['mode', 'dapr-http-port', 'dapr-public-port', 'control-plane-address', 'sentry-address', 'enable-mtls'];
    const beyond = /^(dapr-(internal-grpc|public)-listen-address|profile-port|control-plane-(trust-domain|namespace)|scheduler-job-streams|hot-reload.*|(resources|components)-path|allowed-origins|metrics-listen-address)$/;
    expect(REAL.filter(flag => !fixed.includes(flag) && !beyond.test(flag) && !ROWS.some(({ becomes }) => becomes === `--${flag}`))).toEqual([]);
  });

  test('says the values of annotations, in the order of the tables', () => {
    expect(daprdArguments({ 'dapr.io/log-level': 'warn', 'dapr.io/app-port': '80', 'dapr.io/app-id': 'a', 'dapr.io/env': 'A=b', 'team': 'x' }))
      .toEqual(['--app-id=a', '--app-port=80', '--log-level=warn']);
  });

  test.each([['true', 'true'], ['Yes', 'true'], ['on', 'true'], ['false', 'false'], ['off', 'false']])('says truth in the words of Go: %s is %s', (given, said) => {
    expect(daprdArguments({ 'dapr.io/enable-api-logging': given })).toEqual([`--enable-api-logging=${said}`]);
  });

  test.each(['', ' '])('leaves out an empty address, which switches placement and scheduler off', empty => {
    expect(daprdArguments({ 'dapr.io/placement-host-address': empty, 'dapr.io/scheduler-host-address': empty })).toEqual([]);
    const { flags } = rendered(KINDS[0], { placementHostAddress: empty, schedulerHostAddress: empty });
    expect(Object.keys(flags)).toEqual(expect.not.arrayContaining(['placement-host-address', 'scheduler-host-address']));
  });

  test('has no metrics where they are switched off', () => {
    expect(rendered(KINDS[1], { enableMetrics: false }).flags['enable-metrics']).toBe('false');
  });

  test('the environment comes with the names that components may read', () => {
    expect(daprdEnv({ 'dapr.io/env': 'A=1,B=x=y', 'dapr.io/env-from-secret': 'C=s:k,D=t', 'dapr.io/api-token-secret': 'api' })).toEqual([
      { name: 'A', value: '1' }, { name: 'B', value: 'x=y' }, { name: 'C', secretName: 's', secretKey: 'k' }, { name: 'D', secretName: 't', secretKey: 't' },
      { name: 'DAPR_ENV_KEYS', value: 'A B C D' }, { name: 'DAPR_API_TOKEN', secretName: 'api' },
    ]);
    expect(daprdEnv({})).toEqual([]);
  });
});

test('a pinned daprd takes the options of every shared daprd', () => {
  const { flags, template } = rendered(KINDS[1], {
    logLevel: LogLevel.WARN, maxBodySize: Size.mebibytes(8), nodeSelector: { pool: 'a' }, priorityClassName: 'high', autoscaling: { maxReplicas: 4 },
  });
  expect(flags).toMatchObject({ 'log-level': 'warn', 'max-body-size': '8Mi' });
  expect(template.spec).toMatchObject({ nodeSelector: { pool: 'a' }, priorityClassName: 'high', topologySpreadConstraints: [{}, {}] });
});

test('every prop of a pinned daprd changes what is emitted', () => {
  const known: Required<PinnedDaprd> = { version: '1.17.4', image: 'd:1', trustAnchorsConfigMap: 'a', trustAnchorsKey: 'k' };
  for (const [prop, value] of Object.entries(known)) {
    const json = (pinned: object) => JSON.stringify(rendered(KINDS[0], { pinned: { ...V, ...pinned } }).template);
    expect([prop, json({ [prop]: value }) === json({})]).toEqual([prop, false]);
  }
});
