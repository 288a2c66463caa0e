import { readFileSync } from 'fs';
import { cdk8s, javascript, JsonFile } from 'projen';
import { LAYERS, forbiddenTo } from './projenrc/layers';
import { newestRelease } from './tools/release/changelog';

/** A folder for the temporary files of a test run, which is removed afterwards. */
const temporaryFolder = (top = '<rootDir>') => ({ globalSetup: `${top}/tools/test-folder/create.js`, globalTeardown: `${top}/tools/test-folder/remove.js` });

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-dapr',
  description: 'CDK8s constructs that wire applications to Dapr: sidecar, shared per node or per cluster, from one description of the app',
  author: 'The cdk8s-dapr authors',
  authorAddress: 'maintainers@cdk8s-dapr.dev',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk8s-dapr/cdk8s-dapr.git',
  defaultReleaseBranch: 'main',
  license: 'Apache-2.0',
  copyrightOwner: 'The cdk8s-dapr authors',
  keywords: ['cdk8s', 'cdk', 'constructs', 'kubernetes', 'k8s', 'dapr', 'sidecar', 'microservices'],
  stability: 'experimental',

  cdk8sVersion: '2.70.0',
  constructsVersion: '10.3.0',
  jsiiVersion: '~5.9.0',
  typescriptVersion: '~5.9.0',
  minNodeVersion: '20.16.0',
  projenVersion: '^0.103.25',
  devDeps: [
    'cdk8s-plus-28@2.5.6', // for examples and tests
    'cdk8s-plus-33@^2.5.57', // the newest, to test that the version does not matter
    'cdk8s-cli@^2.207.60',
    'tsx@^4',
    'esbuild@~0.28.2',
    'ajv@^8',
    'fast-check@^4.10.2', // random props: test/random
    'yaml@^2',
    'jsii-pacmak@^1.140.0',
    // Mutation tests: the last Stryker release for the Node version of this package, and the Jest packages that they use.
    '@stryker-mutator/api@9.6.1',
    '@stryker-mutator/core@9.6.1',
    '@jest/expect@^29',
    'jest-circus@^29',
    'jest-mock@^29',
  ],

  bin: { 'cdk8s-dapr': 'bin/cdk8s-dapr' },

  projenrcTs: true,
  packageManager: javascript.NodePackageManager.NPM,
  eslint: true,
  eslintOptions: {
    dirs: ['src', 'tools', 'scenarios', 'examples', 'bench', 'dapr-suite', 'e2e'],
    devdirs: ['test'],
    commandOptions: { fix: false },
  },
  jestOptions: {
    jestVersion: '^29',
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    junitReporting: false,
    configFilePath: 'jest.config.json',
    jestConfig: {
      collectCoverage: false,
      coverageReporters: [],
      testEnvironment: 'node',
      testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/examples/**/*.test.ts'],
      moduleNameMapper: { '^cdk8s-dapr$': '<rootDir>/src/index.ts' },
      modulePathIgnorePatterns: ['<rootDir>/.stryker-tmp/'],
      additionalOptions: { reporters: ['<rootDir>/tools/count-reporter.js'], ...temporaryFolder() },
    },
  },
  typecheckTests: true,
  tsconfigDev: {
    include: ['../examples/**/*.ts', '../dapr-suite/**/*.ts', '../e2e/**/*.ts', '../bench/**/*.ts', '../scenarios/**/*.ts', '../template/**/*.ts', '../tools/**/*.ts'],
    // tsc checks the types of the tests, so jest only strips them.
    compilerOptions: { isolatedModules: true, paths: { 'cdk8s-dapr': ['../src/index.ts'] } },
  },

  github: false,
  release: false,
  depsUpgrade: false,
  sampleCode: false,
  // tools/api.ts writes the API reference.
  docgen: false,
  gitignore: ['*.tsbuildinfo', '/dapr-suite/out/', '/e2e/out/', '/reports/', '/.stryker-tmp/', '.DS_Store', '__pycache__/', '.jsii.tabl.json'],

  publishToPypi: { distName: 'cdk8s-dapr', module: 'cdk8s_dapr' },
  publishToMaven: { javaPackage: 'io.github.cdk8sdapr', mavenGroupId: 'io.github.cdk8s-dapr', mavenArtifactId: 'cdk8s-dapr' },
  publishToGo: { moduleName: 'github.com/cdk8s-dapr/cdk8s-dapr-go' },
  publishToNuget: { dotNetNamespace: 'Cdk8sDapr', packageId: 'Cdk8sDapr' },
});

// unrs-resolver, a dependency of the eslint resolver, has platform packages that some registries do not contain.
project.package.addPackageResolutions('unrs-resolver@1.12.2');

project.package.addVersion(newestRelease(readFileSync('CHANGELOG.md', 'utf8')).version);

new JsonFile(project, 'e2e/jest.config.json', {
  marker: false,
  obj: {
    rootDir: '..',
    testMatch: ['<rootDir>/e2e/**/*.e2e.ts'],
    moduleNameMapper: { '^cdk8s-dapr$': '<rootDir>/src/index.ts' },
    testTimeout: 900_000,
    maxWorkers: 1,
    ...temporaryFolder(),
    transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'test/tsconfig.json' }] },
  },
});
/** More random cases than in `npm test`, distributed over the workers of Jest. */
const SHARDS = 4;
new JsonFile(project, 'test/random/jest.config.json', {
  marker: false,
  obj: {
    ...temporaryFolder('../..'),
    projects: Array.from({ length: SHARDS }, (_, shard) => ({
      displayName: `part ${shard + 1} of ${SHARDS}`,
      rootDir: '.',
      testMatch: ['<rootDir>/test/random/*.test.ts'],
      globals: { SHARD: shard, SHARDS },
      moduleNameMapper: { '^cdk8s-dapr$': '<rootDir>/src/index.ts' },
      transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'test/tsconfig.json' }] },
    })),
  },
});
new JsonFile(project, 'stryker.config.json', {
  marker: false,
  obj: {
    mutate: ['src/{configuration-merge,dapr,data-plane,daprd,diagnostics,facts,kubernetes,props,rules,synth,util,workload}/**/*.ts', '!src/**/*.generated.ts'],
    plugins: ['./tools/mutation/runner.mjs'],
    ignorers: ['rules'],
    testRunner: 'tests',
    coverageAnalysis: 'perTest',
    concurrency: 2,
    // A long timeout, so that a busy machine is not mistaken for an infinite loop.
    timeoutMS: 60_000,
    reporters: ['clear-text', 'html', 'json', 'progress-append-only'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
    htmlReporter: { fileName: 'reports/mutation/index.html' },
    jsonReporter: { fileName: 'reports/mutation/mutation.json' },
    thresholds: { high: 90, low: 85, break: 85 },
    tempDirName: '.stryker-tmp',
    cleanTempDir: 'always',
    ignorePatterns: ['/.ci', '/dist', '/e2e', '/lib', '/reports', '/coverage'],
    allowEmpty: false,
  },
});
for (const folder of ['bench', 'dapr-suite', 'e2e', 'examples', 'scenarios', 'tools']) {
  new JsonFile(project, `${folder}/tsconfig.json`, {
    marker: false,
    obj: {
      extends: '../test/tsconfig.json',
      compilerOptions: { paths: { 'cdk8s-dapr': ['../src/index.ts'] } },
      include: ['**/*.ts'],
    },
  });
}

['/.ci/', '/bench/', '/dapr-suite/', '/e2e/', '/examples/', '/rosetta/', '/scenarios/', '/tools/', '/projenrc/', '/jest.config.json', '/stryker.config.json']
  .forEach(path => project.npmignore?.exclude(path));
// Translations are read from here when the packages of the other languages are written.
project.npmignore?.exclude('.jsii.tabl.json');

// The examples with the packed library instead of src/: for CI; the tests use src/.
new JsonFile(project, 'examples/tsconfig.packed.json', {
  marker: false,
  obj: { extends: './tsconfig.json', compilerOptions: { paths: { 'cdk8s-dapr': ['../lib/index.js'] } } },
});

/** Pattern of the files of a folder, without those of its subfolders. */
const filesOf = (folder: string): string => folder.endsWith('.ts') ? `src/${folder.replace('.ts', '.t*')}` : `src/${folder}/*.ts`;
const zones = LAYERS.flat().map(({ folder }) => ({ target: filesOf(folder), from: forbiddenTo(folder).map(filesOf) }));
project.eslint?.addRules({
  // The package itself by name, so that examples can be copied.
  'import/no-unresolved': ['error', { ignore: ['^cdk8s-dapr$'] }],
  'import/no-extraneous-dependencies': ['error', {
    devDependencies: ['test/**', 'examples/**', 'bench/**', 'dapr-suite/**', 'e2e/**', 'scenarios/**', 'tools/**', '.projenrc.ts'], optionalDependencies: false, peerDependencies: true,
  }],
  'import/no-cycle': ['error'],
  'import/no-restricted-paths': ['error', {
    zones,
  }],
});

const inTypeScript = (name: string, description: string, file: string) =>
  project.addTask(name, { description, exec: `tsx ${file}`, receiveArgs: true });
const generate = inTypeScript('generate', 'Write what is generated from tables in the code', 'tools/daprd-options.ts');
generate.exec('tsx tools/components.ts');
generate.exec('tsx tools/crds.ts');
generate.exec('tsx tools/rules.ts');
// With the tsconfig of the tools, because the examples import the package by name.
const docs = project.addTask('docs', { description: 'Write docs/', exec: 'tsx --tsconfig tools/tsconfig.json tools/docs.ts', receiveArgs: true });
const api = inTypeScript('docgen', 'Write API.md and docs/api/ from the jsii assembly', 'tools/api.ts');
inTypeScript('examples', 'Synthesize every example', 'tools/examples.ts');
const languages = inTypeScript('languages', 'Pack the library for other languages, and run the examples of examples/languages with it', 'tools/languages.ts');
inTypeScript('bench', 'Compare the cost of a synth with that of plain cdk8s', 'bench/run.ts');
inTypeScript('schemas', 'Write the schemas of test/schemas from a cluster and the CRDs of Dapr', 'tools/schemas.ts');
project.addTask('fidelity', {
  description: 'Check what is emitted against the code of Dapr; needs Go', exec: 'tsx --tsconfig test/tsconfig.json tools/fidelity.ts', receiveArgs: true,
});
project.addTask('e2e', { description: 'Run the cluster tests on KUBECONFIG', exec: 'jest --config e2e/jest.config.json --runInBand', receiveArgs: true });
project.addTask('dapr-suite', {
  description: 'Run Dapr\'s own end-to-end tests on KUBECONFIG; needs Go', exec: 'tsx --tsconfig dapr-suite/tsconfig.json dapr-suite/run.ts', receiveArgs: true,
});
project.addTask('test:deep', { description: 'Give every construct many random props; DEEP_CASES and DEEP_SEED', exec: 'jest --config test/random/jest.config.json --maxWorkers=100%' });
project.addTask('mutation', { description: 'Run the mutation tests of rules, data planes and what they share', exec: 'stryker run', receiveArgs: true });
inTypeScript('check:outside', 'Check what the examples export for places outside Kubernetes with what reads it there', 'e2e/checks/run.ts');
const bundle = inTypeScript('bundle', 'Make one file of each folder of the compiled library, so that it loads fast', 'tools/bundle.ts');
const smoke = inTypeScript('smoke', 'Check that the bundled library has all that it exports', 'tools/smoke.ts');
project.preCompileTask.spawn(generate);
project.compileTask.spawn(bundle);
project.compileTask.spawn(smoke);
project.postCompileTask.spawn(api);
project.postCompileTask.spawn(docs);
project.annotateGenerated('/API.md');
project.annotateGenerated('/docs/api/**');
// The packages of the other languages contain the translations.
const snippets = inTypeScript('snippets', 'Translate the snippets of the README and of the docstrings', 'tools/rosetta.ts');
project.postCompileTask.spawn(snippets);
const release = inTypeScript('release', 'Check and pack a release; publishes nothing', 'tools/release.ts');
for (const task of [languages, release]) {
  task.prependSpawn(snippets);
  task.prependSpawn(project.compileTask);
}

// All steps that write files; CI checks that the committed files are up to date.
const write = project.addTask('write', { description: 'Write all generated files: project files, sources, API.md, docs' });
for (const step of ['default', 'pre-compile', 'compile', 'post-compile']) {
  write.spawn(project.tasks.tryFind(step)!);
}

// A release packages the other languages, with their own toolchains.
project.packageTask.reset();
project.packageTask.spawn(project.tasks.tryFind('package:js')!);

project.synth();
