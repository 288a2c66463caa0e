/** What a daprd does as its annotations tell it, or by default. */
import { Annotations, DAPR } from './annotations';
import { goDurationSeconds, port } from '../util/values';

/** What daprd takes for a number below zero, which is its default. */
const GRACEFUL_SECONDS = 5;
const DEFAULT_PORTS = { 'HTTP API': 3500, 'gRPC API': 50001, 'internal gRPC': 50002, 'health': 3501, 'metrics': 9090 };
const PORT_ANNOTATIONS = ['grpc-port', 'internal-grpc-port', 'metrics-port', 'enable-profiling', 'enable-debug'].map(name => DAPR + name);

/** Numbers of the ports that daprd binds in the pod, by what they are. */
export function daprdPorts(annotations: Annotations): { [name: string]: number } {
  if (!PORT_ANNOTATIONS.some(name => name in annotations)) {
    return DEFAULT_PORTS;
  }
  const of = (name: string, byDefault: number): number => {
    const raw = annotations[DAPR + name];
    return raw !== undefined && !port(raw) ? Number(raw) : byDefault;
  };
  return {
    'HTTP API': 3500,
    'gRPC API': of('grpc-port', 50001),
    'internal gRPC': of('internal-grpc-port', 50002),
    'health': 3501,
    'metrics': of('metrics-port', 9090),
    ...(annotations['dapr.io/enable-profiling'] === 'true' ? { profiling: 7777 } : {}),
    ...(annotations['dapr.io/enable-debug'] === 'true' ? { debugger: of('debug-port', 40000) } : {}),
  };
}

/** Seconds that a daprd needs to stop: it waits for as long as it is told, then closes what is open. */
export function shutdownSeconds(annotations: Annotations): number {
  const graceful = Number(annotations['dapr.io/graceful-shutdown-seconds'] ?? -1);
  const block = annotations['dapr.io/block-shutdown-duration'];
  return (block === undefined ? 0 : goDurationSeconds(block)) + (graceful < 0 ? GRACEFUL_SECONDS : graceful);
}
