import { Construct } from 'constructs';
import { DaprApp } from './dapr-app';
import { DaprAppOptions } from './props';
import { DaprdOptions } from '../daprd/options.generated';
import { DataPlane } from '../data-plane/data-plane';

/** What defines a `SidecarApp`: the facts about the app, and what its daprd is told. */
export interface SidecarAppProps extends DaprAppOptions, DaprdOptions {}

/**
 * An app with a daprd in each of its pods: `DaprApp` with the usual data plane, whose options are its own.
 *
 * Use `DaprApp` where the data plane may change.
 */
export class SidecarApp extends DaprApp {
  constructor(scope: Construct, id: string, props: SidecarAppProps) {
    super(scope, id, { ...props, dataPlane: DataPlane.sidecar(props) });
  }
}
