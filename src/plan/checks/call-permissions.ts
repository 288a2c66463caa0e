/** Which calls `spec.accessControl` of a Configuration allows to each caller, in both stacks. */
import { PUBLIC_TRUST_DOMAIN } from '../../resources/configuration/access-spec';
import { Call, Caller, isCallAllowed, policyFor } from '../../resources/configuration/call-decision';
import { accessByDefault, accessOf, policyAccess } from '../../resources/configuration/default-access';
import { Json, mapsIn, textsIn } from '../../util/json';
import { describe } from '../../util/values';
import { PermissionChange } from '../stack/permissions';
import { few } from '../stack/words';

/** The access control of both stacks. */
export interface AccessControls {
  readonly before: Json;
  readonly after: Json;
  /** Whether the called apps use HTTP: verbs do not count for gRPC. */
  readonly isHttp: boolean;
}

/** Text that no pattern names. */
const OTHER = '\0';
const ANY_VERB = '*';

/** The changed permissions of each caller that a policy names, and of all others. */
export function callPermissions({ before, after, isHttp }: AccessControls, isRelevant: (caller: Caller) => boolean): PermissionChange[] {
  const callers = callersOf([before, after]);
  const [from, to] = [before, after].map(policiesByCaller);
  // Only the policy of a caller, so that the time does not grow with those of others.
  const only = (access: Json, policies: ReadonlyMap<string, Json>, caller: Caller): Json =>
    ({ ...access, policies: [policies.get(keyOf(caller))].filter(Boolean) });
  const controlsFor = (caller: Caller): AccessControls => ({ before: only(before, from, caller), after: only(after, to, caller), isHttp });
  return [
    ...callers.filter(isRelevant).map(caller => changeFor(caller, controlsFor(caller), nameOf(caller))),
    changeFor(undefined, { before, after, isHttp }, callers.length ? 'every app that no policy names' : 'every app'),
  ];
}

const keyOf = ({ appId, namespace }: { readonly appId?: unknown; readonly namespace?: unknown }): string => JSON.stringify([appId, namespace]);
const policiesByCaller = ({ policies }: Json): ReadonlyMap<string, Json> => new Map(mapsIn(policies).map(policy => [keyOf(policy), policy]));

/** The callers that policies name. */
function callersOf(controls: readonly Json[]): Caller[] {
  const all = controls.flatMap(({ policies }) => mapsIn(policies))
    .filter(({ appId }) => typeof appId === 'string').map(({ appId, namespace, trustDomain }): Caller => ({ appId, namespace, trustDomain }));
  return [...new Map(all.map(caller => [JSON.stringify([caller.appId, caller.namespace, caller.trustDomain]), caller])).values()];
}

function nameOf({ appId, namespace, trustDomain }: Caller): string {
  const domain = trustDomain && trustDomain !== PUBLIC_TRUST_DOMAIN ? ` in trust domain ${describe(trustDomain)}` : '';
  return `${describe(appId)}${namespace ? ` of namespace ${describe(namespace)}` : ''}${domain}`;
}

function changeFor(caller: Caller | undefined, controls: AccessControls, who: string): PermissionChange {
  const { before, after, isHttp } = controls;
  const policies = [before, after].map(access => policyFor(access, caller));
  const was = (call: Call): boolean => isCallAllowed(before, caller, call, isHttp);
  const is = (call: Call): boolean => isCallAllowed(after, caller, call, isHttp);
  const questions = questionsOf(policies, isHttp);
  const changed = (from: typeof was, to: typeof was): string[] =>
    questions.flatMap(question => changedCalls(question, call => from(call) && !to(call)));
  const rest = questions[questions.length - 1];
  const opensRest = changedCalls(rest, call => is(call) && !was(call)).length > 0;
  return {
    who,
    from: summary(before, policies[0], isHttp),
    to: summary(after, policies[1], isHttp),
    denied: changed(was, is),
    allowed: changed(is, was),
    // A caller that gets a policy may be meant to call.
    opens: (opensRest && (!caller || policies[0] !== undefined)) || (isHttp && getsVerbs(policies, is)),
  };
}

/** Whether an operation that no HTTP call matched gets its verbs, and allows them. */
function getsVerbs([before, after]: readonly (Json | undefined)[], is: (call: Call) => boolean): boolean {
  const withoutVerbs = new Set(mapsIn(before?.operations).filter(operation => !verbsOf(operation).length).map(pathOf));
  return mapsIn(after?.operations).filter(operation => verbsOf(operation).length).map(pathOf)
    .some(operation => withoutVerbs.has(operation) && is({ operation }));
}

/** A path to call, with the verbs that policies distinguish. */
interface Question {
  readonly subject: string;
  readonly operation: string;
  /** The last one stands for all other verbs. */
  readonly verbs: readonly (string | undefined)[];
}

/** A call of each operation that a policy names, and at last of another one. */
function questionsOf(policies: readonly (Json | undefined)[], isHttp: boolean): Question[] {
  const operations = policies.flatMap(policy => mapsIn(policy?.operations));
  const verbs = isHttp ? [...new Set(operations.flatMap(verbsOf).filter(verb => verb !== ANY_VERB)), OTHER] : [undefined];
  const names = [...new Set(operations.map(pathOf))];
  return [
    ...names.map(name => ({ subject: describe(name), operation: name.replace(/\*\*/g, `${OTHER}/${OTHER}`).replace(/\*/g, OTHER), verbs })),
    { subject: names.length ? 'all other operations' : 'all operations', operation: `/${OTHER}/${OTHER}`, verbs },
  ];
}

/** What fits of the calls of a question, such as `GET '/orders'`. */
function changedCalls({ subject, operation, verbs }: Question, fits: (call: Call) => boolean): string[] {
  const found = verbs.filter(verb => fits({ operation, verb }));
  const named = (all: readonly (string | undefined)[]): string => all.filter(verb => verb !== OTHER).join(', ');
  if (!found.length || found.length === verbs.length) {
    return found.length ? [subject] : [];
  }
  const rest = verbs.filter(verb => !found.includes(verb));
  return [found.includes(OTHER) ? `${subject} with verbs other than ${named(rest)}` : `${named(found)} ${subject}`];
}

/** What a caller may call, as it is written. */
function summary(access: Json, policy: Json | undefined, isHttp: boolean): string {
  const byDefault = policy ? policyAccess(policy, access) : accessByDefault(access);
  const others = mapsIn(policy?.operations).filter(({ action }) => accessOf(action) !== byDefault)
    .map(operation => operationText(operation, isHttp));
  return byDefault === 'allow' ? `all operations${others.length ? ` except ${few(others)}` : ''}` : few(others) || 'no operation';
}

function operationText(operation: Json, isHttp: boolean): string {
  const [path, verbs] = [describe(pathOf(operation)), verbsOf(operation)];
  return !isHttp || verbs.includes(ANY_VERB) ? path : verbs.length ? `${verbs.join(', ')} ${path}` : `${path} (gRPC only, without httpVerb)`;
}

const pathOf = ({ name }: Json): string => (typeof name === 'string' ? name : '').replace(/^\/?/, '/');
const verbsOf = ({ httpVerb }: Json): string[] => textsIn(httpVerb);
