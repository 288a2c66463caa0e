/** The address at which a daprd outside the pods calls an app. */
import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { AppChannel } from './channel';
import { AppAddress, IDaprApp } from '../contract';
import { APP_PROTOCOLS, servicePort } from '../dapr/service-port';
import { report, reportAll } from '../diagnostics/report';
import { error } from '../diagnostics/rule';
import { podSelectorOf } from '../facts/apps';
import { Collection } from '../facts/collection';
import { channelServiceName, serviceHost } from '../kubernetes/names';
import { DaprPlatform } from '../platform/dapr-platform';
import { KNATIVE_PORT, KNATIVE_SERVICE } from '../workload/kinds';

const KNATIVE_SERVICE_WITHOUT_NAMESPACE = error('DAPR8015', {
  title: 'Knative Service without a namespace',
  why: 'Knative routes only host names with a namespace: every call gets a 404',
  todo: 'set the namespace of the chart or of the Knative Service, or set appChannel',
  source: 'Knative networking',
});

/** Existing Services that `AppChannel.service` names. */
export const CHANNELS = new Collection<{ readonly app: IDaprApp; readonly name: string; readonly port: number }>('channels');

/** The address of `appChannel`, of the Knative Service, or of the Service that `defineChannel` creates; undefined for an app without a port. */
export function channelAddress(app: Omit<IDaprApp, 'appAddress'>, appChannel: AppChannel | undefined, workloadName: string): AppAddress | undefined {
  const { namespace, appPort } = app;
  const { clusterDomain } = DaprPlatform.of(app);
  if (appPort === undefined) {
    return undefined;
  }
  if (appChannel) {
    return appChannel._address(namespace, clusterDomain);
  }
  // A call to its own address scales a Knative Service up from zero.
  return app.workloadKind === KNATIVE_SERVICE ? { host: serviceHost(workloadName, namespace, clusterDomain), port: KNATIVE_PORT }
    : { host: serviceHost(channelServiceName(app.appId), namespace, clusterDomain), port: appPort };
}

/** Defines the Service through which an app is called, if it needs one, and reports an invalid `appChannel`. */
export function defineChannel(app: Construct & IDaprApp, appChannel: AppChannel | undefined, workloadName: string): void {
  const { appId, appPort: port, appProtocol, namespace, workloadKind } = app;
  if (appChannel) {
    reportAll(app, appChannel._problems());
    const service = appChannel._service();
    if (service) {
      CHANNELS.add(app, { app, ...service });
    }
  } else if (workloadKind === KNATIVE_SERVICE) {
    // Knative routes no host name without a namespace.
    if (!namespace) {
      report(app, KNATIVE_SERVICE_WITHOUT_NAMESPACE, `Knative Service '${workloadName}' has no namespace`);
    }
  } else {
    new ApiObject(app, 'Channel', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: channelServiceName(appId), ...(namespace ? { namespace } : {}) },
      spec: {
        selector: Lazy.any({ produce: () => podSelectorOf(app) }),
        ports: [servicePort(DaprPlatform.of(app), 'app', port!, APP_PROTOCOLS[appProtocol])],
      },
    });
  }
}
