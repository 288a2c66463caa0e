import { GroupOfMetadata } from './group-of-metadata';
import { MetadataGroup } from './metadata-group';
import { MetadataValue } from './metadata-value';
import { Problem } from '../../diagnostics/finding';
import { error } from '../../diagnostics/rule';
import { asProblem, unknownProp } from '../../props/schema';
import { describe } from '../../util/values';

export const INVALID_TOPIC_SCOPES = error('DAPR3217', {
  title: 'invalid topic scopes',
  why: 'Dapr splits the text at commas, semicolons and equals signs: other apps or topics would be meant than were given',
  todo: 'correct the topic or the app-id',
  source: 'dapr/dapr pkg/scopes/scopes.go',
  manifests: true,
});

/** Who may use which topics. */
export interface TopicScopesProps {
  /**
   * The only topics that exist for the apps; a topic below that is not among them is refused (DAPR3217).
   * @default - every topic
   */
  readonly allowedTopics?: string[];
  /**
   * Topics for which an app must be named below.
   * @default - none: an app that is not named below may use every topic
   */
  readonly protectedTopics?: string[];
  /**
   * Topics to which each app may publish, by app-id. An empty list means none.
   * @default - each app may publish to every topic that is not protected
   */
  readonly publishingScopes?: { [appId: string]: string[] };
  /**
   * Topics to which each app may subscribe, by app-id. An empty list means none.
   * @default - each app may subscribe to every topic that is not protected
   */
  readonly subscriptionScopes?: { [appId: string]: string[] };
}

type Findings = Problem[];

const PROPS: readonly (keyof TopicScopesProps)[] = ['allowedTopics', 'protectedTopics', 'publishingScopes', 'subscriptionScopes'];

/**
 * Which apps may publish and subscribe to which topics of a message broker, as daprd enforces it.
 *
 * An app that is not named may use every topic, unless it is protected. Source: dapr/dapr 1.18.3, `pkg/scopes/scopes.go`.
 */
export class TopicScopes extends MetadataGroup {
  /** Topic scopes of these lists. */
  public static of(props: TopicScopesProps): TopicScopes {
    return new TopicScopes(props ?? {});
  }

  private constructor(private readonly props: TopicScopesProps) {
    super();
  }

  /** @internal */
  protected _read(): GroupOfMetadata {
    const findings: Findings = Object.keys(this.props).filter(prop => !(PROPS as readonly string[]).includes(prop))
      .map(prop => asProblem(unknownProp(`topicScopes.${prop}`, prop, PROPS)));
    const { allowedTopics, protectedTopics, publishingScopes, subscriptionScopes } = this.props;
    const lists = { allowedTopics: topics('allowedTopics', allowedTopics, findings), protectedTopics: topics('protectedTopics', protectedTopics, findings) };
    const scopes = { publishingScopes: apps('publishingScopes', publishingScopes, findings), subscriptionScopes: apps('subscriptionScopes', subscriptionScopes, findings) };
    for (const [prop, list] of Object.entries(lists)) {
      if (list && !list.length) {
        findings.push({ rule: INVALID_TOPIC_SCOPES, what: `${prop} is [], which means every topic`, todo: 'leave it out, or name topics' });
      }
    }
    const named = [['protectedTopics', lists.protectedTopics ?? []], ...Object.entries(scopes).flatMap(([prop, scope]) =>
      Object.entries(scope ?? {}).map(([app, list]) => [`${prop} of '${app}'`, list]))] as [string, string[]][];
    for (const [where, list] of lists.allowedTopics?.length ? named : []) {
      list.filter(topic => !lists.allowedTopics!.includes(topic)).forEach(topic => findings.push({
        rule: INVALID_TOPIC_SCOPES, what: `${where} names the topic ${describe(topic)}, which is not among allowedTopics`, todo: 'add it to allowedTopics, or leave it out',
      }));
    }
    return { metadata: render(lists, scopes), findings, appIds: [...new Set(Object.values(scopes).flatMap(scope => Object.keys(scope ?? {})))] };
  }
}

function render(lists: { [prop: string]: string[] | undefined }, scopes: { [prop: string]: { [app: string]: string[] } | undefined }) {
  const texts = [
    ...Object.entries(lists).filter(([, list]) => list?.length).map(([prop, list]) => [prop, list!.join(',')]),
    ...Object.entries(scopes).filter(([, scope]) => scope && Object.keys(scope).length)
      .map(([prop, scope]) => [prop, Object.entries(scope!).map(([app, list]) => `${app}=${list.join(',')}`).join(';')]),
  ];
  return Object.fromEntries(texts.map(([prop, text]) => [prop, MetadataValue.of(text)]));
}

/** The topics of a list that Dapr would read back. */
function topics(where: string, given: unknown, findings: Findings): string[] | undefined {
  if (given === undefined || given === null) {
    return undefined;
  }
  if (!Array.isArray(given)) {
    findings.push({ rule: INVALID_TOPIC_SCOPES, what: `${where} ${describe(given)} is no list`, todo: 'give a list of topics' });
    return undefined;
  }
  const wrong = given.filter(topic => typeof topic !== 'string' || topic === '' || /[\s,;=]/.test(topic));
  wrong.forEach(topic => findings.push({ rule: INVALID_TOPIC_SCOPES, what: `${where}: topic ${describe(topic)}` }));
  return given.filter(topic => !wrong.includes(topic));
}

function apps(where: string, given: unknown, findings: Findings): { [app: string]: string[] } | undefined {
  if (given === undefined || given === null) {
    return undefined;
  }
  if (typeof given !== 'object' || Array.isArray(given)) {
    findings.push({ rule: INVALID_TOPIC_SCOPES, what: `${where} ${describe(given)} is no map`, todo: 'give a map of app-ids to lists of topics' });
    return undefined;
  }
  const entries = Object.entries(given).filter(([app]) => {
    const right = /^[^\s,;=]+$/.test(app);
    if (!right) {
      findings.push({ rule: INVALID_TOPIC_SCOPES, what: `${where}: app-id ${describe(app)}` });
    }
    return right;
  });
  return Object.fromEntries(entries.map(([app, list]) => [app, topics(`${where} of '${app}'`, list, findings) ?? []]));
}

/** Metadata that says which apps may use which topics. */
export const isScopesByApp = (name: unknown): boolean => /^(publishing|subscription)Scopes$/i.test(String(name));

/** The parts of topic scopes, each with its app; with none where Dapr skips the part (dapr/dapr `pkg/scopes/scopes.go`). */
const partsOf = (scopes: string): { part: string; appId?: string }[] => scopes.replace(/ /g, '').split(';').filter(Boolean)
  .map(part => ({ part, appId: /^([^=]+)=[^=]*$/.exec(part)?.[1] }));

/** The app-ids that topic scopes name. */
export const appIdsIn = (scopes: string): string[] => partsOf(scopes).map(({ appId }) => appId).filter(appId => appId !== undefined);

/** Parts that Dapr skips, so that they restrict nobody. */
export const scopesProblems = (path: string, scopes: string): Problem[] => partsOf(scopes).filter(({ appId }) => appId === undefined)
  .map(({ part }) => ({
    rule: INVALID_TOPIC_SCOPES,
    what: `${path} must be app1=topic1,topic2;app2=topic3; got ${describe(part)}, which Dapr skips`,
    todo: 'correct it, or use TopicScopes of the typed component',
  }));
