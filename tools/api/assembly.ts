/** The jsii assembly, as far as the API reference reads it. */
import { readFileSync } from 'fs';
import { join } from 'path';

export interface Docs {
  readonly summary?: string;
  readonly remarks?: string;
  readonly default?: string;
  readonly example?: string;
  readonly see?: string;
  readonly deprecated?: string;
  readonly returns?: string;
}
export interface TypeReference {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: TypeReference };
  readonly union?: { readonly types: TypeReference[] };
}
export interface Property {
  readonly name: string;
  readonly type: TypeReference;
  readonly optional?: boolean;
  readonly static?: boolean;
  readonly const?: boolean;
  readonly docs?: Docs;
}
export interface Parameter extends Omit<Property, 'static' | 'const'> {
  readonly variadic?: boolean;
}
export interface Callable {
  readonly parameters?: Parameter[];
  readonly docs?: Docs;
}
export interface Method extends Callable {
  readonly name: string;
  readonly static?: boolean;
  readonly returns?: { readonly type: TypeReference; readonly optional?: boolean };
}
export interface Type {
  readonly fqn: string;
  readonly name: string;
  /** The jsii submodule; undefined in the core. */
  readonly namespace?: string;
  readonly kind: 'class' | 'interface' | 'enum';
  /** It is a struct. */
  readonly datatype?: boolean;
  readonly base?: string;
  readonly interfaces?: string[];
  readonly docs?: Docs;
  readonly initializer?: Callable;
  readonly methods?: Method[];
  readonly properties?: Property[];
  readonly members?: { readonly name: string; readonly docs?: Docs }[];
  readonly locationInModule: { readonly filename: string };
}
export interface Assembly {
  readonly name: string;
  readonly types: { readonly [fqn: string]: Type };
}

export const readAssembly = (): Assembly => JSON.parse(readFileSync(join(__dirname, '..', '..', '.jsii'), 'utf8'));

/** The bases of a type within the package, the nearest first. */
export function basesOf({ types }: Assembly, type: Type): Type[] {
  const direct = [type.base, ...type.interfaces ?? []].flatMap(fqn => fqn && types[fqn] ? [types[fqn]] : []);
  return [...new Set(direct.flatMap(base => [base, ...basesOf({ types } as Assembly, base)]))];
}

export const isConstruct = (assembly: Assembly, type: Type): boolean =>
  type.kind === 'class' && [type, ...basesOf(assembly, type)].some(({ base }) => base === 'constructs.Construct');
