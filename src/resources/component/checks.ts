import { IConstruct } from 'constructs';
import { knownComponent, nearestType, registeredType, registeredVersions } from './catalog';
import { checkMetadata } from './metadata-checks';
import { MetadataValue } from './metadata-value';
import { DaprComponentProps } from './options';
import { Finding, Problem } from '../../diagnostics/finding';
import { aComponent, aDuration, aText, aTruth, elsewhere, listOf, Shape } from '../../props/shape';
import { describe, isSpecialKey, isYes, text } from '../../util/values';

/** Keys and values are checked one by one. */
const isObject = (value: unknown): string | undefined => typeof value === 'object' && !Array.isArray(value) ? undefined : 'map';

/** First parts of a type (dapr/dapr `pkg/components/category.go`). */
const CATEGORIES = ['bindings', 'pubsub', 'secretstores', 'state', 'middleware', 'configuration', 'crypto', 'lock', 'nameresolution',
  'conversation', 'workflowbackend'];

/** What is on the machine of a developer is not in the pod of a daprd. */
export const LOCALHOST = /(?:^|["/@=,;\s])(?:localhost|127\.0\.0\.1|\[::1\])(?=[:/",;\s]|$)/;

/** Metadata that says which apps may use which topics. */
export const SCOPES_BY_APP = /^(publishing|subscription)Scopes$/i;

/** A password within an address; what daprd completes is none. */
export const PASSWORD_IN_URL = /:\/\/[^\s:@/]*:[^\s@/{}$<>]+@/;
const MAX_BYTES = 1024 * 1024;

/** Types of the props. */
export const COMPONENT: Shape<DaprComponentProps> = {
  type: elsewhere,
  version: elsewhere,
  componentName: elsewhere,
  namespace: elsewhere,
  metadata: isObject,
  scopes: listOf(aText),
  availableToNamespace: aTruth,
  secretStore: aComponent,
  initTimeout: aDuration,
  ignoreErrors: aTruth,
};

interface ComponentFacts {
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

/** Environment variables that a component must not read. */
export const keptByDapr = (envRef: string | undefined): boolean => /^(DAPR_.*|APP_API_TOKEN)$/.test(envRef ?? '');

/** What is wrong with the type and the version of a component. */
export function typeProblems(type: unknown, version: unknown): Problem[] {
  const problems: Problem[] = [];
  if (!CATEGORIES.includes(categoryOf(type)) || !/^[a-z]+\.[^\s]+$/i.test(type as string)) {
    problems.push({ code: 'DAPR4017', what: `type ${describe(type)} is none of ${CATEGORIES.join('.*, ')}.*` });
  }
  if (version !== undefined && (text(version) || !/^v\d/i.test(version as string))) {
    problems.push({ code: 'DAPR4017', what: `version ${describe(version)}`, todo: 'give a version such as v1' });
  }
  return problems;
}

/** What is wrong with a component by itself. */
export function checkComponent(at: IConstruct, name: string, props: ComponentFacts): Finding[] {
  const findings: Finding[] = [];
  const category = categoryOf(props.type);
  const find = (code: Finding['code'], what: string, todo?: string): void => { findings.push({ at, code, what, todo }); };
  typeProblems(props.type, props.version).forEach(({ code, what, todo }) => find(code, what, todo));
  for (const [field, value] of Object.entries(props.metadata ?? {})) {
    if (isSpecialKey(field)) {
      find('DAPR3017', `metadata '${field}' has a meaning of its own in JavaScript or YAML`);
    } else if (field === '' || text(field)) {
      find('DAPR3017', field === '' ? 'metadata has an entry without a name' : `metadata ${text(field)}`);
    } else if (!MetadataValue._is(value)) {
      find('DAPR4017', `metadata.${field} is ${describe(value)}`, 'use MetadataValue.of, fromSecret or fromEnv');
    } else {
      findings.push(...checkEntry(at, field, value, category));
    }
  }
  if (Array.isArray(props.scopes) && props.scopes.length === 0) {
    find('DAPR4007', 'scopes is []');
  }
  if (props.availableToNamespace && props.scopes?.length) {
    find('DAPR4017', `scopes ${describe(props.scopes)} beside availableToNamespace, which ignores them`, 'give one of the two');
  }
  if (props.ignoreErrors === true) {
    find('DAPR4023', `component '${name}' has ignoreErrors`);
  }
  findings.push(...checkSecretStore(at, props.secretStore));
  const size = Buffer.byteLength(Object.values(props.metadata ?? {}).map(value => MetadataValue._is(value) && !value._wrong() ? value._render('').value ?? '' : '').join(''));
  if (size > MAX_BYTES) {
    find('DAPR3025', `metadata has ${size} bytes`);
  }
  if (name === 'kubernetes' && category === 'secretstores') {
    find('DAPR4013', 'componentName is \'kubernetes\'');
  }
  return findings;
}

/** What is no secret store, where its type is known. */
export function checkSecretStore(at: IConstruct, store: { readonly componentName: string; readonly type?: unknown } | undefined): Finding[] {
  return typeof store?.type === 'string' && categoryOf(store.type) !== 'secretstores'
    ? [{ at, code: 'DAPR4020', what: `secretStore '${store.componentName}' is of type ${store.type}` }] : [];
}

/** What is wrong or doubtful about the type, the version and the metadata, where Dapr registers the type. */
export function checkKnown(at: IConstruct, { type, version = 'v1', metadata }: ComponentFacts, additional: string[]): Finding[] {
  const findings: Finding[] = [];
  const find = (code: Finding['code'], what: string, todo?: string): void => { findings.push({ at, code, what, todo }); };
  if (typeof type !== 'string' || typeof version !== 'string') {
    return findings;
  }
  const known = knownComponent(type, version);
  for (const [name, value] of Object.entries(metadata ?? {})) {
    const plain = MetadataValue._is(value) && value._render(name).value;
    // Of a field that holds secrets it is said below.
    if (typeof plain === 'string' && PASSWORD_IN_URL.test(plain) && !known?.byName.get(name.toLowerCase())?.sensitive) {
      find('DAPR3207', `metadata.${name} of ${type} holds a password`);
    }
  }
  const versions = known ? [] : registeredVersions(type);
  const registered = registeredType(type, version);
  if (versions.length) {
    find('DAPR3204', `${type} ${version}`, `give ${versions.join(' or ')}`);
  } else if (!known) {
    const like = nearestType(type);
    if (like) {
      find('DAPR3213', `type ${describe(type)}; did you mean ${like}?`);
    }
  } else {
    if (registered !== type.toLowerCase()) {
      find('DAPR3209', `type ${describe(type)} is another name of ${registered}`, `write ${registered}`);
    }
    const entries = Object.entries(metadata ?? {}).filter(([name, value]) => MetadataValue._is(value) && !isSpecialKey(name));
    checkMetadata(known, entries.map(([name, value]) => {
      const plain = value._render(name).value;
      return { name, value: typeof plain === 'string' ? plain : undefined, additional: additional.includes(name) };
    }), find);
  }
  return findings;
}

function checkEntry(at: IConstruct, field: string, value: MetadataValue, category: string): Finding[] {
  const entry = value._render(field);
  const plain = typeof entry.value === 'string' ? entry.value : '';
  const wrong = value._wrong();
  return wrong ? [{ at, code: 'DAPR3017', what: `metadata.${field}: ${wrong}` }] : [
    ...(keptByDapr(entry.envRef) ? [{
      at, code: 'DAPR4017' as const, what: `metadata.${field} reads the environment variable ${entry.envRef}, which Dapr keeps to itself`,
    }] : []),
    ...(category === 'pubsub' && /^consumerID$/i.test(field) && plain.includes('{uuid}') ? [{ at, code: 'DAPR4026' as const, what: `metadata.${field} is '${plain}'` }] : []),
    ...(category === 'pubsub' && SCOPES_BY_APP.test(field) ? topicScopes(plain).filter(({ appId }) => appId === undefined).map(({ part }) => ({
      at, code: 'DAPR3217' as const, what: `metadata.${field} has ${describe(part)}, which Dapr skips`, todo: 'write app1=topic1,topic2;app2=topic3, or use TopicScopes of the typed component',
    })) : []),
    ...(LOCALHOST.test(plain) ? [{ at, code: 'DAPR8004' as const, what: `metadata.${field} is '${plain}'` }] : []),
  ];
}

/** The parts of topic scopes, each with its app; with none where Dapr skips the part (dapr/dapr `pkg/scopes/scopes.go`). */
export const topicScopes = (scopes: string): { part: string; appId?: string }[] => scopes.replace(/ /g, '').split(';').filter(Boolean)
  .map(part => ({ part, appId: /^([^=]+)=[^=]*$/.exec(part)?.[1] }));

/** True for the entry of metadata by which actors keep their state in a component. */
export const marksActorStateStore = (name: unknown, value: unknown): boolean => /^actorStateStore$/i.test(String(name)) && isYes(String(value ?? ''));
