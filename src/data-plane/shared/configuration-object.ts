import { ApiObject, Lazy } from 'cdk8s';
import { SharedContext } from './context';
import { registerDerived } from '../../facts/configurations';

/** Emits the shared daprd's own Configuration, if it has one. */
export function emitConfiguration({ scope, metadata, configuration }: SharedContext): void {
  if (configuration.isOwn) {
    const spec = Lazy.any({ produce: () => configuration.spec() });
    const object = new ApiObject(scope, 'Configuration', { apiVersion: 'dapr.io/v1alpha1', kind: 'Configuration', metadata, spec });
    registerDerived(object, () => configuration.derived());
  }
}
