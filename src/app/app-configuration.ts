import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { IDaprApp, IDaprConfiguration } from '../contract';
import { ConfigurationPart, findingsOf, mergeAll } from '../private/dapr-configuration';
import { Diagnostics } from '../private/diagnostics';
import { sharedDaprdName } from '../private/names';

/**
 * The Configuration that an app's own daprd reads: one that it was given, or, where several sides contribute to it, one of
 * its own in which they are merged. A daprd reads one only.
 */
export class AppConfiguration {
  private readonly parts: IDaprConfiguration[] = [];
  private own?: ApiObject;

  constructor(private readonly app: Construct & IDaprApp) {}

  /** Adds one that the app is meant to read. */
  public add(configuration: IDaprConfiguration): void {
    this.parts.push(configuration);
    if (!this.own && (this.parts.length > 1 || configuration instanceof ConfigurationPart)) {
      this.define();
    }
  }

  /** Name of the one that it reads. */
  public get name(): string | undefined {
    return this.own?.name ?? this.parts[0]?.resourceName;
  }

  private define(): void {
    const { app } = this;
    this.own = new ApiObject(app, 'Configuration', {
      apiVersion: 'dapr.io/v1alpha1',
      kind: 'Configuration',
      metadata: { name: sharedDaprdName(app.appId), ...(app.namespace ? { namespace: app.namespace } : {}) },
      spec: Lazy.any({ produce: () => mergeAll(this.parts).spec }),
    });
    Diagnostics.of(app).check(() => findingsOf(app, mergeAll(this.parts)));
  }
}
