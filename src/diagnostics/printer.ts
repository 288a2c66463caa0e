import { IConstruct } from 'constructs';
import { Synths } from '../synth/synths';

/**
 * Prints each warning once on stderr after a whole App is synthesized. `Testing.synth` renders a single chart, so unit tests stay quiet.
 * Returns a function that prints later ones.
 */
export function printAfterSynth(root: IConstruct, warnings: () => string[]): (later: readonly string[]) => void {
  const printed = new Set<string>();
  const print = (texts: readonly string[]): void => {
    for (const text of texts.filter(each => !printed.has(each))) {
      printed.add(text);
      process.stderr.write(`warning ${text}\n`);
    }
  };
  Synths.of(root).onEnd(() => print(warnings()));
  return print;
}
