/** Where a daprd outside the pods calls an app. */
import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { AppChannel } from './channel';
import { IDaprApp } from '../contract';
import { Diagnostics } from '../diagnostics/diagnostics';
import { channelServiceName, serviceHost } from '../kubernetes/names';
import { DaprPlatform } from '../platform/dapr-platform';
import { KNATIVE_PORT, KNATIVE_SERVICE } from '../workload/kinds';

export interface ChannelAddress {
  readonly host: string;
  readonly port: number;
}

/** The address that was given, or that of the workload; where it has none, a Service is defined for it. */
export function channelAddress(app: Construct & IDaprApp, given: AppChannel | undefined, workloadName: string): ChannelAddress {
  const { clusterDomain } = DaprPlatform.of(app);
  if (given) {
    return given._resolve(app, clusterDomain);
  }
  if (app.workloadKind === KNATIVE_SERVICE) {
    return { host: serviceHost(knativeService(app, workloadName), app.namespace, clusterDomain), port: KNATIVE_PORT };
  }
  return { host: serviceHost(defineService(app), app.namespace, clusterDomain), port: app.appPort ?? 0 };
}

/** At its own address a call wakes it, and it knows no shorter one than one with a namespace. */
function knativeService(app: IDaprApp, name: string): string {
  if (!app.namespace) {
    Diagnostics.of(app).report(app, 'DAPR8015', `Knative Service '${name}'`);
  }
  return name;
}

function defineService(app: Construct & IDaprApp): string {
  const name = channelServiceName(app.appId);
  new ApiObject(app, 'Channel', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, ...(app.namespace ? { namespace: app.namespace } : {}) },
    spec: {
      selector: Lazy.any({ produce: () => app.podSelector() }),
      ports: [{ name: 'app', port: app.appPort, targetPort: app.appPort, protocol: 'TCP' }],
    },
  });
  return name;
}
