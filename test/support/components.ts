/** Components with texts as metadata, and what is written of their metadata. */
import { Chart } from 'cdk8s';
import { DaprComponent, DaprComponentProps, IDaprComponent, MetadataValue } from 'cdk8s-dapr';
import { find } from '../../scenarios/charts';

type Texts = { [name: string]: string };

export const component = (scope: Chart, id: string, type: string, metadata: Texts = {}, props: Partial<DaprComponentProps> = {}): DaprComponent =>
  new DaprComponent(scope, id, {
    type, metadata: Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, MetadataValue.of(value)])), ...props,
  });

export const byName = (scope: Chart, name: string, id = `by-name-${name}`): IDaprComponent => DaprComponent.fromComponentName(scope, id, name);

/** A value of a Secret, whatever it is. */
export const SECRET = MetadataValue.fromSecret('s', 'k');

/** Who loads a component that no app names. */
export const everyone = { availableToNamespace: true };

/** The metadata that a component renders, by name: texts, or where the value comes from. */
export const entries = (chart: Chart, name?: string): { [name: string]: any } =>
  Object.fromEntries(find(chart, 'Component', name).spec.metadata.map(({ name: field, ...value }: any) => [field, value.value ?? value]));
