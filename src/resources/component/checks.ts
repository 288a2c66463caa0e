import { IConstruct } from 'constructs';
import { categoryOf, INVALID_COMPONENT, typeProblems } from './building-blocks';
import { renewedBy } from './consumer-groups';
import { DaprComponentProps } from './options';
import { Finding, Problem } from '../../diagnostics/finding';
import { Rule, error, warning } from '../../diagnostics/rule';
import { aBoolean, aComponent, aDuration, aMap, aString, inOrder, listOf, unchecked } from '../../props/checks';
import { WRONG_TYPE } from '../../props/rules';
import { Check, Schema } from '../../props/schema';
import { describe, isSpecialKey, isTruthy, mustBe, text } from '../../util/values';
import { MetadataValue } from '../metadata/metadata-value';
import { envNameProblems, isReservedEnv } from '../metadata/named-values';
import { isScopesByApp, scopesProblems } from '../metadata/topic-scopes-format';
import { EMPTY_SCOPES } from '../scoped-resource';

export const OBJECT_TOO_LARGE = error('DAPR3025', {
  title: 'object too large',
  why: 'The API server rejects the object, because etcd accepts about 1 MiB',
  todo: 'move data out of the metadata',
  source: 'Kubernetes API validation',
  manifests: true,
});
export const NAMED_LIKE_BUILTIN_STORE = error('DAPR4013', {
  title: 'component with the name of the built-in secret store',
  why: 'daprd exits with "already exists"',
  todo: 'use another name',
  source: 'dapr/dapr pkg/runtime/runtime.go',
  manifests: true,
});
const NOT_A_SECRET_STORE = error('DAPR4020', {
  title: 'secretStore that is not a secret store',
  why: 'daprd waits indefinitely for a secret store with that name, and reports success',
  todo: 'set secretStore to a component of a type secretstores.*',
  source: 'dapr/dapr pkg/runtime/processor',
});
export const INIT_ERRORS_IGNORED = warning('DAPR4023', {
  title: 'component with ignored initialization errors',
  why: 'The app runs without the component, and every call to it fails',
  todo: 'remove ignoreErrors, or acknowledge this',
  source: 'dapr/dapr pkg/runtime/processor',
  manifests: true,
});
export const NEW_CONSUMER_GROUP = warning('DAPR4026', {
  title: 'new consumer group at each start of daprd',
  why: 'Every restart creates a new consumer group: events are received twice, or are lost',
  todo: 'remove the field, which defaults to the app ID in message brokers, or acknowledge this',
  source: 'dapr/dapr pkg/runtime/meta',
  manifests: true,
});
const COMPONENT_AT_LOCALHOST = warning('DAPR8004', {
  title: 'component with a localhost address',
  why: 'In a pod, localhost is the pod of daprd, not the machine on which the service was tested',
  todo: 'set the address of the service; if it runs in the same pod or on the same machine, acknowledge this',
  source: 'Kubernetes networking',
  manifests: true,
});

/** Keys and values are checked one by one. */
const isObject = (value: unknown): string | undefined => typeof value === 'object' && !Array.isArray(value) ? undefined : 'a map';

/** A localhost address: a service on a developer's machine is not in the pod of daprd. */
export const LOCALHOST = /(?:^|["/@=,;\s])(localhost|127\.0\.0\.1|\[::1\])(?=[:/",;\s]|$)/;

export const MAX_BYTES = 1024 * 1024;

/** A value that can be written as JSON. */
const aTree: Check = value => {
  try {
    JSON.stringify(value);
    return undefined;
  } catch {
    return 'a map without circular references';
  }
};
const withImage: Check = ({ image }: { image?: unknown }) => typeof image === 'string' && image !== '' && !text(image) ? undefined : 'a container with an image';

/** Schema of `DaprComponentProps`. */
export const COMPONENT: Schema<DaprComponentProps> = {
  type: unchecked,
  version: unchecked,
  componentName: unchecked,
  namespace: unchecked,
  metadata: isObject,
  scopes: listOf(aString),
  availableToNamespace: aBoolean,
  secretStore: aComponent,
  initTimeout: aDuration,
  ignoreErrors: aBoolean,
  componentContainer: inOrder(aTree, aMap, withImage),
};

export interface ComponentFacts {
  readonly type: string;
  readonly version?: string;
  readonly metadata?: { [name: string]: MetadataValue };
  readonly scopes?: string[];
  readonly availableToNamespace?: boolean;
  readonly secretStore?: { readonly componentName: string; readonly type?: string };
  readonly initTimeout?: unknown;
  readonly ignoreErrors?: boolean;
}

/** Findings about a component on its own. */
export function checkComponent(at: IConstruct, name: string, props: ComponentFacts): Finding[] {
  const findings: Finding[] = [];
  const category = categoryOf(props.type);
  const find = (rule: Rule, what: string, todo?: string): void => { findings.push({ at, rule, what, todo }); };
  typeProblems(props.type, props.version).forEach(({ rule, what, todo }) => find(rule, what, todo));
  for (const [field, value] of Object.entries(props.metadata ?? {})) {
    if (isSpecialKey(field)) {
      find(WRONG_TYPE, `metadata name ${describe(field)} has a special meaning in JavaScript or YAML`);
    } else if (field === '' || text(field)) {
      find(WRONG_TYPE, mustBe('metadata name', text(field) ?? 'a non-empty string', field));
    } else if (!MetadataValue._is(value)) {
      // The value may be a secret.
      find(INVALID_COMPONENT, `metadata.${field} must be a MetadataValue; got ${value === null ? 'null' : `a ${typeof value}`}`, 'use MetadataValue.of, fromSecret or fromEnv');
    } else {
      findings.push(...checkEntry(at, field, value, String(props.type)));
    }
  }
  if (Array.isArray(props.scopes) && props.scopes.length === 0) {
    find(EMPTY_SCOPES, 'scopes must not be an empty list');
  }
  if (props.availableToNamespace && props.scopes?.length) {
    find(INVALID_COMPONENT, `scopes ${describe(props.scopes)} is set together with availableToNamespace, which overrides it`, 'remove one of the two');
  }
  if (props.ignoreErrors === true) {
    find(INIT_ERRORS_IGNORED, `component '${name}' sets ignoreErrors`);
  }
  findings.push(...checkSecretStore(at, props.secretStore));
  const size = Buffer.byteLength(Object.values(props.metadata ?? {}).map(value => MetadataValue._is(value) && !value._wrong() ? value._render('').value ?? '' : '').join(''));
  if (size > MAX_BYTES) {
    find(OBJECT_TOO_LARGE, mustBe('metadata', `at most ${MAX_BYTES} bytes`, size));
  }
  if (name === 'kubernetes' && category === 'secretstores') {
    find(NAMED_LIKE_BUILTIN_STORE, 'componentName must not be \'kubernetes\'');
  }
  return findings;
}

/** A secretStore that is not a secret store; its type is only checked if it is defined in this App. */
export function checkSecretStore(at: IConstruct, store: { readonly componentName: string; readonly type?: unknown } | undefined): Finding[] {
  return typeof store?.type === 'string' && categoryOf(store.type) !== 'secretstores'
    ? [{ at, rule: NOT_A_SECRET_STORE, what: `secretStore must be a secret store; got component '${store.componentName}' of type ${store.type}` }] : [];
}

/** Findings about one metadata value. */
export function checkEntry(at: IConstruct, field: string, value: MetadataValue, type: string): Finding[] {
  const category = categoryOf(type);
  const entry = value._render(field);
  const plain = typeof entry.value === 'string' ? entry.value : '';
  const wrong = value._unresolved(at) === undefined ? value._wrong() : undefined;
  return wrong ? [{ at, rule: WRONG_TYPE, what: `metadata.${field} must be ${wrong}` }] : [
    ...(isReservedEnv(entry.envRef) ? [{
      at, rule: INVALID_COMPONENT, what: `metadata.${field} must not read the environment variable ${entry.envRef}, which Dapr reserves`,
    }] : []),
    ...envNameProblems(`metadata.${field}`, entry.envRef).map(problem => ({ at, ...problem })),
    ...(category === 'pubsub' && isScopesByApp(field) ? scopesProblems(`metadata.${field}`, plain).map(problem => ({ at, ...problem })) : []),
    ...valueProblems(`metadata.${field}`, field, plain, type).map(problem => ({ at, ...problem })),
  ];
}

/** Doubtful plain values in the metadata of a component of any type. */
export function valueProblems(path: string, field: string, plain: string, type: string): Problem[] {
  const [, local] = LOCALHOST.exec(plain) ?? [];
  return [
    ...(renewedBy(type, field, plain) === '{uuid}' ? [{ rule: NEW_CONSUMER_GROUP, what: `${path} must not contain {uuid}; got ${describe(plain)}` }] : []),
    ...(local ? [{ rule: COMPONENT_AT_LOCALHOST, what: `${path} must not be a localhost address; got ${describe(local)}` }] : []),
  ];
}

/** Whether a metadata entry marks a component as the actor state store. */
export const marksActorStateStore = (name: unknown, value: unknown): boolean => /^actorStateStore$/i.test(String(name)) && isTruthy(String(value ?? ''));
