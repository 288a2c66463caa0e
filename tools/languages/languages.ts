import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { delimiter, join } from 'path';
import { commandsOf, copyExample, EXAMPLES, Language } from './language';
import { generate, generateDependency, pack, TOP } from './pack';
import { run } from './run';

const packageJson = () => JSON.parse(readFileSync(join(TOP, 'package.json'), 'utf8'));

/** The package of npm, with the TypeScript examples themselves. */
const typescript: Language = {
  name: 'typescript',
  tools: ['npm'],
  pack: packages => pack('js', packages),
  install: (packages, folder) => {
    const cwd = join(folder, 'example');
    const topics = { hello: 'hello-kubernetes', own_data_plane: 'own-data-plane', shop: 'one-app-every-model' };
    Object.values(topics).forEach(topic => cpSync(join(EXAMPLES, topic), join(cwd, topic), { recursive: true, filter: path => !/[/\\]dist/.test(path.slice(EXAMPLES.length)) }));
    writeFileSync(join(cwd, 'package.json'), '{ "private": true }\n');
    const { devDependencies } = packageJson();
    const tarball = join(packages, 'js', readdirSync(join(packages, 'js')).find(file => file.endsWith('.tgz'))!);
    const others = ['cdk8s', 'constructs', 'cdk8s-plus-28', 'tsx'].map(name => `${name}@${devDependencies[name]}`);
    run('npm', ['install', '--no-audit', '--no-fund', tarball, ...others], { cwd });
    const main = (file: string) => [process.execPath, '--import', 'tsx', file];
    return {
      ...commandsOf(['own_data_plane', 'shop'], program => main(`${topics[program as 'shop']}/main.ts`)),
      hello: argument => main(`hello-kubernetes/main${argument === 'sidecar' ? '' : `-${argument}`}.ts`),
    };
  },
};

const python: Language = {
  name: 'python',
  tools: ['python3'],
  pack: packages => pack('python', packages),
  install: (packages, folder) => {
    const cwd = copyExample('python', folder);
    const wheel = readdirSync(join(packages, 'python')).find(file => file.endsWith('.whl'))!;
    run('python3', ['-m', 'venv', 'env'], { cwd });
    run(join(cwd, 'env', 'bin', 'pip'), ['install', '--quiet', '-r', 'requirements.txt', join(packages, 'python', wheel)], { cwd });
    return commandsOf(['hello', 'shop', 'own_data_plane', 'findings'], program => [join(cwd, 'env', 'bin', 'python'), `${program}.py`]);
  },
};

/** The modules that are not taken from the module proxy, and the packages that they are generated from. */
const DEPENDENCIES: { readonly [path: string]: string } = {
  'github.com/aws/constructs-go/constructs/v10': 'constructs',
  'github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2': 'cdk8s',
  'github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2': 'cdk8s-plus-28',
};

/** A module is published as code. */
const go: Language = {
  name: 'go',
  tools: ['go'],
  pack: packages => generate('go', packages),
  install: (packages, folder) => {
    const cwd = copyExample('go', folder);
    Object.values(DEPENDENCIES).forEach(name => generateDependency(name, 'go', folder));
    const replacements = [
      `github.com/cdk8s-dapr/cdk8s-dapr-go/cdk8sdapr=${join(packages, 'go', 'cdk8sdapr')}`,
      ...Object.entries(DEPENDENCIES).map(([path, name]) => `${path}=${join(folder, 'go', name.replace(/-/g, ''))}`),
    ];
    run('go', ['mod', 'edit', ...replacements.map(replacement => `-replace=${replacement}`)], { cwd });
    run('go', ['mod', 'tidy'], { cwd });
    run('go', ['vet', './...'], { cwd });
    mkdirSync(join(cwd, 'bin'));
    run('go', ['build', '-o', 'bin/', './...'], { cwd });
    return commandsOf(['hello', 'own_data_plane', 'findings'], program => [join(cwd, 'bin', program)]);
  },
};

/** The classes of programs in Java and C#. */
const CLASSES: { readonly [program: string]: string } = { hello: 'Hello', own_data_plane: 'OwnDataPlane', findings: 'Findings' };

/** Settings of Maven with a folder as a repository. */
const settings = (repository: string): string => `<settings><profiles><profile><id>packed</id><repositories>
<repository><id>packed</id><url>file://${repository}</url></repository>
</repositories></profile></profiles><activeProfiles><activeProfile>packed</activeProfile></activeProfiles></settings>
`;

/** Compiles Java code of jsii into a folder that is a repository of Maven. */
function deploy(code: string, repository: string): void {
  const skip = ['maven.test', 'maven.javadoc', 'maven.source', 'gpg'].map(what => `-D${what}.skip=true`);
  run('mvn', ['-q', '-B', 'deploy', ...skip, `-DaltDeploymentRepository=folder::default::file://${repository}`], { cwd: code });
}

const java: Language = {
  name: 'java',
  tools: ['mvn', 'javac'],
  // With the documentation, which takes minutes.
  pack: packages => pack('java', packages),
  packForTest: packages => {
    const code = join(packages, 'code');
    generate('java', code);
    deploy(join(code, 'java'), join(packages, 'java'));
  },
  install: (packages, folder) => {
    const cwd = copyExample('java', folder);
    const plus = join(folder, 'plus');
    generateDependency('cdk8s-plus-28', 'java', folder);
    deploy(join(folder, 'java'), plus);
    writeFileSync(join(cwd, 'settings.xml'), settings(plus));
    const { version } = packageJson();
    const packed = join(packages, 'java', 'io', 'github', 'cdk8s-dapr', 'cdk8s-dapr', version, `cdk8s-dapr-${version}`);
    // Maven would use one that an earlier run installed.
    run('mvn', ['-q', '-B', 'install:install-file', `-Dfile=${packed}.jar`, `-DpomFile=${packed}.pom`], { cwd });
    run('mvn', ['-q', '-B', '-s', 'settings.xml', 'compile', 'dependency:copy-dependencies'], { cwd });
    return commandsOf(Object.keys(CLASSES), program => ['java', '-cp', `target/classes${delimiter}target/dependency/*`, CLASSES[program]]);
  },
};

/** Its dependencies come from NuGet. */
const csharp: Language = {
  name: 'csharp',
  tools: ['dotnet'],
  pack: packages => pack('dotnet', packages),
  install: (packages, folder) => {
    const cwd = copyExample('csharp', folder);
    // `--source` would replace the sources of the dependencies, and NuGet's cache may contain the package of an earlier run.
    const options = { cwd, env: { RestoreAdditionalProjectSources: join(packages, 'dotnet'), NUGET_PACKAGES: join(folder, 'nuget') } };
    run('dotnet', ['add', 'package', 'Cdk8sDapr'], options);
    run('dotnet', ['build', '--nologo'], options);
    return commandsOf(Object.keys(CLASSES), program => ['dotnet', 'run', '--no-build', '--', CLASSES[program]]);
  },
};

/** The languages in which the package is published. */
export const LANGUAGES: readonly Language[] = [typescript, python, go, java, csharp];
