import { IConstruct } from 'constructs';
import type { DaprComponentProps } from './component';
import { knownComponent, nearestType, registeredType, registeredVersions } from './component-catalog';
import { checkMetadata } from './component-metadata-checks';
import { MetadataValue } from './metadata-value';
import { Finding, Problem } from '../private/diagnostics';
import { aDuration, aText, aTruth, elsewhere, having, listOf, Shape } from '../private/shape';
import { describe, isPrototypeKey, text } from '../private/values';

/** Keys and values are checked one by one. */
const isObject = (value: unknown): string | undefined => typeof value === 'object' && !Array.isArray(value) ? undefined : 'map';

/** First parts of a type (dapr/dapr `pkg/components/category.go`). */
const CATEGORIES = ['bindings', 'pubsub', 'secretstores', 'state', 'middleware', 'configuration', 'crypto', 'lock', 'nameresolution',
  'conversation', 'workflowbackend'];

/** What is on the machine of a developer is not in the pod of a daprd. */
const LOCAL = /(?:^|["/@=,;\s])(?:localhost|127\.0\.0\.1|\[::1\])(?=[:/",;\s]|$)/;

/** Types of the props. */
export const COMPONENT: Shape<DaprComponentProps> = {
  type: elsewhere,
  version: elsewhere,
  componentName: elsewhere,
  namespace: elsewhere,
  metadata: isObject,
  scopes: listOf(aText),
  availableToNamespace: aTruth,
  secretStore: having('grantUse', 'component'),
  initTimeout: aDuration,
  ignoreErrors: aTruth,
};

interface ComponentFacts {
  readonly type: string;
  readonly version?: string;
  readonly metadata?: { [name: string]: MetadataValue };
  readonly scopes?: string[];
  readonly availableToNamespace?: boolean;
  readonly secretStore?: { readonly componentName: string };
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
  const find = (code: Finding['code'], what: string, todo?: string): void => { findings.push({ at, code, what, todo }); };
  typeProblems(props.type, props.version).forEach(({ code, what, todo }) => find(code, what, todo));
  for (const [field, value] of Object.entries(props.metadata ?? {})) {
    if (isPrototypeKey(field)) {
      find('DAPR3017', `metadata '${field}' has a meaning of its own in JavaScript`);
    } else if (!(value instanceof MetadataValue)) {
      find('DAPR4017', `metadata.${field} is ${describe(value)}`, 'use MetadataValue.of, fromSecret or fromEnv');
    } else {
      findings.push(...checkEntry(at, field, value));
    }
  }
  if (Array.isArray(props.scopes) && props.scopes.length === 0) {
    find('DAPR4007', 'scopes is []');
  }
  if (props.availableToNamespace && props.scopes?.length) {
    find('DAPR4017', `scopes ${describe(props.scopes)} beside availableToNamespace, which ignores them`, 'give one of the two');
  }
  if (name === 'kubernetes' && categoryOf(props.type) === 'secretstores') {
    find('DAPR4013', 'componentName is \'kubernetes\'');
  }
  return findings;
}

/** What is wrong or doubtful about the type, the version and the metadata, where Dapr registers the type. */
export function checkKnown(at: IConstruct, { type, version = 'v1', metadata }: ComponentFacts, additional: string[]): Finding[] {
  const findings: Finding[] = [];
  const find = (code: Finding['code'], what: string, todo?: string): void => { findings.push({ at, code, what, todo }); };
  if (typeof type !== 'string' || typeof version !== 'string') {
    return findings;
  }
  const known = knownComponent(type, version);
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
    const entries = Object.entries(metadata ?? {}).filter(([name, value]) => value instanceof MetadataValue && !isPrototypeKey(name));
    checkMetadata(known, entries.map(([name, value]) => {
      const plain = value._render(name).value;
      return { name, value: typeof plain === 'string' ? plain : undefined, additional: additional.includes(name) };
    }), find);
  }
  return findings;
}

function checkEntry(at: IConstruct, field: string, value: MetadataValue): Finding[] {
  const entry = value._render(field);
  const texts = [entry.value, entry.envRef, entry.secretKeyRef?.name, entry.secretKeyRef?.key].filter(part => part !== undefined);
  const wrong = texts.map(part => typeof part === 'string' ? undefined : `${describe(part)} is no string`).find(Boolean);
  return [
    ...(wrong ? [{ at, code: 'DAPR3017' as const, what: `metadata.${field}: ${wrong}` }] : []),
    ...(keptByDapr(entry.envRef) ? [{
      at, code: 'DAPR4017' as const, what: `metadata.${field} reads the environment variable ${entry.envRef}, which Dapr keeps to itself`,
    }] : []),
    ...(LOCAL.test(String(entry.value ?? '')) ? [{ at, code: 'DAPR8004' as const, what: `metadata.${field} is '${entry.value}'` }] : []),
  ];
}
