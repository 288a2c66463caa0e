import { Construct } from 'constructs';
import { DerivedPart } from '../../configuration-merge/merge';
import { DaprUseKind, IDaprApp } from '../../contract';
import { outlivesApp } from '../../facts/apps';
import { EdgeKind, Edges } from '../../facts/edges';
import { CLUSTERED_WORKFLOWS } from '../../resources/configuration/features';

const CLUSTERED = { features: [{ name: CLUSTERED_WORKFLOWS, enabled: true }] };

/**
 * Enables workflows across several daprds for an app behind a shared daprd that runs workflows. A worker is connected to one of the daprds, and each
 * of them gets work; even a single daprd has a second one during a rollout.
 */
export function enableClusteredWorkflows(app: Construct & IDaprApp): void {
  let part: DerivedPart | undefined;
  Edges.of(app).onUse(app, ({ kind }) => {
    if (kind === DaprUseKind.WORKFLOW_WORKER && !part && outlivesApp(app)) {
      part = new DerivedPart(app, 'ClusteredWorkflows', () => CLUSTERED);
      Edges.of(app).add({ app, kind: EdgeKind.LOAD, resource: part });
    }
  });
}
