import { IConstruct } from 'constructs';
import { DaprFinding } from './dapr-finding';
import { validationFinding } from './finding';
import { Synths } from '../synth/synths';

/**
 * Adds a check that can fail a synth. cdk8s validates the whole App again for each chart, beginning with the root, so the first
 * validation of a synth runs the check, and the others reuse its result.
 *
 * @param check returns the error that fails the synth
 * @returns a function that returns the errors of all other validations at and below a scope: those of other libraries, and of users
 */
export function addSynthCheck(root: IConstruct, check: () => Error | undefined): (scope: IConstruct) => DaprFinding[] {
  const synths = Synths.of(root);
  let checked = false;
  let validatingOthers = false;
  let failure: Error | undefined;
  synths.onStart(() => { checked = false; });
  const others = (scope: IConstruct): DaprFinding[] => {
    if (validatingOthers) {
      return [];
    }
    validatingOthers = true;
    try {
      return scope.node.findAll().flatMap(construct => construct.node.validate().map(text => validationFinding(construct, text)));
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
        failure = check();
      }
      if (failure) {
        throw failure;
      }
      return [];
    },
  });
  return others;
}
