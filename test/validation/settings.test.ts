/** The properties of the plugin. */
import { settingsOf } from '../../src/validation/settings';

test('wrong properties are told all together, by their names', () => {
  const properties: any = { daprVersion: '1.2', kubernetesVersion: 1.34, acknowlege: [], acknowledge: [{ code: 'DAPR9999', reason: 'x' }, { code: 'DAPR5004', reason: ' ' }] };
  expect(() => settingsOf(properties)).toThrow(new RegExp([
    'DAPR3017 DaprValidation: kubernetesVersion must be a non-empty string without control characters; got 1.34.*',
    'DAPR3026 DaprValidation: acknowlege is not a known prop; did you mean \'acknowledge\'\\?.*',
    'DAPR1101 DaprValidation: daprVersion must be 1.16 or newer; got \'1.2\'.*',
    'DAPR3017 DaprValidation: acknowledge \'DAPR9999\' names no rule.*',
    'DAPR3017 DaprValidation: acknowledge \'DAPR5004\' gives no reason.*',
  ].join('\n')));
});
