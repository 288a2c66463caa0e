import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { derivedSettings, findingsOf, mergeAll } from '../../configuration-merge/merge';
import { IDaprApp, IDaprConfiguration } from '../../contract';
import { Diagnostics } from '../../diagnostics/diagnostics';
import { isDerived, registerDerived } from '../../facts/configurations';
import { sharedDaprdName } from '../../kubernetes/names';
import { omitChild } from '../../synth/omitted-objects';
import { oncePerSynth } from '../../synth/synths';

/**
 * The Configuration that an app's own daprd reads: the single user-defined one, or a generated one into which several are
 * merged. A daprd reads only one.
 */
export class AppConfiguration {
  private readonly parts: IDaprConfiguration[] = [];
  private own?: ApiObject;
  /** User-defined settings may leave nothing to derive. Cached, since cdk8s evaluates it on every walk of the tree. */
  private readonly needsOwn: () => boolean;

  constructor(private readonly app: Construct & IDaprApp) {
    this.needsOwn = oncePerSynth(app, () => this.written.length > 1 || Object.keys(derivedSettings(this.parts)).length > 0);
  }

  /** Adds a Configuration that the app's daprd reads. */
  public add(configuration: IDaprConfiguration): void {
    this.parts.push(configuration);
    if (!this.own && (this.parts.length > 1 || isDerived(configuration))) {
      this.define();
    }
  }

  /** Name of the Configuration that the daprd reads. */
  public get name(): string | undefined {
    return this.own && this.needsOwn() ? this.own.name : this.written[0]?.resourceName;
  }

  private get written(): IDaprConfiguration[] {
    return this.parts.filter(part => !isDerived(part));
  }

  private define(): void {
    const { app } = this;
    this.own = new ApiObject(app, 'Configuration', {
      apiVersion: 'dapr.io/v1alpha1',
      kind: 'Configuration',
      metadata: { name: sharedDaprdName(app.appId), ...(app.namespace ? { namespace: app.namespace } : {}) },
      spec: Lazy.any({ produce: () => mergeAll(this.parts).spec }),
    });
    omitChild(this.own, () => !this.needsOwn());
    registerDerived(this.own, () => derivedSettings(this.parts));
    Diagnostics.of(app).check(() => this.needsOwn() ? findingsOf(app, mergeAll(this.parts)) : []);
  }
}
