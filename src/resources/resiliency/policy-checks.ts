/** Checks of resiliency policies, for those of this library and for manifests; daprd skips the whole object if one is invalid. */
import { isBalanced } from './expression';
import { Problem } from '../../diagnostics/finding';
import { error, warning } from '../../diagnostics/rule';
import { isMap, Json } from '../../util/json';
import { describe, duration, text } from '../../util/values';

export const INVALID_RESILIENCY = error('DAPR3122', {
  title: 'invalid resiliency policy',
  why: 'daprd skips the whole object, only logs one line, and the app runs without it',
  todo: 'correct the value',
  source: 'dapr/dapr pkg/resiliency/resiliency.go',
  manifests: true,
});
const DURATION_WITHOUT_UNIT = error('DAPR6126', {
  title: 'duration without a unit',
  why: 'Dapr reads the value as milliseconds',
  todo: 'add a unit',
  source: 'dapr/dapr pkg/resiliency/resiliency.go',
  manifests: true,
});
const IGNORED_RETRY_FIELD = warning('DAPR3171', {
  title: 'retry setting that its policy ignores',
  why: 'A constant retry waits for duration, and an exponential one up to maxInterval: daprd ignores the other setting',
  todo: 'remove it, or use the other policy',
  source: 'dapr/kit retry/retry.go',
  manifests: true,
});

/** Range of status codes for retries, by protocol. */
const CODES: { readonly [field: string]: readonly [number, number] } = { httpStatusCodes: [100, 599], gRPCStatusCodes: [0, 16] };
/** Counters of a circuit breaker, and further words that its expression may contain. */
const COUNTERS = ['requests', 'totalSuccesses', 'totalFailures', 'consecutiveSuccesses', 'consecutiveFailures'];
const WORDS = ['true', 'false', 'double', 'int', 'uint'];

export const invalidPolicy = (what: string, todo?: string): Problem => ({ rule: INVALID_RESILIENCY, what, todo });
const absent = (value: unknown): boolean => value === undefined || value === null || value === '';

/** Problems of a duration; Dapr reads a number without a unit as milliseconds. */
export function durationProblems(path: string, value: unknown): Problem[] {
  if (absent(value) || Number(value) === 0) {
    return [];
  }
  if (/^-?\d+$/.test(String(value))) {
    const number = String(value);
    return [{
      rule: DURATION_WITHOUT_UNIT,
      what: `${path} must be a duration with a unit; got ${describe(value)}, which Dapr reads as ${number} ms`,
      todo: `write '${number}s' or '${number}ms'`,
    }];
  }
  return duration(String(value).replace(/^-/, '')) ? [invalidPolicy(`${path} must be a Go duration such as 500ms or 5s; got ${describe(value)}`)] : [];
}

/** @param fieldOf the field or prop with the status codes of a protocol */
export function retryProblems(path: string, retry: Json, fieldOf: (codes: string) => string): Problem[] {
  const { policy, maxRetries, duration: pause, maxInterval, matching } = retry;
  const isExponential = typeof policy === 'string' && /^exponential$/i.test(policy);
  const isConstant = absent(policy) || (typeof policy === 'string' && /^constant$/i.test(policy));
  return [
    ...durationProblems(`${path}.duration`, pause),
    ...durationProblems(`${path}.maxInterval`, maxInterval),
    ...(isConstant || isExponential ? [] : [invalidPolicy(`${path}.policy must be 'constant' or 'exponential'; got ${describe(policy)}`)]),
    ...(isExponential && !absent(pause) ? [{ rule: IGNORED_RETRY_FIELD, what: `${path}.duration has no effect on an exponential retry`, todo: 'use maxInterval' }] : []),
    ...(isConstant && !absent(maxInterval) ? [{ rule: IGNORED_RETRY_FIELD, what: `${path}.maxInterval has no effect on a constant retry`, todo: 'use duration' }] : []),
    ...(absent(maxRetries) || Number.isInteger(maxRetries) ? [] : [invalidPolicy(`${path}.maxRetries must be a whole number, -1 for no limit; got ${describe(maxRetries)}`)]),
    ...Object.entries(isMap(matching) ? matching : {})
      .filter(([field, codes]) => Object.hasOwn(CODES, field) && !absent(codes) && !areCodes(codes, CODES[field]))
      .map(([field, codes]) => invalidPolicy(`${path}.${fieldOf(field)} must be codes or code ranges from ${CODES[field].join(' to ')}, separated by commas without spaces; got ${describe(codes)}`)),
  ];
}

export function breakerProblems(path: string, { interval, timeout, trip }: Json): Problem[] {
  return [...durationProblems(`${path}.timeout`, timeout), ...durationProblems(`${path}.interval`, interval), ...tripProblems(`${path}.trip`, trip)];
}

/** daprd does not parse numbers that contain spaces. */
function areCodes(codes: unknown, [min, max]: readonly [number, number]): boolean {
  return typeof codes === 'string' && codes.split(',').filter(Boolean).every(part => {
    const [, from, to = from] = /^(\d{1,3})(?:-(\d{1,3}))?$/.exec(part) ?? [];
    return from !== undefined && Number(from) >= min && Number(to) <= max && Number(from) <= Number(to);
  });
}

/** Problems of a trip expression that does not compare counters: the breaker never opens, or daprd rejects it. */
function tripProblems(path: string, trip: unknown): Problem[] {
  if (absent(trip)) {
    return [];
  }
  if (typeof trip !== 'string' || text(trip)) {
    return [invalidPolicy(`${path} must be a CEL expression; got ${describe(trip)}`)];
  }
  const unknown = (trip.match(/[A-Za-z_][\w.]*/g) ?? []).find(word => !COUNTERS.includes(word) && !WORDS.includes(word));
  if (unknown !== undefined) {
    return [invalidPolicy(`${path} must use only ${COUNTERS.join(', ')}; got ${describe(trip)}, which uses ${unknown}`)];
  }
  return /[<>=]/.test(trip) && isBalanced(trip) ? [] : [invalidPolicy(`${path} must be a comparison; got ${describe(trip)}`)];
}
