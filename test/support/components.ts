/** Components with strings as metadata, and their rendered metadata. */
import { Chart } from 'cdk8s';
import { DaprComponent, DaprComponentProps, IDaprComponent, MetadataValue } from 'cdk8s-dapr';
import { find } from '../../scenarios/charts';

type Texts = { [name: string]: string };

export const component = (scope: Chart, id: string, type: string, metadata: Texts = {}, props: Partial<DaprComponentProps> = {}): DaprComponent =>
  new DaprComponent(scope, id, {
    type, metadata: Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, MetadataValue.of(value)])), ...props,
  });

export const byName = (scope: Chart, name: string, id = `by-name-${name}`): IDaprComponent => DaprComponent.fromComponentName(scope, id, name);

/** Any value from a Secret. */
export const SECRET = MetadataValue.fromSecret('s', 'k');

/** Props of a component that is used by no app. */
export const everyone = { availableToNamespace: true };

/** The rendered metadata of a component, by name: strings, or references. */
export const entries = (chart: Chart, name?: string): { [name: string]: any } =>
  Object.fromEntries(find(chart, 'Component', name).spec.metadata.map(({ name: field, ...value }: any) => [field, value.value ?? value]));
