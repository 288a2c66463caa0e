import { Construct } from 'constructs';
import { IDaprPeer } from '../contract';
import { checkAppId } from '../dapr/app-id';
import { PEERS } from '../facts/apps';
import { aNamespace, unchecked } from '../props/checks';
import { validProps } from '../props/schema';

/** Identity of an app outside this stack. */
export interface DaprPeerProps {
  /** App ID of the app. */
  readonly appId: string;
  /**
   * Namespace of the app.
   * @default - unknown
   */
  readonly namespace?: string;
}

/**
 * An app outside this stack.
 * @internal
 */
export class DaprPeer extends Construct implements IDaprPeer {
  public readonly appId: string;
  public readonly namespace?: string;

  constructor(scope: Construct, id: string, given: DaprPeerProps) {
    super(scope, id);
    const { appId, namespace } = validProps(this, given, { appId: unchecked, namespace: aNamespace });
    this.appId = checkAppId(this, appId);
    this.namespace = namespace;
    PEERS.add(this, this);
  }
}
