import { GroupOfMetadata } from './group-of-metadata';
import { MetadataGroup } from './metadata-group';
import { MetadataValue } from './metadata-value';
import { INVALID_TOPIC_SCOPES } from './topic-scopes-format';
import { Problem } from '../../diagnostics/finding';
import { asProblem, unknownProp } from '../../props/schema';
import { sorted } from '../../util/json';
import { describe, mustBe } from '../../util/values';

/** Props of `TopicScopes`: which apps may use which topics. */
export interface TopicScopesProps {
  /**
   * The only topics that apps may use; a topic in another prop that is not among them is refused (DAPR3217).
   * @default - every topic
   */
  readonly allowedTopics?: string[];
  /**
   * Topics that only apps listed in `publishingScopes` or `subscriptionScopes` may use.
   * @default - none: an app that is not listed may use every topic
   */
  readonly protectedTopics?: string[];
  /**
   * Topics to which each app may publish, by app ID. An empty list means none.
   * @default - each app may publish to every topic that is not protected
   */
  readonly publishingScopes?: { [appId: string]: string[] };
  /**
   * Topics to which each app may subscribe, by app ID. An empty list means none.
   * @default - each app may subscribe to every topic that is not protected
   */
  readonly subscriptionScopes?: { [appId: string]: string[] };
}

type Findings = Problem[];

const NAME = 'without white space, commas, semicolons and equals signs';
const PROPS: readonly (keyof TopicScopesProps)[] = ['allowedTopics', 'protectedTopics', 'publishingScopes', 'subscriptionScopes'];

/**
 * Topic scopes of a message broker: which apps may publish and subscribe to which topics, enforced by daprd.
 *
 * An app that is not listed may use every topic that is not protected. Source: dapr/dapr 1.18.3, `pkg/scopes/scopes.go`.
 * @example new pubsub.RedisPubSub(chart, 'events', { metadata: { redisHost: 'redis:6379' }, topicScopes: TopicScopes.of({ publishingScopes: { orders: ['created'] }, subscriptionScopes: { orders: [] } }) });
 */
export class TopicScopes extends MetadataGroup {
  /** Creates topic scopes from lists of topics. */
  public static of(props: TopicScopesProps): TopicScopes {
    return new TopicScopes(props ?? {});
  }

  private constructor(private readonly props: TopicScopesProps) {
    super();
  }

  /** App IDs with topics of their own, sorted. */
  public get appIds(): string[] {
    const { publishingScopes, subscriptionScopes } = this.props;
    return [...new Set([publishingScopes, subscriptionScopes].flatMap(scopes => Object.keys(scopes ?? {})))].sort();
  }

  /** @internal */
  protected _read(): GroupOfMetadata {
    const findings: Findings = Object.keys(this.props).filter(prop => !(PROPS as readonly string[]).includes(prop))
      .map(prop => asProblem(unknownProp(`topicScopes.${prop}`, prop, PROPS)));
    const { allowedTopics, protectedTopics, publishingScopes, subscriptionScopes } = this.props;
    const lists = { allowedTopics: topics('topicScopes.allowedTopics', allowedTopics, findings), protectedTopics: topics('topicScopes.protectedTopics', protectedTopics, findings) };
    const scopes = { publishingScopes: apps('topicScopes.publishingScopes', publishingScopes, findings), subscriptionScopes: apps('topicScopes.subscriptionScopes', subscriptionScopes, findings) };
    for (const [prop, list] of Object.entries(lists)) {
      if (list && !list.length) {
        findings.push({ rule: INVALID_TOPIC_SCOPES, what: `topicScopes.${prop} must not be an empty list, which allows every topic`, todo: 'add topics, or remove the list' });
      }
    }
    const named = [['topicScopes.protectedTopics', lists.protectedTopics ?? []], ...Object.entries(scopes).flatMap(([prop, scope]) =>
      Object.entries(scope ?? {}).map(([app, list]) => [`topicScopes.${prop}['${app}']`, list]))] as [string, string[]][];
    for (const [where, list] of lists.allowedTopics?.length ? named : []) {
      list.filter(topic => !lists.allowedTopics!.includes(topic)).forEach(topic => findings.push({
        rule: INVALID_TOPIC_SCOPES, what: `${where} contains topic ${describe(topic)}, which is not in allowedTopics`, todo: 'add the topic to allowedTopics, or remove it',
      }));
    }
    return { metadata: render(lists, scopes), findings, appIds: [...new Set(Object.values(scopes).flatMap(scope => Object.keys(scope ?? {})))] };
  }
}

function render(lists: { [prop: string]: string[] | undefined }, scopes: { [prop: string]: { [app: string]: string[] } | undefined }) {
  const entries = [
    ...Object.entries(lists).filter(([, list]) => list?.length).map(([prop, list]) => [prop, list!.join(',')]),
    ...Object.entries(scopes).filter(([, scope]) => scope && Object.keys(scope).length)
      .map(([prop, scope]) => [prop, Object.entries(sorted(scope!)).map(([app, list]) => `${app}=${list.join(',')}`).join(';')]),
  ];
  return Object.fromEntries(entries.map(([prop, value]) => [prop, MetadataValue.of(value)]));
}

/** The valid topics of a list; the others are reported. */
function topics(where: string, given: unknown, findings: Findings): string[] | undefined {
  if (given === undefined || given === null) {
    return undefined;
  }
  if (!Array.isArray(given)) {
    findings.push({ rule: INVALID_TOPIC_SCOPES, what: mustBe(where, 'a list of topics', given), todo: 'correct the value' });
    return undefined;
  }
  const invalid = given.filter(topic => typeof topic !== 'string' || topic === '' || /[\s,;=]/.test(topic));
  invalid.forEach(topic => findings.push({ rule: INVALID_TOPIC_SCOPES, what: `${where} must contain only non-empty topics ${NAME}; got ${describe(topic)}` }));
  return given.filter(topic => !invalid.includes(topic));
}

function apps(where: string, given: unknown, findings: Findings): { [app: string]: string[] } | undefined {
  if (given === undefined || given === null) {
    return undefined;
  }
  if (typeof given !== 'object' || Array.isArray(given)) {
    findings.push({ rule: INVALID_TOPIC_SCOPES, what: mustBe(where, 'a map of app IDs to lists of topics', given), todo: 'correct the value' });
    return undefined;
  }
  const entries = Object.entries(given).filter(([app]) => {
    const right = /^[^\s,;=]+$/.test(app);
    if (!right) {
      findings.push({ rule: INVALID_TOPIC_SCOPES, what: `${where} must have only non-empty app IDs ${NAME} as keys; got ${describe(app)}` });
    }
    return right;
  });
  return Object.fromEntries(entries.map(([app, list]) => [app, topics(`${where}['${app}']`, list, findings) ?? []]));
}
