/** Ports that daprd binds in its pod. */
import { error } from '../diagnostics/rule';

export const APP_PORT_OF_DAPR_API = error('DAPR2001', {
  title: 'app port equal to a port of daprd\'s API',
  why: 'daprd exits: it compares the port numbers even if the app is on another host',
  todo: 'use another port',
  source: 'dapr/dapr pkg/runtime/config.go',
  manifests: true,
});

/** Ports by name. */
export interface DaprdPorts {
  readonly http: number;
  readonly grpc: number;
  readonly internalGrpc: number;
  readonly health: number;
  readonly metrics: number;
  readonly profiling?: number;
  readonly debugger?: number;
}

/** Default ports (dapr/dapr `pkg/runtime/config.go`). In a pod, no option sets those of the HTTP API and of health. */
export const DEFAULT_PORTS = { http: 3500, grpc: 50001, internalGrpc: 50002, health: 3501, metrics: 9090 } as const satisfies DaprdPorts;
/** Ports that daprd binds only if the feature is enabled. */
export const PROFILING_PORT = 7777;
export const DEBUGGER_PORT = 40000;

/** Ports on which the control plane services listen for daprds, inside and outside a cluster. */
export const PLACEMENT_PORT = 50005;
export const SCHEDULER_PORT = 50006;

/** Names of the ports in messages. */
export const PORT_NAMES: { readonly [name in keyof DaprdPorts]-?: string } = {
  http: 'HTTP API', grpc: 'gRPC API', internalGrpc: 'internal gRPC', health: 'health', metrics: 'metrics', profiling: 'profiling', debugger: 'debugger',
};

/** Names and numbers of the ports, in the order of the interface. */
export const portEntries = (ports: DaprdPorts): [keyof DaprdPorts, number][] => Object.entries(ports) as [keyof DaprdPorts, number][];
