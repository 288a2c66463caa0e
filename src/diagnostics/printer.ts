import { IConstruct } from 'constructs';
import { warningMode } from './warning-switch';
import { Synths } from '../synth/synths';

/**
 * Prints each warning once on stderr after a whole App is synthesized, unless `CDK8S_DAPR_WARNINGS` or a test runner switches that off. A failed
 * synth prints none: its errors come first, and the warnings with the next synth. `Testing.synth` renders a single chart and prints nothing. Returns a function that prints later ones.
 */
export function printAfterSynth(root: IConstruct, warnings: () => string[]): (later: () => string[]) => void {
  const printed = new Set<string>();
  const print = (texts: () => string[]): void => {
    const found = warningMode() === 'off' ? [] : texts();
    for (const text of found.filter(each => !printed.has(each))) {
      printed.add(text);
      process.stderr.write(`warning ${text}\n`);
    }
  };
  Synths.of(root).onSuccess(() => print(warnings));
  return print;
}
