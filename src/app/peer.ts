import { Construct } from 'constructs';
import { DaprAppAttributes } from './attributes';
import { IDaprPeer } from '../contract';
import { checkAppId } from '../dapr/app-id';
import { PEERS } from '../facts/apps';
import { aNamespace, unchecked } from '../props/checks';
import { validProps } from '../props/schema';

/** An app outside this stack. */
export class DaprPeer extends Construct implements IDaprPeer {
  public readonly appId: string;
  public readonly namespace?: string;

  constructor(scope: Construct, id: string, given: DaprAppAttributes) {
    super(scope, id);
    const { appId, namespace } = validProps(this, given, { appId: unchecked, namespace: aNamespace });
    this.appId = checkAppId(this, appId);
    this.namespace = namespace;
    PEERS.add(this, this);
  }
}
