/** The rules in `src`, read from its code, with the files that declare them. */
import { readdirSync, readFileSync } from 'fs';
import { join, sep } from 'path';
import * as ts from 'typescript';
import { Rule } from '../src/diagnostics/rule';

export const SRC = join(__dirname, '..', 'src');
/** Hand-written files of `src`. */
export const SOURCES = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).map(file => file.split(sep).join('/'))
  .filter(file => file.endsWith('.ts') && !file.endsWith('.generated.ts')).sort();

const sourceOf = (file: string): ts.SourceFile => ts.createSourceFile(file, readFileSync(join(SRC, file), 'utf8'), ts.ScriptTarget.Latest, true);

/** The value of a string or boolean literal: a rule is plain data. */
function valueOf(node: ts.Expression): string | boolean {
  if (ts.isStringLiteralLike(node)) {
    return node.text;
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    return `${valueOf(node.left)}${valueOf(node.right)}`;
  }
  if (node.kind === ts.SyntaxKind.TrueKeyword) {
    return true;
  }
  throw new Error(`${node.getSourceFile().fileName}: write ${node.getText()} as a string literal`);
}

const LEVELS = ['error', 'warning', 'danger', 'notice'];

/** The rule of `error('DAPR1234', { ... })`, or of one of the other levels. */
function ruleOf(node: ts.Node): Rule | undefined {
  if (!ts.isCallExpression(node) || !LEVELS.includes(node.expression.getText())) {
    return undefined;
  }
  const [code, text] = node.arguments;
  if (!code || !ts.isStringLiteral(code) || !/^DAPR\d{4}$/.test(code.text) || !text || !ts.isObjectLiteralExpression(text)) {
    return undefined;
  }
  const fields = text.properties.filter(ts.isPropertyAssignment).map(({ name, initializer }) => [name.getText(), valueOf(initializer)]);
  return { code: code.text, level: node.expression.getText(), ...Object.fromEntries(fields) };
}

function rulesIn(node: ts.Node): Rule[] {
  const rules: Rule[] = [];
  const visit = (each: ts.Node): void => {
    const rule = ruleOf(each);
    if (rule) {
      rules.push(rule);
    }
    ts.forEachChild(each, visit);
  };
  visit(node);
  return rules;
}

/** All rules with their files, by code. */
export const rulesWithFiles = (): { rule: Rule; file: string }[] =>
  SOURCES.flatMap(file => rulesIn(sourceOf(file)).map(rule => ({ rule, file }))).sort((x, y) => x.rule.code < y.rule.code ? -1 : 1);
