import { IConstruct } from 'constructs';
import { Synths } from '../synth/synths';

/** Prints warnings on stderr after a whole App was synthesized, each once. `Testing.synth` renders a chart, and a unit test wants no noise. */
export function printAfterSynth(root: IConstruct, warnings: () => string[]): void {
  const printed = new Set<string>();
  Synths.of(root).onEnd(() => {
    for (const text of warnings().filter(each => !printed.has(each))) {
      printed.add(text);
      process.stderr.write(`warning ${text}\n`);
    }
  });
}
