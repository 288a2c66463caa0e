import { IConstruct } from 'constructs';
import { Synths } from '../synth/synths';

/**
 * Lets a check refuse what cdk8s is about to write. cdk8s validates the whole App once more for each chart, and begins with the root; here
 * the first validation of a synth does the work, and the others know its result.
 *
 * @param check gets what the validations of other libraries say, and answers with the error that refuses the synth
 */
export function refuseWhere(root: IConstruct, check: (others: () => string[]) => Error | undefined): void {
  const synths = Synths.of(root);
  let checked = false;
  let asking = false;
  let refusal: Error | undefined;
  synths.onStart(() => { checked = false; });
  const others = (): string[] => {
    asking = true;
    try {
      return root.node.findAll().flatMap(construct => construct.node.validate().map(text => `[${construct.node.path}] ${text}`));
    } finally {
      asking = false;
    }
  };
  root.node.addValidation({
    validate: () => {
      if (asking) {
        return [];
      }
      if (!synths.running || !checked) {
        checked = true;
        synths.round++;
        refusal = check(others);
      }
      if (refusal) {
        throw refusal;
      }
      return [];
    },
  });
}
