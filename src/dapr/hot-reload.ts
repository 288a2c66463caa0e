import { atLeast } from './version';

/** Name of the feature with which daprd reloads changed resources. */
export const HOT_RELOAD = 'HotReload';
/** The release line in which HotReload is on by default and covers all kinds, Configurations too (dapr/dapr docs/release_notes/v1.18.0.md). */
export const HOT_RELOAD_DAPR = '1.18';
/** The kinds that HotReload covers before (dapr/dapr v1.17.0 pkg/runtime/hotreload/reconciler). */
const FIRST_KINDS: readonly string[] = ['Component', 'Subscription'];

/**
 * The kinds of resources that a daprd reloads without a restart; undefined for all of them.
 *
 * @param isEnabled the feature HotReload as its Configuration sets it
 */
export function reloadedKinds(daprVersion: string, isEnabled: boolean | undefined): readonly string[] | undefined {
  if (atLeast(daprVersion, HOT_RELOAD_DAPR)) {
    return isEnabled === false ? [] : undefined;
  }
  return isEnabled ? FIRST_KINDS : [];
}
