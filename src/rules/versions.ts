/** Versions of this library and of Dapr. */
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { warning } from '../diagnostics/rule';
import { APPS } from '../facts/apps';
import { clusterOf } from '../kubernetes/cluster';
import { DaprPlatform } from '../platform/dapr-platform';
import { versionsIn } from '../synth/one-per-app';
import { changesBetween } from '../upgrades/behavior-changes';
import { grouped } from '../util/grouped';

const TWO_VERSIONS_OF_LIBRARY = warning('DAPR1107', {
  title: 'two versions of cdk8s-dapr in one App',
  why: 'Each version sees only its own constructs: rules across constructs, scopes and access policies miss those of the other',
  todo: 'depend on a single version',
  source: 'cdk8s-dapr',
});

/** Two versions of this package in one App share no state except the settings of DaprPlatform. */
const versions: AppCheck = root => {
  const all = versionsIn(root);
  return all.length > 1 ? [{ at: root, rule: TWO_VERSIONS_OF_LIBRARY, what: `the App contains constructs of cdk8s-dapr ${all.join(' and ')}` }] : [];
};

/** What an upgrade of Dapr changes: for each app or each cluster that it concerns, and once for the control plane. */
const upgrades: AppCheck = root => {
  const upgraded = APPS.of(root).flatMap(app => {
    const { upgradingFrom: from, daprVersion: to } = DaprPlatform.of(app);
    return from === undefined ? [] : [{ app, from, to }];
  });
  return [...grouped(upgraded, ({ from, to }) => `${from} to ${to}`)].flatMap(([upgrade, apps]) =>
    changesBetween(apps[0].from, apps[0].to).flatMap(({ rule, concerns, ofCluster }): Finding[] => {
      const what = `Dapr is upgraded from ${upgrade}`;
      if (!concerns) {
        return [{ at: root, rule, what }];
      }
      const concerned = apps.flatMap(({ app }) => {
        const concern = concerns(app);
        return concern === undefined ? [] : [{ app, concern }];
      });
      return ofCluster
        ? [...new Set(concerned.map(({ app }) => clusterOf(app)))].map(cluster => ({ at: root, rule, what: cluster === undefined ? what : `${what} in cluster '${cluster}'` }))
        : concerned.map(({ app, concern }) => ({ at: app, rule, what: `${what}, and the app ${concern}` }));
    }));
};

export const checks = [versions, upgrades];
