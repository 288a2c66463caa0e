import { DaprEnvVar, IDaprApp } from '../contract';

/**
 * Environment variables of every app, in every model: those that `dapr run` sets, and the tokens, which the injector
 * sets on daprd only. The JavaScript SDK reads `APP_ID`, and Catalyst's tools read `DAPR_APP_ID`.
 */
export function appEnv(app: IDaprApp, apiTokenSecret: string | undefined): DaprEnvVar[] {
  const env: DaprEnvVar[] = [{ name: 'APP_ID', value: app.appId }, { name: 'DAPR_APP_ID', value: app.appId }];
  if (app.appPort !== undefined) {
    env.push({ name: 'APP_PORT', value: String(app.appPort) });
  }
  if (apiTokenSecret !== undefined) {
    env.push({ name: 'DAPR_API_TOKEN', secretName: apiTokenSecret });
  }
  if (app.appTokenSecret !== undefined) {
    env.push({ name: 'APP_API_TOKEN', secretName: app.appTokenSecret });
  }
  return env;
}
