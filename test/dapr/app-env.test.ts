/** Environment variables of every app. */
import { appEnv } from '../../src/dapr/app-env';

test('an app gets its ID, and its port and tokens if they are set', () => {
  const own = [{ name: 'APP_ID', value: 'a' }, { name: 'DAPR_APP_ID', value: 'a' }];
  expect(appEnv({ appId: 'a' } as any, undefined)).toEqual(own);
  expect(appEnv({ appId: 'a', appPort: 80, appTokenSecret: 't' } as any, 's')).toEqual([
    ...own, { name: 'APP_PORT', value: '80' }, { name: 'DAPR_API_TOKEN', secretName: 's' }, { name: 'APP_API_TOKEN', secretName: 't' },
  ]);
});
