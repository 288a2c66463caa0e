import { DaprUseKind } from '../contract';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { error } from '../diagnostics/rule';
import { wiringOf } from '../facts/apps';
import { allUses, DELIVERED, describeUse } from '../facts/uses';
import { NO_APP_PORT } from '../resources/subscription/checks';

const UNSUPPORTED_USE = error('DAPR8001', {
  title: 'use not supported by the workload or data plane',
  why: 'Dapr accepts the declaration, but it never works',
  todo: 'choose another data plane or workload for this app, or remove the use',
  source: 'cdk8s-dapr docs/models.md',
});

/** The workload and the data plane of an app must support its uses. */
const supported: AppCheck = root => allUses(root).flatMap(({ app, use }): Finding[] => {
  const reason = wiringOf(app)?.unsupported.find(({ kind }) => kind === use.kind)?.reason;
  return reason === undefined ? [] : [{ at: app, rule: UNSUPPORTED_USE, what: `the app ${describeUse(use)}; ${reason}` }];
});

/** What Dapr delivers needs an app port; subscriptions check this themselves, and those in code may use a stream. */
const delivered: AppCheck = root => allUses(root)
  .filter(({ app, use }) => app.appPort === undefined && DELIVERED.includes(use.kind) && use.kind !== DaprUseKind.SUBSCRIBE)
  .map(({ app, use }) => ({ at: app, rule: NO_APP_PORT, what: `the app ${describeUse(use)} but has no appPort` }));

export const checks = [supported, delivered];
