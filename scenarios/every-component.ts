/** Every component that Dapr registers, created by its generated class with a value for each field. */
import { Chart, Duration } from 'cdk8s';
import * as lib from 'cdk8s-dapr';
import { DaprComponent, MetadataValue, TypedComponentOptions } from 'cdk8s-dapr';
import { Component, COMPONENTS, Field } from '../tools/components/model';
import { blockOf, className } from '../tools/components/names';

const PLAIN = { string: 'text', number: 1, bool: false, duration: Duration.seconds(90), bytesize: '1Ki' };

/** A component with all fields that do not exclude each other. */
export interface MadeComponent {
  readonly component: Component;
  readonly fields: Field[];
  /** Type, version and, where fields exclude each other, an index; as a Kubernetes name. */
  readonly name: string;
}

/** Each component as many times as needed to cover every field. */
export const EVERY_COMPONENT: MadeComponent[] = COMPONENTS.flatMap(component => {
  const live = component.fields.filter(({ dead }) => !dead);
  const count = Math.max(1, ...component.exactlyOneOf.map(names => names.length));
  return Array.from({ length: count }, (_, i) => {
    const excluded = component.exactlyOneOf.flatMap(names => names.filter(name => name !== names[Math.min(i, names.length - 1)]));
    const name = [component.type, component.version, ...count > 1 ? [i] : []].join('-').toLowerCase().replace(/[^a-z0-9]+/g, '-');
    return { component, fields: live.filter(field => !excluded.includes(field.name)), name };
  });
});

/** Creates the component by its class, with `secret` as the value of sensitive fields. */
export function make(
  chart: Chart, id: string, { component, fields }: MadeComponent, secret: MetadataValue, options: TypedComponentOptions = {},
): DaprComponent {
  const Class = (lib as any)[blockOf(component.type).module][className(component.type, component.version)];
  const value = ({ name, sensitive, allowed, type }: Field): unknown => {
    if (sensitive) {
      return secret;
    }
    return /Scopes$/.test(name) ? 'checkout=orders' : allowed[0] ?? PLAIN[type];
  };
  const metadata = Object.fromEntries(fields.map(field => [field.property, value(field)]));
  return new Class(chart, id, { metadata, availableToNamespace: true, ...options });
}
