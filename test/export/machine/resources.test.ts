/** Resources and secrets of daprds on a machine. */
import { DaprComponent, DataPlane, MetadataValue } from 'cdk8s-dapr';
import { newChart } from '../../../scenarios/charts';
import { container, yaml } from '../../support/exports';
import { app, files, refusal } from '../../support/machine-export';

describe('resources', () => {
  test('have no namespace, and secrets from a file that only the apps of the components load', () => {
    const chart = newChart({}, { namespace: 'shop' });
    const store = new DaprComponent(chart, 'store', { type: 'state.redis', metadata: { redisHost: MetadataValue.of('redis.example:6379'), redisPassword: MetadataValue.fromSecret('redis', 'password') } });
    app(chart, 'orders', { uses: [store] });
    app(chart, 'other');
    const all = files(chart);
    expect(yaml(all['resources/component-store.yaml'])).toMatchObject({
      metadata: { name: 'store' },
      spec: { metadata: [{ name: 'redisHost' }, { name: 'redisPassword', secretKeyRef: { name: 'redis', key: 'password' } }] },
      auth: { secretStore: 'local-secrets' },
      scopes: ['orders'],
    });
    expect(yaml(all['resources/component-local-secrets.yaml'])).toMatchObject({
      spec: { type: 'secretstores.local.file', metadata: [{ value: '/etc/dapr/secrets.json' }, { name: 'multiValued', value: 'true' }] }, scopes: ['orders'],
    });
    expect(JSON.parse(all['secrets.example.json'])).toEqual({ redis: { password: 'change-me' } });
    expect(yaml(all['config/orders.yaml']).spec.secrets.scopes).toEqual([{ storeName: 'local-secrets', defaultAccess: 'deny' }]);
    expect(all).not.toHaveProperty(['config/other.yaml']);
    expect(Object.values(all).join()).not.toContain('namespace: shop');
  });

  test('keep their own secret store', () => {
    const chart = newChart();
    const vault = new DaprComponent(chart, 'vault', { type: 'secretstores.hashicorp.vault', metadata: { vaultTokenMountPath: MetadataValue.of('/token') } });
    const store = new DaprComponent(chart, 'store', { type: 'state.in-memory', secretStore: vault, metadata: { redisHost: MetadataValue.of('redis.example:6379'), redisPassword: MetadataValue.fromSecret('redis', 'password') } });
    app(chart, 'orders', { uses: [store, vault] });
    const all = files(chart);
    expect(yaml(all['resources/component-store.yaml']).auth).toEqual({ secretStore: 'vault' });
    expect(all).not.toHaveProperty(['secrets.example.json']);
  });

  test('with a cluster address are refused, unless addresses maps it', () => {
    const build = () => {
      const chart = newChart();
      app(chart, 'orders', { uses: [new DaprComponent(chart, 'store', { type: 'state.redis', metadata: { redisHost: MetadataValue.of('redis.shop.svc.cluster.local:6379') } })] },
        container({ env: [{ name: 'API', value: 'http://api.shop.svc/v1' }, { name: 'FILE', value: 'a.svcx' }] }));
      return chart;
    };
    const message = refusal(build());
    expect(message).toContain("spec.metadata[redisHost].value contains the cluster address 'redis.shop.svc.cluster.local:6379'");
    expect(message).toContain("variable API contains the cluster address 'api.shop.svc'");
    const all = files(build(), { addresses: { 'redis.shop.svc.cluster.local': 'localhost', 'api.shop.svc': '10.0.0.1:8000' } });
    expect(yaml(all['resources/component-store.yaml']).spec.metadata[0].value).toBe('localhost:6379');
    expect(all['systemd/dapr-orders.service']).toContain('Environment=API=http://10.0.0.1:8000/v1\n');
  });

  test('with the same kind and name in two namespaces are refused', () => {
    const chart = newChart();
    ['a', 'b'].forEach(id => new DaprComponent(chart, id, { type: 'state.in-memory', namespace: id, componentName: 'store', availableToNamespace: true }));
    expect(refusal(chart)).toContain("DAPR8104 chart/b/Resource (Component store): another Component with the name 'store' is at 'chart/a/Resource'");
  });
});

describe('secrets', () => {
  test('are variables in example files, for daprd and app', () => {
    const chart = newChart({ apiTokenSecret: 'api' });
    app(chart, 'orders', { appPort: 8080, appTokenSecret: 'app-token', dataPlane: DataPlane.sidecar({ envFromSecret: { KEY: { secretName: 'cloud', key: 'id' } } }) },
      container({ env: [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'pw' } } }, { name: 'MODE', valueFrom: { configMapKeyRef: { name: 'cm', key: 'mode' } } }] }));
    const all = files(chart);
    expect(all['env/orders.env.example'].split('\n').filter(line => line.includes('='))).toEqual(
      ['DAPR_API_TOKEN=\'change-me\'', 'APP_API_TOKEN=\'change-me\'', 'PASSWORD=\'change-me\'', 'MODE=\'change-me\'']);
    expect(all['env/orders-daprd.env.example']).toContain('# key id of the Secret cloud\nKEY=\'change-me\'\n');
    expect(all['env/orders-daprd.env.example']).not.toContain('PASSWORD');
    expect(all['.env.example']).toContain('PASSWORD=\'change-me\'');
    expect(all['systemd/dapr-orders.service']).toContain('EnvironmentFile=/etc/dapr/env/orders.env\n');
    expect(all).not.toHaveProperty(['.env']);
    expect(all).not.toHaveProperty(['secrets.json']);
  });
});
