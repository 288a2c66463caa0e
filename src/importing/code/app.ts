/** Apps: workloads with annotations of Dapr. */
import { Context } from './context';
import { code, given, literal, text } from './literal';
import { optionsCode } from './options';
import { APP_READINGS } from '../../app/annotations-read/app';
import { AppProtocol } from '../../contract';
import { Annotations, BY_ANNOTATION, DAPR, ENABLED, wantsDaprd } from '../../daprd/annotations';
import { APP_ANNOTATIONS } from '../../daprd/options';
import { isMap, Json, mapsIn } from '../../util/json';
import { maybeSecret, isSecretValue } from '../../util/secrets';
import { templatePath } from '../../workload/template-path';
import { EstateObject } from '../estate/estate';
import { Construct, keep, Reason } from '../estate/model';

const APP_ID = 'dapr.io/app-id';

/** Whether the injector adds a daprd to the pods of an object. */
export const isApp = ({ manifest }: EstateObject): boolean => wantsDaprd(manifest.podAnnotations);

/** The app ID of a workload, or why it cannot be an app. */
export function appIdOf({ manifest }: EstateObject): string | Reason {
  const appId = manifest.podAnnotations[APP_ID];
  if (manifest.malformed.length) {
    return keep(manifest.malformed[0].what);
  }
  return typeof appId === 'string' && appId ? appId : keep(`pod annotation ${APP_ID} is ${appId === undefined ? 'missing: its app ID is the name of the pod' : 'not a string'}`);
}

/** Why a workload stays in YAML, where the app adopts it; undefined if it becomes code. */
export function inYaml({ json, manifest: { containers } }: EstateObject): string | undefined {
  const secrets = containers.flatMap(({ name: container, env }) => mapsIn(env)
    .filter(({ name, value }) => typeof value === 'string' && (maybeSecret(String(name), value) || isSecretValue(value)))
    .map(({ name }) => `variable ${name} of container ${container}`));
  const metadata: Json = isMap(json.metadata) ? json.metadata : {};
  const malformed = ['labels', 'annotations'].find(field => isMap(metadata[field]) && Object.values(metadata[field]).some(value => typeof value !== 'string'));
  return secrets.length ? `${secrets.join(', ')} ${secrets.length > 1 ? 'have' : 'has'} a secret in plain text; the app adopts the workload`
    : malformed ? `metadata.${malformed} has a value that is not a string; the app adopts the workload` : undefined;
}

/**
 * The construct of an app. Annotations that a prop writes in the same way become props; the others stay on the workload, where `adopt` reads them.
 */
export function appCode(context: Context, object: EstateObject, appId: string): Construct {
  const isIncluded = inYaml(object) !== undefined;
  const { manifest: { name, kind, podAnnotations }, json } = object;
  const variable = context.names.variable(appId, 'app');
  const id = context.names.id(appId, 'app');
  context.apps.set(appId, variable);
  const texts = Object.fromEntries(Object.entries(podAnnotations)
    .filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[0].startsWith(DAPR)));
  const { props, options, rest } = isIncluded ? { props: {}, options: {}, rest: texts } : propsCode(context, texts);
  const workload = isIncluded ? code(`workload(kept, ${text(json.kind)}, ${text(name)})`)
    : code(`new ${context.cdk8s('ApiObject')}(this, ${text(context.names.id(`${name}-${kind.toLowerCase()}`, 'workload'))}, ${literal(withAnnotations(json, texts, rest))})`);
  const isDefault = !Object.keys(options).length;
  return {
    object,
    variable,
    id,
    code: `const ${variable} = new ${context.dapr('DaprApp')}(this, ${text(id)}, ${literal(given({
      workload,
      adopt: true,
      ...(isIncluded ? {} : { appId: id === appId ? undefined : appId }),
      ...props,
      uses: context.uses.get(appId)?.map(code),
      dataPlane: code(`${context.dapr('DataPlane')}.sidecar(${isDefault ? '' : literal(options)})`),
    }), '', 200)});`,
  };
}

/** The props of an app and the options of its daprd. */
function propsCode(context: Context, texts: Annotations) {
  const props: Json = {};
  const ofDaprd: Annotations = {};
  const rest: Annotations = {};
  for (const [annotation, raw] of Object.entries(texts)) {
    const read = APP_READINGS[annotation]?.(raw);
    const [[prop, value] = []] = Object.entries(read ?? {});
    const isValid = APP_ANNOTATIONS[annotation.slice(DAPR.length)]?.check(raw) === undefined;
    if (annotation === APP_ID || (annotation === ENABLED && raw === 'true')) {
      continue;
    } else if (BY_ANNOTATION.has(annotation)) {
      ofDaprd[annotation] = raw;
    } else if (!prop || !isValid || prop === 'appChannelHost' || String(value) !== raw || value === AppProtocol.HTTP || !texts['dapr.io/app-port']) {
      rest[annotation] = raw;
    } else {
      props[prop] = prop === 'appProtocol' ? code(`${context.dapr('AppProtocol')}.${raw.toUpperCase()}`) : value;
    }
  }
  const { options, rest: unwritten } = optionsCode(context, ofDaprd);
  return { props, options, rest: { ...rest, ...unwritten } };
}

/** The workload with other annotations of its pods in place of those in `texts`. */
function withAnnotations(json: Json, texts: Annotations, annotations: Annotations): Json {
  const copy = structuredClone(json);
  const template = templatePath(json.kind).reduce<Json>((at, key) => at[key], copy);
  const others = Object.fromEntries(Object.entries<unknown>(isMap(template.metadata?.annotations) ? template.metadata.annotations : {})
    .filter(([name]) => !Object.hasOwn(texts, name)));
  const left = { ...others, ...annotations };
  if (Object.keys(left).length) {
    template.metadata.annotations = left;
  } else {
    delete template.metadata.annotations;
    if (!Object.keys(template.metadata).length) {
      delete template.metadata;
    }
  }
  return copy;
}
