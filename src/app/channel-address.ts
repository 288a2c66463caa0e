/** Where a daprd outside the pods calls an app. */
import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { AppChannel } from './channel';
import { AppAddress, IDaprApp } from '../contract';
import { report, reportAll } from '../diagnostics/report';
import { error } from '../diagnostics/rule';
import { podSelectorOf } from '../facts/apps';
import { Collection } from '../facts/collection';
import { channelServiceName, serviceHost } from '../kubernetes/names';
import { DaprPlatform } from '../platform/dapr-platform';
import { KNATIVE_PORT, KNATIVE_SERVICE } from '../workload/kinds';

const FUNCTION_WITHOUT_NAMESPACE = error('DAPR8015', {
  title: 'address of a function without its namespace',
  why: 'Knative answers to names with a namespace only: every call would get 404',
  todo: 'give the chart or the Knative Service a namespace, or give appChannel',
  source: 'Knative networking',
});

/** Services that were named as the way to an app. */
export const CHANNELS = new Collection<{ readonly app: IDaprApp; readonly name: string; readonly port: number }>('channels');

/** The address that was given, or that of the workload, or that of the Service that `defineChannel` makes; nothing where the app has no port. */
export function channelAddress(app: Omit<IDaprApp, 'appAddress'>, given: AppChannel | undefined, workloadName: string): AppAddress | undefined {
  const { namespace, appPort } = app;
  const { clusterDomain } = DaprPlatform.of(app);
  if (appPort === undefined) {
    return undefined;
  }
  if (given) {
    return given._address(namespace, clusterDomain);
  }
  // At its own address a call wakes a Knative Service.
  return app.workloadKind === KNATIVE_SERVICE ? { host: serviceHost(workloadName, namespace, clusterDomain), port: KNATIVE_PORT }
    : { host: serviceHost(channelServiceName(app.appId), namespace, clusterDomain), port: appPort };
}

/** Defines the Service by which an app is called, where it needs one, and reports what is wrong with the one that was given. */
export function defineChannel(app: Construct & IDaprApp, given: AppChannel | undefined, workloadName: string): void {
  const { appId, appPort: port, namespace, workloadKind } = app;
  if (given) {
    reportAll(app, given._problems());
    const service = given._service();
    if (service) {
      CHANNELS.add(app, { app, ...service });
    }
  } else if (workloadKind === KNATIVE_SERVICE) {
    // It knows no shorter address than one with a namespace.
    if (!namespace) {
      report(app, FUNCTION_WITHOUT_NAMESPACE, `Knative Service '${workloadName}'`);
    }
  } else {
    new ApiObject(app, 'Channel', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: channelServiceName(appId), ...(namespace ? { namespace } : {}) },
      spec: {
        selector: Lazy.any({ produce: () => podSelectorOf(app) }),
        ports: [{ name: 'app', port, targetPort: port, protocol: 'TCP' }],
      },
    });
  }
}
