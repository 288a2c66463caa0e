/** Which APIs `spec.api` of a Configuration allows, in both stacks (dapr/dapr pkg/api/http/endpoints/endpoint.go). */
import { PROTOCOLS } from '../../resources/configuration/access-spec';
import { grouped } from '../../util/grouped';
import { Json, mapsIn } from '../../util/json';
import { PermissionChange } from '../stack/permissions';
import { few } from '../stack/words';

interface Api {
  /** Name and version; undefined for all APIs that no rule names. */
  readonly name?: string;
  readonly protocol: string;
}

/** The changed permissions, if `spec.api` differs. */
export function apiPermissions(before: Json, after: Json, who: string): PermissionChange[] {
  const named = [before, after].flatMap(api => [...apisIn(api.allowed), ...apisIn(api.denied)]);
  const all = [...new Map(named.map(api => [JSON.stringify(api), api])).values(), ...PROTOCOLS.map((protocol): Api => ({ protocol }))];
  const changed = (from: Json, to: Json): Api[] => all.filter(api => isApiAllowed(from, api) && !isApiAllowed(to, api));
  const [denied, allowed] = [changed(before, after), changed(after, before)];
  const opens = allowed.some(({ name }) => name === undefined);
  return [{ who, from: summary(before), to: summary(after), denied: labels(denied), allowed: labels(allowed), opens }];
}

const apisIn = (rules: unknown): Api[] => mapsIn(rules).filter(({ name, version }) => [name, version].every(each => typeof each === 'string')).map(({ name, version, protocol }) => ({ name: `${name} ${version}`, protocol: String(protocol).toLowerCase() }))
  .filter(({ protocol }) => PROTOCOLS.includes(protocol));

function isApiAllowed(api: Json, { name, protocol }: Api): boolean {
  const rules = (list: unknown): Api[] => apisIn(list).filter(each => each.protocol === protocol);
  const allowed = rules(api.allowed);
  const isListed = (list: readonly Api[]): boolean => list.some(each => each.name === name);
  return !isListed(rules(api.denied)) && (!allowed.length || isListed(allowed));
}

/** APIs by name, with their protocol if only one is meant. */
const labels = (apis: readonly Api[]): string[] => [...grouped(apis, ({ name }) => name ?? 'all others')]
  .map(([name, same]) => same.length < PROTOCOLS.length ? `${name} (${same[0].protocol})` : name);

function summary(api: Json): string {
  const [allowed, denied] = [api.allowed, api.denied].map(rules => few(labels(apisIn(rules))));
  return `${allowed || 'all'}${denied ? ` except ${denied}` : ''}`;
}
