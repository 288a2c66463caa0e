import { Construct } from 'constructs';
import { UNSUPPORTED_AUTHENTICATION } from './authentication';
import { knownComponent, KnownComponent } from './catalog';
import { DaprComponent } from './component';
import { METADATA_GIVEN_TWICE } from './metadata-checks';
import { MetadataGroup } from './metadata-group';
import { MetadataValue } from './metadata-value';
import { TypedComponentOptions } from './options';
import { metadataValue } from './plain-value';
import { report, reportAll } from '../../diagnostics/report';
import { WRONG_TYPE } from '../../props/rules';
import { isMap } from '../../util/json';
import { describe, isSpecialKey } from '../../util/values';
import { TEXT_SCOPES } from '../scoped-resource';

/** What the generated classes take. */
interface TypedProps extends TypedComponentOptions {
  readonly metadata?: object;
  readonly authentication?: MetadataGroup;
  readonly topicScopes?: MetadataGroup;
}

/**
 * A component of a type that is known, with properties for its metadata.
 * @internal
 */
export abstract class TypedComponent extends DaprComponent {
  protected constructor(scope: Construct, id: string, type: string, version: string, given: TypedProps) {
    const { metadata, authentication, topicScopes, additionalMetadata, ...options } = given ?? {} as TypedProps;
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
    const invalid = (what: string, todo: string): void => report(this, WRONG_TYPE, what, todo);
    own.wrong.forEach(({ what, todo }) => invalid(what, todo));
    Object.entries({ authentication, topicScopes }).filter(([, group]) => group !== undefined && group !== null && !MetadataGroup._is(group))
      .forEach(([prop, group]) => invalid(`${prop} ${describe(group)} is not what this component takes`, 'use the factories of its type'));
    if (additionalMetadata !== undefined && additionalMetadata !== null && !isMap(additionalMetadata)) {
      invalid(`additionalMetadata ${describe(additionalMetadata)} is no map`, 'give a map of MetadataValue');
    }
    for (const { findings, appIds = [] } of groups) {
      reportAll(this, findings);
      appIds.forEach(appId => TEXT_SCOPES.add(this, { at: this, appId }));
    }
    if (MetadataGroup._is(authentication)) {
      this.refuseOtherCredentials(known, authentication._forComponent(known).metadata, [...Object.keys(own.metadata), ...Object.keys(additional)]);
    }
    this.refuseTwice([own.metadata, ...groups.map(({ metadata: values }) => values), additional]);
  }

  /** Credentials of another profile would be used in place of those that were asked for, or be refused. */
  private refuseOtherCredentials({ byName }: KnownComponent, given: object, others: string[]): void {
    for (const name of others.filter(one => byName.get(one.toLowerCase())?.credential && !(one in given))) {
      report(this, UNSUPPORTED_AUTHENTICATION, `metadata.${name} beside authentication`, 'give one of the two');
    }
  }

  /** What several sources give could differ, and one of them would be lost. */
  private refuseTwice(sources: object[]): void {
    const names = sources.flatMap(source => Object.keys(source));
    for (const name of new Set(names.filter((one, i) => names.indexOf(one) !== i))) {
      report(this, METADATA_GIVEN_TWICE, `metadata.${name} is given twice`, 'give it in one place');
    }
  }
}

/** The metadata that the properties give, by Dapr's names. */
function ownMetadata({ fields, type }: KnownComponent, given: unknown): {
  metadata: { [name: string]: MetadataValue }; wrong: { what: string; todo: string }[];
} {
  const metadata: { [name: string]: MetadataValue } = {};
  const wrong: { what: string; todo: string }[] = [];
  if (given !== undefined && given !== null && !isMap(given)) {
    return { metadata, wrong: [{ what: `metadata ${describe(given)} is no struct`, todo: 'give the struct of the component' }] };
  }
  for (const [property, value] of Object.entries(given ?? {})) {
    const field = isSpecialKey(property) ? undefined : fields.find(one => one.property === property);
    const entry = metadataValue(value);
    if (value === undefined || value === null) {
      continue;
    }
    if (!field) {
      wrong.push({ what: `metadata.${property} is no property of ${type}`, todo: 'correct it, or give it in additionalMetadata by the name that Dapr reads' });
    } else if (!entry) {
      wrong.push({ what: `metadata.${property} ${describe(value)} is no value`, todo: 'give a plain value of the documented type, or a MetadataValue' });
    } else {
      metadata[field.name] = entry;
    }
  }
  return { metadata, wrong };
}
