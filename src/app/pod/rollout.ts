/** Annotations that roll the pods of an app when something changes that its daprd reads only at start. */
import { DaprEnvVar, IDaprApp } from '../../contract';
import { upgradeAnnotations } from '../../control-plane/upgrade-annotations';
import { HOT_RELOAD, reloadedKinds } from '../../dapr/hot-reload';
import { parseVersion } from '../../dapr/version';
import { Annotations } from '../../daprd/annotations';
import { daprdEnv, envSecretsOf } from '../../daprd/env';
import { tagVersionOf } from '../../daprd/image';
import { featureIn, featureOf } from '../../facts/configurations';
import { DaprdContent, fingerprintOf, secretsOf } from '../../facts/fingerprint';
import { Objects } from '../../facts/objects';
import { RESOURCES_ANNOTATION } from '../../kubernetes/names';
import { DaprPlatform } from '../../platform/dapr-platform';
import { Json } from '../../util/json';
import { NEVER_ROLLED_KINDS } from '../../workload/kinds';

/** Reads an annotation of the pods. */
type Read = (annotation: string) => string | undefined;

/**
 * The annotations for the pods of an app with a sidecar, if any.
 *
 * @param read reads the other annotations of the pods
 * @param configuration name of the Configuration that the declarations of the app refer to
 */
export function rolloutAnnotations(app: IDaprApp, read: Read, configuration: string | undefined): Annotations | undefined {
  if (NEVER_ROLLED_KINDS.includes(app.workloadKind)) {
    return undefined;
  }
  const image = read('dapr.io/sidecar-image');
  const reloaded = reloadedKinds(versionOf(app, image), hotReloadOf(app, read('dapr.io/config'), configuration));
  // Restarting the apps at an upgrade is for the platform to choose.
  const upgrade = DaprPlatform.of(app).rollOnUpgrade ? upgradeAnnotations(app, { image }) : undefined;
  return reloaded ? { [RESOURCES_ANNOTATION]: fingerprintOf(app, { ...contentOf(app, read), reloadedKinds: reloaded }), ...upgrade } : upgrade;
}

/**
 * Names of the Secrets that the containers of an app and its sidecar, if it has one, read at start.
 *
 * @param env variables of the containers
 * @param annotations all annotations of pods with a sidecar
 */
export function secretsAtStart(app: IDaprApp, env: readonly DaprEnvVar[], annotations: Annotations | undefined): string[] {
  const variables = [...env, ...annotations ? daprdEnv(annotations) : []];
  return [...new Set([
    ...variables.flatMap(({ secretName }) => secretName ?? []),
    ...annotations ? secretsOf(app, contentOf(app, name => annotations[name])) : [],
  ])];
}

function contentOf(app: IDaprApp, read: Read): DaprdContent {
  const name = read('dapr.io/config');
  const secrets = read('dapr.io/env-from-secret');
  return {
    apps: [app],
    namespace: app.namespace,
    configuration: specOf(app, name) ?? name,
    ...(secrets === undefined ? {} : { envSecrets: envSecretsOf({ 'dapr.io/env-from-secret': secrets }) }),
  };
}

/** Whether a Configuration enables HotReload; undefined if it leaves that to Dapr. The one that the app declares is not rendered for it. */
function hotReloadOf(app: IDaprApp, name: string | undefined, configuration: string | undefined): boolean | undefined {
  const byDefault = DaprPlatform.of(app).hotReload ? undefined : false;
  return name === configuration ? featureOf(app, HOT_RELOAD) ?? byDefault : featureIn(specOf(app, name), HOT_RELOAD);
}

/** The spec of a Configuration of this App. */
const specOf = (app: IDaprApp, name: string | undefined): Json | undefined =>
  name === undefined ? undefined : Objects.of(app).find('Configuration', 'dapr.io', app, app.namespace, name)?.toJson().spec;

/** Version of the daprd: that of its image, or that of the control plane. */
function versionOf(app: IDaprApp, image: string | undefined): string {
  const version = image === undefined ? undefined : tagVersionOf(String(image));
  return version !== undefined && parseVersion(version) ? version : DaprPlatform.of(app).daprVersion;
}
