/** Helpers for suites that use programs of this machine instead of a cluster. */
import { spawnSync } from 'child_process';
import { createServer } from 'net';
import { delimiter, join } from 'path';

/** The path of a program. A missing one fails the test, because a skipped e2e test proves nothing. */
export function program(name: string): string {
  const found = (process.env.PATH ?? '').split(delimiter).find(each => spawnSync('test', ['-x', join(each, name)]).status === 0);
  if (!found) {
    throw new Error(`this suite requires the program '${name}' in PATH`);
  }
  return join(found, name);
}

export const freePort = () => new Promise<number>(done => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address() as { port: number };
    server.close(() => done(port));
  });
});

/** Retries until there is a result; throws an error with `logs` after the timeout. */
export async function eventually<T>(what: string, attempt: () => Promise<T | undefined>, seconds = 40, logs = () => ''): Promise<T> {
  const end = Date.now() + seconds * 1000;
  let last: unknown;
  while (Date.now() < end) {
    try {
      const result = await attempt();
      if (result !== undefined) {
        return result;
      }
    } catch (error) {
      last = error;
    }
    await new Promise(done => setTimeout(done, 250));
  }
  throw new Error(`${what} did not happen: ${last}\n${logs()}`);
}
