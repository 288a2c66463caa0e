/** Environment variables that resources read, and their daprd may not have. */
import { IDaprApp, IDaprPeer } from '../../contract';
import { daprdEnv } from '../../daprd/env';
import { daprdsOf } from '../../data-plane/daprds-of-app';
import { AppCheck } from '../../diagnostics/diagnostics';
import { Finding } from '../../diagnostics/finding';
import { warning } from '../../diagnostics/rule';
import { wiringOf } from '../../facts/apps';
import { Edges } from '../../facts/edges';
import { ENV_REFERENCES, EnvReference } from '../../facts/env-references';
import { definedComponent } from '../../resources/component/components';
import { Json, mapsIn } from '../../util/json';
import { describe } from '../../util/values';

export const DAPRD_HAS_NO_VARIABLE = warning('DAPR4051', {
  title: 'environment variable that daprd does not have',
  why: 'Components read the environment of daprd, not that of the app: the value is empty, and the component may fail to initialize',
  todo: 'set the variable in env or envFromSecret of the data plane, or acknowledge this if something else adds it to daprd',
  source: 'dapr/dapr pkg/runtime/processor/secret/secret.go, pkg/injector/patcher/sidecar_container.go',
  manifests: true,
});

/** Variables of daprd's container that the injector, Kubernetes, the image and webhooks for cloud identities set. */
const OF_CONTAINER = /^(NAMESPACE|POD_NAME|HOSTNAME|HOME|PATH|SSL_CERT_(DIR|FILE)|(KUBERNETES|SENTRY|AWS|AZURE|GOOGLE)_.*|.*_(SERVICE_(HOST|PORT)|PORT)(_.*)?)$/;

/** Whether Dapr allows a variable: it searches the first occurrence of the name in the list, which may be within another name (`isEnvVarAllowed`). */
function isAllowed(keys: string, name: string): boolean {
  const at = keys.indexOf(name);
  return at >= 0 && [keys[at - 1], keys[at + name.length]].every(next => next === undefined || next === ' ');
}

/** The secret of a store, as far as its location depends on daprd. */
interface SecretOfStore {
  readonly type?: string;
  /** Plain values of its metadata, by name. */
  readonly metadata: readonly (readonly [string, string])[];
  readonly key: string;
}

/** Why daprd does not find what a resource refers to; undefined if it does. */
export function missingVariable(variable: string, secret: SecretOfStore | undefined, annotations: { [name: string]: string }): string | undefined {
  const env = daprdEnv(annotations);
  const keys = env.find(({ name }) => name === 'DAPR_ENV_KEYS')?.value ?? '';
  const has = (name: string): boolean => (keys ? keys.split(' ') : []).includes(name);
  if (!secret) {
    const isSet = has(variable) || (!keys && OF_CONTAINER.test(variable));
    return !isSet ? 'which the daprd does not have' : keys && !isAllowed(keys, variable) ? 'which Dapr does not find: the name is part of that of an earlier variable of the daprd' : undefined;
  }
  const prefix = secret.metadata.find(([name]) => name.toLowerCase() === 'prefix')?.[1] ?? '';
  const name = `${prefix}${variable}`;
  return secret.type !== 'secretstores.local.env' ? undefined
    : secret.key !== variable ? `whose only key is ${describe(variable)}; got key ${describe(secret.key)}`
      : has(name) || OF_CONTAINER.test(name) ? undefined : 'which the daprd does not have';
}

/** A container of the app that has the variable. */
function containerWith(app: IDaprPeer, variable: string): string | undefined {
  const { containers } = wiringOf(app)?.pod.podSpec() ?? {};
  const hasIt = ({ env }: Json): boolean => Array.isArray(env) && env.some(entry => entry?.name === variable);
  return mapsIn(containers).find(hasIt)?.name;
}

function secretIn({ store, key }: NonNullable<EnvReference['secret']>): SecretOfStore {
  const component = definedComponent(store);
  return { type: component?.type, metadata: component?._plainMetadata() ?? [], key };
}

/** The daprd of each app that loads a resource must have the variables that the resource reads. */
const environment: AppCheck = root => ENV_REFERENCES.of(root).flatMap(reference => {
  const { at, field, variable, secret } = reference;
  const secretOfStore = secret && secretIn(secret);
  const apps = Edges.of(root).appsOf(at).filter((app): app is IDaprApp => wiringOf(app) !== undefined);
  return apps.flatMap((app): Finding[] => {
    const reason = daprdsOf(app).map(({ annotations }) => missingVariable(variable, secretOfStore, annotations)).find(each => each !== undefined);
    const container = reason === undefined ? undefined : containerWith(app, variable);
    const source = secret ? `${variable} of secret store '${secret.store.componentName}'` : `the environment variable ${variable}`;
    const what = `${describe(field)} of ${at.kind} '${at.resourceName}' reads ${source}, ${reason}`;
    const hint = container === undefined ? '' : `; container '${container}' of the app has a variable of that name`;
    return reason === undefined ? [] : [{ at: app, rule: DAPRD_HAS_NO_VARIABLE, what: `${what}${hint}` }];
  });
});

export const checks = [environment];
