/** Apps that get or lose a Dapr resource. */
import { SCOPES_GROW, SCOPES_OPEN, SCOPES_SHRINK } from './access-rules';
import { keyIn } from '../../kubernetes/names';
import { ManifestProblem } from '../../validation/manifests';
import { Changes, Pair, PlanCheck } from '../stack/changes';
import { without } from '../stack/sets';
import { isScoped } from '../stack/side';
import { namespaceOf } from '../stack/stack';
import { few } from '../stack/words';

/** Kinds whose loading gives access to something. The apps of a Subscription are those of its topic. */
const GIVES_ACCESS = ['Component', 'HTTPEndpoint', 'MCPServer'];

export const scopes: PlanCheck = changes => changes.changed
  .filter(({ after }) => isScoped(after) && GIVES_ACCESS.includes(after.kind)).flatMap(pair => compared(pair, changes));

function compared({ before, after }: Pair, changes: Changes): ManifestProblem[] {
  const [from, to] = [before.scopes ?? [], after.scopes ?? []];
  if (from.length && !to.length) {
    return [{ rule: SCOPES_OPEN, at: after, what: `scopes change from ${quoted(from)} to none: every app of the namespace loads it` }];
  }
  const more = from.length ? without(to, from) : [];
  // Apps that are not in the new stack lose nothing.
  const fewer = from.length ? without(from, to).filter(appId => changes.after.apps.has(keyIn(namespaceOf(after), appId))) : [];
  const closes = !from.length && to.length ? [{ rule: SCOPES_SHRINK, at: after, what: `scopes are set: only ${quoted(to)} ${to.length > 1 ? 'load' : 'loads'} it` }] : [];
  return [
    ...(more.length ? [{ rule: SCOPES_GROW, at: after, what: `${quoted(more)} ${more.length > 1 ? 'load' : 'loads'} it too` }] : []),
    ...(fewer.length ? [{ rule: SCOPES_SHRINK, at: after, what: `${quoted(fewer)} no longer ${fewer.length > 1 ? 'load' : 'loads'} it` }] : []),
    ...closes,
  ];
}

const quoted = (appIds: readonly string[]): string => few(appIds.map(appId => `'${appId}'`));
