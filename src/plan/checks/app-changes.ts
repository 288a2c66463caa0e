/** Apps that are in both stacks with something else: daprd in another place, port, protocol. */
import { danger, notice } from '../../diagnostics/rule';
import { ManifestProblem } from '../../validation/manifests';
import { App, Daprd, podsOf } from '../stack/apps';
import { Changes, PlanCheck } from '../stack/changes';
import { change, few } from '../stack/words';

const MODEL = notice('DAPR9520', {
  title: 'daprd of an app moves',
  why: 'State, consumer groups, actors and access rules stay, because the app ID stays; calls that are in flight fail, and so do new ones until the new daprd is ready',
  todo: 'apply the new daprds first and wait until they are ready, and give callers a retry that outlasts the switch',
  source: 'dapr/dapr pkg/runtime, pkg/operator/handlers/dapr_handler.go',
});
const NO_DAPRD = danger('DAPR9521', {
  title: 'app loses its daprd',
  why: 'The pods of the app run without Dapr: calls to its API fail, it gets no events, and calls to its app ID fail',
  todo: 'keep dapr.io/enabled: "true" or a data plane, unless the app no longer uses Dapr',
  source: 'dapr/dapr pkg/injector/service/handler.go',
});
const PORT = notice('DAPR9524', {
  title: 'app port changes',
  why: 'daprd delivers to the new port once its own pods roll: behind a shared daprd, calls and events fail while only one of the two has rolled',
  todo: 'let the app listen on both ports for one rollout',
  source: 'dapr/dapr pkg/channel',
});
const PROTOCOL = notice('DAPR9525', {
  title: 'protocol of an app changes',
  why: 'daprd speaks the new protocol once its own pods roll: behind a shared daprd, calls and events fail while only one of the two has rolled',
  todo: 'let the app serve both protocols for one rollout, or roll app and daprd together',
  source: 'dapr/dapr pkg/channel',
});
const MOVED = notice('DAPR9528', {
  title: 'daprd of an app ID moves to another object',
  why: 'Until the old one is pruned, both receive calls and events; if Dapr\'s operator gave the Service of the app ID to the old one, Kubernetes deletes it with its owner',
  todo: 'prune the old object once the new one is ready; if Service <app-id>-dapr is missing then, restart dapr-operator: kubectl rollout restart deployment dapr-operator -n dapr-system',
  source: 'dapr/dapr pkg/operator/handlers/dapr_handler.go',
});

/** Settings of a daprd whose change needs the app to change with it. */
const SETTINGS = [['app-port', PORT, undefined], ['app-protocol', PROTOCOL, 'http']] as const;

export const appChanges: PlanCheck = changes => [...changes.before.apps].flatMap(([key, before]) => {
  const after = changes.after.apps.get(key);
  return after ? comparedApps(before, after) : withoutDaprd(before, changes);
});

function comparedApps(before: App, after: App): ManifestProblem[] {
  const at = (after.daprds[0]?.at ?? after.workloads[0])!;
  const [from, to] = [before.daprds[0], after.daprds[0]];
  if (before.model !== after.model) {
    return [{ rule: MODEL, at, what: `app ID '${before.appId}' moves from ${before.model} to ${after.model}` }, ...settings(from, to)];
  }
  return [...settings(from, to), ...moved(before, after)];
}

/** Settings of the daprd of an app that change. */
function settings(from: Daprd | undefined, to: Daprd | undefined): ManifestProblem[] {
  return from && to ? SETTINGS.flatMap(([name, rule, byDefault]) => {
    const [before, after] = [from, to].map(daprd => daprd.settings[name] || byDefault);
    return before === after ? [] : [{ rule, at: to.at, what: `${change(`dapr.io/${name}`, before, after)} for app ID '${to.appId}'` }];
  }) : [];
}

/** The same model in an object of another name or kind. */
function moved(before: App, after: App): ManifestProblem[] {
  const titles = ({ daprds }: App): string[] => daprds.map(({ at }) => `${at.kind} ${at.name}`);
  const [old, current] = [titles(before), titles(after)];
  const gone = old.filter(title => !current.includes(title));
  return gone.length && current.length && gone.length === old.length
    ? [{ rule: MOVED, at: after.daprds[0].at, what: `app ID '${after.appId}' moves from ${few(old)} to ${few(current)}` }] : [];
}

/** Pods that stay without a daprd. Those with another app ID are another entry. */
function withoutDaprd(app: App, { after }: Changes): ManifestProblem[] {
  return podsOf(app).flatMap(object => {
    const stays = after.same(object);
    return stays && !after.appOf(stays) ? [{ rule: NO_DAPRD, at: stays, what: `has no daprd any more: its app ID was '${app.appId}'` }] : [];
  });
}
