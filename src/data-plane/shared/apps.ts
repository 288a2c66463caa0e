import { DaprUseKind, IDaprApp } from '../../contract';
import { ApiServerUse, apiServerUseOf } from '../../facts/api-server';
import { Edges } from '../../facts/edges';

/** The apps of a shared daprd. */
export class SharedApps {
  public readonly all: IDaprApp[] = [];
  /** Whether one of them reads Secrets through the API. */
  public readSecrets = false;
  /** Whether one of them has a component that reads from the API server. */
  public readApiServer = false;

  /** The app to which the daprd delivers. */
  public get receiver(): IDaprApp | undefined {
    return this.all.find(app => app.appPort !== undefined);
  }

  /** Adds an app; `onReadSecrets` is called when the first of them reads a Secret, `onReadApiServer` for each component that reads from the API server. */
  public add(app: IDaprApp, onReadSecrets: () => void, onReadApiServer: (use: ApiServerUse) => void): void {
    this.all.push(app);
    Edges.of(app).onUse(app, ({ kind, resource }, isFirst) => {
      if (kind === DaprUseKind.READ_SECRET && !this.readSecrets) {
        this.readSecrets = true;
        onReadSecrets();
      }
      const use = resource && isFirst ? apiServerUseOf(resource) : undefined;
      if (use) {
        this.readApiServer = true;
        onReadApiServer(use);
      }
    });
  }
}
