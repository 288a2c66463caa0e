import { IConstruct } from 'constructs';
import { Synths } from '../synth/synths';

/** Prints each warning once on stderr after a whole App is synthesized. `Testing.synth` renders a single chart, so unit tests stay quiet. */
export function printAfterSynth(root: IConstruct, warnings: () => string[]): void {
  const printed = new Set<string>();
  Synths.of(root).onEnd(() => {
    for (const text of warnings().filter(each => !printed.has(each))) {
      printed.add(text);
      process.stderr.write(`warning ${text}\n`);
    }
  });
}
