/**
 * Runs Dapr's own end-to-end tests on apps that our constructs deploy: `npm run dapr-suite [-- SUITE...] [--model MODEL]...`.
 * docs/dapr-suite.md describes the requirements.
 */
import { join } from 'path';
import { deleteNamespaces } from './environment';
import { Model, MODELS, OWN } from './models';
import { Cluster } from './proxy/translate';
import { addResult, resultsOf } from './results';
import { outputOf, Paths, runSuite } from './run-suite';
import { runsIn, SUITES } from './suites';
import { problemsOf, score, unusedExplanations } from './verdict';

const HERE = __dirname;
const PREFIX = process.env.E2E_IMAGES ?? 'test.local';
const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Arguments { readonly suites: string[]; readonly models: Model[] }

function parse(args: string[]): Arguments {
  const models: string[] = [];
  const suites: string[] = [];
  for (let at = 0; at < args.length; at++) {
    args[at] === '--model' ? models.push(args[++at]) : suites.push(args[at]);
  }
  const unknown = [...models.filter(model => !MODELS.includes(model as Model)), ...suites.filter(suite => !(suite in SUITES))];
  if (unknown.length) {
    throw new Error(`unknown: ${unknown.join(', ')}. Models: ${MODELS.join(', ')}. Suites: ${Object.keys(SUITES).join(', ')}`);
  }
  return { suites: suites.length ? suites : Object.keys(SUITES), models: models.length ? models as Model[] : [...MODELS] };
}

/** The versions of the cluster; that of Dapr must be that of the tests. */
function clusterOf(version: string): Cluster {
  const running = outputOf('kubectl', ['-n', 'dapr-system', 'get', 'deployment', 'dapr-operator', '-o', 'jsonpath={.spec.template.spec.containers[0].image}']).replace(/.*:/, '');
  if (running !== version) {
    throw new Error(`the cluster runs Dapr ${running}, and dapr-suite/go/go.mod requires ${version}: run \`go get github.com/dapr/dapr@v${running}\` there`);
  }
  const server = JSON.parse(outputOf('kubectl', ['version', '-o', 'json'])).serverVersion;
  return {
    daprVersion: version,
    kubernetesVersion: /[0-9]+\.[0-9]+/.exec(server.gitVersion)![0],
    images: { daprd: process.env.E2E_DAPRD_IMAGE ?? `ghcr.io/dapr/daprd:${version}`, relay: `${PREFIX}/e2e-relay:${version}` },
  };
}

async function main(): Promise<number> {
  const { suites, models } = parse(process.argv.slice(2));
  const module = JSON.parse(outputOf('go', ['list', '-m', '-json', 'github.com/dapr/dapr'], { cwd: join(HERE, 'go') }));
  const cluster = clusterOf(module.Version.slice(1));
  const out = process.env.OUT ?? join(HERE, 'out');
  const paths: Paths = { module: module.Dir, tests: join(out, 'tests'), out };
  outputOf(join(HERE, 'build.sh'), ['tests', ...suites], { stdio: ['ignore', 'pipe', 'inherit'] });
  const problems: string[] = [];
  for (const suite of suites) {
    for (const model of models.filter(each => runsIn(each, suite))) {
      const run = await runSuite(suite, model, cluster, paths, PREFIX);
      const result = addResult(model, suite, run, { dapr: cluster.daprVersion, kubernetes: cluster.kubernetesVersion });
      const found = problemsOf(model, suite, resultsOf(OWN)[suite], result).map(problem => `${model} ${problem}`);
      problems.push(...found);
      say(`${suite} ${model}: ${score(result)} in ${result.seconds} s${found.map(problem => `\n  ${problem}`).join('')}`);
    }
  }
  await deleteNamespaces();
  say(table(suites, models));
  const unused = models.flatMap(model => unusedExplanations(model, resultsOf(OWN), resultsOf(model)));
  [...problems, ...unused].forEach(say);
  return problems.length + unused.length ? 1 : 0;
}

/** Working and failing tests of each suite. */
function table(suites: readonly string[], models: readonly Model[]): string {
  const rows = suites.map(suite => [suite, ...models.map(model => resultsOf(model)[suite]).map(result => result ? score(result) : '')]);
  return [['', ...models], ...rows].map(row => row.map((cell, column) => cell.padEnd(column ? 20 : 24)).join('').trimEnd()).join('\n');
}

main().then(code => process.exit(code), error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(2);
});
