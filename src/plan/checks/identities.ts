/** App IDs that change, move to another namespace, or end. */
import { danger, notice } from '../../diagnostics/rule';
import { keyIn } from '../../kubernetes/names';
import { grouped } from '../../util/grouped';
import { Manifest } from '../../validation/manifest';
import { ManifestProblem } from '../../validation/manifests';
import { App, podsOf } from '../stack/apps';
import { Changes, PlanCheck } from '../stack/changes';
import { metadataOf } from '../stack/metadata';
import { Side } from '../stack/side';
import { namespaceOf } from '../stack/stack';
import { few } from '../stack/words';

const APP_ID = danger('DAPR9522', {
  title: 'app ID changes',
  why: 'The app ID is the prefix of state keys and the default consumer group, and identifies actors, workflows and jobs: the app does not find its data, ' +
    'and its new consumer group does not continue where the old one stopped. Scopes, access policies and callers name the old one',
  todo: 'keep the app ID (appId), or set keyPrefix and consumerID of the components to the old values first and change the callers together',
  source: 'dapr/dapr pkg/components/state/state_config.go, pkg/runtime/processor/pubsub/pubsub.go',
});
const NAMESPACE = danger('DAPR9523', {
  title: 'app moves to another namespace',
  why: 'Actors, workflows, reminders and jobs belong to a namespace and stay behind, as do Components, Secrets and Configurations; access policies and callers from other namespaces name the old one',
  todo: 'move the data and the callers together with the app, or keep the namespace',
  source: 'dapr/dapr pkg/actors, pkg/acl/acl.go, pkg/messaging/direct_messaging.go',
});
const ENDS = notice('DAPR9529', {
  title: 'app removed',
  why: 'Calls to the app ID fail. Its state stays in the stores, and its consumer groups stay in the brokers, where events may pile up',
  todo: 'delete its consumer groups in the brokers, and its state if nothing else needs it',
  source: 'dapr/dapr pkg/runtime/processor/pubsub/pubsub.go',
});

export const identities: PlanCheck = changes => {
  const renamed = changes.kept.filter(({ before, after }) => before.template && after.template).flatMap(({ before, after }) => {
    const [from, to] = [changes.before.appIdOf(before), changes.after.appIdOf(after)];
    return from !== undefined && to !== undefined && from !== to ? [{ at: after, from, to }] : [];
  });
  const explained = new Set(renamed.map(({ at, from }) => keyIn(namespaceOf(at), from)));
  const ended = [...changes.before.apps].filter(([key]) => !changes.after.apps.has(key) && !explained.has(key)).map(([, app]) => app);
  return [...renamed.map(({ at, from, to }) => renaming(at, from, to, changes)), ...ends(ended, changes)];
};

function renaming(at: Manifest, from: string, to: string, { before }: Changes): ManifestProblem {
  const app = before.apps.get(keyIn(namespaceOf(at), from));
  return { rule: APP_ID, at, what: `app ID changes from '${from}' to '${to}'${app ? dataOf(app, before, ['', 'appid', 'namespace']) : ''}` };
}

/** Apps that are in no namespace any more, or in another one. */
function ends(ended: readonly App[], changes: Changes): ManifestProblem[] {
  const started = grouped([...changes.after.apps].filter(([key]) => !changes.before.apps.has(key)).map(([, app]) => app), ({ appId }) => appId);
  return ended.flatMap(app => {
    const others = started.get(app.appId) ?? [];
    const from = (app.daprds[0]?.at ?? app.workloads[0])!;
    if (others.length) {
      const at = (others[0].daprds[0]?.at ?? others[0].workloads[0])!;
      const namespaces = few(others.map(({ namespace }) => `'${namespace}'`));
      return [{ rule: NAMESPACE, at, what: `app ID '${app.appId}' moves from namespace '${app.namespace}' to ${namespaces}${dataOf(app, changes.before, ['namespace'], false)}` }];
    }
    const stays = podsOf(app).some(object => changes.after.same(object));
    return stays ? [] : [{ rule: ENDS, at: from, what: `app ID '${app.appId}' is in no new manifest` }];
  });
}

/** The components whose data hangs on the app ID: state stores with these key prefixes, and brokers without a consumer ID. */
function dataOf(app: App, side: Side, prefixes: readonly string[], groups = true): string {
  const components = [...side.scopedTo(app), ...side.unscopedIn(app.namespace)].filter(({ kind }) => kind === 'Component');
  const stores = components.filter(component => ofType(component, 'state') && prefixes.includes(String(valueOf(component, 'keyprefix') ?? '').toLowerCase()));
  const brokers = groups ? components.filter(component => ofType(component, 'pubsub') && !valueOf(component, 'consumerid')) : [];
  const parts = [
    ...(stores.length ? [`keys in ${few(stores.map(({ name }) => name))}`] : []),
    ...(brokers.length ? [`the consumer group in ${few(brokers.map(({ name }) => name))}`] : []),
  ];
  return parts.length ? `, and with it ${parts.join(' and ')}` : '';
}

const ofType = ({ spec }: Manifest, block: string): boolean => String(spec.type).toLowerCase().startsWith(`${block}.`);
const valueOf = (component: Manifest, name: string): unknown => metadataOf(component).get(name)?.value;
