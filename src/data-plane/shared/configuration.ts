import { Construct } from 'constructs';
import { derivedSettings, DerivedPart, findingsOf, HOT_RELOAD_OFF, isConfiguration, mergeAll, Part } from '../../configuration-merge/merge';
import { IDaprApp, IDaprConfiguration } from '../../contract';
import { Diagnostics } from '../../diagnostics/diagnostics';
import { Json } from '../../util/json';

/** The Configuration that a shared daprd carries: what it was given and what its apps are meant to read, with HotReload off. */
export class SharedConfiguration {
  /** False where it was given one of which only the name is known, which it uses as it is. */
  public readonly isOwn: boolean;

  private readonly given: IDaprConfiguration[];

  constructor(private readonly at: Construct, given: unknown, private readonly apps: () => IDaprApp[]) {
    // What is no configuration is reported with the options.
    this.given = isConfiguration(given) ? [given] : [];
    this.isOwn = !(isConfiguration(given) && given.settings() === undefined);
    const diagnostics = Diagnostics.of(at);
    if (!this.isOwn) {
      diagnostics.report(at, 'DAPR5002', `configuration '${this.given[0].resourceName}'`);
    }
    diagnostics.check(() => this.isOwn || this.ofApps().some(part => !(part instanceof DerivedPart)) ? findingsOf(at, this.merged()) : []);
  }

  /** Tells the one it was given that an app reads it. */
  public join(app: IDaprApp): void {
    this.given.forEach(configuration => configuration.grantUse(app));
  }

  /** Its spec, while rendering: apps may bring more until then. */
  public spec(): Json {
    return this.merged().spec;
  }

  /** What of it nobody wrote. */
  public derived(): Json {
    return derivedSettings([...this.given, ...this.ofApps()], this.own);
  }

  private merged(): ReturnType<typeof mergeAll> {
    return mergeAll([...this.given, ...this.ofApps()], this.own);
  }

  private get own(): Part[] {
    return [{ from: this.at.node.path, spec: HOT_RELOAD_OFF }];
  }

  private ofApps(): IDaprConfiguration[] {
    return this.apps().flatMap(app => app.resources.filter(isConfiguration));
  }
}
