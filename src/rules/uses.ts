import { DaprUseKind } from '../contract';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { wiringOf } from '../facts/apps';
import { allUses, DELIVERED, inWords } from '../facts/uses';

/** What an app does must be something that its workload and its data plane support. */
const supported: AppCheck = root => allUses(root).flatMap(({ app, use }): Finding[] => {
  const reason = wiringOf(app)?.unsupported.find(({ kind }) => kind === use.kind)?.reason;
  return reason === undefined ? [] : [{ at: app, code: 'DAPR8001', what: `the app ${inWords(use)}; ${reason}` }];
});

/** What Dapr delivers needs a port; a subscription says so itself, and one in code may be a stream. */
const delivered: AppCheck = root => allUses(root)
  .filter(({ app, use }) => app.appPort === undefined && DELIVERED.includes(use.kind) && use.kind !== DaprUseKind.SUBSCRIBE)
  .map(({ app, use }) => ({ at: app, code: 'DAPR2005', what: `the app ${inWords(use)}` }));

export const checks = [supported, delivered];
