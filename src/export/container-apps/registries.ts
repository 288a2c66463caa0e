import { ContainerAppsRegistry } from './props';
import { Json } from '../../util/json';
import { Findings, NEEDED_BY_TARGET } from '../files/findings';
import { TargetVariable } from '../files/variables';
import { TopologyApp } from '../topology/model';

/** The registry of an image, as Docker reads its name. */
export function registryOf(image: unknown): string {
  const [first, ...rest] = String(image).split('/');
  return rest.length && /[.:]|^localhost$/.test(first) ? first : 'docker.io';
}

/** A Secret and its key, as in `keyVaultUrls`. */
export function secretAndKey(text: string): TargetVariable['from'] {
  const [name, key = name] = text.split('/');
  return { kind: 'Secret', name, key };
}

/** The registry of the image of an app, if there are credentials for it. */
export function registryFor(
  app: TopologyApp, registries: { readonly [server: string]: ContainerAppsRegistry }, findings: Findings,
): [string, ContainerAppsRegistry] | undefined {
  const server = registryOf(app.container.image);
  const registry = Object.hasOwn(registries, server) ? registries[server] : undefined;
  if (registry && !registry.identity && !(registry.username && registry.password)) {
    findings.add(app.construct, NEEDED_BY_TARGET, `registries['${server}'] has neither identity nor username and password`, 'set identity, or both of the others');
  }
  return registry && [server, registry];
}

/** The entry of a registry in `configuration.registries`. */
export const registryEntry = (server: string, { identity, username }: ContainerAppsRegistry, passwordSecretRef: string | undefined): Json =>
  identity ? { server, identity } : { server, username, passwordSecretRef };

/** `identity` of an app. */
export function identityOf(identities: readonly string[]): Json | undefined {
  const assigned = [...new Set(identities)].filter(identity => identity !== 'system').sort();
  const types = [...(identities.includes('system') ? ['SystemAssigned'] : []), ...(assigned.length ? ['UserAssigned'] : [])];
  return types.length ? {
    type: types.join(','), ...(assigned.length ? { userAssignedIdentities: Object.fromEntries(assigned.map(id => [id, {}])) } : {}),
  } : undefined;
}
