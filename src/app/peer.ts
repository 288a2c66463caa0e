import { Construct } from 'constructs';
import { IDaprPeer } from '../contract';
import { checkAppId } from '../dapr/app-id';
import { PEERS } from '../facts/apps';
import { aNamespace, unchecked } from '../props/checks';
import { validProps } from '../props/schema';

/** What is known of an app that is not in this stack. */
export interface DaprPeerProps {
  /** Its app-id. */
  readonly appId: string;
  /**
   * Its namespace.
   * @default - not known
   */
  readonly namespace?: string;
}

/**
 * An app that is not in this stack.
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
