import { IConstruct } from 'constructs';
import { MetadataValue } from './metadata-value';
import { isReservedEnv } from './named-values';
import { DaprComponentProps } from './options';
import { isScopesByApp, scopesProblems } from './topic-scopes';
import { Finding, Problem } from '../../diagnostics/finding';
import { Rule, error, warning } from '../../diagnostics/rule';
import { aBoolean, aComponent, aDuration, aString, listOf, unchecked } from '../../props/checks';
import { WRONG_TYPE } from '../../props/rules';
import { Schema } from '../../props/schema';
import { describe, isSpecialKey, isYes, mustBe, text } from '../../util/values';
import { EMPTY_SCOPES } from '../scoped-resource';

const OBJECT_TOO_LARGE = error('DAPR3025', {
  title: 'object too large',
  why: 'The API server rejects it, for etcd takes about 1 MiB',
  todo: 'move data elsewhere',
  source: 'Kubernetes API validation',
});
export const NAMED_LIKE_BUILTIN_STORE = error('DAPR4013', {
  title: 'component named like the built-in secret store',
  why: 'daprd exits: "already exists"',
  todo: 'use another name',
  source: 'dapr/dapr pkg/runtime/runtime.go',
  manifests: true,
});
export const INVALID_COMPONENT = error('DAPR4017', {
  title: 'invalid component',
  why: 'daprd exits, or uses a default without an error',
  todo: 'correct the value',
  source: 'dapr/dapr pkg/components/category.go',
  manifests: true,
});
const NOT_A_SECRET_STORE = error('DAPR4020', {
  title: 'secretStore that is no secret store',
  why: 'daprd waits for a secret store of that name for ever and reports success',
  todo: 'give a component of a type secretstores.*',
  source: 'dapr/dapr pkg/runtime/processor',
});
const INIT_ERRORS_IGNORED = warning('DAPR4023', {
  title: 'component that daprd may start without',
  why: 'The app runs without it, and every call of it fails',
  todo: 'leave ignoreErrors out, or acknowledge this',
  source: 'dapr/dapr pkg/runtime/processor',
});
const GROUP_OF_EACH_START = warning('DAPR4026', {
  title: 'consumer group of each start of daprd',
  why: 'With every restart a new group begins: events are received twice, or are lost',
  todo: 'leave consumerID out, which is the app-id then, or acknowledge this',
  source: 'dapr/dapr pkg/runtime/meta',
});
const COMPONENT_AT_LOCALHOST = warning('DAPR8004', {
  title: 'component that names localhost',
  why: 'In a pod that is daprd itself, not the machine on which the service was tried',
  todo: 'give the address of the service; where it runs in the same pod or on the same machine, acknowledge this',
  source: 'Kubernetes networking',
});

/** Keys and values are checked one by one. */
const isObject = (value: unknown): string | undefined => typeof value === 'object' && !Array.isArray(value) ? undefined : 'map';

/** First parts of a type (dapr/dapr `pkg/components/category.go`). */
const CATEGORIES = ['bindings', 'pubsub', 'secretstores', 'state', 'middleware', 'configuration', 'crypto', 'lock', 'nameresolution',
  'conversation', 'workflowbackend'];

/** What is on the machine of a developer is not in the pod of a daprd. */
export const LOCALHOST = /(?:^|["/@=,;\s])(?:localhost|127\.0\.0\.1|\[::1\])(?=[:/",;\s]|$)/;

const MAX_BYTES = 1024 * 1024;

/** Types of the props. */
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

/** The building block that a type belongs to. */
export const categoryOf = (type: unknown): string => typeof type === 'string' ? type.split('.')[0] : '';

/** What is wrong with the type and the version of a component. */
export function typeProblems(type: unknown, version: unknown): Problem[] {
  const problems: Problem[] = [];
  if (!CATEGORIES.includes(categoryOf(type)) || !/^[a-z]+\.[^\s]+$/i.test(type as string)) {
    problems.push({ rule: INVALID_COMPONENT, what: `type ${describe(type)} is none of ${CATEGORIES.join('.*, ')}.*` });
  }
  if (version !== undefined && (text(version) || !/^v\d/i.test(version as string))) {
    problems.push({ rule: INVALID_COMPONENT, what: `version ${describe(version)}`, todo: 'give a version such as v1' });
  }
  return problems;
}

/** What is wrong with a component by itself. */
export function checkComponent(at: IConstruct, name: string, props: ComponentFacts): Finding[] {
  const findings: Finding[] = [];
  const category = categoryOf(props.type);
  const find = (rule: Rule, what: string, todo?: string): void => { findings.push({ at, rule, what, todo }); };
  typeProblems(props.type, props.version).forEach(({ rule, what, todo }) => find(rule, what, todo));
  for (const [field, value] of Object.entries(props.metadata ?? {})) {
    if (isSpecialKey(field)) {
      find(WRONG_TYPE, `metadata '${field}' has a meaning of its own in JavaScript or YAML`);
    } else if (field === '' || text(field)) {
      find(WRONG_TYPE, mustBe('a name of metadata', text(field) ?? 'a non-empty string', field));
    } else if (!MetadataValue._is(value)) {
      find(INVALID_COMPONENT, `metadata.${field} is ${describe(value)}`, 'use MetadataValue.of, fromSecret or fromEnv');
    } else {
      findings.push(...checkEntry(at, field, value, category));
    }
  }
  if (Array.isArray(props.scopes) && props.scopes.length === 0) {
    find(EMPTY_SCOPES, 'scopes is []');
  }
  if (props.availableToNamespace && props.scopes?.length) {
    find(INVALID_COMPONENT, `scopes ${describe(props.scopes)} beside availableToNamespace, which ignores them`, 'give one of the two');
  }
  if (props.ignoreErrors === true) {
    find(INIT_ERRORS_IGNORED, `component '${name}' has ignoreErrors`);
  }
  findings.push(...checkSecretStore(at, props.secretStore));
  const size = Buffer.byteLength(Object.values(props.metadata ?? {}).map(value => MetadataValue._is(value) && !value._wrong() ? value._render('').value ?? '' : '').join(''));
  if (size > MAX_BYTES) {
    find(OBJECT_TOO_LARGE, `metadata has ${size} bytes`);
  }
  if (name === 'kubernetes' && category === 'secretstores') {
    find(NAMED_LIKE_BUILTIN_STORE, 'componentName is \'kubernetes\'');
  }
  return findings;
}

/** What is no secret store, where its type is known. */
export function checkSecretStore(at: IConstruct, store: { readonly componentName: string; readonly type?: unknown } | undefined): Finding[] {
  return typeof store?.type === 'string' && categoryOf(store.type) !== 'secretstores'
    ? [{ at, rule: NOT_A_SECRET_STORE, what: `secretStore '${store.componentName}' is of type ${store.type}` }] : [];
}

function checkEntry(at: IConstruct, field: string, value: MetadataValue, category: string): Finding[] {
  const entry = value._render(field);
  const plain = typeof entry.value === 'string' ? entry.value : '';
  const wrong = value._wrong();
  return wrong ? [{ at, rule: WRONG_TYPE, what: `metadata.${field}: ${wrong}` }] : [
    ...(isReservedEnv(entry.envRef) ? [{
      at, rule: INVALID_COMPONENT, what: `metadata.${field} reads the environment variable ${entry.envRef}, which Dapr keeps to itself`,
    }] : []),
    ...(category === 'pubsub' && /^consumerID$/i.test(field) && plain.includes('{uuid}') ? [{ at, rule: GROUP_OF_EACH_START, what: `metadata.${field} is '${plain}'` }] : []),
    ...(category === 'pubsub' && isScopesByApp(field) ? scopesProblems(`metadata.${field}`, plain).map(problem => ({ at, ...problem })) : []),
    ...(LOCALHOST.test(plain) ? [{ at, rule: COMPONENT_AT_LOCALHOST, what: `metadata.${field} is '${plain}'` }] : []),
  ];
}

/** True for the entry of metadata by which actors keep their state in a component. */
export const marksActorStateStore = (name: unknown, value: unknown): boolean => /^actorStateStore$/i.test(String(name)) && isYes(String(value ?? ''));
