/** The annotations by which a daprd is told what to do: what options make of them, and which ones Dapr knows. */
import { IConstruct } from 'constructs';
import { goMemoryLimitFor, splitsInTwo } from './env';
import { DaprdOption } from './option-types';
import { APP_ANNOTATIONS, DAPRD_OPTIONS } from './options';
import { DaprdOptions } from './options.generated';
import { report } from '../diagnostics/report';
import { error } from '../diagnostics/rule';
import { nearest } from '../kubernetes/names';
import { entryOf } from '../util/json';
import { describe } from '../util/values';

const SPLIT_BY_INJECTOR = error('DAPR3007', {
  title: 'value that the injector would split',
  why: 'The injector takes what follows a comma and a name for a second variable',
  todo: 'use envFromSecret, or another separator',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_container.go',
});

export const DAPR = 'dapr.io/';
export type Annotations = { [name: string]: string };
const ROWS: { [option: string]: DaprdOption | undefined } = DAPRD_OPTIONS;

/** Options by the name of their annotation; the first wins where two write the same one. */
export const BY_ANNOTATION = new Map<string, DaprdOption & { option: string }>(
  Object.entries(DAPRD_OPTIONS).reverse().map(([option, row]) => [DAPR + row.annotation, { option, ...row }]));

/** Names of all annotations of Dapr 1.18.3 that a pod may carry. */
export const KNOWN_ANNOTATIONS: readonly string[] = [...BY_ANNOTATION.keys(), ...Object.keys(APP_ANNOTATIONS).map(name => DAPR + name)].sort();

/** The prop that sets an annotation, for use in messages. */
export function propOf(annotation: string): string | undefined {
  return BY_ANNOTATION.get(annotation)?.option ?? entryOf(APP_ANNOTATIONS, annotation.slice(DAPR.length))?.prop;
}

/** The annotations that a set of options makes, of which the types are right; what else is wrong is reported about `at`. */
export function renderOptions(at: IConstruct, options: DaprdOptions): Annotations {
  const annotations: Annotations = {};
  for (const [option, value] of Object.entries(options)) {
    const row = entryOf(ROWS, option);
    const rendered = row?.render(value);
    if (!row || rendered === undefined) {
      continue;
    }
    if (option === 'env') {
      Object.entries(value).filter(([, raw]) => splitsInTwo(raw as string)).forEach(([name, raw]) =>
        report(at, SPLIT_BY_INJECTOR, `env['${name}'] is ${describe(raw)}`));
    }
    const key = DAPR + row.annotation;
    annotations[key] = key in annotations ? `${annotations[key]},${rendered}` : rendered;
  }
  return withGoMemoryLimit(annotations);
}

/** A memory limit that Go does not know of ends in a kill: tell it, unless somebody did. */
function withGoMemoryLimit(annotations: Annotations): Annotations {
  const limit = annotations['dapr.io/sidecar-memory-limit'];
  const env = annotations['dapr.io/env'];
  if (!limit || /(^|,)GOMEMLIMIT=/.test(env ?? '')) {
    return annotations;
  }
  return { ...annotations, 'dapr.io/env': [env, `GOMEMLIMIT=${goMemoryLimitFor(limit)}`].filter(Boolean).join(',') };
}

/** The annotation that a prop or an option sets. */
export const annotationOf = (prop: string): string | undefined => KNOWN_ANNOTATIONS.find(name => propOf(name) === prop);

/** What to say of an annotation that Dapr does not know, or that is not for pods. */
export function unknownAnnotation(key: string, shown = key): string | undefined {
  if (KNOWN_ANNOTATIONS.includes(key)) {
    return undefined;
  }
  // Before Dapr 1.0 these had no prefix.
  const older = `${DAPR}app-${key.slice(DAPR.length)}`;
  const like = KNOWN_ANNOTATIONS.includes(older) ? older : nearest(key, KNOWN_ANNOTATIONS);
  return `${shown} is not among the annotations of Dapr 1.18.3${like ? `; did you mean ${like}?` : ''}`;
}
