/** Pods that roll, and what makes them. */
import { notice } from '../../diagnostics/rule';
import { keyIn, RESOURCES_ANNOTATION } from '../../kubernetes/names';
import { grouped } from '../../util/grouped';
import { Json } from '../../util/json';
import { describeAt } from '../../util/values';
import { Manifest, map } from '../../validation/manifest';
import { ManifestProblem } from '../../validation/manifests';
import { Daprd } from '../stack/apps';
import { Changes, Pair, PlanCheck } from '../stack/changes';
import { differences, same } from '../stack/comparable';
import { without } from '../stack/sets';
import { isScoped, loadersOf } from '../stack/side';
import { keyOf, keyOfObject } from '../stack/stack';
import { few } from '../stack/words';

const ROLLS = notice('DAPR9530', {
  title: 'pods roll',
  why: 'Kubernetes replaces the pods of the workload, and calls that are in flight may fail',
  todo: 'apply it when a rollout is acceptable',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#updating-a-deployment',
});
const LATER = notice('DAPR9531', {
  title: 'pods change later',
  why: 'Existing pods keep the old template: those of a CronJob until its next run, those of a ReplicaSet or with the update strategy OnDelete until they are deleted',
  todo: 'delete the pods if the change is needed at once',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers',
});

/** Kinds whose template is immutable, which is another entry. */
const IMMUTABLE_TEMPLATE = ['Job', 'Pod'];
const KEEP_PODS = ['CronJob', 'ReplicaSet', 'ReplicationController'];

export const rolls: PlanCheck = changes => {
  const resources = changedResources(changes);
  return changes.changed.filter(hasNewTemplate).map(pair => rolled(pair, resources, changes));
};

const hasNewTemplate = ({ before, after }: Pair): boolean =>
  before.template !== undefined && after.template !== undefined && !IMMUTABLE_TEMPLATE.includes(after.kind) && !same(before.template, after.template);

function rolled(pair: Pair, resources: Resources, { before, after }: Changes): ManifestProblem {
  const { kind, spec } = pair.after;
  const later = KEEP_PODS.includes(kind) || map(spec.updateStrategy).type === 'OnDelete';
  const daprds = [before.daprdOf(pair.before), after.daprdOf(pair.after)].filter(daprd => daprd !== undefined);
  const [from, to] = [pair.before, pair.after].map(templateOf);
  const reasons = differences(from, to).map(path => reason(path, pair, () => loaded(daprds, resources)));
  return { rule: later ? LATER : ROLLS, at: pair.after, what: `${later ? 'new pods have' : 'pods roll:'} ${few(reasons, 8)}` };
}

/** The template, so that annotations are compared one by one even if there are none on one side. */
const templateOf = ({ template, podAnnotations }: Manifest): Json =>
  ({ ...template, metadata: { ...map(template?.metadata), annotations: podAnnotations } });

/** A changed path of a template. Values are shown for images, labels and the annotations of Dapr and this library, which contain no secrets. */
function reason(path: string, { before, after }: Pair, resources: () => string): string {
  const [, quoted, annotation = quoted] = /^metadata\.annotations(?:\['(.*)'\]|\.(.*))$/.exec(path) ?? [];
  if (annotation === RESOURCES_ANNOTATION) {
    return `annotation ${annotation} (${resources() || 'what daprd loads'})`;
  }
  if (annotation) {
    const name = `annotation ${annotation}`;
    return /^(dapr\.io|cdk8s-dapr)\//.test(annotation) ? fromTo(name, annotation, before.podAnnotations[annotation], after.podAnnotations[annotation]) : name;
  }
  const [, quotedLabel, label = quotedLabel] = /^metadata\.labels(?:\['(.*)'\]|\.(.*))$/.exec(path) ?? [];
  if (label) {
    return fromTo(`label ${label}`, label, before.podLabels[label], after.podLabels[label]);
  }
  const [, container] = /^spec\.(?:init)?[cC]ontainers\[(.*)\]\.image$/.exec(path) ?? [];
  if (container) {
    const [from, to] = [before, after].map(({ containers }) => containers.find(({ name }) => name === container)?.image);
    return fromTo(`image of container ${container}`, 'image', from, to);
  }
  return path.replace(/^spec\./, '');
}

const fromTo = (what: string, path: string, from: unknown, to: unknown): string => `${what} from ${describeAt(path, from)} to ${describeAt(path, to)}`;

/** Titles of changed resources by who loads them: a namespace, an app in it, or the key of a Configuration. */
type Resources = ReadonlyMap<string, readonly { readonly title: string }[]>;

/** Dapr resources that change for those who load them. */
function changedResources({ added, removed, changed }: Changes): Resources {
  const all = [
    ...[...added, ...removed].map(object => ({ object, by: loaders(object) })),
    ...changed.map(({ before, after }) => ({ object: after, by: changedFor(before, after) })),
  ].filter(({ object }) => object.isDapr());
  return grouped(all.flatMap(({ object, by }) => by.map(loader => ({ loader, title: `${object.kind} ${object.name}` }))), ({ loader }) => loader);
}

/** Who loads another definition: all that load it if it changes, and otherwise those that are new or no longer in its scopes. */
function changedFor(before: Manifest, after: Manifest): string[] {
  const [from, to] = [loaders(before), loaders(after)];
  return same(definition(before), definition(after)) ? [...without(from, to), ...without(to, from)] : [...new Set([...from, ...to])];
}

/** What daprd sees of a resource. */
const definition = ({ json: { metadata: _metadata, scopes: _scopes, ...rest } }: Manifest): Json => rest;

const loaders = (object: Manifest): string[] => isScoped(object) ? loadersOf(object) : [keyOfObject(object)];

function loaded(daprds: readonly Daprd[], resources: Resources): string {
  const keys = new Set(daprds.flatMap(daprd => [daprd.namespace, keyIn(daprd.namespace, daprd.appId), keyOf('dapr.io', 'Configuration', daprd.namespace, daprd.settings.config ?? '')]));
  return few([...keys].flatMap(key => (resources.get(key) ?? []).map(({ title }) => title)));
}
