/**
 * The command line of a daprd that nobody injects: what the injector makes of annotations, for those who write the
 * container, the unit or the compose file themselves. Knows nothing of Kubernetes.
 */
import { APP_ANNOTATIONS, DAPRD_OPTIONS } from './options';
import { bool, isYes } from '../util/values';

interface Flag {
  readonly annotation: string;
  readonly flag: string;
  /** Go reads fewer words for yes and no than the injector. */
  readonly isTruth: boolean;
}

/** In the order of the tables, which is that of the command line. */
const FLAGS: readonly Flag[] = [
  ...Object.entries(APP_ANNOTATIONS).map(([annotation, row]) => ({ ...row, annotation })),
  ...Object.values(DAPRD_OPTIONS),
].filter(({ becomes }) => becomes.startsWith('--'))
  .map(({ annotation, becomes, check }) => ({ annotation: `dapr.io/${annotation}`, flag: becomes, isTruth: check === bool }));

/** Annotations that become a flag. */
export const FLAG_ANNOTATIONS: readonly string[] = FLAGS.map(({ annotation }) => annotation);

/**
 * The flags of daprd that say what `dapr.io/` annotations say, by name without the hyphens.
 *
 * An empty address is left out: that is how placement and scheduler are switched off. What is no flag (tokens,
 * environment, resources, probes) is for the caller.
 */
export function daprdFlags(annotations: { [name: string]: string }): { [flag: string]: string } {
  return Object.fromEntries(FLAGS.filter(({ annotation }) => annotations[annotation]?.trim()).map(({ annotation, flag, isTruth }) =>
    [flag.slice('--'.length), isTruth ? String(isYes(annotations[annotation])) : annotations[annotation]]));
}

/** The same as arguments of a command. */
export function daprdArguments(annotations: { [name: string]: string }): string[] {
  return Object.entries(daprdFlags(annotations)).map(([flag, value]) => `--${flag}=${value}`);
}
