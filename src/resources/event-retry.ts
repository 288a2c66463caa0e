import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { DaprResource } from './dapr-resource';
import { AppProtocol, IDaprApp } from '../contract';

/** Codes that say "not now"; anything else is the app's own answer and is not asked for again. */
const HTTP_NOT_NOW = '429,502-504';
/** RESOURCE_EXHAUSTED and UNAVAILABLE. */
const GRPC_NOT_NOW = '8,14';

/**
 * Lets a daprd that outlives its app keep events until the app is back: brokers take an event for done once its
 * delivery has failed, so without it an event is lost with every rollout of the app.
 *
 * One for each app and broker, below the app.
 */
export class EventRetry extends DaprResource {
  /** Defines it once. */
  public static ensure(app: IDaprApp, pubsubName: string): void {
    const id = `EventRetry-${pubsubName}`;
    if (!app.node.tryFindChild(id)) {
      app.addResource(new EventRetry(app as unknown as Construct, id, app, pubsubName));
    }
  }

  private constructor(scope: Construct, id: string, app: IDaprApp, pubsubName: string) {
    super(scope, id, 'Resiliency', `${app.appId}-${pubsubName}-events`, app.namespace);
    const grpc = app.appProtocol === AppProtocol.GRPC || app.appProtocol === AppProtocol.GRPCS;
    new ApiObject(this, 'Resource', {
      apiVersion: 'dapr.io/v1alpha1',
      kind: 'Resiliency',
      metadata: this.objectMetadata(),
      spec: {
        policies: {
          retries: {
            untilTheAppIsBack: {
              policy: 'constant',
              duration: '1s',
              maxRetries: -1,
              matching: grpc ? { gRPCStatusCodes: GRPC_NOT_NOW } : { httpStatusCodes: HTTP_NOT_NOW },
            },
          },
        },
        targets: { components: { [pubsubName]: { inbound: { retry: 'untilTheAppIsBack' } } } },
      },
      scopes: [app.appId],
    });
  }
}
