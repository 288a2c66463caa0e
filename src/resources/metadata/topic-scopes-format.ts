/** The format of topic scopes in the metadata of a broker. */
import { Problem } from '../../diagnostics/finding';
import { error } from '../../diagnostics/rule';
import { describe } from '../../util/values';

export const INVALID_TOPIC_SCOPES = error('DAPR3217', {
  title: 'invalid topic scopes',
  why: 'Dapr splits topic scopes at commas, semicolons and equals signs: they would apply to other apps or topics',
  todo: 'correct the topic or the app ID',
  source: 'dapr/dapr pkg/scopes/scopes.go',
  manifests: true,
});

/** Whether a metadata name is one of the topic scopes by app. */
export const isScopesByApp = (name: unknown): boolean => /^(publishing|subscription)Scopes$/i.test(String(name));

/** The parts of topic scopes with their app IDs; a part without one is skipped by Dapr (dapr/dapr `pkg/scopes/scopes.go`). */
const partsOf = (scopes: string): { part: string; appId?: string }[] => scopes.replace(/ /g, '').split(';').filter(Boolean)
  .map(part => ({ part, appId: /^([^=]+)=[^=]*$/.exec(part)?.[1] }));

/** The app IDs in topic scopes. */
export const appIdsIn = (scopes: string): string[] => partsOf(scopes).map(({ appId }) => appId).filter(appId => appId !== undefined);

/** Parts that Dapr skips, so that they restrict no app. */
export const scopesProblems = (path: string, scopes: string): Problem[] => partsOf(scopes).filter(({ appId }) => appId === undefined)
  .map(({ part }) => ({
    rule: INVALID_TOPIC_SCOPES,
    what: `${path} must have the form app1=topic1,topic2;app2=topic3; got ${describe(part)}, which Dapr skips`,
    todo: 'correct this part, or set topicScopes of the typed component',
  }));
