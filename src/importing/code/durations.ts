/** Go durations as code. */
import { Context } from './context';
import { Code, code } from './literal';
import { readDuration } from '../../daprd/option-readings';
import { duration, milliseconds } from '../../util/values';

/** Milliseconds of a Go duration; undefined for other texts, and for one that a Duration cannot express. */
export const millisecondsOf = (text: string): number | undefined =>
  duration(text) === undefined ? milliseconds(readDuration(text)) : undefined;

/** A Go duration as a Duration. */
export function durationCode(context: Context, text: string): Code | undefined {
  const time = millisecondsOf(text);
  return time === undefined ? undefined : timeCode(context, time);
}

export const timeCode = (context: Context, time: number): Code => {
  const [amount, unit] = time % 1000 || !time ? [time, 'millis'] : time % 60_000 ? [time / 1000, 'seconds'] : [time / 60_000, 'minutes'];
  return code(`${context.cdk8s('Duration')}.${unit}(${amount})`);
};
