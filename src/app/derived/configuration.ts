import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { ConfigurationPart, DerivedPart, derivedSettings, findingsOf, mergeAll } from '../../configuration-merge/merge';
import { IDaprApp, IDaprConfiguration } from '../../contract';
import { Diagnostics } from '../../diagnostics/diagnostics';
import { Registry } from '../../facts/registry';
import { sharedDaprdName } from '../../kubernetes/names';
import { leaveOutChild } from '../../synth/left-out';

/**
 * The Configuration that an app's own daprd reads: one that it was given, or, where several sides contribute to it, one of
 * its own in which they are merged. A daprd reads one only.
 */
export class AppConfiguration {
  private readonly parts: IDaprConfiguration[] = [];
  private own?: ApiObject;
  private needed?: { state: string; answer: boolean };

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
    return this.own && this.needsOwn() ? this.own.name : this.given[0]?.resourceName;
  }

  private get given(): IDaprConfiguration[] {
    return this.parts.filter(part => !(part instanceof DerivedPart));
  }

  /** What is derived may come to nothing beside what somebody wrote. Asked for each time that cdk8s walks the tree. */
  private needsOwn(): boolean {
    const { app, given, parts } = this;
    const state = [Diagnostics.of(app).round, parts.length, app.resources.length, app.declaredUses.length].join();
    if (this.needed?.state !== state) {
      const answer = given.length > 1 || given.some(part => part instanceof ConfigurationPart) || Object.keys(derivedSettings(parts)).length > 0;
      this.needed = { state, answer };
    }
    return this.needed.answer;
  }

  private define(): void {
    const { app } = this;
    this.own = new ApiObject(app, 'Configuration', {
      apiVersion: 'dapr.io/v1alpha1',
      kind: 'Configuration',
      metadata: { name: sharedDaprdName(app.appId), ...(app.namespace ? { namespace: app.namespace } : {}) },
      spec: Lazy.any({ produce: () => mergeAll(this.parts).spec }),
    });
    leaveOutChild(this.own, () => !this.needsOwn());
    Registry.of(app).derived.set(this.own, () => derivedSettings(this.parts));
    Diagnostics.of(app).check(() => this.needsOwn() ? findingsOf(app, mergeAll(this.parts)) : []);
  }
}
