import { ApiObject } from 'cdk8s';
import { SharedContext } from './context';
import { appIdLabel, invocationService } from '../../dapr/invocation-service';
import { serviceAnnotations } from '../../daprd/service-annotations';

/** The Service through which other daprds call the apps of a shared daprd. */
export function sharedInvocationService({ scope, appId, annotations, metadata, platform, ports }: SharedContext): ApiObject {
  return invocationService(scope, 'Invocation', {
    appId,
    namespace: metadata.namespace,
    selector: () => platform.operatorServices ? metadata.labels : appIdLabel(appId),
    ports,
    annotations: serviceAnnotations(annotations, ports),
  });
}
