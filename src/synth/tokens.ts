/** Values that cdk8s replaces while it renders an object: `Lazy`, implicit tokens, and what the resolvers of the App replace. */
import { ApiObject, App, Lazy, resolve } from 'cdk8s';
import { IConstruct } from 'constructs';
import { onePerApp } from './one-per-app';

/** The resolvers that every App has: of `Lazy`, of implicit tokens, and of generated unions. */
const BUILT_IN = ['LazyResolver', 'ImplicitTokenResolver', 'NumberStringUnionResolver'];
const HAS_RESOLVERS = onePerApp('has-resolvers', root =>
  ((root as Partial<App>).resolvers ?? []).some(({ constructor: { name } }) => !BUILT_IN.includes(name)));

/** Whether the App has resolvers of its own, which may replace any value, such as a string that stands for an output of another tool. */
export const hasResolvers = (at: IConstruct): boolean => HAS_RESOLVERS(at);

/** Whether a value is an instance of a class. */
export function isInstance(value: unknown): value is object {
  const prototype = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.getPrototypeOf(value) : null;
  return prototype !== null && Object.getPrototypeOf(prototype) !== null;
}

/** Whether a value may be a token: one of cdk8s, or an instance of a class that a resolver of the App may replace. */
export const mayBeToken = (at: IConstruct, value: any): boolean =>
  isInstance(value) && (value instanceof Lazy || typeof (value as any).resolve === 'function' || hasResolvers(at));

/** Whether a value, or a value in its lists and maps, may be a token. */
export const containsToken = (at: IConstruct, value: any): boolean => typeof value === 'object' && value !== null
  && (mayBeToken(at, value) || (!isInstance(value) && Object.values(value).some(each => containsToken(at, each))));

/** The value at a path of an object, as cdk8s renders it. */
export const resolved = (object: ApiObject, path: readonly string[], value: unknown): any => resolve([...path], value, object);

/** A resolved value as text; other values than strings, numbers and booleans are returned unchanged. */
export const asText = (value: unknown): unknown => typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;

interface Token { readonly value: unknown; readonly render: (value: any) => unknown }

const TOKENS = onePerApp('tokens', () => new Array<Token>());
const TEXT = /\$\{dapr-token-(\d+)\}/g;

/**
 * A text that stands for a token until it is resolved, where a value is combined with others before it is rendered.
 *
 * @param render converts the resolved value
 */
export function tokenText(at: IConstruct, value: unknown, render: (value: any) => unknown = each => each): string {
  return `\${dapr-token-${TOKENS(at).push({ value, render }) - 1}}`;
}

/** Whether texts may change while they are rendered. */
export function isUnresolved(at: IConstruct, texts: { readonly [key: string]: unknown }): boolean {
  for (const key in texts) {
    const text = texts[key];
    if (typeof text === 'string' && text.includes('${dapr-token-')) {
      return true;
    }
  }
  return hasResolvers(at);
}

/** Texts by key, as they are in the object. A token that is not resolved to a text is returned instead of the text that contains it. */
export function resolvedTexts<T>(object: ApiObject, path: readonly string[], texts: { readonly [key: string]: T }): { [key: string]: T } {
  return isUnresolved(object, texts)
    ? Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, textOf(object, [...path, key], text)])) : texts;
}

function textOf(object: ApiObject, path: readonly string[], text: unknown): any {
  const wrong: unknown[] = [];
  const whole = typeof text !== 'string' ? text : text.replace(TEXT, (all, i) => {
    const token = TOKENS(object)[Number(i)];
    const value = token ? asText(token.render(resolved(object, path, token.value))) : all;
    return typeof value === 'string' ? value : String(wrong.push(value ?? null));
  });
  return wrong.length ? wrong[0] : asText(resolved(object, path, whole));
}
