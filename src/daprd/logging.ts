/** Where a daprd that is not injected writes its log: flags without an annotation. */
import { Duration, Size } from 'cdk8s';
import { DaprdLogging, LogFileCompression } from './logging-options';
import { hasSince, NEWER_THAN_DECLARED } from '../dapr/version';
import { Problem } from '../diagnostics/finding';
import { error } from '../diagnostics/rule';
import { aDuration, aSize, aString, enumOf, inOrder, listOf, struct, wholeNumber } from '../props/checks';
import { Check, Schema } from '../props/schema';
import { describe } from '../util/values';

const UNWRITABLE_LOG_FILE = error('DAPR8120', {
  title: 'log file that daprd cannot write',
  why: 'daprd exits at start, because it cannot open the file',
  todo: 'use a file in a volume of volumeMountsRw of a pinned daprd, or below the state folder of a systemd unit',
  source: 'dapr/kit logger/options.go',
});

const DAY = 24 * 60 * 60 * 1000;
const anOutput: Check = value => /^(stdout|stderr|\/[^,\s]*[^,\s/])$/.test(value) ? undefined : '\'stdout\', \'stderr\' or an absolute path without commas and whitespace';
const wholeDays: Check = (value: Duration) => value.toMilliseconds() % DAY === 0 ? undefined : 'a Duration of whole days';
const wholeMebibytes: Check = (value: Size) => value.toKibibytes() % 1024 === 0 ? undefined : 'a Size of whole MiB';
const SCHEMA: Schema<DaprdLogging> = {
  outputs: listOf(inOrder(aString, anOutput)),
  fileMaxSize: inOrder(aSize, wholeMebibytes),
  fileMaxBackups: wholeNumber(0),
  fileMaxAge: inOrder(aDuration, wholeDays),
  fileCompression: enumOf(LogFileCompression),
  timestampFormat: aString,
};
export const LOGGING = struct(SCHEMA);

/** The flags by name, without the leading hyphens. */
export function loggingFlags(logging: DaprdLogging = {}): { [flag: string]: string } {
  const { outputs, fileMaxSize, fileMaxBackups, fileMaxAge, fileCompression, timestampFormat } = logging;
  const flags = {
    'log-outputs': outputs?.length ? outputs.join(',') : undefined,
    'log-file-max-size': fileMaxSize?.toMebibytes(),
    'log-file-max-backups': fileMaxBackups,
    'log-file-max-age': fileMaxAge?.toDays(),
    'log-file-compression': fileCompression,
    'log-timestamp-format': timestampFormat,
  };
  return Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined).map(([flag, value]) => [flag, String(value)]));
}

/**
 * Problems of the log of a daprd.
 *
 * @param path the prop in messages
 * @param folders the folders that daprd can write
 */
export const loggingProblems = (path: string, logging: DaprdLogging | undefined, daprVersion: string, folders: readonly string[]): Problem[] => [
  ...(Object.keys(loggingFlags(logging)).length && !hasSince(daprVersion, ['1.19'])
    ? [{ rule: NEWER_THAN_DECLARED, what: `${path} needs Dapr 1.19, and ${daprVersion} is declared; an older daprd exits at the unknown flag` }] : []),
  ...(logging?.outputs ?? []).flatMap((output, i) => !output.startsWith('/') || folders.some(folder => output.startsWith(`${folder.replace(/\/+$/, '')}/`)) ? []
    : [{ rule: UNWRITABLE_LOG_FILE, what: `${path}.outputs[${i}] is ${describe(output)}, and daprd can write ${folders.length ? `only below ${folders.join(', ')}` : 'no folder'}` }]),
];
