/** The annotations that configure a daprd: how options render to them, and which ones Dapr supports. */
import { IConstruct } from 'constructs';
import { goMemoryLimitFor, splitsInTwo } from './env';
import { DaprdOption } from './option-types';
import { APP_ANNOTATIONS, DAPRD_OPTIONS } from './options';
import { DaprdOptions } from './options.generated';
import { NEWEST_DAPR } from '../dapr/version';
import { report } from '../diagnostics/report';
import { error } from '../diagnostics/rule';
import { nearest } from '../kubernetes/names';
import { tokenText } from '../synth/tokens';
import { entryOf, sorted } from '../util/json';
import { isTruthy } from '../util/values';

const SPLIT_BY_INJECTOR = error('DAPR3007', {
  title: 'value split by the injector',
  why: 'The injector parses the text after the comma as a second variable',
  todo: 'use envFromSecret, or another separator',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_container.go',
});

export const DAPR = 'dapr.io/';
/** Whether the injector adds a daprd to the pod. */
export const ENABLED = 'dapr.io/enabled';
export type Annotations = { [name: string]: string };
/** Whether a daprd is wanted, which any value that resembles yes shows. */
export const wantsDaprd = (annotations: { readonly [name: string]: unknown }): boolean => isTruthy(String(annotations[ENABLED] ?? ''));
const ROWS: { [option: string]: DaprdOption | undefined } = DAPRD_OPTIONS;

/** Options by the name of their annotation; the first one wins if two write the same annotation. */
export const BY_ANNOTATION = new Map<string, DaprdOption & { option: string }>(
  Object.entries(DAPRD_OPTIONS).reverse().map(([option, row]) => [DAPR + row.annotation, { option, ...row }]));

/** Names of all pod annotations of Dapr; 1.19 added none. */
export const KNOWN_ANNOTATIONS: readonly string[] = [...BY_ANNOTATION.keys(), ...Object.keys(APP_ANNOTATIONS).map(name => DAPR + name)].sort();

/** The prop that sets an annotation, for use in messages. */
export function propOf(annotation: string): string | undefined {
  return BY_ANNOTATION.get(annotation)?.option ?? entryOf(APP_ANNOTATIONS, annotation.slice(DAPR.length))?.prop;
}

/**
 * Renders options whose types are valid as annotations; other problems are reported at `at`.
 *
 * @param unresolved options that are rendered after their tokens are resolved
 */
export function renderOptions(at: IConstruct, options: DaprdOptions, unresolved: readonly string[] = []): Annotations {
  const annotations: Annotations = {};
  // Several options may write to one annotation.
  for (const [option, value] of Object.entries<any>(sorted({ ...options }))) {
    const row = entryOf(ROWS, option);
    const isToken = unresolved.includes(option);
    const rendered = row && isToken ? tokenText(at, value, row.render) : row?.render(value);
    if (!row || rendered === undefined) {
      continue;
    }
    if (option === 'env' && !isToken) {
      Object.entries(value).filter(([, raw]) => splitsInTwo(raw as string)).forEach(([name]) =>
        report(at, SPLIT_BY_INJECTOR, `env['${name}'] must not contain a comma followed by NAME=`));
    }
    const key = DAPR + row.annotation;
    annotations[key] = key in annotations ? `${annotations[key]},${rendered}` : rendered;
  }
  const setsLimit = unresolved.includes('goMemoryLimit') || (unresolved.includes('env') && 'GOMEMLIMIT' in (options.env ?? {}));
  return setsLimit ? annotations : withGoMemoryLimit(annotations, limit => unresolved.includes('sidecarMemoryLimit')
    ? tokenText(at, options.sidecarMemoryLimit, size => goMemoryLimit(DAPRD_OPTIONS.sidecarMemoryLimit.render(size) ?? '')) : goMemoryLimit(limit));
}

const goMemoryLimit = (limit: string): string => `GOMEMLIMIT=${goMemoryLimitFor(limit)}`;

/** Adds GOMEMLIMIT unless it is set: without it, Go ignores the memory limit, and the kernel kills daprd. */
function withGoMemoryLimit(annotations: Annotations, variable: (limit: string) => string): Annotations {
  const limit = annotations['dapr.io/sidecar-memory-limit'];
  const env = annotations['dapr.io/env'];
  if (!limit || /(^|,)GOMEMLIMIT=/.test(env ?? '')) {
    return annotations;
  }
  return { ...annotations, 'dapr.io/env': [env, variable(limit)].filter(Boolean).join(',') };
}

/** The annotation that a prop or an option sets. */
export const annotationOf = (prop: string): string | undefined => KNOWN_ANNOTATIONS.find(name => propOf(name) === prop);

/** The message for a key that was meant as an annotation of Dapr and that Dapr does not read: it has other letters or another prefix. */
export function misspelledPrefix(key: string, shown = key): string | undefined {
  const name = key.startsWith(DAPR) ? undefined : /^dapr(?:\.io)?[/.:](.+)/is.exec(key)?.[1].toLowerCase();
  if (name === undefined) {
    return undefined;
  }
  const meant = `${DAPR}${name}`;
  return key.toLowerCase().startsWith(DAPR) || KNOWN_ANNOTATIONS.includes(meant)
    ? `${shown} is not an annotation that Dapr reads${KNOWN_ANNOTATIONS.includes(meant) ? `; did you mean ${meant}?` : ''}` : undefined;
}

/** The message for an annotation that Dapr does not support, or not on pods. */
export function unknownAnnotation(key: string, shown = key): string | undefined {
  if (KNOWN_ANNOTATIONS.includes(key)) {
    return undefined;
  }
  // Before Dapr 1.0 these annotations lacked the prefix `app-`.
  const prefixed = `${DAPR}app-${key.slice(DAPR.length)}`;
  const similar = KNOWN_ANNOTATIONS.includes(prefixed) ? prefixed : nearest(key, KNOWN_ANNOTATIONS);
  return `${shown} is not a pod annotation of Dapr up to ${NEWEST_DAPR}${similar ? `; did you mean ${similar}?` : ''}`;
}

/** Names of the containers of the pod that are pluggable components. */
export const PLUGGABLE_COMPONENTS = 'dapr.io/pluggable-components';

/** Whether the injector adds the containers that components define. */
export const injectsComponents = (annotations: Annotations): boolean => isTruthy(annotations['dapr.io/inject-pluggable-components'] ?? '');
