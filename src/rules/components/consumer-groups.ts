/** Consumer groups that several apps share, or that are new with each rollout. */
import { IConstruct } from 'constructs';
import { DaprUseKind } from '../../contract';
import { AppCheck } from '../../diagnostics/diagnostics';
import { Finding } from '../../diagnostics/finding';
import { warning } from '../../diagnostics/rule';
import { hasSidecar, isRemote } from '../../facts/apps';
import { allUses, AppUse, loadingApps } from '../../facts/uses';
import { keyAt } from '../../kubernetes/cluster';
import { NEW_CONSUMER_GROUP } from '../../resources/component/checks';
import { componentsByKey, componentsOf, DefinedComponent } from '../../resources/component/components';
import { Entries, groupOf, isFixed, isQueue, isSharedByTopics, renewedBy } from '../../resources/component/consumer-groups';
import { grouped } from '../../util/grouped';
import { describe } from '../../util/values';

export const ONE_GROUP_FOR_SEVERAL_APPS = warning('DAPR4053', {
  title: 'one consumer group for several apps',
  why: 'The apps share the messages: each message reaches only one of them',
  todo: 'leave out the field, whose default is the app ID, use {appID} in it, or define a component for each app; acknowledge this if the apps are to share the messages',
  source: 'dapr/dapr pkg/runtime/processor/pubsub/pubsub.go',
  manifests: true,
});

const RECEIVING = [DaprUseKind.SUBSCRIBE, DaprUseKind.INPUT_BINDING];
/** Workloads whose pods have the same names after a rollout. */
export const NAMED_KINDS = ['StatefulSet', 'Pod'];

/** Why all apps of a component share its messages; undefined if each app gets all of them. */
export function sharedBy(type: string, componentName: string, metadata: Entries): string | undefined {
  const group = groupOf(type, metadata);
  return isQueue(type) ? `component '${componentName}' of type ${type} has one queue`
    : group && isFixed(group.value) ? `metadata.${group.field} of component '${componentName}' is ${describe(group.value)}` : undefined;
}

/** @param messages what the apps receive */
export const shares = (reason: string, appIds: readonly string[], messages: string): string =>
  `${reason}, and apps ${appIds.map(appId => `'${appId}'`).join(', ')} receive ${messages}`;

const severalApps: AppCheck = root => {
  const components = componentsByKey(root);
  const isReceived = ({ app, use }: AppUse): boolean => RECEIVING.includes(use.kind) && use.component !== undefined && !isRemote(app);
  const uses = components.size ? allUses(root).filter(isReceived) : [];
  return [...grouped(uses, ({ app, use }) => keyAt(app, use.component!))].flatMap(([key, all]): Finding[] => {
    const component = components.get(key);
    const reason = component && all.length > 1 ? sharedBy(component.type, component.componentName, component._plainMetadata()) : undefined;
    return reason === undefined ? [] : sharing(component!, all).map(([topic, appIds]) => ({
      at: component as IConstruct, rule: ONE_GROUP_FOR_SEVERAL_APPS, what: shares(reason, appIds, topic),
    }));
  });
};

/** The topics, or inputs, of a component that several apps receive. */
function sharing({ type }: DefinedComponent, uses: readonly AppUse[]): [string, string[]][] {
  const appsOf = (all: readonly AppUse[]): string[] => [...new Set(all.map(({ app }) => app.appId))].sort();
  const topics = grouped(uses, ({ use: { subject } }) => isSharedByTopics(type) || subject === undefined ? 'its messages' : `topic ${describe(subject)}`);
  return [...topics].map(([topic, all]): [string, string[]] => [topic, appsOf(all)]).filter(([, appIds]) => appIds.length > 1);
}

/** The names of most pods are new with each rollout; behind a shared daprd, {podName} is reported in any field. */
const renewedGroups: AppCheck = root => loadingApps(root).filter(app => hasSidecar(app) && !NAMED_KINDS.includes(app.workloadKind)).flatMap(app =>
  componentsOf(app).flatMap(component => component._plainMetadata()
    .filter(([field, value]) => renewedBy(component.type, field, value) === '{podName}')
    .map(([field, value]): Finding => ({
      at: app, rule: NEW_CONSUMER_GROUP, what: `metadata.${field} of component '${component.componentName}' must not contain {podName} for a ${app.workloadKind}; got ${describe(value)}`,
    }))));

export const checks = [severalApps, renewedGroups];
