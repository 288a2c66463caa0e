/** Checks of the type, version and metadata of a component whose type Dapr registers. */

import { IConstruct } from 'constructs';
import { ComponentFacts } from './checks';
import { hasSince, isNewerThanKnown } from '../../dapr/version';
import { Finding, Problem } from '../../diagnostics/finding';
import { error, warning, Rule } from '../../diagnostics/rule';
import { DaprPlatform } from '../../platform/dapr-platform';
import { describe, isSpecialKey, mustBe } from '../../util/values';
import { knownComponent, registeredVersions, registeredType, nearestType } from '../metadata/catalog';
import { ALIAS, checkMetadata, MetadataEntry } from '../metadata/checks';
import { LIMITS_END_RETRIES } from '../metadata/delivery-limits';
import { isField } from '../metadata/field-names';
import { MetadataValue } from '../metadata/metadata-value';
import { newerThanDapr } from '../metadata/newer';
import { plainSecretProblems } from '../metadata/plain-secrets';

const UNREGISTERED_VERSION = error('DAPR3204', {
  title: 'unregistered component version',
  why: 'daprd exits because it does not find the component',
  todo: 'use a registered version',
  source: 'dapr/dapr cmd/daprd/components',
  manifests: true,
});
const VERSION_OF_NEWER_DAPR = warning('DAPR3270', {
  title: 'component version newer than this library',
  why: 'daprd exits if it does not have the version',
  todo: 'check the version, then acknowledge this',
  source: 'dapr/dapr cmd/daprd/components',
  manifests: true,
});
const HANDLER_EXPIRES = error('DAPR3182', {
  title: 'time limit of Service Bus that expires at once',
  why: 'From Dapr 1.18.5, the delivery of an event ends with the time limit: no event reaches the app',
  todo: 'set a positive number of seconds, or remove the field for 60 s',
  source: 'dapr/components-contrib common/component/azure/servicebus/handler_pubsub.go',
  manifests: true,
});
const TYPE_LIKE_KNOWN = warning('DAPR3213', {
  title: 'type similar to a registered type',
  why: 'If the type is misspelled, daprd exits because it does not find the component',
  todo: 'correct the type, or acknowledge that it is a pluggable component',
  source: 'dapr/dapr pkg/components',
  manifests: true,
});

const SERVICE_BUS = /^pubsub\.azure\.servicebus\.(topics|queues)$/i;
const HANDLER_LIMIT = 'handlerTimeoutInSec';

/** How messages refer to the fields of a component: as props, or as fields of a manifest. */
export interface ComponentPaths {
  /** Prefix of type and version. */
  readonly parent: string;
  /** The path of a metadata entry. */
  readonly entry: (name: string) => string;
}

const PROPS: ComponentPaths = { parent: '', entry: name => `metadata.${name}` };

/** A component as it is written, for the declared version of Dapr. */
export interface WrittenComponent {
  readonly type: string;
  readonly version: string;
  readonly entries: MetadataEntry[];
  readonly daprVersion: string;
}

/** Errors and warnings about the type, version and metadata, if Dapr registers the type. */
export function checkKnown(at: IConstruct, { type, version = 'v1', metadata }: ComponentFacts, additional: string[]): Finding[] {
  if (typeof type !== 'string' || typeof version !== 'string') {
    return [];
  }
  const plain = (name: string, value: unknown): unknown => MetadataValue._is(value) ? value._render(name).value : undefined;
  const entries = Object.entries(metadata ?? {}).map(([name, value]) => ({ name, value: plain(name, value) }));
  const known = knownComponent(type, version);
  return [
    ...entries.flatMap(({ name, value }) => plainSecretProblems(PROPS.entry(name), name, value, known)),
    ...typeFacts({
      type,
      version,
      // A value of another type is reported on its own, and is not missing.
      entries: entries.filter(({ name }) => !isSpecialKey(name))
        .map(({ name, value }) => ({ name, value: typeof value === 'string' ? value : undefined, additional: additional.includes(name) })),
      daprVersion: DaprPlatform.of(at).daprVersion,
    }),
  ].map(problem => ({ at, ...problem }));
}

/** What is wrong with a component according to the types, versions and fields that Dapr registers. A type that resembles none may be pluggable. */
export function typeFacts({ type, version, entries, daprVersion }: WrittenComponent, { parent, entry }: ComponentPaths = PROPS): Problem[] {
  const problems: Problem[] = [];
  const find = (rule: Rule, what: string, todo?: string): void => { problems.push({ rule, what, todo }); };
  const known = knownComponent(type, version);
  const versions = known ? [] : registeredVersions(type);
  const registered = registeredType(type, version);
  if (versions.length) {
    // A newer Dapr may have it.
    find(isNewerThanKnown(daprVersion) ? VERSION_OF_NEWER_DAPR : UNREGISTERED_VERSION, mustBe(`${parent}version`, `${versions.join(' or ')} for ${type}`, version));
  } else if (!known) {
    const like = nearestType(type);
    if (like) {
      find(TYPE_LIKE_KNOWN, `${parent}type ${describe(type)} is not registered in Dapr; did you mean ${like}?`);
    }
  } else {
    if (registered !== type.toLowerCase()) {
      find(ALIAS, `${parent}type ${describe(type)} is an alias of ${registered}`, `use ${registered}`);
    }
    checkMetadata(known, entries, find, entry);
    if (SERVICE_BUS.test(type) && hasSince(daprVersion, LIMITS_END_RETRIES)) {
      entries.filter(({ name, value = '' }) => isField(name, HANDLER_LIMIT) && /^\s*(0+|-[0-9]+)\s*$/.test(value))
        .forEach(({ name, value }) => find(HANDLER_EXPIRES, mustBe(entry(name), 'a positive number of seconds', value)));
    }
    problems.push(...newerThanDapr(known, entries, daprVersion, entry));
  }
  return problems;
}
