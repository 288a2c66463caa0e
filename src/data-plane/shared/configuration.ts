import { Construct } from 'constructs';
import { derivedSettings, findingsOf, HOT_RELOAD_OFF, mergeAll, Part } from '../../configuration-merge/merge';
import { IDaprApp, IDaprConfiguration } from '../../contract';
import { lockedDefaultProblems, platformConfiguration, unknownConfigurationProblems } from '../../daprd/platform-configuration';
import { Diagnostics } from '../../diagnostics/diagnostics';
import { report, reportAll } from '../../diagnostics/report';
import { warning } from '../../diagnostics/rule';
import { configurationsOf, isConfiguration, isDefault, isDerived, isReferencedByName } from '../../facts/configurations';
import { Json } from '../../util/json';

const SHARED_CONFIGURATION_BY_NAME = warning('DAPR5002', {
  title: 'shared daprd with a Configuration referenced by name only',
  why: 'The fingerprint does not cover its content and its HotReload setting stays in effect, so a change restarts every daprd at once',
  todo: 'use DaprConfiguration, or set HotReload to false in the Configuration and acknowledge this',
  source: 'dapr/dapr docs/release_notes/v1.18.0.md',
});

/** The Configuration of a shared daprd: the user's settings and those of its apps, with HotReload off. */
export class SharedConfiguration {
  /** The Configuration that the user set. */
  public readonly given?: IDaprConfiguration;
  /** False if the user's Configuration is referenced by name, in which case daprd uses it unchanged. */
  public readonly isOwn: boolean;
  private readonly ofPlatform: IDaprConfiguration[];

  constructor(private readonly at: Construct, given: unknown, private readonly apps: () => readonly IDaprApp[]) {
    // The checks of the options report a value that is not a Configuration.
    this.given = isConfiguration(given) ? given : undefined;
    this.isOwn = !this.given || !isReferencedByName(this.given);
    const platform = this.isOwn ? platformConfiguration(at) : undefined;
    this.ofPlatform = platform ? [platform] : [];
    const diagnostics = Diagnostics.of(at);
    if (this.given && !this.isOwn) {
      reportAll(at, unknownConfigurationProblems(at, `configuration '${this.given.resourceName}', which is referenced by name,`));
      report(at, SHARED_CONFIGURATION_BY_NAME, `configuration '${this.given.resourceName}' is referenced by name only`);
    }
    diagnostics.check(() => [
      ...lockedDefaultProblems(at, this.parts()),
      ...this.isOwn || this.parts().some(part => part !== this.given && !isDerived(part)) ? findingsOf(at, this.merged()) : [],
    ]);
  }

  /** The spec; evaluated while rendering, because apps may add settings until then. */
  public spec(): Json {
    return this.merged().spec;
  }

  /** The derived part of the settings. */
  public derived(): Json {
    return derivedSettings(this.parts().filter(part => !isDefault(part)), this.own);
  }

  private merged(): ReturnType<typeof mergeAll> {
    return mergeAll(this.parts(), this.own);
  }

  private get own(): Part[] {
    return [{ from: this.at.node.path, spec: HOT_RELOAD_OFF }];
  }

  private parts(): IDaprConfiguration[] {
    return [...new Set([...this.given ? [this.given] : [], ...this.ofPlatform, ...this.apps().flatMap(configurationsOf)])];
  }
}
