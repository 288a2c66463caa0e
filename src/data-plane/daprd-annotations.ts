import { IConstruct } from 'constructs';
import { checkDaprdEnv, envWithEquals, goMemoryLimitFor, splitsInTwo } from './daprd-env';
import { checkImage, checkImageVersion } from './daprd-image';
import { APP_ANNOTATIONS, DAPRD_OPTIONS, DaprdOption } from './daprd-options';
import { DaprdOptions } from './daprd-options.generated';
import { DaprPlatform } from '../control-plane/dapr-platform';
import { Code } from '../private/codes';
import { Diagnostics, Finding, Problem } from '../private/diagnostics';
import { guardMap } from '../private/guard';
import { entryOf } from '../private/json';
import { isLabelKey, nearest } from '../private/names';
import { Registry } from '../private/registry';
import { describe, goDurationSeconds, port, quantityValue, text } from '../private/values';
import { hasSince } from '../private/version';

export const DAPR = 'dapr.io/';
const APP_ID = `${DAPR}app-id`;
export type Annotations = { [name: string]: string };
/** Since when the injector takes a variable of daprd whose value has an equals sign (`sidecar_container.go`); seen with its own code. */
const EQUALS_IN_ENV = ['1.16.2'];
/** What daprd takes for a number below zero, which is its default. */
const GRACEFUL_SECONDS = 5;

const ROWS: { [option: string]: DaprdOption | undefined } = DAPRD_OPTIONS;

/** Options by the name of their annotation; the first wins where two write the same one. */
const BY_ANNOTATION = new Map<string, DaprdOption & { option: string }>(
  Object.entries(DAPRD_OPTIONS).reverse().map(([option, row]) => [DAPR + row.annotation, { option, ...row }]));

/** Names of all annotations of Dapr 1.18.3 that a pod may carry. */
export const KNOWN_ANNOTATIONS: readonly string[] = [...BY_ANNOTATION.keys(), ...Object.keys(APP_ANNOTATIONS).map(name => DAPR + name)].sort();

/** The prop that sets an annotation, for use in messages. */
export function propOf(annotation: string): string | undefined {
  return BY_ANNOTATION.get(annotation)?.option ?? entryOf(APP_ANNOTATIONS, annotation.slice(DAPR.length))?.prop;
}

/** The annotations that a set of options makes. Values of a wrong type are reported about `at`. */
export function renderOptions(at: IConstruct, options: DaprdOptions): Annotations {
  const annotations: Annotations = {};
  for (const [option, value] of Object.entries(options)) {
    const row = entryOf(ROWS, option);
    if (!row || value === undefined || value === null) {
      continue;
    }
    const rendered = row.render(value);
    if (rendered === undefined) {
      Diagnostics.of(at).report(at, row.code, `${option} ${describe(value)} is no ${row.type}`);
      continue;
    }
    if (option === 'env') {
      Object.entries(value).filter(([, raw]) => splitsInTwo(raw as string)).forEach(([name, raw]) =>
        Diagnostics.of(at).report(at, 'DAPR3007', `env['${name}'] is ${describe(raw)}`));
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

/** What is wrong with the annotations of a pod that gets a daprd of a version. */
export function checkAnnotations(at: IConstruct, annotations: Annotations, daprVersion = DaprPlatform.of(at).daprVersion): Finding[] {
  return annotationProblems(annotations, daprVersion, (key, option) => option && key !== 'dapr.io/env' ? `${option} (${key})` : key)
    .map(problem => ({ at, ...problem }));
}

/** The same of annotations that somebody wrote by hand; `shownAs` says what an annotation is called in messages. */
export function annotationProblems(
  annotations: Annotations, daprVersion: string, shownAs: (key: string, option?: string) => string = key => key,
): Problem[] {
  const find = (code: Code, what: string, todo?: string): Problem => ({ code, what, todo });
  const findings: Problem[] = [];
  for (const key of Object.keys(annotations)) {
    if (!key.startsWith(DAPR)) {
      continue;
    }
    const value = annotations[key];
    const row = BY_ANNOTATION.get(key);
    const shown = shownAs(key, row?.option);
    if (typeof value !== 'string') {
      findings.push(find('DAPR3017', `${shown} ${describe(value)} is no string`));
      continue;
    }
    const rule = row ?? entryOf(APP_ANNOTATIONS, key.slice(DAPR.length));
    const wrong = rule?.check(value);
    if (wrong) {
      findings.push(find(rule?.code ?? 'DAPR3001', `${shown}: ${wrong}`));
    }
    if (row?.since && !hasSince(daprVersion, row.since)) {
      findings.push(find('DAPR1106', `${shown} needs Dapr ${row.since.join(', ')}, and ${daprVersion} is declared`,
        row.since.length > 1 ? 'declare the patch version in DaprPlatform, or leave the option out' : undefined));
    }
  }
  if (findings.length) {
    return findings;
  }
  return [
    ...(annotations['dapr.io/enabled'] === 'true' && annotations['dapr.io/env'] && !hasSince(daprVersion, EQUALS_IN_ENV) ? envWithEquals(annotations) : []).map(name =>
      find('DAPR1106', `env['${name}'] has an equals sign in its value, which the injector drops before Dapr ${EQUALS_IN_ENV}, and ${daprVersion} is declared`,
        'declare the patch version in DaprPlatform, or use envFromSecret')),
    ...checkPorts(annotations).map(what => find('DAPR2006', what)),
    ...checkResources(annotations).map(what => find('DAPR3009', what)),
    ...checkSizes(annotations).map(what => find('DAPR3012', what)),
    ...checkDaprdImage(annotations, daprVersion),
    ...checkDaprdEnv(annotations),
    ...(annotations['dapr.io/enable-debug'] === 'true' && !annotations['dapr.io/sidecar-image']
      ? [find('DAPR3013', 'enableDebug without sidecarImage')] : []),
  ];
}

/**
 * Adds the annotations that the user gave to ours; an empty text removes one of ours. What is wrong with the result
 * is reported about `at`.
 *
 * @param own whether the pod has a daprd of its own, which reads them
 * @param daprVersion version of that daprd, where it is not the control plane's
 */
export function mergePodAnnotations(
  at: IConstruct, ours: Annotations, given: Annotations | undefined, own: boolean, daprVersion = DaprPlatform.of(at).daprVersion,
): Annotations {
  const entries = Object.entries(guardMap(at, 'podAnnotations', given));
  const diagnostics = Diagnostics.of(at);
  const all = { ...ours };
  for (const [key, value] of entries) {
    const unknown = key.startsWith(DAPR) ? unknownAnnotation(key) : undefined;
    if (unknown) {
      diagnostics.report(at, 'DAPR1022', unknown);
    }
    if (!isLabelKey(key)) {
      diagnostics.report(at, 'DAPR1026', `key ${describe(key)}`);
    }
    if (!own && key.startsWith(DAPR)) {
      diagnostics.report(at, 'DAPR7012', `podAnnotations has ${key}`, 'give the option to the data plane');
    }
    if (value === '') {
      delete all[key];
    } else {
      all[key] = value;
    }
  }
  if (own) {
    findingsOnce(at, all, daprVersion).forEach(({ code, what, todo }) => diagnostics.report(at, code, what, todo));
  }
  return all;
}

/** The same check for each app, done once for those that differ in nothing but the app-id. */
function findingsOnce(at: IConstruct, annotations: Annotations, daprVersion: string): Finding[] {
  const { [APP_ID]: appId, ...others } = annotations;
  const { soundAnnotations } = Registry.of(at);
  // What is no text may look like another value as JSON, or like none.
  const known = Object.values(others).every(value => typeof value === 'string') ? JSON.stringify([daprVersion, others]) : undefined;
  if (known !== undefined && soundAnnotations.has(known) && !text(appId)) {
    return [];
  }
  const findings = [...checkAnnotations(at, annotations, daprVersion), ...deprecatedOptions(at, annotations)];
  if (known !== undefined && !findings.length) {
    soundAnnotations.add(known);
  }
  return findings;
}

/** The annotation that a prop or an option sets. */
export const annotationOf = (prop: string): string | undefined => KNOWN_ANNOTATIONS.find(name => propOf(name) === prop);

/** What to use instead of a deprecated annotation. */
export const deprecationOf = (annotation: string): string | undefined => BY_ANNOTATION.get(annotation)?.deprecated;

/** What to say of an annotation that Dapr does not know, or that is not for pods. */
export function unknownAnnotation(key: string): string | undefined {
  if (KNOWN_ANNOTATIONS.includes(key)) {
    return undefined;
  }
  // Before Dapr 1.0 these had no prefix.
  const older = `${DAPR}app-${key.slice(DAPR.length)}`;
  const like = KNOWN_ANNOTATIONS.includes(older) ? older : nearest(key, KNOWN_ANNOTATIONS);
  return `${key} is not among the annotations of Dapr 1.18.3${like ? `; did you mean ${like}?` : ''}`;
}

const DEFAULT_PORTS = { 'HTTP API': 3500, 'gRPC API': 50001, 'internal gRPC': 50002, 'health': 3501, 'metrics': 9090 };
const PORT_ANNOTATIONS = ['grpc-port', 'internal-grpc-port', 'metrics-port', 'enable-profiling', 'enable-debug'].map(name => DAPR + name);

/** Numbers of the ports that daprd binds in the pod, by what they are. */
export function daprdPorts(annotations: Annotations): { [name: string]: number } {
  if (!PORT_ANNOTATIONS.some(name => name in annotations)) {
    return DEFAULT_PORTS;
  }
  const of = (name: string, byDefault: number): number => {
    const raw = annotations[DAPR + name];
    return raw !== undefined && !port(raw) ? Number(raw) : byDefault;
  };
  return {
    'HTTP API': 3500,
    'gRPC API': of('grpc-port', 50001),
    'internal gRPC': of('internal-grpc-port', 50002),
    'health': 3501,
    'metrics': of('metrics-port', 9090),
    ...(annotations['dapr.io/enable-profiling'] === 'true' ? { profiling: 7777 } : {}),
    ...(annotations['dapr.io/enable-debug'] === 'true' ? { debugger: of('debug-port', 40000) } : {}),
  };
}

/** The image of an injected daprd, and what it cannot be told. */
function checkDaprdImage(annotations: Annotations, daprVersion: string): ReturnType<typeof checkImage> {
  const image = annotations['dapr.io/sidecar-image'];
  if (image === undefined) {
    return [];
  }
  const options = Object.keys(annotations).flatMap(key => {
    const row = BY_ANNOTATION.get(key);
    return row ? [{ shown: `${row.option} (${key})`, row }] : [];
  });
  return [...checkImage('sidecarImage', image), ...checkImageVersion(image, daprVersion, options)];
}

/** Options that a later Dapr may not have any more. */
export function deprecatedOptions(at: IConstruct, annotations: Annotations): Finding[] {
  return Object.keys(annotations).flatMap((key): Finding[] => {
    const row = BY_ANNOTATION.get(key);
    return row?.deprecated ? [{ at, code: 'DAPR3018', what: `${row.option} (${key})`, todo: row.deprecated }] : [];
  });
}

function checkPorts(annotations: Annotations): string[] {
  const numbers = daprdPorts(annotations);
  const ports = numbers === DEFAULT_PORTS ? [] : Object.entries(numbers);
  return ports.flatMap(([name, number], i) => ports.slice(i + 1).filter(([, other]) => other === number)
    .map(([otherName]) => `${name} and ${otherName} are both ${number}`));
}

const RESOURCES = ['cpu', 'memory'].map(resource => ({ resource, requested: `dapr.io/sidecar-${resource}-request`, most: `dapr.io/sidecar-${resource}-limit` }));

function checkResources(annotations: Annotations): string[] {
  return RESOURCES.map(({ resource, requested, most }) => ({ resource, request: annotations[requested], limit: annotations[most] }))
    .filter(({ request, limit }) => request && limit && quantityValue(request) > quantityValue(limit))
    .map(({ resource, request, limit }) => `${resource} request ${request} is above the limit ${limit}`);
}

/** Two names of one size. */
const SIZES = [['dapr.io/http-max-request-size', 'dapr.io/max-body-size'], ['dapr.io/http-read-buffer-size', 'dapr.io/read-buffer-size']];

function checkSizes(annotations: Annotations): string[] {
  return SIZES.filter(pair => pair.every(name => annotations[name] !== undefined))
    .map(([old, young]) => `${old} ${annotations[old]} and ${young} ${annotations[young]}`);
}

/** Seconds that a daprd needs to stop: it waits for as long as it is told, then closes what is open. */
export function shutdownSeconds(annotations: Annotations): number {
  const graceful = Number(annotations['dapr.io/graceful-shutdown-seconds'] ?? -1);
  const block = annotations['dapr.io/block-shutdown-duration'];
  return (block === undefined ? 0 : goDurationSeconds(block)) + (graceful < 0 ? GRACEFUL_SECONDS : graceful);
}
