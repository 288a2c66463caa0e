import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { derivedOnly, derivedSettings, findingsOf, mergeAll } from '../../configuration-merge/merge';
import { IDaprApp, IDaprConfiguration } from '../../contract';
import { lockedDefaultProblems } from '../../daprd/platform-configuration';
import { Diagnostics } from '../../diagnostics/diagnostics';
import { Finding } from '../../diagnostics/finding';
import { warning } from '../../diagnostics/rule';
import { isDefault, isDerived, isReferencedByName, registerDerived } from '../../facts/configurations';
import { sharedDaprdName } from '../../kubernetes/names';
import { omitChild } from '../../synth/omitted-objects';
import { oncePerSynth } from '../../synth/synths';
import { Json } from '../../util/json';

const DERIVED_SETTINGS_LOST = warning('DAPR5009', {
  title: 'derived settings without effect',
  why: 'A daprd reads one Configuration, and a referenced one cannot be changed: callers and APIs are not limited to what is declared',
  todo: 'define it with DaprConfiguration, or add these settings to the referenced Configuration and acknowledge this',
  source: 'dapr/dapr pkg/runtime/config.go',
});

/**
 * The Configuration that an app's own daprd reads: the single user-defined one, or a generated one into which several are
 * merged. A daprd reads only one.
 */
export class AppConfiguration {
  private readonly parts: IDaprConfiguration[] = [];
  private own?: ApiObject;
  /** User-defined settings may leave nothing to derive. Cached, since cdk8s evaluates it on every walk of the tree. */
  private readonly needsOwn: () => boolean;
  private readonly merged: () => ReturnType<typeof mergeAll>;
  /** What is added to the user-written settings. */
  private readonly added: () => Json;

  constructor(private readonly app: Construct & IDaprApp) {
    this.merged = oncePerSynth(app, () => mergeAll(this.parts));
    this.added = oncePerSynth(app, () => derivedSettings(this.parts));
    this.needsOwn = oncePerSynth(app, () => this.written.length > 1 || Object.keys(this.added()).length > 0);
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

  /** A Configuration that is referenced by name is used unchanged, without what is derived for the app. */
  private lostSettings(): Finding[] {
    const existing = this.written.find(isReferencedByName);
    const derived = existing ? Object.keys(mergeAll(derivedOnly(this.parts)).spec) : [];
    return derived.length ? [{
      at: this.app, rule: DERIVED_SETTINGS_LOST, what: `Configuration '${existing!.resourceName}' is referenced by name and lacks what is derived for the app: ${derived.sort().join(', ')}`,
    }] : [];
  }

  private define(): void {
    const { app } = this;
    this.own = new ApiObject(app, 'Configuration', {
      apiVersion: 'dapr.io/v1alpha1',
      kind: 'Configuration',
      metadata: { name: sharedDaprdName(app.appId), ...(app.namespace ? { namespace: app.namespace } : {}) },
      spec: Lazy.any({ produce: () => this.merged().spec }),
    });
    omitChild(this.own, () => !this.needsOwn());
    registerDerived(this.own, oncePerSynth(app, () => derivedSettings(this.parts.filter(part => !isDefault(part)))));
    Diagnostics.of(app).check(() => [
      ...this.needsOwn() ? findingsOf(app, this.merged()) : [], ...this.lostSettings(), ...lockedDefaultProblems(app, this.parts),
    ]);
  }
}
