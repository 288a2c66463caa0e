import { DaprdLocation, DaprUseKind, DataPlaneConfig, IDaprApp, IDataPlane } from 'cdk8s-dapr';
import { Construct } from 'constructs';

/** A data plane of one's own: the daprds of a platform team, behind one Service. They call Dapr's APIs for apps, but call no app. */
export class Gateway implements IDataPlane {
  constructor(private readonly host: string) {}

  public bind(_scope: Construct, app: IDaprApp): DataPlaneConfig {
    const reason = 'the gateway calls no app';
    return {
      location: DaprdLocation.REMOTE,
      podLabels: { 'acme.example/dapr-gateway': 'client' },
      env: [
        { name: 'APP_ID', value: app.appId },
        { name: 'DAPR_HTTP_ENDPOINT', value: `http://${this.host}:3500` },
        { name: 'DAPR_GRPC_ENDPOINT', value: `http://${this.host}:50001` },
        { name: 'DAPR_API_TOKEN', secretName: 'dapr-gateway', secretKey: 'token' },
      ],
      unsupportedUses: [DaprUseKind.SUBSCRIBE, DaprUseKind.INPUT_BINDING, DaprUseKind.INVOKED].map(kind => ({ kind, reason })),
    };
  }
}
