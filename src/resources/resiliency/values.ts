/** What is wrong with the values of resiliency policies; daprd skips the whole object where one of them is bad. */
import { describe, isSpecialKey, milliseconds, text, Wrong } from '../../util/values';

const COUNTERS = ['requests', 'totalSuccesses', 'totalFailures', 'consecutiveSuccesses', 'consecutiveFailures'];

/** A duration of at least a millisecond. */
export function badDuration(name: string, value: unknown): Wrong {
  const time = milliseconds(value);
  return value === undefined || (time !== undefined && time >= 1) ? undefined : `${name} ${time === undefined ? describe(value) : `${time} ms`} is no Duration above zero`;
}

export function badPolicyName(name: unknown): Wrong {
  return typeof name === 'string' && name !== '' && !text(name) && !isSpecialKey(name) ? undefined : `name ${describe(name)} is no name of a policy`;
}

/** Numbers and ranges, separated by commas alone: daprd takes a blank for no number. */
export function badStatusCodes(name: string, codes: unknown, min: number, max: number): Wrong {
  if (codes === undefined) {
    return undefined;
  }
  const right = typeof codes === 'string' && codes.split(',').every(part => {
    const [, from, to = from] = /^(\d{1,3})(?:-(\d{1,3}))?$/.exec(part) ?? [];
    return from !== undefined && Number(from) >= min && Number(to) <= max && Number(from) <= Number(to);
  });
  return right ? undefined : `${name} ${describe(codes)} is no list of codes from ${min} to ${max}, such as ${min}-${max} or ${max - 1},${max}, without blanks`;
}

/** An expression that compares what a breaker counts; anything else never opens it, or is refused. */
export function badTrip(trip: unknown): Wrong {
  if (trip === undefined) {
    return undefined;
  }
  if (typeof trip !== 'string' || text(trip)) {
    return `trip ${describe(trip)} is no expression`;
  }
  const unknown = (trip.match(/[A-Za-z_][\w.]*/g) ?? []).find(word => ![...COUNTERS, 'true', 'false', 'double', 'int', 'uint'].includes(word));
  if (unknown !== undefined) {
    return `trip ${describe(trip)} names ${unknown}, and a breaker knows ${COUNTERS.join(', ')}`;
  }
  return /[<>=]/.test(trip) && balanced(trip) ? undefined : `trip ${describe(trip)} is no comparison`;
}

/** True where every bracket and quote is closed. */
export function balanced(expression: string): boolean {
  const open: string[] = [];
  const pairs: { [close: string]: string } = { ')': '(', ']': '[', '}': '{' };
  const outside = expression.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '');
  for (const c of outside) {
    if ('([{'.includes(c)) {
      open.push(c);
    } else if (pairs[c] && open.pop() !== pairs[c]) {
      return false;
    }
  }
  return !open.length && !/["']/.test(outside);
}
