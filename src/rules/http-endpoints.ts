import { IConstruct } from 'constructs';
import { SHARED_DAPRDS } from '../data-plane/shared/facts';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { error, warning } from '../diagnostics/rule';
import { APPS, PEERS } from '../facts/apps';
import { keyAt, placeOf } from '../kubernetes/cluster';
import { keyIn } from '../kubernetes/names';
import { RESOURCES } from '../resources/resource';

export const ENDPOINT_NAME_CONFLICT = warning('DAPR3130', {
  title: 'HTTPEndpoint with the name of an app',
  why: 'Dapr resolves the name to the endpoint first: calls to that app go to the endpoint',
  todo: 'rename the HTTPEndpoint, or acknowledge this if the endpoint should take the calls, such as of an app that moves',
  source: 'dapr/dapr pkg/messaging/direct_messaging.go',
  manifests: true,
});
export const ENDPOINT_NAMED_LIKE_COMPONENT = error('DAPR3131', {
  title: 'HTTPEndpoint with the name of a component',
  why: 'daprd does not find one of the two',
  todo: 'rename the HTTPEndpoint',
  source: 'dapr/dapr pkg/runtime/compstore',
  manifests: true,
});

/** Dapr looks up HTTPEndpoints before apps, and an HTTPEndpoint and a component cannot share a name. */
const httpEndpoints: AppCheck = root => {
  const resources = RESOURCES.of(root);
  const peers = PEERS.of(root);
  const endpoints = resources.filter(({ kind }) => kind === 'HTTPEndpoint');
  if (!endpoints.length) {
    return [];
  }
  // A shared daprd has its app ID even before an app joins it.
  const ids = new Map<string, IConstruct>(SHARED_DAPRDS.of(root).map(daprd => [keyAt(daprd, daprd.identity), daprd]));
  APPS.of(root).forEach(app => ids.set(keyAt(app, app.appId), app));
  const peerIds = new Map<string, IConstruct>(peers.map(peer => [keyAt(peer, peer.appId), peer]));
  const components = new Map(resources.filter(({ kind }) => kind === 'Component').map(each => [keyAt(each, each.resourceName), each]));
  return endpoints.flatMap((endpoint): Finding[] => {
    // A peer without a known namespace or cluster may be in that of the endpoint.
    const places = [endpoint.namespace, undefined].flatMap(namespace => [placeOf(endpoint, namespace), namespace]);
    const app = ids.get(keyAt(endpoint, endpoint.resourceName))
      ?? places.map(place => peerIds.get(keyIn(place, endpoint.resourceName))).find(Boolean);
    const component = components.get(keyAt(endpoint, endpoint.resourceName));
    return [
      ...(app ? [{ at: endpoint, rule: ENDPOINT_NAME_CONFLICT, what: `HTTPEndpoint '${endpoint.resourceName}' has the same name as the app ID of '${app.node.path}'` }] : []),
      ...(component ? [{ at: endpoint, rule: ENDPOINT_NAMED_LIKE_COMPONENT, what: `HTTPEndpoint '${endpoint.resourceName}' has the same name as component '${component.node.path}'` }] : []),
    ];
  });
};

export const checks = [httpEndpoints];
