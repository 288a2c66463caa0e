import { ApiObject } from 'cdk8s';
import { IncludedResource } from './resource';
import { IDaprConfiguration } from '../../contract';
import { registerConfiguration } from '../../facts/configurations';
import { definitionOf } from '../../facts/definitions';

/**
 * A Configuration that is defined as a plain object.
 * @internal
 */
export class IncludedConfiguration extends IncludedResource implements IDaprConfiguration {
  public readonly configurationName: string;

  constructor(object: ApiObject) {
    super(object);
    this.configurationName = this.resourceName;
    const trustDomain: unknown = this.spec.accessControl?.trustDomain;
    registerConfiguration(this, {
      settings: () => JSON.parse(definitionOf(this)).spec ?? {}, trustDomain: typeof trustDomain === 'string' ? trustDomain : undefined,
    });
  }

  /** Only the app that names it loads it. */
  public _scopes(): string[] {
    return [];
  }

  /** @internal */
  public _loadedBy(): void {
    // The data plane of the app refers to it.
  }
}
