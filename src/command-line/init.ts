import { readArguments } from './arguments';
import { Command, UsageError } from './command';
import { completePackage, copyTemplate, SYNTH } from './project-files';

const FILES = ['shop.ts', 'main.ts', 'shop.test.ts', 'tests.ts', 'cdk8s.yaml', 'tsconfig.json', '.gitignore', '.github/workflows/stack.yml'];
const SCRIPTS = { synth: SYNTH, test: 'node --import tsx --test tests.ts' };
const DEPENDENCIES = ['cdk8s', 'cdk8s-dapr', 'cdk8s-plus-33', 'constructs'];

/** A project with a small stack, its test and a pipeline. */
export const initCommand: Command = {
  name: 'init',
  summary: 'Writes a project with a small stack, its test and a pipeline',
  usage: `Usage: cdk8s-dapr init [folder]

Writes a stack, its test, a pipeline for GitHub Actions and package.json into the folder, by default the current one. Files that exist are kept; package.json gets the
scripts and dependencies that it lacks.

Exit codes: 0, 1 for wrong arguments or a package.json that cannot be read.
`,
  run(given, { out }) {
    const { words } = readArguments(given, {});
    if (words.length > 1) {
      throw new UsageError(`init takes one folder; got ${words.length} arguments`);
    }
    const [folder = '.'] = words;
    const lines = [completePackage(folder, SCRIPTS, DEPENDENCIES), ...FILES.map(path => copyTemplate(path, folder))];
    out(`${lines.map(line => `  ${line}\n`).join('')}\nNext: ${folder === '.' ? '' : `cd ${folder} && `}npm install && npm run synth && npm test\n`);
    return 0;
  },
};
