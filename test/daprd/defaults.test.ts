/** Ports of a daprd, and the time that it needs to stop. */
import { daprdPorts, shutdownSeconds } from '../../src/daprd/defaults';
import { DAPR } from '../support/daprd-annotations';

describe('the ports of a daprd', () => {
  const DEFAULTS = { http: 3500, grpc: 50001, internalGrpc: 50002, health: 3501, metrics: 9090 };
  test.each<[{ [name: string]: string }, object]>([
    [{}, {}], [{ 'grpc-port': '1' }, { grpc: 1 }], [{ 'internal-grpc-port': '2' }, { internalGrpc: 2 }], [{ 'metrics-port': '3' }, { metrics: 3 }], [{ 'metrics-port': 'x' }, {}],
    [{ 'enable-profiling': 'true' }, { profiling: 7777 }], [{ 'enable-debug': 'true' }, { debugger: 40000 }], [{ 'enable-debug': 'true', 'debug-port': '4' }, { debugger: 4 }], [{ 'debug-port': '4' }, {}],
  ])('with the annotations %j', (annotations, more) => {
    expect(daprdPorts(DAPR(annotations))).toEqual({ ...DEFAULTS, ...more });
  });
});

test.each<[{ [name: string]: string }, number]>([
  [{}, 5], [{ 'graceful-shutdown-seconds': '0' }, 0], [{ 'graceful-shutdown-seconds': '7' }, 7], [{ 'graceful-shutdown-seconds': '-1' }, 5], [{ 'block-shutdown-duration': '1m' }, 65],
  [{ 'block-shutdown-duration': '3s', 'graceful-shutdown-seconds': '4' }, 7],
])('a daprd with the annotations %j needs %d s to stop', (annotations, seconds) => {
  expect(shutdownSeconds(DAPR(annotations))).toBe(seconds);
});
