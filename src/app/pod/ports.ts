/** Checks of the ports of a pod: those of the app and of its daprd. */

import { PodCheck } from './rendered-pod';
import { PORT_NAMES, portEntries } from '../../dapr/ports';
import { daprdPorts } from '../../daprd/defaults';
import { error, warning } from '../../diagnostics/rule';
import { Json } from '../../util/json';
import { KNATIVE_CONTAINER_PORT, KNATIVE_SERVICE } from '../../workload/kinds';

export const APP_PORT_OF_DAPR_API = error('DAPR2001', {
  title: 'app port equal to a port of daprd\'s API',
  why: 'daprd exits: it compares the port numbers even if the app is on another host',
  todo: 'use another port',
  source: 'dapr/dapr pkg/runtime/config.go',
  manifests: true,
});

export const PORT_USED_BY_DAPRD = error('DAPR2002', {
  title: 'app port used by daprd in the same pod',
  why: 'The app and daprd cannot both bind the port, and the second one fails',
  todo: 'use another port',
  source: 'dapr/dapr pkg/runtime/config.go',
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
  const byDefault = kind === KNATIVE_SERVICE && !declared.length ? KNATIVE_CONTAINER_PORT : undefined;
  if (appPort !== byDefault) {
    problems.push({ rule: UNDECLARED_APP_PORT, what: `appPort ${appPort} is not a declared container port; the containers declare ${declared.join(', ') || byDefault || 'none'}` });
  }
};

export const checkDaprdPorts: PodCheck = ({ annotations, appPort }, problems) => {
  for (const [name, number] of portEntries(daprdPorts(annotations))) {
    if (number === appPort) {
      problems.push({ rule: name === 'http' || name === 'grpc' ? APP_PORT_OF_DAPR_API : PORT_USED_BY_DAPRD, what: `appPort ${appPort} is daprd's ${PORT_NAMES[name]} port` });
    }
  }
};
