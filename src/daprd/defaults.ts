/** Settings of a daprd from its annotations, with defaults. */
import { IConstruct } from 'constructs';
import { Annotations, DAPR } from './annotations';
import { DaprdPorts, DEBUGGER_PORT, DEFAULT_PORTS, PROFILING_PORT } from '../dapr/ports';
import { Collection } from '../facts/collection';
import { goDurationSeconds, isTruthy, port } from '../util/values';

const PORT_ANNOTATIONS = ['grpc-port', 'internal-grpc-port', 'metrics-port', 'enable-profiling', 'enable-debug'].map(name => DAPR + name);

/** Ports of the internal gRPC API of the data planes. */
export const INTERNAL_GRPC_PORTS = new Collection<{ readonly at: IConstruct; readonly port: number }>('internal-grpc-ports');

/** The ports that daprd binds in the pod. */
export function daprdPorts(annotations: Annotations): DaprdPorts {
  if (!PORT_ANNOTATIONS.some(name => name in annotations)) {
    return DEFAULT_PORTS;
  }
  const of = (name: string, byDefault: number): number => {
    const raw = annotations[DAPR + name];
    return raw !== undefined && !port(raw) ? Number(raw) : byDefault;
  };
  return {
    http: DEFAULT_PORTS.http,
    grpc: of('grpc-port', DEFAULT_PORTS.grpc),
    internalGrpc: of('internal-grpc-port', DEFAULT_PORTS.internalGrpc),
    health: DEFAULT_PORTS.health,
    metrics: of('metrics-port', DEFAULT_PORTS.metrics),
    ...(annotations['dapr.io/enable-profiling'] === 'true' ? { profiling: PROFILING_PORT } : {}),
    ...(annotations['dapr.io/enable-debug'] === 'true' ? { debugger: of('debug-port', DEBUGGER_PORT) } : {}),
  };
}

/**
 * The ports that an injected daprd binds. The injector does not pass on that metrics are disabled: daprd serves them at the default port then
 * (dapr/dapr `pkg/injector/patcher/sidecar_container.go`).
 */
export function injectedPorts(annotations: Annotations): DaprdPorts {
  const ports = daprdPorts(annotations);
  const metrics = annotations['dapr.io/enable-metrics'];
  return metrics === undefined || isTruthy(metrics) ? ports : { ...ports, metrics: DEFAULT_PORTS.metrics };
}

/** Seconds that daprd uses for a negative value, which is the default. */
const GRACEFUL_SECONDS = 5;

/** Seconds that a daprd needs to stop: it waits for the block duration, then shuts down gracefully. */
export function shutdownSeconds(annotations: Annotations): number {
  const graceful = Number(annotations['dapr.io/graceful-shutdown-seconds'] ?? -1);
  return blockSeconds(annotations) + (graceful < 0 ? GRACEFUL_SECONDS : graceful);
}

/** Seconds for which a daprd continues to serve once its shutdown is requested. */
export function blockSeconds(annotations: Annotations): number {
  const block = annotations['dapr.io/block-shutdown-duration'];
  return block === undefined ? 0 : goDurationSeconds(block);
}
