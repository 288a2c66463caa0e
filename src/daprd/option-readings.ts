/** How values of annotations are read back into values of options: the reverse of `render`. Undefined for a value that no option can write. */
import { Duration, Size } from 'cdk8s';
import { DaprSecretKey, LogLevel } from './types';
import { goDurationSeconds, isTruthy, milliseconds } from '../util/values';

type Reading<T> = (raw: string) => T | undefined;

const UNITS: { readonly [unit: string]: ((amount: number) => Size) | undefined } = {
  Ki: amount => Size.kibibytes(amount),
  Mi: amount => Size.mebibytes(amount),
  Gi: amount => Size.gibibytes(amount),
  Ti: amount => Size.tebibytes(amount),
  Pi: amount => Size.pebibyte(amount),
};

export const readText: Reading<string> = raw => raw;
export const readNumber: Reading<number> = raw => Number(raw);
export const readBoolean: Reading<boolean> = raw => isTruthy(raw);
export const readList: Reading<string[]> = raw => raw.split(',').map(item => item.trim());
export const readLogLevel: Reading<LogLevel> = raw => LogLevel.of(raw);

/** Sizes have binary units only. */
export const readSize: Reading<Size> = raw => {
  const [, amount, unit] = /^([0-9]+)([KMGTP]i)$/.exec(raw) ?? [];
  return UNITS[unit]?.(Number(amount));
};

export const readDuration: Reading<Duration> = raw => {
  const length = Duration.millis(Math.round(goDurationSeconds(raw) * 1e9) / 1e6);
  return milliseconds(length) === undefined ? undefined : length;
};

/** A map of pairs, each of which names another key. */
const readMap = <T>(pairs: string[], pair: (text: string) => [key: string, value: T] | undefined): { [key: string]: T } | undefined => {
  const entries = pairs.map(pair);
  const map = Object.fromEntries(entries.filter(entry => entry !== undefined));
  return Object.keys(map).length === pairs.length ? map : undefined;
};

const splitAt = (text: string, separator: string): [string, string] | undefined => {
  const at = text.indexOf(separator);
  return at < 0 ? undefined : [text.slice(0, at).trim(), text.slice(at + separator.length)];
};

/** Split like the injector: a comma begins another variable only if a name and an equals sign follow. */
export const readTextMap: Reading<{ [name: string]: string }> = raw => readMap(raw.split(/,(?=\s*[^,=]+=)/), pair => splitAt(pair, '='));

export const readMounts: Reading<{ [volume: string]: string }> = raw => readMap(raw.split(','), pair => splitAt(pair.trim(), ':'));

export const readSecretMap: Reading<{ [name: string]: DaprSecretKey }> = raw => readMap(raw.split(','), pair => {
  const entry = splitAt(pair, '=');
  const [secretName, key] = entry?.[1].trim().split(':') ?? [];
  return entry && [entry[0], key === undefined ? { secretName } : { secretName, key }];
});

/** The unit of Go's memory limit has a letter more than that of a Size. */
export const readMemoryLimit: Reading<Size> = raw => readSize(raw.replace(/^GOMEMLIMIT=/, '').replace(/B$/, ''));
