/** Tokens of the Dapr API and of apps, and the addresses that daprd listens on. */
import { ACCESS_OPENS, TOKEN_CHANGES, TOKEN_ENDS } from './access-rules';
import { listenAddress } from '../../daprd/option-types';
import { LOOPBACK } from '../../data-plane/sidecar';
import { ManifestProblem } from '../../validation/manifests';
import { Daprd } from '../stack/apps';
import { PlanCheck } from '../stack/changes';

const TOKENS = ['api-token-secret', 'app-token-secret'];

/** The daprds of apps that are in both stacks. */
export const tokens: PlanCheck = ({ before, after }) => [...after.apps].flatMap(([key, app]) => {
  const old = before.apps.get(key)?.daprds[0];
  return old ? app.daprds.flatMap(daprd => [...compared(old, daprd), ...addresses(old, daprd)]) : [];
});

function compared(before: Daprd, after: Daprd): ManifestProblem[] {
  return TOKENS.flatMap(name => {
    const [from, to] = [before, after].map(({ settings }) => settings[name] ?? '');
    // Other pods reached the shared daprd, but do not reach a sidecar.
    const needless = !to && name === 'api-token-secret' && before.shared && !after.shared;
    const what = (how: string): string => `dapr.io/${name} of app ID '${after.appId}' ${how}`;
    return from === to || needless ? [] : to ? [{ rule: TOKEN_CHANGES, at: after.at, what: what(from ? `changes from Secret '${from}' to '${to}'` : `is set to Secret '${to}'`) }]
      : [{ rule: TOKEN_ENDS, at: after.at, what: what(`is removed; it was Secret '${from}'`) }];
  });
}

/** A sidecar that other pods reach. */
function addresses(before: Daprd, after: Daprd): ManifestProblem[] {
  const [from, to] = [before, after].map(openAddresses);
  return !after.shared && !from.length && to.length
    ? [{ rule: ACCESS_OPENS, at: after.at, what: `the sidecar of app ID '${after.appId}' listens on ${to.join(', ')} instead of loopback only` }] : [];
}

const openAddresses = ({ settings }: Daprd): string[] => (settings['sidecar-listen-addresses'] ?? '').split(',').map(address => address.trim())
  .filter(address => address && !listenAddress(address) && !LOOPBACK.includes(address));
