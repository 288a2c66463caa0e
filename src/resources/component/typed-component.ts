import { Construct } from 'constructs';
import { COMPONENT } from './checks';
import { DaprComponent } from './component';
import { TypedComponentOptions } from './options';
import { Problem } from '../../diagnostics/finding';
import { report, reportAll } from '../../diagnostics/report';
import { WRONG_TYPE } from '../../props/rules';
import { absent, asProblem, unknownProp } from '../../props/schema';
import { isMap } from '../../util/json';
import { isSpecialKey, mustBe } from '../../util/values';
import { UNSUPPORTED_AUTHENTICATION } from '../metadata/authentication';
import { knownComponent, KnownComponent } from '../metadata/catalog';
import { DUPLICATE_METADATA } from '../metadata/checks';
import { MetadataGroup } from '../metadata/metadata-group';
import { MetadataValue } from '../metadata/metadata-value';
import { metadataValue } from '../metadata/plain-value';
import { isMilliseconds } from '../metadata/values-since';
import { SCOPED_APP_IDS } from '../scoped-resource';

/** Props that the generated classes accept. */
interface TypedProps extends TypedComponentOptions {
  readonly metadata?: object;
  readonly authentication?: MetadataGroup;
  readonly topicScopes?: MetadataGroup;
}

/** Props that only a component of any type has. */
const UNTYPED = ['type', 'version', 'metadata', 'componentContainer'];
/** Props of every typed component; its class sets type and version. */
const COMMON = Object.keys(COMPONENT).filter(prop => !UNTYPED.includes(prop));
const TYPED: (keyof TypedProps)[] = ['metadata', 'authentication', 'topicScopes', 'additionalMetadata'];

/**
 * A component of a registered type, with props for its metadata fields.
 * @internal
 */
export abstract class TypedComponent extends DaprComponent {
  protected constructor(scope: Construct, id: string, type: string, version: string, props: TypedProps) {
    const { metadata, authentication, topicScopes, additionalMetadata, ...rest } = props ?? {} as TypedProps;
    const options = Object.fromEntries(Object.entries(rest).filter(([prop]) => COMMON.includes(prop)));
    const known = knownComponent(type, version)!;
    const own = ownMetadata(known, metadata);
    const groups = [authentication, topicScopes].filter(group => MetadataGroup._is(group)).map(group => group._forComponent(known));
    const additional = isMap(additionalMetadata) ? additionalMetadata : {};
    super(scope, id, {
      ...options,
      type,
      version,
      metadata: Object.assign({}, additional, ...groups.map(({ metadata: values }) => values), own.metadata),
    });
    this._additional(Object.keys(additional).filter(name => !(name in own.metadata)));
    reportAll(this, [
      ...own.problems,
      ...Object.keys(rest).filter(prop => !COMMON.includes(prop)).map(prop => asProblem(unknownProp(prop, prop, [...COMMON, ...TYPED]))),
      ...wrongType('authentication', authentication, MetadataGroup._is, 'an instance of the authentication class of this component'),
      ...wrongType('topicScopes', topicScopes, MetadataGroup._is, 'created by TopicScopes.of'),
      ...wrongType('additionalMetadata', additionalMetadata, isMap, 'a map of MetadataValue'),
    ]);
    for (const { findings, appIds = [] } of groups) {
      reportAll(this, findings);
      appIds.forEach(appId => SCOPED_APP_IDS.add(this, { at: this, appId }));
    }
    if (MetadataGroup._is(authentication)) {
      this.refuseOtherCredentials(known, authentication._forComponent(known).metadata, [...Object.keys(own.metadata), ...Object.keys(additional)]);
    }
    this.refuseDuplicates([own.metadata, ...groups.map(({ metadata: values }) => values), additional]);
  }

  /** daprd would use the credentials of another profile instead of the configured ones, or refuse them. */
  private refuseOtherCredentials({ byName }: KnownComponent, given: object, others: string[]): void {
    for (const name of others.filter(one => byName.get(one.toLowerCase())?.credential && !(one in given))) {
      report(this, UNSUPPORTED_AUTHENTICATION, `metadata.${name} is set together with authentication`, 'remove one of the two');
    }
  }

  /** Values from several sources could differ, and one of them would be lost. */
  private refuseDuplicates(sources: object[]): void {
    const names = sources.flatMap(source => Object.keys(source));
    for (const name of new Set(names.filter((one, i) => names.indexOf(one) !== i))) {
      report(this, DUPLICATE_METADATA, `metadata.${name} is set twice`, 'set it in one place only');
    }
  }
}

/** The metadata fields that the props set, by Dapr's names. */
function ownMetadata({ type, fields }: KnownComponent, given: unknown): { metadata: { [name: string]: MetadataValue }; problems: Problem[] } {
  const metadata: { [name: string]: MetadataValue } = {};
  const problems = wrongType('metadata', given, isMap, 'an object with props');
  for (const [property, value] of Object.entries(isMap(given) ? given : {}).filter(([, each]) => !absent(each))) {
    const field = isSpecialKey(property) ? undefined : fields.find(one => one.property === property);
    const entry = metadataValue(value, field && isMilliseconds(type, field.name));
    if (!field) {
      const { todo, ...unknown } = asProblem(unknownProp(`metadata.${property}`, property, fields.map(one => one.property)));
      problems.push({ ...unknown, todo: todo ?? 'set fields of a newer Dapr in additionalMetadata' });
    } else if (!entry) {
      problems.push({ rule: WRONG_TYPE, what: mustBe(`metadata.${property}`, 'a value of the documented type, or a MetadataValue', value) });
    } else {
      metadata[field.name] = entry;
    }
  }
  return { metadata, problems };
}

/** A problem if the value is set and of the wrong type. */
const wrongType = (path: string, value: unknown, isRight: (value: unknown) => boolean, expected: string): Problem[] =>
  absent(value) || isRight(value) ? [] : [{ rule: WRONG_TYPE, what: mustBe(path, expected, value) }];
