import { IConstruct } from 'constructs';
import { Finding } from '../diagnostics/diagnostics';
import { addRule } from '../facts/registry';
import { keyIn } from '../kubernetes/names';

/** Dapr looks for an HTTP endpoint of a name before it looks for an app, and components share the names of endpoints. */
addRule(({ resources, apps, peers, sharedDaprds }) => {
  const endpoints = resources.filter(({ kind }) => kind === 'HTTPEndpoint');
  if (!endpoints.length) {
    return [];
  }
  // A shared daprd that no app has joined yet has its app-id all the same.
  const ids = new Map<string, IConstruct>(sharedDaprds.map(daprd => [keyIn(daprd.namespace, daprd.identity), daprd]));
  [...peers, ...apps].forEach(app => ids.set(keyIn(app.namespace, app.appId), app));
  // Of an app elsewhere the namespace may not be known.
  peers.filter(peer => peer.namespace === undefined)
    .forEach(peer => endpoints.forEach(({ namespace }) => ids.set(keyIn(namespace, peer.appId), peer)));
  const components = new Map(resources.filter(({ kind }) => kind === 'Component').map(each => [keyIn(each.namespace, each.resourceName), each]));
  return endpoints.flatMap((endpoint): Finding[] => {
    const app = ids.get(keyIn(endpoint.namespace, endpoint.resourceName));
    const component = components.get(keyIn(endpoint.namespace, endpoint.resourceName));
    return [
      ...(app ? [{ at: endpoint, code: 'DAPR3130' as const, what: `HTTP endpoint '${endpoint.resourceName}' has the app-id of '${app.node.path}'` }] : []),
      ...(component ? [{ at: endpoint, code: 'DAPR3131' as const, what: `HTTP endpoint '${endpoint.resourceName}' has the name of '${component.node.path}'` }] : []),
    ];
  });
});
