import { DaprEnvVar, IDaprApp } from '../contract';

/**
 * What every app is told about itself, in every model: what `dapr run` sets, and the tokens, which the injector
 * gives to daprd only. The JavaScript SDK reads `APP_ID`, Catalyst's tools `DAPR_APP_ID`.
 */
export function appEnv(app: IDaprApp, apiTokenSecret: string | undefined): DaprEnvVar[] {
  return [
    { name: 'APP_ID', value: app.appId },
    { name: 'DAPR_APP_ID', value: app.appId },
    ...(app.appPort === undefined ? [] : [{ name: 'APP_PORT', value: String(app.appPort) }]),
    ...(apiTokenSecret === undefined ? [] : [{ name: 'DAPR_API_TOKEN', secretName: apiTokenSecret }]),
    ...(app.appTokenSecret === undefined ? [] : [{ name: 'APP_API_TOKEN', secretName: app.appTokenSecret }]),
  ];
}
