import { isMap, Json, mapsIn } from '../util/json';

/** A Service to which an Ingress or a route leads. */
export interface Backend {
  readonly name: string;
  readonly namespace?: string;
  /** Number or name of the port. */
  readonly port?: unknown;
}

/** Kinds that lead to Services: Ingress, routes of the Gateway API, Traefik and Istio. */
export const ROUTING_KINDS = ['Ingress', 'HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'IngressRoute', 'VirtualService'];

/** The Services to which a rendered object of one of these kinds leads. */
export function backendsOf(value: unknown): Backend[] {
  if (Array.isArray(value)) {
    return value.flatMap(backendsOf);
  }
  return isMap(value) ? [...backendsIn(value), ...Object.values(value).flatMap(backendsOf)] : [];
}

function backendsIn({ service, serviceName, servicePort, backendRefs, services, destination }: Json): Backend[] {
  const listed = [backendRefs, services].flatMap(mapsIn);
  const found: { name?: unknown; namespace?: unknown; port?: unknown }[] = [
    ...listed.filter(({ kind = 'Service' }) => kind === 'Service').map(({ name, namespace, port }) => ({ name, namespace, port })),
    ...(isMap(service) ? [{ name: service.name, port: service.port?.number ?? service.port?.name }] : []),
    { name: serviceName, port: servicePort },
    ...(isMap(destination) && typeof destination.host === 'string'
      ? [{ name: destination.host.split('.')[0], namespace: destination.host.split('.')[1], port: destination.port?.number }] : []),
  ];
  return found.filter((each): each is Backend => typeof each.name === 'string')
    .map(({ name, namespace, port }) => ({ name, port, ...(typeof namespace === 'string' ? { namespace } : {}) }));
}
