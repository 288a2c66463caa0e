import { basename, resolve } from 'path';
import { readArguments } from './arguments';
import { Command, UsageError } from './command';
import { readManyManifests, STDIN } from './manifest-files';
import { completePackage, copyTemplate, SYNTH, write } from './project-files';
import { atLeast, DAPR_LINES, parseVersion } from '../dapr/version';
import { isSharedValues } from '../importing/code/dapr-shared';
import { readEstate } from '../importing/estate/estate';
import { importEstate } from '../importing/import';
import { projectFiles } from '../importing/project';
import { reportOf } from '../importing/report';
import { PLATFORM_DEFAULTS } from '../platform/defaults';
import { describe } from '../util/values';

const TEST = 'stack.test.ts';

/** A project from existing manifests. */
export const importCommand: Command = {
  name: 'import',
  summary: 'Writes a project from existing manifests, and proves that it means the same',
  usage: `Usage: cdk8s-dapr import <manifests> [--to folder] [--dapr-version version]

Reads manifests, and writes a TypeScript project with their objects: annotated workloads, Components, Configurations, Subscriptions and HTTP endpoints as constructs, and
everything else as YAML that the project includes. <manifests> is a file, a folder with .yaml, .yml and .json files, or - for the standard input, such as the output of
helm template. The values of the chart of Dapr Shared become a shared daprd. Then runs the project, and prints in what its synth differs from what was read.

  --to            folder of the project, by default a new folder named after <manifests>, with -cdk8s
  --dapr-version  version of Dapr in the cluster, such as 1.18, by default ${PLATFORM_DEFAULTS.daprVersion}

Files that exist in it are not overwritten. Exit codes: 0, 1 for wrong arguments or manifests, 2 if the synth fails or lacks an object.
`,
  run(given, { out, stdin }, library) {
    const { words, options } = readArguments(given, { 'to': undefined, 'dapr-version': undefined });
    if (words.length !== 1) {
      throw new UsageError(`import needs <manifests>; got ${words.length || 'no'} arguments`);
    }
    const { to, 'dapr-version': daprVersion = PLATFORM_DEFAULTS.daprVersion } = options;
    if (!parseVersion(daprVersion) || !atLeast(daprVersion, DAPR_LINES[0])) {
      throw new UsageError(`--dapr-version must be ${DAPR_LINES[0]} or newer; got ${describe(daprVersion)}`);
    }
    const [from] = words;
    const name = nameOf(from);
    const folder = to ?? `${name}-cdk8s`;
    const { files, unreadable } = readManyManifests(from, stdin);
    const read = readEstate(files, isSharedValues);
    const estate = { ...read, leftOut: [...unreadable, ...read.leftOut] };
    if (!estate.objects.length && !estate.values.length) {
      const [other] = unreadable;
      throw new UsageError(`${from} contains no object of Kubernetes${other ? `; ${other.place}: ${other.why}` : ''}`);
    }
    const imported = importEstate(estate, name, library, daprVersion);
    const written = [
      completePackage(folder, { synth: SYNTH, test: `node --import tsx --test ${TEST}` }, ['cdk8s', 'cdk8s-dapr', 'constructs']),
      ...['cdk8s.yaml', 'tsconfig.json', '.gitignore'].map(path => copyTemplate(path, folder)),
      ...[...projectFiles(imported.parts)].map(([path, content]) => write(folder, path, content)),
    ];
    out(`${reportOf(estate, imported)}\nWritten to ${folder}:\n${written.map(line => `  ${line}\n`).join('')}\nNext: cd ${folder} && npm install && npm run synth && npm test\n`);
    return imported.failure !== undefined || imported.differences.some(({ kind }) => kind === 'missing') ? 2 : 0;
  },
};

/** A name for the chart and the folder. */
const nameOf = (from: string): string => (from === STDIN ? '' : basename(resolve(from)).replace(/\.(ya?ml|json)$/i, ''))
  .toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'stack';
