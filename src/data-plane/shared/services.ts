/** The Services of a shared daprd. */
import { ApiObject, Lazy } from 'cdk8s';
import { SharedContext, SharedParts } from './context';
import { ApiReachability } from './options';
import { appIdLabel } from '../../dapr/invocation-service';
import { PORT_PROTOCOLS, servicePort } from '../../dapr/service-port';
import { daprdInvocationService } from '../../daprd/invocation-service';
import { apiServiceName } from '../../kubernetes/names';

/** The Service that apps connect to. */
export function apiService(context: SharedContext, { serviceSpec }: SharedParts): ApiObject {
  const { scope, appId, metadata, pinned, platform, ports } = context;
  return new ApiObject(scope, 'Api', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { ...metadata, name: apiServiceName(appId) },
    spec: {
      // Without the label, a pod that the injector missed would get calls: its address may be published although it is never ready.
      selector: pinned ? metadata.labels : { ...metadata.labels, ...appIdLabel(appId) },
      ports: [
        servicePort(platform, 'dapr-http', ports.http, PORT_PROTOCOLS.http),
        servicePort(platform, 'dapr-grpc', ports.grpc, PORT_PROTOCOLS.grpc),
      ],
      ...serviceSpec,
      publishNotReadyAddresses: Lazy.any({ produce: () => publishesNotReady(context) || undefined }),
    },
  });
}

/** Whether apps must reach addresses that are not ready: readiness waits for the app, and the app may call before it listens. */
function publishesNotReady({ apps, pinned, platform, props }: SharedContext): boolean {
  return apps.receiver !== undefined && !pinned && !platform.clusterPolicyInstalled
    && (props.apiReachability ?? ApiReachability.BEFORE_APP_LISTENS) === ApiReachability.BEFORE_APP_LISTENS;
}

/** The Service through which other daprds call the apps of a shared daprd. */
export function sharedInvocationService({ scope, appId, annotations, metadata: { namespace, labels }, platform }: SharedContext): ApiObject {
  return daprdInvocationService(scope, platform, { appId, namespace, annotations, selector: () => labels });
}
