/** Names of topics that apps publish to and subscribe to. */
import { DaprUseKind } from '../../contract';
import { AppCheck } from '../../diagnostics/diagnostics';
import { Finding, Problem } from '../../diagnostics/finding';
import { warning } from '../../diagnostics/rule';
import { isRemote } from '../../facts/apps';
import { SUBSCRIPTIONS } from '../../facts/subscriptions';
import { allUses, describeUse } from '../../facts/uses';
import { keyAt } from '../../kubernetes/cluster';
import { componentsByKey, definedComponent, DefinedComponent } from '../../resources/component/components';
import { isField } from '../../resources/metadata/field-names';
import { PUBLISHED_TO_FILTER, refusesWildcards } from '../../resources/subscription/dead-letters';
import { expectedTopic, hasWildcards } from '../../resources/subscription/topic-names';
import { describe, isTruthy, mustBe } from '../../util/values';

const TOPIC_NOT_ACCEPTED = warning('DAPR6052', {
  title: 'topic name that the broker does not accept',
  why: 'The broker refuses the topic, or shortens its name so that two topics are one',
  todo: 'rename the topic, or acknowledge this if the broker allows the name',
  source: 'dapr/components-contrib 1.18.4, documentation of the broker',
  manifests: true,
});
const DEAD_LETTER_TOPIC_NOT_CREATED = warning('DAPR6053', {
  title: 'derived dead letter topic that nothing creates',
  why: 'The component does not create topics here: if the topic does not exist, daprd cannot publish rejected events to it, and they are delivered again and again',
  todo: 'create the topic in the broker and acknowledge this, or set dropRejectedEvents or deadLetterTopic',
  source: 'dapr/components-contrib 1.18.4',
});

const TOPIC_USES = [DaprUseKind.PUBLISH, DaprUseKind.SUBSCRIBE];

/** The broker must accept the topics that apps declare. */
const topicNames: AppCheck = root => {
  const components = componentsByKey(root);
  const uses = components.size ? allUses(root).filter(({ app, use }) => TOPIC_USES.includes(use.kind) && !isRemote(app)) : [];
  return uses.flatMap(({ app, use }): Finding[] => {
    const { component, subject: topic } = use;
    const type: unknown = component === undefined ? undefined : components.get(keyAt(app, component))?.type;
    if (typeof type !== 'string' || typeof topic !== 'string') {
      return [];
    }
    if (use.kind === DaprUseKind.PUBLISH && refusesWildcards(type, topic)) {
      return [{ at: app, rule: PUBLISHED_TO_FILTER, what: `the app ${describeUse(use)}, a topic with wildcards` }];
    }
    return topicProblems(`topic of '${component}'`, type, topic).map(problem => ({ at: app, ...problem }));
  });
};

/** A topic, or filter, that its broker does not accept. */
export function topicProblems(path: string, type: string, topic: string): Problem[] {
  const expected = hasWildcards(type, topic) ? undefined : expectedTopic(type, topic);
  return expected ? [{ rule: TOPIC_NOT_ACCEPTED, what: mustBe(path, expected, topic) }] : [];
}

/** Why a component does not create a topic; undefined if it does, or may. */
function createsNoTopics(component: DefinedComponent): string | undefined {
  const isSet = (field: string): boolean => component._plainMetadata()
    .some(([name, value]) => isField(name, field) && isTruthy(value));
  switch (component.type) {
    case 'pubsub.jetstream': return 'a stream must contain the subject';
    case 'pubsub.azure.eventhubs': return isSet('enableEntityManagement') ? undefined : 'enableEntityManagement is not set';
    default: return isSet('disableEntityManagement') ? 'disableEntityManagement is set' : undefined;
  }
}

/** A derived dead letter topic must exist where the component creates none. */
const uncreatedDeadLetters: AppCheck = root => SUBSCRIPTIONS.of(root).flatMap(({ at, broker, ownDeadLetterTopic, deadLetterTopic }): Finding[] => {
  const component = ownDeadLetterTopic === undefined ? definedComponent(broker) : undefined;
  const reason = component && createsNoTopics(component);
  const topic = reason === undefined ? undefined : deadLetterTopic();
  return topic === undefined ? []
    : [{ at, rule: DEAD_LETTER_TOPIC_NOT_CREATED, what: `dead letter topic ${describe(topic)} of '${component!.componentName}' of type ${component!.type} must exist: ${reason}` }];
});

export const checks = [topicNames, uncreatedDeadLetters];
