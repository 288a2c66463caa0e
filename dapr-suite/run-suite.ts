/** Runs one suite in one model, and repeats what failed once. */
import { execFileSync, spawn } from 'child_process';
import { createWriteStream, mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { cleanState, NAMESPACE } from './environment';
import { isShared, Model } from './models';
import { certificateForLocalhost } from './proxy/certificate';
import { ApiProxy, Translated } from './proxy/proxy';
import { Cluster } from './proxy/translate';
import { currentKubeconfig, Upstream } from './proxy/upstream';
import { SUITES } from './suites';
import { Leaves, leavesOf, patternOfFailed } from './test-output';

export interface Paths {
  /** Folder of the module `github.com/dapr/dapr`. */
  readonly module: string;
  readonly tests: string;
  readonly out: string;
}

/** The result of a leaf test; `flaky` passed when it was repeated. */
export type Result = 'pass' | 'fail' | 'flaky' | 'skip';

export interface SuiteRun {
  readonly seconds: number;
  readonly leaves: { readonly [test: string]: Result };
  readonly translated: readonly Translated[];
}

const TIMEOUT = '30m';

export async function runSuite(suite: string, model: Model, cluster: Cluster, paths: Paths, prefix: string): Promise<SuiteRun> {
  const started = Date.now();
  const first = await attempt(suite, model, cluster, paths, prefix, 1);
  const failed = Object.values(first.leaves).includes('fail');
  const second = failed ? await attempt(suite, model, cluster, paths, prefix, 2, patternOfFailed(first.leaves)) : undefined;
  return { seconds: Math.round((Date.now() - started) / 1000), leaves: combined(first.leaves, second?.leaves), translated: first.translated };
}

/** A failure that does not repeat is flaky. Tests that only the repetition reached count as well. */
export function combined(first: Leaves, second: Leaves | undefined): SuiteRun['leaves'] {
  const merged = { ...second, ...first };
  return Object.fromEntries(Object.entries(merged).sort(([a], [b]) => a < b ? -1 : 1)
    .map(([test, outcome]): [string, Result] => [test, outcome === 'fail' && second && passed(second, test) ? 'flaky' : outcome]));
}

/** A repetition without a failed setup does not report it. */
const passed = (leaves: Leaves, test: string): boolean => (leaves[test] ?? (allPass(leaves) ? 'pass' : 'fail')) === 'pass';

const allPass = (leaves: Leaves): boolean => !Object.values(leaves).includes('fail');

interface Attempt {
  readonly leaves: Leaves;
  readonly translated: readonly Translated[];
}

async function attempt(
  suite: string, model: Model, cluster: Cluster, paths: Paths, prefix: string, number: number, pattern?: string,
): Promise<Attempt> {
  const folder = join(paths.out, 'runs', model, `${suite}-${number}`);
  const { asForWindows, skip } = SUITES[suite];
  mkdirSync(folder, { recursive: true });
  await cleanState(paths.module);
  const log = createWriteStream(join(folder, 'proxy.log'));
  const certificate = certificateForLocalhost();
  const proxy = new ApiProxy(model, cluster, line => log.write(`${line}\n`), new Upstream(currentKubeconfig()), certificate);
  const server = await proxy.start();
  const kubeconfig = join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, JSON.stringify({
    'apiVersion': 'v1',
    'kind': 'Config',
    'clusters': [{ name: 'proxy', cluster: { server, 'certificate-authority-data': certificate.cert.toString('base64') } }],
    'contexts': [{ name: 'proxy', context: { cluster: 'proxy', user: '' } }],
    'current-context': 'proxy',
  }));
  const args = [`-test.timeout=${TIMEOUT}`, '-test.v', '-test.count=1', ...(pattern ? [`-test.run=${pattern}`] : []), ...(skip ? [`-test.skip=${skip.tests}`] : [])];
  try {
    const { output, code } = await run(join(paths.tests, `${suite}-v${cluster.daprVersion}`), args, {
      cwd: join(paths.module, 'tests', 'e2e', suite),
      env: {
        ...process.env,
        KUBECONFIG: kubeconfig,
        DAPR_TEST_NAMESPACE: NAMESPACE,
        DAPR_TEST_REGISTRY: prefix,
        DAPR_TEST_TAG: cluster.daprVersion,
        TEST_E2E_USE_INTERNAL_IP: 'true',
        DAPR_CONTAINER_LOG_PATH: join(folder, 'containers'),
        DAPR_TEST_LOG_PATH: join(folder, 'logs'),
        TARGET_OS: asForWindows === 'always' || (asForWindows && isShared(model)) ? 'windows' : 'linux',
      },
    }, join(folder, 'output.log'));
    return { leaves: leavesOf(output, code), translated: proxy.translated };
  } finally {
    proxy.stop();
    log.end();
  }
}

interface Place { readonly cwd: string; readonly env: NodeJS.ProcessEnv }

function run(program: string, args: string[], options: Place, file: string): Promise<{ output: string; code: number }> {
  return new Promise((resolve, reject) => {
    const log = createWriteStream(file);
    let output = '';
    const child = spawn(program, args, options);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', text => {
        output += text;
        log.write(text);
      });
    }
    child.on('error', reject);
    child.on('close', code => {
      log.end();
      resolve({ output, code: code ?? 1 });
    });
  });
}

/** Output of a command, without the line break at its end. */
export const outputOf = (command: string, args: string[], options: object = {}): string => execFileSync(command, args, { encoding: 'utf8', ...options }).trim();
