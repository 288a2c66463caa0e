/** Holds the bundled library against what it promises: jsii's list of types, and the names for `import`. The tests run what is in `src`. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { pathToFileURL } from 'url';

const top = join(__dirname, '..');
const main = join(top, 'lib', 'index.js');

interface JsiiType {
  readonly kind: 'class' | 'enum' | 'interface';
  /** With the submodule it is in. */
  readonly fqn: string;
  readonly members?: { readonly name: string }[];
}

async function smoke(): Promise<string[]> {
  const assembly: { types: { [fqn: string]: JsiiType } } = JSON.parse(readFileSync(join(top, '.jsii'), 'utf8'));
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- its path is known here only
  const library = require(main);
  const found = ({ fqn }: JsiiType): any => fqn.split('.').slice(1).reduce((at, name) => at?.[name], library);
  const types = Object.values(assembly.types);
  const imported = await import(pathToFileURL(main).href);
  return [
    ...types.filter(type => type.kind === 'class' && typeof found(type) !== 'function').map(({ fqn }) => `no class ${fqn}`),
    ...types.filter(type => type.kind === 'enum' && !type.members!.every(({ name }) => found(type)?.[name] !== undefined)).map(({ fqn }) => `no enum ${fqn}`),
    ...Object.keys(library).filter(name => imported[name] !== library[name]).map(name => `import { ${name} } finds nothing`),
  ];
}

void smoke().then(wrong => {
  if (wrong.length) {
    throw new Error(`lib/index.js is not what it should be:\n${wrong.join('\n')}`);
  }
});
