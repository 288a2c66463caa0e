/** Ports that daprd binds in its pod. */
export interface DaprdPorts {
  readonly http: number;
  readonly grpc: number;
  readonly internalGrpc: number;
  readonly health: number;
  readonly metrics: number;
  readonly profiling?: number;
  readonly debugger?: number;
}

/** Where nobody says otherwise (dapr/dapr `pkg/runtime/config.go`); the HTTP API and health have no option in a pod. */
export const DEFAULT_PORTS = { http: 3500, grpc: 50001, internalGrpc: 50002, health: 3501, metrics: 9090 } as const satisfies DaprdPorts;
/** Bound only where they are switched on. */
export const PROFILING_PORT = 7777;
export const DEBUGGER_PORT = 40000;

/** Where the services of the control plane answer daprds, in a cluster and out of it. */
export const PLACEMENT_PORT = 50005;
export const SCHEDULER_PORT = 50006;

/** How a port is called in messages. */
export const PORT_NAMES: { readonly [name in keyof DaprdPorts]-?: string } = {
  http: 'HTTP API', grpc: 'gRPC API', internalGrpc: 'internal gRPC', health: 'health', metrics: 'metrics', profiling: 'profiling', debugger: 'debugger',
};

/** Ports with what they are, in the order of the interface. */
export const portEntries = (ports: DaprdPorts): [keyof DaprdPorts, number][] => Object.entries(ports) as [keyof DaprdPorts, number][];
