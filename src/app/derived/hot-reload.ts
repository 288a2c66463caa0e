import { Construct } from 'constructs';
import { DerivedPart, HOT_RELOAD_OFF } from '../../configuration-merge/merge';
import { IDaprApp } from '../../contract';
import { HOT_RELOAD_DAPR } from '../../dapr/hot-reload';
import { atLeast } from '../../dapr/version';
import { hasSidecar } from '../../facts/apps';
import { EdgeKind, Edges } from '../../facts/edges';
import { DaprPlatform } from '../../platform/dapr-platform';

/** Disables HotReload in the Configuration of an app with a sidecar, if the platform says so; before Dapr 1.18, it is off by default. */
export function disableHotReload(app: Construct & IDaprApp): void {
  const { daprVersion, hotReload } = DaprPlatform.of(app);
  if (!hotReload && hasSidecar(app) && atLeast(daprVersion, HOT_RELOAD_DAPR)) {
    Edges.of(app).add({ app, kind: EdgeKind.LOAD, resource: new DerivedPart(app, 'HotReloadOff', () => HOT_RELOAD_OFF) });
  }
}
