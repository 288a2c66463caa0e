import { Construct } from 'constructs';
import { derivedSettings, findingsOf, HOT_RELOAD_OFF, mergeAll, Part } from '../../configuration-merge/merge';
import { IDaprApp, IDaprConfiguration } from '../../contract';
import { Diagnostics } from '../../diagnostics/diagnostics';
import { report } from '../../diagnostics/report';
import { warning } from '../../diagnostics/rule';
import { configurationsOf, isConfiguration, isDerived, isKnownByName } from '../../facts/configurations';
import { Json } from '../../util/json';

const SHARED_CONFIGURATION_BY_NAME = warning('DAPR5002', {
  title: 'shared daprd with a Configuration referenced by name only',
  why: 'The fingerprint does not cover its content and its HotReload setting stays in effect, so a change restarts every daprd at once',
  todo: 'use DaprConfiguration, or set HotReload to false in the Configuration and acknowledge this',
  source: 'dapr/dapr docs/release_notes/v1.18.0.md',
});

/** The Configuration that a shared daprd carries: what it was given and what its apps are meant to read, with HotReload off. */
export class SharedConfiguration {
  /** The one that it was given. */
  public readonly given?: IDaprConfiguration;
  /** False where it was given one of which only the name is known, which it uses as it is. */
  public readonly isOwn: boolean;

  constructor(private readonly at: Construct, given: unknown, private readonly apps: () => readonly IDaprApp[]) {
    // What is no configuration is reported with the options.
    this.given = isConfiguration(given) ? given : undefined;
    this.isOwn = !this.given || !isKnownByName(this.given);
    const diagnostics = Diagnostics.of(at);
    if (this.given && !this.isOwn) {
      report(at, SHARED_CONFIGURATION_BY_NAME, `configuration '${this.given.resourceName}' is referenced by name only`);
    }
    diagnostics.check(() => this.isOwn || this.parts().some(part => part !== this.given && !isDerived(part)) ? findingsOf(at, this.merged()) : []);
  }

  /** Its spec, while rendering: apps may bring more until then. */
  public spec(): Json {
    return this.merged().spec;
  }

  /** What of it nobody wrote. */
  public derived(): Json {
    return derivedSettings(this.parts(), this.own);
  }

  private merged(): ReturnType<typeof mergeAll> {
    return mergeAll(this.parts(), this.own);
  }

  private get own(): Part[] {
    return [{ from: this.at.node.path, spec: HOT_RELOAD_OFF }];
  }

  private parts(): IDaprConfiguration[] {
    return [...new Set([...this.given ? [this.given] : [], ...this.apps().flatMap(configurationsOf)])];
  }
}
