import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'fs';
import { delimiter, join } from 'path';
import { generate, generateDependency, pack } from './pack';
import { run } from './run';

/** The command of each program of an example. */
export interface Commands {
  readonly [program: string]: readonly string[];
}

export interface Language {
  readonly name: string;
  /** Programs that it needs. */
  readonly tools: readonly string[];
  /** Packs the library and installs it for the example, which is copied to `example` of the folder. */
  readonly install: (folder: string) => Commands;
}

function copyExample(language: string, folder: string): string {
  const example = join(folder, 'example');
  cpSync(join(__dirname, '..', '..', 'examples', 'languages', language), example, { recursive: true });
  return example;
}

const python: Language = {
  name: 'python',
  tools: ['python3'],
  install: folder => {
    const cwd = copyExample('python', folder);
    pack('python', folder);
    const wheel = readdirSync(join(folder, 'python')).find(file => file.endsWith('.whl'))!;
    run('python3', ['-m', 'venv', 'env'], { cwd });
    run(join(cwd, 'env', 'bin', 'pip'), ['install', '--quiet', '-r', 'requirements.txt', join(folder, 'python', wheel)], { cwd });
    const python3 = join(cwd, 'env', 'bin', 'python');
    return Object.fromEntries(['hello', 'shop', 'own_data_plane'].map(program => [program, [python3, `${program}.py`]]));
  },
};

/** The modules that are not taken from the module proxy, and their folders. */
const MODULES: { readonly [path: string]: string } = {
  'github.com/aws/constructs-go/constructs/v10': 'constructs',
  'github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2': 'cdk8s',
  'github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2': 'cdk8splus28',
  'github.com/cdk8s-dapr/cdk8s-dapr-go/cdk8sdapr': 'cdk8sdapr',
};

const go: Language = {
  name: 'go',
  tools: ['go'],
  install: folder => {
    const cwd = copyExample('go', folder);
    generate('go', folder);
    ['constructs', 'cdk8s', 'cdk8s-plus-28'].forEach(name => generateDependency(name, 'go', folder));
    run('go', ['mod', 'edit', ...Object.entries(MODULES).map(([path, name]) => `-replace=${path}=${join(folder, 'go', name)}`)], { cwd });
    run('go', ['mod', 'tidy'], { cwd });
    run('go', ['vet', './...'], { cwd });
    mkdirSync(join(cwd, 'bin'));
    run('go', ['build', '-o', 'bin/', './...'], { cwd });
    return { hello: [join(cwd, 'bin', 'hello')], own_data_plane: [join(cwd, 'bin', 'own_data_plane')] };
  },
};

/** Adds a folder as a repository of Maven. */
const settings = (repository: string): string => `<settings><profiles><profile><id>packed</id><repositories>
<repository><id>packed</id><url>file://${repository}</url></repository>
</repositories></profile></profiles><activeProfiles><activeProfile>packed</activeProfile></activeProfiles></settings>
`;

const java: Language = {
  name: 'java',
  tools: ['mvn', 'javac'],
  install: folder => {
    const cwd = copyExample('java', folder);
    const repository = join(folder, 'repository');
    const skip = ['test', 'javadoc', 'source'].map(what => `-Dmaven.${what}.skip=true`);
    const deploy = (project: string) =>
      run('mvn', ['-q', '-B', 'deploy', ...skip, '-Dgpg.skip=true', `-DaltDeploymentRepository=packed::default::file://${repository}`], { cwd: join(project, 'java') });
    generateDependency('cdk8s-plus-28', 'java', join(folder, 'plus'));
    deploy(join(folder, 'plus'));
    generate('java', folder);
    deploy(folder);
    writeFileSync(join(cwd, 'settings.xml'), settings(repository));
    run('mvn', ['-q', '-B', '-s', 'settings.xml', 'compile', 'dependency:copy-dependencies'], { cwd });
    const main = (name: string) => ['java', '-cp', `target/classes${delimiter}target/dependency/*`, name];
    return { hello: main('Hello'), own_data_plane: main('OwnDataPlane') };
  },
};

/** Its dependencies come from NuGet. */
const csharp: Language = {
  name: 'csharp',
  tools: ['dotnet'],
  install: folder => {
    const cwd = copyExample('csharp', folder);
    pack('dotnet', folder);
    run('dotnet', ['add', 'package', 'Cdk8sDapr', '--source', join(folder, 'dotnet')], { cwd });
    run('dotnet', ['build', '--nologo'], { cwd });
    return { hello: ['dotnet', 'run', '--no-build', '--'] };
  },
};

/** The languages in which the package is published beside TypeScript. */
export const LANGUAGES: readonly Language[] = [python, go, java, csharp];
