import { Construct } from 'constructs';
import { IDaprApp } from '../../contract';
import { platformConfiguration } from '../../daprd/platform-configuration';
import { hasSidecar } from '../../facts/apps';
import { EdgeKind, Edges } from '../../facts/edges';

/** Gives the sidecar of an app the settings of the platform. A shared daprd has those of its own scope. */
export function applyPlatformConfiguration(app: Construct & IDaprApp): void {
  const resource = hasSidecar(app) ? platformConfiguration(app) : undefined;
  if (resource) {
    Edges.of(app).add({ app, kind: EdgeKind.LOAD, resource });
  }
}
