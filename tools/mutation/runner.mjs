/**
 * The test runner of the mutation tests: Jest's `test` and `expect` without Jest's sandbox. The library is loaded once, and mutants are switched on and off
 * in it; with Jest every mutant would reload the library, which takes longer than the tests that kill it. Only mutants of code that runs while a
 * module loads require a reload.
 */
import { readdirSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { join } from 'node:path';
import { jestExpect } from '@jest/expect';
import { declareFactoryPlugin, declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { determineHitLimitReached, DryRunStatus, TestStatus, toMutantRunResult } from '@stryker-mutator/api/test-runner';
import { buildSync } from 'esbuild';
import circus from 'jest-circus';
import { ModuleMocker } from 'jest-mock';

/**
 * Suites of matrices, random props, other languages and documents: they take seconds each, and smaller tests cover the same functions.
 * The control plane is not mutated, and its suites have hooks. The suite of
 * two copies of the package loads modules with Jest, and that of the structure reads the sources, which Stryker has instrumented.
 */
const LEFT_OUT = ['control-plane', 'docs', 'examples', 'faults/seeded-faults', 'languages', 'matrix', 'platform/copies', 'props/wrong-types', 'random', 'structure', 'validation/plugin'];

/** A selection of suites, to work on one file: they kill a subset of the mutants that all suites kill. */
const ONLY = process.env.MUTATION_SUITES?.split(',');
const among = (list, name) => list.some(each => name === each || name.startsWith(`${each}/`));
const chosen = name => ONLY ? among(ONLY, name) : !among(LEFT_OUT, name);

const mocks = new ModuleMocker(globalThis);
const require = createRequire(import.meta.url);
/** A function, because Stryker enters its copy of the project after it has loaded this file. */
const index = () => join(process.cwd(), 'src', 'index.ts');
const LOADING = 'loading';
/** The state of Stryker's instrumentation. */
const stryker = globalThis.__stryker__ = {};

class Runner {
  #folder = join(process.cwd(), 'test');
  /** Tests by ID, in the order of the files; empty until they are loaded. */
  #tests = new Map();
  /** Tests that killed a mutant, by the file of the mutant: they run first for the next one. */
  #finders = new Map();
  /** Whether the loaded modules contain a mutant that was active while they loaded. */
  #stale = true;

  capabilities() {
    return { reloadEnvironment: true };
  }

  init() {
    const { test, it, describe, beforeEach, afterEach, beforeAll, afterAll } = circus;
    const jest = { spyOn: mocks.spyOn.bind(mocks), requireActual: require };
    Object.assign(globalThis, { test, it, describe, beforeEach, afterEach, beforeAll, afterAll, jest, expect: jestExpect });
    loadTypeScript();
  }

  async dryRun() {
    this.#load();
    const { tests } = await this.#run(this.#tests.keys(), true);
    delete stryker.mutantCoverage?.perTest[LOADING];
    return { status: DryRunStatus.Complete, tests, mutantCoverage: stryker.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, disableBail, reloadEnvironment }) {
    if (this.#stale && !reloadEnvironment) {
      this.#load();
    }
    Object.assign(stryker, { activeMutant: activeMutant.id, hitCount: hitLimit === undefined ? undefined : 0, hitLimit });
    if (reloadEnvironment) {
      this.#load();
      this.#stale = true;
    }
    const finders = this.#finders.get(activeMutant.fileName) ?? [];
    const wanted = new Set(testFilter ?? this.#tests.keys());
    const result = await this.#run(new Set([...finders.filter(id => wanted.has(id)), ...wanted]), disableBail);
    stryker.activeMutant = undefined;
    const found = result.tests.filter(({ status }) => status === TestStatus.Failed).map(({ id }) => id);
    this.#finders.set(activeMutant.fileName, [...new Set([...found, ...finders])]);
    return toMutantRunResult(determineHitLimitReached(stryker.hitCount, hitLimit) ?? { status: DryRunStatus.Complete, ...result }, disableBail);
  }

  #load() {
    Object.keys(require.cache).filter(file => !file.includes('/node_modules/')).forEach(file => delete require.cache[file]);
    circus.resetState();
    try {
      require(index());
    } catch {
      // The suites report it.
    }
    // Code that runs while a suite loads is not a test, and must not be attributed to the loading of the library.
    stryker.currentTestId = LOADING;
    const suites = readdirSync(this.#folder, { recursive: true }).filter(name => name.endsWith('.test.ts') && chosen(name.replace('.test.ts', '')));
    for (const file of suites.sort()) {
      circus.describe(file, () => {
        try {
          require(join(this.#folder, file));
        } catch (error) {
          circus.test('loads', () => { throw error; });
        }
      });
    }
    stryker.currentTestId = undefined;
    this.#tests = new Map();
    this.#collect(circus.getState().rootDescribeBlock, []);
    this.#stale = false;
  }

  #collect({ children, hooks }, path) {
    if (hooks.length) {
      throw new Error(`${path.join(' ')} has hooks, which this runner does not call: leave it out`);
    }
    for (const child of children) {
      const names = [...path, child.name];
      if (child.type === 'describeBlock') {
        this.#collect(child, names);
      } else {
        const name = names.join(' ');
        this.#tests.set(this.#tests.has(name) ? `${name} (${this.#tests.size})` : name, { fileName: join(this.#folder, names[0]), fn: child.fn });
      }
    }
  }

  async #run(ids, all) {
    const tests = [];
    for (const id of ids) {
      const { fileName, fn } = this.#tests.get(id) ?? { fn: () => { throw new Error('the test does not exist any more'); } };
      const start = performance.now();
      let failure;
      stryker.currentTestId = id;
      try {
        await fn();
      } catch (error) {
        failure = String(error?.stack ?? error);
      }
      stryker.currentTestId = undefined;
      mocks.restoreAllMocks();
      tests.push({
        id, name: id, fileName, timeSpentMs: performance.now() - start,
        ...(failure === undefined ? { status: TestStatus.Success } : { status: TestStatus.Failed, failureMessage: failure }),
      });
      if (failure !== undefined && !all) {
        break;
      }
    }
    return { tests };
  }
}

/** Transpiles all TypeScript at once, and resolves the package by name. */
function loadTypeScript() {
  const here = process.cwd();
  const entryPoints = ['src', 'scenarios', 'test', 'tools', 'examples', 'projenrc'].flatMap(folder => readdirSync(join(here, folder), { recursive: true })
    .filter(file => file.endsWith('.ts') && !file.endsWith('.d.ts')).map(file => join(folder, file)));
  const { outputFiles } = buildSync({ entryPoints, absWorkingDir: here, outbase: here, outdir: here, format: 'cjs', target: 'node20', write: false });
  const code = new Map(outputFiles.map(({ path, text }) => [path.replace(/\.js$/, '.ts'), text]));
  const resolve = Module._resolveFilename;
  Module._resolveFilename = (request, ...rest) => request === 'cdk8s-dapr' ? index() : resolve.call(Module, request, ...rest);
  Module._extensions['.ts'] = (module, file) => module._compile(code.get(file), file);
}

/** Texts of rules: the committed catalogue contains them, and CI regenerates it. Each of these mutants would load everything again. */
const rules = {
  shouldIgnore: ({ node }) => node.type === 'CallExpression' && ['error', 'warning', 'danger', 'notice'].includes(node.callee.name) && /^DAPR\d{4}$/.test(node.arguments[0]?.value)
    ? 'The catalogue contains the rule' : undefined,
};

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'tests', () => new Runner()), declareValuePlugin(PluginKind.Ignore, 'rules', rules)];
