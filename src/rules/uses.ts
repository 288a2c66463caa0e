import { Finding } from '../diagnostics/diagnostics';
import { addRule } from '../facts/registry';
import { inWords } from '../facts/uses';

/** What an app does must be something that its workload and its data plane can carry. */
addRule(({ uses, wirings }) => uses.flatMap(({ app, use }): Finding[] => {
  const reason = wirings.get(app)?.unable[use.kind];
  return reason === undefined ? [] : [{ at: app, code: 'DAPR8001', what: `the app ${inWords(use)}; ${reason}` }];
}));
