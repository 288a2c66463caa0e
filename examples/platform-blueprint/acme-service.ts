import { Names, Size } from 'cdk8s';
import { DaprApp, DaprComponent, DaprPlatform, DaprWarnings, DataPlane } from 'cdk8s-dapr';
import { Cpu, Deployment, ImagePullPolicy, Probe } from 'cdk8s-plus-28';
import { Construct } from 'constructs';

/** Settings that a team can choose. */
export interface AcmeServiceProps {
  /**
   * Number of pods.
   * @default 2
   */
  readonly replicas?: number;
}

/**
 * The blueprint of the platform team: it sets Dapr's version, the token, the data plane, labels and names.
 *
 * The image is named after the service; the state store belongs to the platform.
 */
export class AcmeService extends Construct {
  /** The app, to add subscriptions and other uses. */
  public readonly app: DaprApp;

  constructor(scope: Construct, id: string, props: AcmeServiceProps = {}) {
    super(scope, id);
    DaprPlatform.set(this, {
      daprVersion: '1.18',
      kubernetesVersion: '1.34',
      apiTokenSecret: 'acme-dapr-token-2026',
      warningsAsErrors: true,
      locked: ['daprVersion', 'kubernetesVersion', 'apiTokenSecret'],
    });
    DaprWarnings.of(this).acknowledge('DAPR7020', 'acme-platform is on every cluster of the platform team');
    const labels = { 'app.kubernetes.io/name': id, 'app.kubernetes.io/managed-by': 'acme-platform' };
    const workload = new Deployment(this, 'Workload', {
      metadata: { name: Names.toDnsLabel(this, { includeHash: false, maxLen: 40 }), labels },
      podMetadata: { labels },
      replicas: props.replicas ?? 2,
      containers: [{
        image: `registry.acme.example/${id}:stable-2026-11`,
        imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
        portNumber: 8080,
        securityContext: { user: 10001, group: 10001 },
        readiness: Probe.fromTcpSocket({ port: 8080 }),
        resources: { cpu: { request: Cpu.millis(100) }, memory: { request: Size.mebibytes(128), limit: Size.mebibytes(256) } },
      }],
    });
    this.app = new DaprApp(this, 'App', {
      appId: id,
      workload,
      appPort: 8080,
      uses: [DaprComponent.fromComponentName(this, 'State', 'acme-state')],
      dataPlane: DataPlane.sharedDeployment({ replicas: 3, priorityClassName: 'acme-platform' }),
    });
  }
}
