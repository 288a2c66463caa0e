import { COMPONENT_SECRETS } from './components';
import { IDaprComponent } from '../../contract';
import { noteEnvReferences } from '../../facts/env-references';
import { Json } from '../../util/json';

/** Records what the metadata of a component refers to: Secrets, which Dapr's operator reads from the namespace, and variables of daprd. */
export function noteReferences(at: IDaprComponent, written: readonly Json[], secretStore: IDaprComponent | undefined): void {
  noteEnvReferences(at, written, secretStore);
  for (const { name: field, secretKeyRef: ref } of secretStore ? [] : written) {
    if (typeof ref?.name === 'string' && typeof ref.key === 'string') {
      COMPONENT_SECRETS.add(at, { at, namespace: at.namespace, name: ref.name, key: ref.key, by: `metadata.${field}` });
    }
  }
}
