import { Duration, Size } from 'cdk8s';

/** Compression of rotated log files. */
export enum LogFileCompression {
  /** No compression. */
  NONE = 'none',
  /** gzip. */
  GZIP = 'gzip',
}

/** The log of a daprd that the sidecar injector does not add. Requires Dapr 1.19 or newer (DAPR1106). */
export interface DaprdLogging {
  /**
   * Where daprd writes its log: `stdout`, `stderr`, or absolute paths of files that it can write (DAPR8120).
   * @default - stdout
   */
  readonly outputs?: string[];
  /**
   * Size at which a log file is rotated, in whole MiB; 0 for no limit.
   * @default - no limit
   */
  readonly fileMaxSize?: Size;
  /**
   * Number of rotated log files to keep; 0 for all.
   * @default 0
   */
  readonly fileMaxBackups?: number;
  /**
   * How long rotated log files are kept, in whole days; 0 for no limit.
   * @default - no limit
   */
  readonly fileMaxAge?: Duration;
  /**
   * Compression of rotated log files.
   * @default LogFileCompression.NONE
   */
  readonly fileCompression?: LogFileCompression;
  /**
   * Format of timestamps, as a Go time layout such as `2006-01-02T15:04:05.000Z07:00`.
   * @default - RFC 3339 with nanoseconds
   */
  readonly timestampFormat?: string;
}
