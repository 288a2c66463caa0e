/** Evaluates NetworkPolicies as Kubernetes does. Independent of this library. */
import { podOf } from './references';

type Labels = { [label: string]: string };

export interface PodFacts {
  readonly owner: string;
  readonly namespace: string;
  readonly labels: Labels;
}

/** The pods of manifests. */
export const podsOf = (objects: any[]): PodFacts[] => objects.flatMap(object => {
  const pod = podOf(object);
  return pod ? [{ owner: `${object.kind}/${object.metadata.name}`, namespace: object.metadata.namespace ?? 'default', labels: pod.labels }] : [];
});

/** A namespace has a label with its name. */
const namespaceLabels = (namespace: string): Labels => ({ 'kubernetes.io/metadata.name': namespace });

function selects(selector: any, labels: Labels): boolean {
  const expression = ({ key, operator, values = [] }: any): boolean => {
    switch (operator) {
      case 'Exists': return key in labels;
      case 'DoesNotExist': return !(key in labels);
      case 'In': return values.includes(labels[key]);
      case 'NotIn': return !values.includes(labels[key]);
      default: throw new Error(`operator ${operator}`);
    }
  };
  return Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value)
    && (selector.matchExpressions ?? []).every(expression);
}

function isPeer(peer: any, policyNamespace: string, from: PodFacts): boolean {
  const inNamespace = peer.namespaceSelector ? selects(peer.namespaceSelector, namespaceLabels(from.namespace)) : from.namespace === policyNamespace;
  return !peer.ipBlock && inNamespace && selects(peer.podSelector ?? {}, from.labels);
}

/** A pod without policies accepts all connections; a rule without `from` or `ports` applies to all of them. */
export function mayConnect(objects: any[], from: PodFacts, to: PodFacts, port: number): boolean {
  const ofPod = objects.filter(o => o.kind === 'NetworkPolicy' && (o.metadata.namespace ?? 'default') === to.namespace && selects(o.spec.podSelector, to.labels));
  const policies = ofPod.filter(o => (o.spec.policyTypes ?? ['Ingress']).includes('Ingress'));
  return !policies.length || policies.some(policy => (policy.spec.ingress ?? []).some((rule: any) =>
    (!rule.from?.length || rule.from.some((peer: any) => isPeer(peer, to.namespace, from)))
    && (!rule.ports?.length || rule.ports.some((p: any) => p.port === port))));
}
