import { IConstruct } from 'constructs';
import { SHARED_DAPRDS } from '../data-plane/shared/facts';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { error } from '../diagnostics/rule';
import { APPS, PEERS } from '../facts/apps';
import { keyIn } from '../kubernetes/names';
import { RESOURCES } from '../resources/resource';

export const ENDPOINT_NAMED_LIKE_APP = error('DAPR3130', {
  title: 'HTTP endpoint named like an app',
  why: 'It takes over: calls of that app go to the endpoint',
  todo: 'give the endpoint another name',
  source: 'dapr/dapr pkg/messaging/direct_messaging.go',
  manifests: true,
});
const ENDPOINT_NAMED_LIKE_COMPONENT = error('DAPR3131', {
  title: 'HTTP endpoint named like a component',
  why: 'One of the two is not found',
  todo: 'give the endpoint another name',
  source: 'dapr/dapr pkg/runtime/compstore',
});

/** Dapr looks for an HTTP endpoint of a name before it looks for an app, and components share the names of endpoints. */
const httpEndpoints: AppCheck = root => {
  const resources = RESOURCES.of(root);
  const peers = PEERS.of(root);
  const endpoints = resources.filter(({ kind }) => kind === 'HTTPEndpoint');
  if (!endpoints.length) {
    return [];
  }
  // A shared daprd that no app has joined yet has its app-id all the same.
  const ids = new Map<string, IConstruct>(SHARED_DAPRDS.of(root).map(daprd => [keyIn(daprd.namespace, daprd.identity), daprd]));
  [...peers, ...APPS.of(root)].forEach(app => ids.set(keyIn(app.namespace, app.appId), app));
  // Of an app elsewhere the namespace may not be known.
  peers.filter(peer => peer.namespace === undefined)
    .forEach(peer => endpoints.forEach(({ namespace }) => ids.set(keyIn(namespace, peer.appId), peer)));
  const components = new Map(resources.filter(({ kind }) => kind === 'Component').map(each => [keyIn(each.namespace, each.resourceName), each]));
  return endpoints.flatMap((endpoint): Finding[] => {
    const app = ids.get(keyIn(endpoint.namespace, endpoint.resourceName));
    const component = components.get(keyIn(endpoint.namespace, endpoint.resourceName));
    return [
      ...(app ? [{ at: endpoint, rule: ENDPOINT_NAMED_LIKE_APP, what: `HTTP endpoint '${endpoint.resourceName}' has the app-id of '${app.node.path}'` }] : []),
      ...(component ? [{ at: endpoint, rule: ENDPOINT_NAMED_LIKE_COMPONENT, what: `HTTP endpoint '${endpoint.resourceName}' has the name of '${component.node.path}'` }] : []),
    ];
  });
};

export const checks = [httpEndpoints];
