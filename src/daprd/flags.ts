/**
 * The command line of a daprd that is not injected: the flags that the injector creates from annotations, for containers, systemd
 * units and Compose files. Independent of Kubernetes.
 */
import { APP_ANNOTATIONS, DAPRD_OPTIONS } from './options';
import { bool, isTruthy } from '../util/values';

interface Flag {
  readonly annotation: string;
  readonly flag: string;
  /** Go accepts fewer spellings of true and false than the injector. */
  readonly isBoolean: boolean;
}

/** Flags in the order of the tables, which is that of the command line. */
const FLAGS: readonly Flag[] = [
  ...Object.entries(APP_ANNOTATIONS).map(([annotation, row]) => ({ ...row, annotation })),
  ...Object.values(DAPRD_OPTIONS),
].filter(({ becomes }) => becomes.startsWith('--'))
  .map(({ annotation, becomes, check }) => ({ annotation: `dapr.io/${annotation}`, flag: becomes, isBoolean: check === bool }));

/** Annotations that become a flag. */
export const FLAG_ANNOTATIONS: readonly string[] = FLAGS.map(({ annotation }) => annotation);

/**
 * The flags of daprd for `dapr.io/` annotations, by name without the leading hyphens.
 *
 * An empty address is omitted, which disables placement or scheduler. Annotations that are not flags (tokens,
 * environment, resources, probes) are left to the caller.
 */
export function daprdFlags(annotations: { [name: string]: string }): { [flag: string]: string } {
  return Object.fromEntries(FLAGS.filter(({ annotation }) => annotations[annotation]?.trim()).map(({ annotation, flag, isBoolean }) =>
    [flag.slice('--'.length), isBoolean ? String(isTruthy(annotations[annotation])) : annotations[annotation]]));
}

/** The flags as command line arguments. */
export function daprdArguments(annotations: { [name: string]: string }): string[] {
  return Object.entries(daprdFlags(annotations)).map(([flag, value]) => `--${flag}=${value}`);
}
