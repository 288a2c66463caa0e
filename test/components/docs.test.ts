/** The docs of the generated classes: what an editor shows for `new state.RedisStateStore(`. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { Duration } from 'cdk8s';
import * as lib from 'cdk8s-dapr';
import * as ts from 'typescript';
import { newChart, refusal } from '../../scenarios/charts';
import { exampleOf } from '../../tools/components/example';
import { Component, COMPONENTS } from '../../tools/components/model';
import { className } from '../../tools/components/names';
import { describeComponent, describeField, DESCRIPTIONS, matches, pageOf } from '../../tools/components/prose';
import { TOP } from '../support/paths';

const STABLE = COMPONENTS.filter(({ status }) => status === 'stable');
const nameOf = ({ type, version }: Component): string => className(type, version);
const live = (component: Component) => component.fields.filter(({ dead }) => !dead);

test('every stable component has a description and a page of its own', () => {
  expect(STABLE.length).toBeGreaterThan(50);
  expect(STABLE.filter(component => !describeComponent(component) || !/\/supported-[\w-]+\/[\w-]+\/$/.test(pageOf(component))).map(nameOf)).toEqual([]);
});

test('every field of a stable component has a description', () => {
  const missing = STABLE.flatMap(component => live(component).filter(field => !describeField(component, field)).map(({ name }) => `${nameOf(component)} ${name}`));
  expect(missing).toEqual([]);
});

test('every description is used', () => {
  const types = Object.keys(DESCRIPTIONS.components).filter(key => !COMPONENTS.some(({ type, version }) => [type, `${type}/${version}`].includes(key)));
  const describes = (patterns: string, name: string, text: string): boolean => COMPONENTS.some(component =>
    matches(patterns, component) && component.fields.some(field => field.name === name && describeField(component, field) === text));
  const fields = Object.entries(DESCRIPTIONS.fields).flatMap(([patterns, texts]) => Object.entries(texts)
    .filter(([name, text]) => !describes(patterns, name, text)).map(([name]) => `${patterns}: ${name}`));
  expect([...types, ...fields]).toEqual([]);
});

test('a description consists of short sentences', () => {
  const texts = [...Object.values(DESCRIPTIONS.components), ...Object.values(DESCRIPTIONS.fields).flatMap(group => Object.values(group))];
  expect(texts.filter(text => !/^[A-Z`].*\.$/.test(text) || text.length > 240 || /\s\s|\n/.test(text))).toEqual([]);
});

test.each(COMPONENTS.map(component => [nameOf(component), component] as const))('%s: its example works', (_, component) => {
  const chart = newChart();
  const code = ts.transpile(exampleOf(component).join('\n'), { target: ts.ScriptTarget.ES2022 });
  const names = { ...lib, Duration };
  new Function('chart', ...Object.keys(names), code)(chart, ...Object.values(names));
  expect(refusal(chart)).toBe('');
});

describe('an editor', () => {
  const FILE = join(TOP, 'test', 'components', 'hover.ts');
  const text = 'import * as state from \'../../src/components/state.generated\';\nnew state.RedisStateStore(null as any, \'store\', { metadata: { redisHost: \'\' } });\n';
  const host: ts.LanguageServiceHost = {
    getScriptFileNames: () => [FILE],
    getScriptVersion: () => '1',
    getScriptSnapshot: file => file === FILE ? ts.ScriptSnapshot.fromString(text) : ts.sys.fileExists(file) ? ts.ScriptSnapshot.fromString(readFileSync(file, 'utf8')) : undefined,
    getCurrentDirectory: () => TOP,
    getCompilationSettings: () => ({ skipLibCheck: true, types: [] }),
    getDefaultLibFileName: options => ts.getDefaultLibFilePath(options),
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
  };
  const service = ts.createLanguageService(host);
  const hover = (word: string) => service.getQuickInfoAtPosition(FILE, text.lastIndexOf(word) + 1)!;
  const tag = (info: ts.QuickInfo, name: string) => ts.displayPartsToString(info.tags?.find(each => each.name === name)?.text);

  test('shows for `new state.RedisStateStore(` what it is, its status, its page and an example', () => {
    const info = hover('RedisStateStore');
    const docs = ts.displayPartsToString(info.documentation);
    expect(docs).toMatch(/^Stores state in Redis/);
    expect(docs).toContain('The state store `state.redis`, version v1.\nStatus: stable, since Dapr 1.0.');
    expect(tag(info, 'see')).toBe('https://docs.dapr.io/reference/components-reference/supported-state-stores/setup-redis/');
    expect(tag(info, 'example')).toContain('new state.RedisStateStore(chart, \'store\', {\n  metadata: { redisHost: \'redis:6379\' },');
  });

  test('shows for a prop of the metadata what it is, its field and its type', () => {
    const docs = ts.displayPartsToString(hover('redisHost').documentation);
    expect(docs).toMatch(/^Address of Redis as `host:port`\.[^]*\n\nMetadata field `redisHost`: a string\.$/);
  });
});
