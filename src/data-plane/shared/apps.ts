import { DaprUseKind, IDaprApp } from '../../contract';
import { Edges } from '../../facts/edges';

/** The apps of a shared daprd. */
export class SharedApps {
  public readonly all: IDaprApp[] = [];
  /** Whether one of them reads Secrets through the API. */
  public readSecrets = false;

  /** The app to which the daprd delivers. */
  public get receiver(): IDaprApp | undefined {
    return this.all.find(app => app.appPort !== undefined);
  }

  /** Adds an app; `onReadSecrets` is called when the first of them reads a Secret. */
  public add(app: IDaprApp, onReadSecrets: () => void): void {
    this.all.push(app);
    Edges.of(app).onUse(app, ({ kind }) => {
      if (kind === DaprUseKind.READ_SECRET && !this.readSecrets) {
        this.readSecrets = true;
        onReadSecrets();
      }
    });
  }
}
