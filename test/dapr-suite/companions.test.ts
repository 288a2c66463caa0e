/** Where the proxy finds the shared daprd of an app. */
import { Companions } from '../../dapr-suite/proxy/companions';
import { Json, translate } from '../../dapr-suite/proxy/translate';
import { Upstream } from '../../dapr-suite/proxy/upstream';

jest.mock('../../e2e/cluster', () => ({ kubectl: async () => '', sleep: async () => {} }));

const NAMESPACE = 'dapr-tests';
const ORIGINAL: Json = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'my-app', namespace: NAMESPACE },
  spec: {
    replicas: 1,
    selector: { matchLabels: { testapp: 'my-app' } },
    template: {
      metadata: { labels: { testapp: 'my-app' }, annotations: { 'dapr.io/enabled': 'true', 'dapr.io/app-id': 'my-app', 'dapr.io/app-port': '3000' } },
      spec: { containers: [{ name: 'app', image: 'test.local/e2e-app:1' }] },
    },
  },
};
const FORWARD = (pod: string): string => `/api/v1/namespaces/${NAMESPACE}/pods/${pod}/portforward`;

/** An API server with one shared daprd, which has one pod. */
async function companions(pods: Json[]): Promise<{ known: Companions; asked: string[] }> {
  const asked: string[] = [];
  const translation = translate(ORIGINAL, 'shared-per-cluster', { daprVersion: '1.18.2', kubernetesVersion: '1.36', images: { daprd: 'daprd:1', relay: 'relay:1' } });
  const daprd = translation.others.find(({ kind }) => kind === 'Deployment')!;
  const upstream = {
    getJson: async (path: string): Promise<Json> => {
      asked.push(decodeURIComponent(path));
      return path.includes('/pods?') ? { items: pods } : daprd;
    },
  };
  const known = new Companions(upstream as unknown as Upstream);
  await known.apply(ORIGINAL, translation);
  return { known, asked };
}

test('the tests reach a pod of the shared daprd where they look for a sidecar', async () => {
  const { known, asked } = await companions([{ metadata: { name: 'my-app-dapr-1' } }]);
  expect(await known.atDaprd(FORWARD('my-app-7d4b9c5f6-x2x4z'))).toBe(FORWARD('my-app-dapr-1'));
  expect(asked[0]).toMatch(/^\/apis\/apps\/v1\/namespaces\/dapr-tests\/deployments\//);
  expect(asked[1]).toMatch(/^\/api\/v1\/namespaces\/dapr-tests\/pods\?labelSelector=.+=/);
});

test('a path of another pod, or without a pod of daprd, remains', async () => {
  const { known } = await companions([]);
  const paths = [FORWARD('other-7d4b9c5f6-x2x4z'), FORWARD('my-app-7d4b9c5f6-x2x4z'), '/api/v1/pods'];
  expect(await Promise.all(paths.map(path => known.atDaprd(path)))).toEqual(paths);
});

test('a workload that was deleted has no daprd', async () => {
  const { known } = await companions([{ metadata: { name: 'my-app-dapr-1' } }]);
  await known.remove(NAMESPACE, 'my-app');
  expect(await known.atDaprd(FORWARD('my-app-7d4b9c5f6-x2x4z'))).toBe(FORWARD('my-app-7d4b9c5f6-x2x4z'));
});
