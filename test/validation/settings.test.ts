/** The properties of the plugin. */
import { settingsOf } from '../../src/validation/settings';

test('all invalid properties are reported at once, by name', () => {
  const properties: any = { daprVersion: '1.2', kubernetesVersion: 1.34, acknowlege: [], acknowledge: [{ code: 'DAPR9999', reason: 'x' }, { code: 'DAPR5004', reason: ' ' }] };
  expect(() => settingsOf(properties)).toThrow(new RegExp([
    'DAPR3017 DaprValidation: kubernetesVersion must be a non-empty string without control characters; got 1.34.*',
    'DAPR3026 DaprValidation: acknowlege is not a known prop; did you mean \'acknowledge\'\\?.*',
    'DAPR1101 DaprValidation: daprVersion must be 1.16 or newer; got \'1.2\'.*',
    'DAPR3017 DaprValidation: acknowledge\\[0\\].code must be the code of an error or a warning; got \'DAPR9999\'.*',
    'DAPR3017 DaprValidation: acknowledge\\[1\\].reason must be set for DAPR5004.*',
  ].join('\n')));
});
