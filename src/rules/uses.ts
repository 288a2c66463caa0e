import { DaprUseKind } from '../contract';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { error } from '../diagnostics/rule';
import { wiringOf } from '../facts/apps';
import { allUses, DELIVERED, inWords } from '../facts/uses';
import { NO_APP_PORT } from '../resources/subscription/checks';

const UNSUPPORTED_USE = error('DAPR8001', {
  title: 'use that the model cannot carry',
  why: 'It would be accepted and never work',
  todo: 'choose another data plane or workload for this app, or leave the use out',
  source: 'cdk8s-dapr docs/models.md',
});

/** What an app does must be something that its workload and its data plane support. */
const supported: AppCheck = root => allUses(root).flatMap(({ app, use }): Finding[] => {
  const reason = wiringOf(app)?.unsupported.find(({ kind }) => kind === use.kind)?.reason;
  return reason === undefined ? [] : [{ at: app, rule: UNSUPPORTED_USE, what: `the app ${inWords(use)}; ${reason}` }];
});

/** What Dapr delivers needs a port; a subscription says so itself, and one in code may be a stream. */
const delivered: AppCheck = root => allUses(root)
  .filter(({ app, use }) => app.appPort === undefined && DELIVERED.includes(use.kind) && use.kind !== DaprUseKind.SUBSCRIBE)
  .map(({ app, use }) => ({ at: app, rule: NO_APP_PORT, what: `the app ${inWords(use)}` }));

export const checks = [supported, delivered];
