/** Checks of the ports of a pod: those of the app and of its daprd. */

import { PodCheck } from './rendered-pod';
import { APP_PORT_OF_DAPR_API, DaprdPorts, PORT_NAMES, portEntries } from '../../dapr/ports';
import { injectedPorts } from '../../daprd/defaults';
import { error, warning } from '../../diagnostics/rule';
import { Json, mapsIn } from '../../util/json';
import { describe } from '../../util/values';
import { KNATIVE_CONTAINER_PORT, KNATIVE_SERVICE } from '../../workload/kinds';

export const PORT_USED_BY_DAPRD = error('DAPR2002', {
  title: 'port used by daprd in the same pod',
  why: 'The app and daprd cannot both bind the port, and the second one fails',
  todo: 'use another port, or move that of daprd (metricsPort)',
  source: 'dapr/dapr pkg/runtime/config.go',
  manifests: true,
});

const DECLARED_PORT_OF_DAPRD = warning('DAPR2070', {
  title: 'container that declares a port of daprd',
  why: 'If the container listens on the port, it and daprd cannot both bind it, and the second one fails',
  todo: 'remove the port if the app does not listen on it, or use another port',
  source: 'Kubernetes API validation, dapr/dapr pkg/injector/patcher/sidecar_container.go',
  manifests: true,
});

export const UNDECLARED_APP_PORT = warning('DAPR2004', {
  title: 'app port not declared by any container',
  why: 'daprd waits indefinitely for the app to listen on the port',
  todo: 'declare the containerPort, or correct appPort',
  source: 'dapr/dapr pkg/runtime/runtime.go',
  manifests: true,
});

export const checkAppPort: PodCheck = ({ kind, spec, appPort }, problems) => {
  const containers: Json[] = spec.containers ?? [];
  if (appPort === undefined || containers.some(({ ports }) => ports?.some((port: Json) => port.containerPort === appPort))) {
    return;
  }
  const declared = containers.flatMap(({ ports }) => ports ?? []).map(({ containerPort }) => containerPort);
  // A containerPort is only information: containers that declare none may listen anywhere. Knative calls its default port then.
  if (declared.length > 0 || (kind === KNATIVE_SERVICE && appPort !== KNATIVE_CONTAINER_PORT)) {
    problems.push({ rule: UNDECLARED_APP_PORT, what: `appPort ${appPort} is not a declared container port; the containers declare ${declared.join(', ') || KNATIVE_CONTAINER_PORT}` });
  }
};

const DAPRD_PORTS = Object.keys(PORT_NAMES) as (keyof DaprdPorts)[];

export const checkDaprdPorts: PodCheck = ({ annotations, appPort }, problems) => {
  const ports = injectedPorts(annotations);
  for (const name of DAPRD_PORTS) {
    if (appPort !== undefined && ports[name] === appPort) {
      problems.push({ rule: name === 'http' || name === 'grpc' ? APP_PORT_OF_DAPR_API : PORT_USED_BY_DAPRD, what: `appPort ${appPort} is daprd's ${PORT_NAMES[name]} port` });
    }
  }
};

/** Ports that an app declares only to lead a Service to daprd. */
const API_PORTS: readonly (keyof DaprdPorts)[] = ['http', 'grpc', 'internalGrpc'];

/** The containers of a pod and daprd share one network namespace. Init containers end before daprd starts, unless they are restartable. */
export const checkContainerPorts: PodCheck = ({ spec, annotations, appPort }, problems) => {
  const containers = [...mapsIn(spec.containers), ...mapsIn(spec.initContainers).filter(({ restartPolicy }) => restartPolicy === 'Always')];
  let ofDaprd: [keyof DaprdPorts, number][] | undefined;
  for (const container of containers) {
    for (const { containerPort, protocol = 'TCP' } of mapsIn(container.ports)) {
      // Another check reports appPort.
      const clash = protocol === 'TCP' && containerPort !== appPort
        ? (ofDaprd ??= portEntries(injectedPorts(annotations))).find(([, number]) => number === containerPort) : undefined;
      if (clash) {
        problems.push({
          rule: API_PORTS.includes(clash[0]) ? DECLARED_PORT_OF_DAPRD : PORT_USED_BY_DAPRD,
          what: `port ${containerPort} of container ${describe(container.name)} is daprd's ${PORT_NAMES[clash[0]]} port`,
        });
      }
    }
  }
};
