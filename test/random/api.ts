/**
 * The public API: constructors, factories, methods and structs, with the types of their parameters and props. Read from
 * the sources, so that it is complete; only the syntax is parsed, without type checking.
 */
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';

/** A jsii type. */
export type Type =
  | { readonly kind: 'string' | 'number' | 'boolean' | 'any' }
  | { readonly kind: 'list' | 'map'; readonly of: Type }
  | { readonly kind: 'union'; readonly of: readonly Type[] }
  | { readonly kind: 'named'; readonly name: string };

/** A prop of a struct, or a parameter. */
export interface Field {
  readonly name: string;
  readonly optional: boolean;
  readonly type: Type;
}

export interface Method {
  readonly name: string;
  readonly parameters: readonly Field[];
  /** Name of the return type, if it has one. */
  readonly returns?: string;
}

export interface Class {
  readonly name: string;
  readonly construct: readonly Field[];
  readonly statics: readonly Method[];
  readonly methods: readonly Method[];
}

interface Struct { readonly bases: readonly string[]; readonly fields: readonly Field[] }

const SRC = join(__dirname, '..', '..', 'src');
const structs = new Map<string, Struct>();
const classes = new Map<string, Class & { readonly base?: string }>();

/** All props of a struct, including those of its bases. */
export function propsOf(name: string): readonly Field[] | undefined {
  const struct = structs.get(name);
  return struct && [...struct.bases.flatMap(base => propsOf(base) ?? []), ...struct.fields];
}

/** A class with inherited members. */
export function classOf(name: string): Class | undefined {
  const own = classes.get(name);
  const base = own?.base === undefined ? undefined : classOf(own.base);
  return own && base ? { ...own, construct: own.construct.length ? own.construct : base.construct, methods: [...base.methods, ...own.methods] } : own;
}

/** Static methods of any class that return the type. */
export function factoriesOf(name: string): readonly (Method & { readonly owner: string })[] {
  return [...classes.values()].flatMap(owner => owner.statics.filter(({ returns }) => returns === name)
    .map(method => ({ ...method, owner: owner.name })));
}

function read(node: ts.Node): void {
  if (ts.isInterfaceDeclaration(node) && !/^I[A-Z]/.test(node.name.text)) {
    structs.set(node.name.text, {
      bases: heritage(node),
      fields: node.members.filter(ts.isPropertySignature).map(field),
    });
  } else if (ts.isClassDeclaration(node) && node.name && isPublic(node)) {
    const methods = node.members.filter(ts.isMethodDeclaration).filter(isPublic);
    classes.set(node.name.text, {
      name: node.name.text,
      base: heritage(node)[0],
      construct: (node.members.find(ts.isConstructorDeclaration)?.parameters ?? []).map(field),
      statics: methods.filter(isStatic).map(toMethod),
      methods: methods.filter(method => !isStatic(method)).map(toMethod),
    });
  }
}

function toMethod(node: ts.MethodDeclaration): Method {
  const returns = node.type && ts.isTypeReferenceNode(node.type) ? text(node.type.typeName) : undefined;
  return { name: text(node.name), parameters: node.parameters.map(field), returns };
}

function field(node: ts.PropertySignature | ts.ParameterDeclaration): Field {
  const optional = node.questionToken !== undefined || (ts.isParameter(node) && node.initializer !== undefined);
  return { name: text(node.name), optional, type: node.type ? toType(node.type) : { kind: 'any' } };
}

function toType(node: ts.TypeNode): Type {
  if (ts.isArrayTypeNode(node)) {
    return { kind: 'list', of: toType(node.elementType) };
  }
  if (ts.isTypeLiteralNode(node)) {
    const index = node.members.find(ts.isIndexSignatureDeclaration);
    return index ? { kind: 'map', of: toType(index.type) } : { kind: 'any' };
  }
  if (ts.isUnionTypeNode(node)) {
    return { kind: 'union', of: node.types.map(toType) };
  }
  if (ts.isTypeReferenceNode(node)) {
    return { kind: 'named', name: text(node.typeName) };
  }
  const plain: { [kind in ts.SyntaxKind]?: Type } = {
    [ts.SyntaxKind.StringKeyword]: { kind: 'string' }, [ts.SyntaxKind.NumberKeyword]: { kind: 'number' }, [ts.SyntaxKind.BooleanKeyword]: { kind: 'boolean' },
  };
  return plain[node.kind] ?? { kind: 'any' };
}

const text = (node: ts.Node): string => (node as ts.Identifier).text;
const heritage = (node: ts.ClassDeclaration | ts.InterfaceDeclaration): string[] =>
  (node.heritageClauses ?? []).filter(clause => ts.isInterfaceDeclaration(node) || clause.token === ts.SyntaxKind.ExtendsKeyword)
    .flatMap(clause => clause.types.map(({ expression }) => text(expression)));
const modifiers = (node: ts.Declaration): ts.SyntaxKind[] => (ts.canHaveModifiers(node) ? ts.getModifiers(node) ?? [] : []).map(({ kind }) => kind);
const isStatic = (node: ts.Declaration): boolean => modifiers(node).includes(ts.SyntaxKind.StaticKeyword);
const isPublic = (node: ts.ClassElement | ts.ClassDeclaration): boolean => ts.isClassDeclaration(node)
  || (!text(node.name!).startsWith('_') && !modifiers(node).some(kind => kind === ts.SyntaxKind.PrivateKeyword || kind === ts.SyntaxKind.ProtectedKeyword));

for (const file of readdirSync(SRC, { recursive: true }) as string[]) {
  if (file.endsWith('.ts')) {
    ts.createSourceFile(file, readFileSync(join(SRC, file), 'utf8'), ts.ScriptTarget.Latest).forEachChild(read);
  }
}
