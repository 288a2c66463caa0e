/** The files of a project with imported objects. */
import { Yaml } from 'cdk8s';
import { text } from './code/literal';
import { Part } from './estate/model';

const DERIVED = ['topicScopes', 'secretScopes', 'accessControl', 'builtinSecretStoreOff'];

/** The statements of a constructor. */
function constructorOf({ namespace, daprVersion, body }: Part): string {
  const lines = [
    `super(scope, id, { ${namespace === undefined ? '' : `namespace: '${namespace}', `}disableResourceNameHashes: true });`,
    '// The version of the cluster. Nothing is derived, so that the objects stay as they are; remove the entries to derive what apps declare.',
    `DaprPlatform.set(this, { daprVersion: '${daprVersion}', derivedAccess: { ${DERIVED.map(name => `${name}: false`).join(', ')} } });`,
    '',
    ...body.split('\n'),
  ];
  return lines.map(line => line && `    ${line}`).join('\n').trimEnd();
}

const importsOf = ({ imports }: Part): [module: string, names: readonly string[]][] => [
  ['cdk8s', imports.get('cdk8s') ?? []], ['cdk8s-dapr', [...new Set(['DaprPlatform', ...imports.get('cdk8s-dapr') ?? []])].sort()],
];

const usesWorkload = ({ body }: Part): boolean => body.includes('workload(kept, ');
const usesKept = ({ kept }: Part): boolean => kept.length > 0;

/** The chart as TypeScript. */
export function chartFile(part: Part): string {
  return `${importsOf(part).map(([module, names]) => `import { ${names.join(', ')} } from '${module}';`).join('\n')}
import { Construct } from 'constructs';
${usesKept(part) ? 'import { join } from \'node:path\';\n' : ''}
${usesWorkload(part) ? `/** An object of an included file. */
const workload = (from: Include, kind: string, name: string) => from.apiObjects.find(each => each.kind === kind && each.name === name)!;

` : ''}export class ${part.className} extends Chart {
  constructor(scope: Construct, id: string) {
${constructorOf(part)}
  }
}
`;
}

/** The same statements as the body of a function that returns the class, to run them without a compiler. */
export const chartProgram = (part: Part): string => `'use strict';
${importsOf(part).map(([module, names]) => `const { ${names.join(', ')} } = require('${module}');`).join('\n')}
const { join } = require('path');
const workload = (from, kind, name) => from.apiObjects.find(each => each.kind === kind && each.name === name);
return class ${part.className} extends Chart {
  constructor(scope, id) {
${constructorOf(part)}
  }
};`;

/** The objects that stay as they are. */
export const keptFile = ({ kept }: Part): string => Yaml.stringify(...kept.map(({ object }) => object.json));

const imports = (parts: readonly Part[]): string => parts.map(({ className, id }) => `import { ${className} } from ${text(`./${id}`)};`).join('\n');

export const mainFile = (parts: readonly Part[]): string => `import { App } from 'cdk8s';
${imports(parts)}

const app = new App();
${parts.map(({ className, id }) => `new ${className}(app, '${id}');`).join('\n')}
app.synth();
`;

/** A test of the imported stack. */
export const testFile = (parts: readonly Part[]): string => `import assert from 'node:assert';
import test from 'node:test';
import { Testing } from 'cdk8s';
import { testing } from 'cdk8s-dapr';
${imports(parts)}

${parts.map(part => `test('${part.id} has no errors, and all its objects', () => {
  const chart = new ${part.className}(Testing.app(), '${part.id}');
  assert.deepEqual(testing.DaprStack.of(chart).errors, []);
  const names = new Set<string>(chart.toJson().map(({ kind, metadata }) => \`\${kind} \${metadata.name}\`));
  const imported: string[] = [
${[...new Set([...part.constructs, ...part.kept].map(({ object: { json } }) => `${json.kind} ${json.metadata.name}`))].sort().map(name => `    ${text(name)},`).join('\n')}
  ];
  assert.deepEqual(imported.filter(name => !names.has(name)), []);
});
`).join('\n')}`;

/** All files of the stack, by name. */
export function projectFiles(parts: readonly Part[]): ReadonlyMap<string, string> {
  return new Map([
    ...parts.map((part): [string, string] => [`${part.id}.ts`, chartFile(part)]),
    ...parts.filter(usesKept).map((part): [string, string] => [`kept/${part.id}.yaml`, keptFile(part)]),
    ['main.ts', mainFile(parts)],
    ['stack.test.ts', testFile(parts)],
  ]);
}
