import { Construct } from 'constructs';
import { JOB_NEVER_ENDS } from '../app/pod/end';
import { DataPlaneConfig, IDaprApp, IDataPlane } from '../contract';
import { withAdopted } from './adopted-options';
import { appEnv } from '../dapr/app-env';
import { operatorMakesService } from '../dapr/invocation-service';
import { DEFAULT_PORTS } from '../dapr/ports';
import { atLeast, NATIVE_SIDECAR, NEWER_THAN_DECLARED } from '../dapr/version';
import { Annotations, ENABLED, renderOptions } from '../daprd/annotations';
import { appAnnotations } from '../daprd/app-annotations';
import { INTERNAL_GRPC_PORTS } from '../daprd/defaults';
import { daprdInvocationService } from '../daprd/invocation-service';
import { optionSchema, unresolvedOptions } from '../daprd/option-schema';
import { DaprdOptions } from '../daprd/options.generated';
import { report } from '../diagnostics/report';
import { warning } from '../diagnostics/rule';
import { adoptedOf } from '../facts/adopted';
import { podSelectorOf } from '../facts/apps';
import { isConfiguration } from '../facts/configurations';
import { registerTokenSecret } from '../facts/key-references';
import { DaprPlatform } from '../platform/dapr-platform';
import { BUILT_IN_DATA_PLANE } from '../platform/scoped-settings';
import { guardSecretName } from '../props/guard';
import { validProps } from '../props/schema';
import { brand } from '../util/brand';
import { KNATIVE_METRICS_PORT, KNATIVE_SERVICE, SHORT_LIVED_KINDS } from '../workload/kinds';

export const OPEN_API_WITHOUT_TOKEN = warning('DAPR2012', {
  title: 'sidecar API open to the network without a token',
  why: 'Every pod that reaches it can act as the app',
  todo: 'set apiTokenSecret, listen on loopback only, or acknowledge this if only a proxy that authenticates its callers reaches the API',
  source: 'dapr/dapr pkg/api',
  manifests: true,
});
export const OPEN_API = warning('DAPR2013', {
  title: 'sidecar API open to the network',
  why: 'Every pod that has the token can act as the app',
  todo: 'restrict access with a NetworkPolicy, then acknowledge this',
  source: 'dapr/dapr pkg/api',
  manifests: true,
});
const IPV4_ON_IPV6_CLUSTER = warning('DAPR2014', {
  title: 'IPv4 address on an IPv6 cluster',
  why: 'Nothing can reach daprd',
  todo: 'listen on [::]',
  source: 'dapr/dapr pkg/api/listen',
});

/** Loopback addresses, at which only the pod itself reaches its daprd. */
export const LOOPBACK = ['127.0.0.1', '[::1]'];

/** A daprd in each of the app's pods, added by Dapr's sidecar injector. */
export class Sidecar implements IDataPlane {
  public readonly model = 'DataPlane.sidecar';

  constructor(private readonly given: DaprdOptions | undefined) {}

  public bind(scope: Construct, app: IDaprApp): DataPlaneConfig {
    const platform = DaprPlatform.of(app);
    const given = withAdopted(app, this.given);
    const unresolved = unresolvedOptions(app, given);
    const options = validProps(app, given, optionSchema(unresolved));
    // The pods of an adopted workload have no token that they did not have before.
    const apiTokenSecret = options.apiTokenSecret ?? (adoptedOf(app) ? undefined : platform.apiTokenSecret);
    guardSecretName(app, 'apiTokenSecret', apiTokenSecret);
    registerTokenSecret(app, app.namespace, 'apiTokenSecret', apiTokenSecret);
    const annotations: Annotations = Object.assign(
      { [ENABLED]: 'true' },
      appAnnotations(app, app.appPort),
      renderOptions(app, { ...workloadDefaults(app), ...options, apiTokenSecret }, unresolved),
      nativeSidecar(app, platform, options),
    );
    if (adoptedOf(app) && options.env === undefined && options.goMemoryLimit === undefined) {
      // Derived from the memory limit, it would roll the pods.
      delete annotations['dapr.io/env'];
    }
    checkSidecar(app, options, annotations, platform);
    if (!platform.operatorServices || (app.appPort !== undefined && !operatorMakesService(app.workloadKind, platform))) {
      const { appId, namespace } = app;
      daprdInvocationService(scope, platform, {
        appId, namespace, annotations, sidecarSvcAnnotations: options.sidecarSvcAnnotations, selector: () => podSelectorOf(app),
      });
    }
    const { configuration } = options;
    return {
      podAnnotations: annotations,
      env: appEnv(app, apiTokenSecret),
      // The checks of the options report a value that is not a Configuration.
      ...(isConfiguration(configuration) ? { configuration } : {}),
    };
  }
}

brand(Sidecar.prototype, BUILT_IN_DATA_PLANE);

function checkSidecar(app: IDaprApp, options: DaprdOptions, annotations: Annotations, platform: DaprPlatform): void {
  const { internalGrpcPort, sidecarListenAddresses, enableNativeSidecar } = options;
  if (enableNativeSidecar && !atLeast(platform.kubernetesVersion, NATIVE_SIDECAR.kubernetes)) {
    report(app, NEWER_THAN_DECLARED, `enableNativeSidecar needs Kubernetes ${NATIVE_SIDECAR.kubernetes}, and ${platform.kubernetesVersion} is declared`);
  }
  INTERNAL_GRPC_PORTS.add(app, { at: app, port: internalGrpcPort ?? DEFAULT_PORTS.internalGrpc });
  if (!Array.isArray(sidecarListenAddresses)) {
    return;
  }
  const open = sidecarListenAddresses.filter(address => typeof address === 'string' && !LOOPBACK.includes(address));
  if (open.length) {
    report(app, annotations['dapr.io/api-token-secret'] ? OPEN_API : OPEN_API_WITHOUT_TOKEN, `the sidecar listens on ${open.join(', ')}`);
  }
  if (platform.ipFamily === 'IPv6' && open.includes('0.0.0.0')) {
    report(app, IPV4_ON_IPV6_CLUSTER, 'the sidecar listens on 0.0.0.0');
  }
}

/** A Knative pod already uses daprd's default metrics port. */
const workloadDefaults = (app: IDaprApp): DaprdOptions | undefined =>
  app.workloadKind === KNATIVE_SERVICE ? { metricsPort: KNATIVE_METRICS_PORT } : undefined;

/** Enables a native sidecar for short-lived workloads, whose pods otherwise never complete. */
function nativeSidecar(app: IDaprApp, platform: DaprPlatform, options: DaprdOptions): Annotations | undefined {
  // A running Job refuses another pod template.
  if (!SHORT_LIVED_KINDS.includes(app.workloadKind) || options.enableNativeSidecar !== undefined || adoptedOf(app)) {
    return undefined;
  }
  const required = [
    ...(atLeast(platform.daprVersion, NATIVE_SIDECAR.dapr) ? [] : [`Dapr ${NATIVE_SIDECAR.dapr}`]),
    ...(atLeast(platform.kubernetesVersion, NATIVE_SIDECAR.kubernetes) ? [] : [`Kubernetes ${NATIVE_SIDECAR.kubernetes}`]),
  ];
  if (required.length) {
    report(app, JOB_NEVER_ENDS,
      `a ${app.workloadKind} needs a native sidecar, which Dapr ${platform.daprVersion} on Kubernetes ${platform.kubernetesVersion} does not support`,
      `declare ${required.join(' and ')} or newer if the cluster has it, or join a shared daprd, which runs outside the pod`);
    return undefined;
  }
  return { 'dapr.io/enable-native-sidecar': 'true' };
}
