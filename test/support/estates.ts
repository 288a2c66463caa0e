/** Manifests of an estate, and what its import writes. */
import * as library from 'cdk8s-dapr';
import { parseYaml } from './yaml';
import { isSharedValues } from '../../src/importing/code/dapr-shared';
import { readEstate } from '../../src/importing/estate/estate';
import { importEstate } from '../../src/importing/import';
import { projectFiles } from '../../src/importing/project';

export const COMPONENT = `
apiVersion: dapr.io/v1alpha1
kind: Component
metadata: { name: events }
spec:
  type: pubsub.redis
  version: v1
  metadata:
  - { name: redisHost, value: "redis:6379" }
  - { name: redisPassword, secretKeyRef: { name: redis, key: password } }
  - { name: enableTLS, value: "false" }
  - { name: maxLenApprox, value: "100" }
scopes: [orders, cart]
`;
export const workload = (appId: string, annotations = '', kind = 'Deployment'): string => `
apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${appId}, labels: { app: ${appId} } }
spec:
  selector: { matchLabels: { app: ${appId} } }
  template:
    metadata:
      labels: { app: ${appId} }
      annotations: { dapr.io/enabled: "true", dapr.io/app-id: ${appId}, dapr.io/app-port: "8080"${annotations} }
    spec: { containers: [{ name: main, image: "acme/${appId}:1", env: [{ name: PORT, value: "8080" }] }] }
`;
export const SUBSCRIPTION = `
apiVersion: dapr.io/v1alpha1
kind: Subscription
metadata: { name: created }
spec: { pubsubname: events, topic: created, route: /created, deadLetterTopic: failed }
scopes: [orders]
`;

export const estateOf = (...yaml: string[]) => readEstate(yaml.map((text, i) => ({ file: `${i}.yaml`, documents: parseYaml(text) })), isSharedValues);
export const importOf = (...yaml: string[]) => importEstate(estateOf(...yaml), 'shop', library as any);

/** The code of the only chart; the import has no difference. */
export function codeOf(...yaml: string[]): string {
  const imported = importOf(...yaml);
  expect(imported.differences.filter(({ kind }) => kind !== 'respelled')).toEqual([]);
  expect(imported.failure).toBeUndefined();
  return projectFiles(imported.parts).get('shop.ts')!;
}
export const reasonsOf = (...yaml: string[]): (string | undefined)[] => importOf(...yaml).parts.flatMap(({ kept }) => kept.map(({ why }) => why));
