import { IConstruct } from 'constructs';
import { Synths } from '../synth/synths';

/**
 * Adds a check that can fail a synth. cdk8s validates the whole App again for each chart, beginning with the root, so the first
 * validation of a synth runs the check, and the others reuse its result.
 *
 * @param check gets the messages of the validations of other libraries, and returns the error that fails the synth
 */
export function addSynthCheck(root: IConstruct, check: (others: () => string[]) => Error | undefined): void {
  const synths = Synths.of(root);
  let checked = false;
  let validatingOthers = false;
  let failure: Error | undefined;
  synths.onStart(() => { checked = false; });
  const others = (): string[] => {
    validatingOthers = true;
    try {
      return root.node.findAll().flatMap(construct => construct.node.validate().map(text => `[${construct.node.path}] ${text}`));
    } finally {
      validatingOthers = false;
    }
  };
  root.node.addValidation({
    validate: () => {
      if (validatingOthers) {
        return [];
      }
      if (!synths.running || !checked) {
        checked = true;
        synths.round++;
        failure = check(others);
      }
      if (failure) {
        throw failure;
      }
      return [];
    },
  });
}
