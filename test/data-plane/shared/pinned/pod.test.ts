/** The pod of a pinned daprd. Each requirement was verified on a cluster by leaving it out. */
import { Duration, Size } from 'cdk8s';
import { AppProtocol, DaprConfiguration, DaprdSeccompProfileType, DaprPlatform, IpFamily } from 'cdk8s-dapr';
import { find, newChart, SHARED } from '../../../../scenarios/charts';
import { pinnedContainer, pinnedPodAnnotations, pinnedVolumes } from '../../../../src/data-plane/shared/pinned/pod';
import { PINNED_KINDS, rendered } from '../../../support/pinned-daprds';

const PINNED = { image: 'acme/daprd:1', trustAnchors: { name: 'anchors', key: 'ca.crt' } };
const platform = (settings = {}) => DaprPlatform.of(newChart(settings));

describe.each(PINNED_KINDS)('a pinned %s', (...kind) => {
  const of = (props?: object, settings?: object, facts?: object) => rendered(kind, props, settings, facts);

  test('has one container, named daprd, that runs /daprd of the image of its version', () => {
    const { template, daprd } = of();
    expect(template.spec.containers).toHaveLength(1);
    expect([daprd.name, daprd.image, daprd.args[0], daprd.command]).toEqual(['daprd', 'ghcr.io/dapr/daprd:1.18.2', '/daprd', undefined]);
  });

  test('carries the label of shared daprds', () => {
    expect(of().template.metadata.labels).toMatchObject({ 'cdk8s-dapr/shared-daprd': 'true' });
  });

  test('listens on every address of the IP family, on known ports', () => {
    const { flags, daprd } = of({ grpcPort: 50011, metricsPort: 9191 });
    expect(flags).toMatchObject({
      'dapr-listen-addresses': '0.0.0.0', 'dapr-public-port': '3501', 'dapr-internal-grpc-port': '50002', 'dapr-grpc-port': '50011', 'metrics-port': '9191',
    });
    expect(daprd.ports.map((p: any) => p.containerPort)).toEqual([3500, 50011, 50002, 9191]);
    expect(of({}, { ipFamily: IpFamily.IPV6 }).flags['dapr-listen-addresses']).toBe('[::]');
    expect(of({ internalGrpcPort: 50012 }).flags['dapr-internal-grpc-port']).toBe('50012');
  });

  test('loads its Configuration by flag, because the annotation alone has no effect', () => {
    expect(of().flags.config).toBe('front-daprd');
    const chart = newChart(SHARED);
    kind[1](chart, { configuration: DaprConfiguration.fromConfigurationName(chart, 'c', 'platform') });
    expect(find(chart, kind[0]).spec.template.spec.containers[0].args).toContain('--config=platform');
  });

  test('has the settings of the app that receives', () => {
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

  test('has no app port if no app has one', () => {
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

  test('has another seccomp profile if set', () => {
    expect(of({ sidecarSeccompProfileType: DaprdSeccompProfileType.UNCONFINED }).daprd.securityContext.seccompProfile).toEqual({ type: 'Unconfined' });
  });

  test('is ready before the app listens, and is restarted only if its port does not answer', () => {
    const { daprd } = of();
    expect(daprd.readinessProbe).toMatchObject({ httpGet: { path: '/v1.0/healthz/outbound', port: 3501 }, periodSeconds: 1 });
    expect(daprd.livenessProbe).toMatchObject({ tcpSocket: { port: 3501 }, initialDelaySeconds: 60 });
  });

  test('has the probe settings of the options', () => {
    const { daprd } = of({
      sidecarLivenessProbeDelaySeconds: 9,
      sidecarReadinessProbeThreshold: 7,
      sidecarReadinessProbeTimeoutSeconds: 2,
      sidecarLivenessProbePeriodSeconds: 3,
    });
    expect(daprd.livenessProbe).toMatchObject({ initialDelaySeconds: 9, periodSeconds: 3 });
    expect(daprd.readinessProbe).toMatchObject({ failureThreshold: 7, timeoutSeconds: 2 });
  });

  test('publishes ready addresses only, with and without an app', () => {
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

  test('does not wait on a Kubernetes version that rejects the sleep action', () => {
    expect(of({}, { kubernetesVersion: '1.29' }).daprd).not.toHaveProperty('lifecycle');
    expect(of({}, { kubernetesVersion: '1.30' }).daprd).toHaveProperty('lifecycle');
  });

  test('has the invocation Service, which the operator does not create, once an app has a port', () => {
    const service = find(of({}, {}, { appPort: 8080 }).chart, 'Service', 'front-dapr');
    expect(service.spec).toMatchObject({ clusterIP: 'None', selector: { 'app.kubernetes.io/instance': 'front-daprd' } });
    expect(service.spec.ports.map((p: any) => p.port)).toEqual([80, 50001, 50002, 9090]);
    expect(find(of({}, {}, {}).chart, 'Service', 'front-dapr')).toBeUndefined();
  });

  test('has the CPU and memory of the options, by default those of every shared daprd', () => {
    expect(of().daprd.resources).toEqual({ requests: { cpu: '100m', memory: '250Mi' }, limits: { memory: '1000Mi' } });
    expect(of({ sidecarCpuRequest: '200m', sidecarCpuLimit: '2', sidecarMemoryRequest: Size.mebibytes(64), sidecarMemoryLimit: Size.mebibytes(128) }).daprd.resources)
      .toEqual({ requests: { cpu: '200m', memory: '64Mi' }, limits: { cpu: '2', memory: '128Mi' } });
  });

  test('has the environment of the options, and allows components to read no other variables', () => {
    const { env } = of({ env: { REGION: 'eu', LIST: 'a,b' }, envFromSecret: { KEY: { secretName: 's', key: 'k' }, OTHER: { secretName: 't' } } });
    expect(env).toMatchObject({
      REGION: 'eu', LIST: 'a,b', GOMEMLIMIT: '900MiB', KEY: { secretKeyRef: { name: 's', key: 'k' } }, OTHER: { secretKeyRef: { name: 't', key: 't' } },
    });
    expect(env.DAPR_ENV_KEYS).toBe('LIST REGION GOMEMLIMIT KEY OTHER');
  });
});

describe('a pinned container', () => {
  test('without options is what the injector would create', () => {
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

  test('has the resources, the environment and the tokens of the annotations', () => {
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

  test('proves its identity with a token for Sentry, which reads two annotations', () => {
    expect(pinnedVolumes(platform({ trustDomain: 'acme', controlPlaneNamespace: 'dapr' }))).toEqual([{
      name: 'dapr-identity-token', projected: { sources: [{ serviceAccountToken: { audience: 'spiffe://acme/ns/dapr/dapr-sentry', expirationSeconds: 7200, path: 'token' } }] },
    }]);
    expect(pinnedPodAnnotations({ 'dapr.io/app-id': 'a', 'dapr.io/config': 'c', 'dapr.io/log-level': 'info', 'acme.dev/x': 'y' }))
      .toEqual({ 'dapr.io/app-id': 'a', 'dapr.io/config': 'c', 'acme.dev/x': 'y' });
  });
});
