/** Secrets of containers without Kubernetes. */
import { DaprComponent, MetadataValue } from 'cdk8s-dapr';
import { newChart } from '../../../scenarios/charts';
import { app, files, PLATFORM, refusal } from '../../support/compose-export';
import { container, yaml } from '../../support/exports';

describe('secrets', () => {
  const build = () => {
    const chart = newChart(PLATFORM);
    const store = new DaprComponent(chart, 'store', { type: 'state.redis', metadata: { redisHost: MetadataValue.of('redis.example:6379'), redisPassword: MetadataValue.fromSecret('redis', 'password') } });
    app(chart, 'orders', { uses: [store] }, container({ env: [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db-main', key: 'pw' } } }] }));
    app(chart, 'other');
    return chart;
  };

  test('are required variables in .env, one for each key regardless of its readers', () => {
    const all = files(build());
    const { orders, 'orders-dapr': daprd } = yaml(all['compose.yaml']).services;
    expect(orders.environment).toMatchObject({ PASSWORD: '${DB_MAIN_PW:?is not in .env}', DAPR_API_TOKEN: '${DAPR_TOKEN:?is not in .env}' });
    expect(daprd.environment.DAPR_API_TOKEN).toBe(orders.environment.DAPR_API_TOKEN);
    expect(all['.env.example']).toBe('# key token of the Secret dapr-token\nDAPR_TOKEN=\'change-me\'\n# key pw of the Secret db-main\nDB_MAIN_PW=\'change-me\'\n');
  });

  test('have the name of their Secret once, if it ends with that of their key', () => {
    const chart = newChart(PLATFORM);
    const env = [['db-password', 'password'], ['db', 'user-password'], ['my-token', 'oken'], ['token', 'token'], ['1st', '_a_']].map(([name, key], i) =>
      ({ name: `V${i}`, valueFrom: { secretKeyRef: { name, key } } }));
    app(chart, 'orders', {}, container({ env }));
    const { environment } = yaml(files(chart)['compose.yaml']).services.orders;
    expect(env.map(({ name }) => environment[name].replace(/^..|:.*$/g, ''))).toEqual(['DB_PASSWORD', 'DB_USER_PASSWORD', 'MY_TOKEN_OKEN', 'TOKEN', '_1ST_A']);
  });

  test('of components are a file that only the daprds of those components mount', () => {
    const all = files(build());
    const document = yaml(all['compose.yaml']);
    expect(document.secrets).toEqual({ 'local-secrets': { file: './secrets.json' } });
    expect(document.services['orders-dapr'].secrets).toEqual(['local-secrets']);
    expect(document.services['other-dapr']).not.toHaveProperty('secrets');
    expect(all['resources/component-local-secrets.yaml']).toContain('value: /run/secrets/local-secrets');
    expect(JSON.parse(all['secrets.example.json'])).toEqual({ redis: { password: 'change-me' } });
    expect(Object.keys(all).filter(path => path === '.env' || path === 'secrets.json')).toEqual([]);
  });

  test('that map to the same variable are refused', () => {
    const chart = newChart(PLATFORM);
    app(chart, 'orders', {}, container({ env: ['a-b', 'a.b'].map((name, i) => ({ name: `V${i}`, valueFrom: { secretKeyRef: { name, key: 'c' } } })) }));
    expect(refusal(chart)).toMatch(/DAPR8104 chart\/orders \(Deployment \S+\): .* both map to A_B_C in \.env/);
  });
});
