import { Chart, Size } from 'cdk8s';
import { DaprApp, DaprComponent, DaprPlatform, IDataPlane, MetadataValue } from 'cdk8s-dapr';
import { Cpu, Deployment, ImagePullPolicy, Probe } from 'cdk8s-plus-28';
import { Construct } from 'constructs';

/** Props of `Hello`. */
export interface HelloProps {
  /** Data plane of both apps: the only difference between the three main programs. */
  readonly dataPlane: IDataPlane;
  /**
   * Image reference, with `NAME` as placeholder for the name of the app.
   * @default 'test.local/NAME:1'
   */
  readonly image?: string;
}

/** Dapr's hello-kubernetes quickstart: a Node.js app stores orders in a state store, and a Python app sends it one per second. */
export class Hello extends Chart {
  constructor(scope: Construct, id: string, props: HelloProps) {
    super(scope, id);
    DaprPlatform.set(this, { daprVersion: '1.18', apiTokenSecret: 'dapr-api-token' });

    const store = new DaprComponent(this, 'statestore', {
      type: 'state.redis',
      metadata: { redisHost: MetadataValue.of('redis:6379') },
    });

    const node = this.deployment('node', props.image, ['/app/app.js'], 3000);
    new DaprApp(this, 'nodeapp', { workload: node, appPort: 3000, uses: [store], dataPlane: props.dataPlane });

    const python = this.deployment('python', props.image, ['/app/app.py']);
    new DaprApp(this, 'pythonapp', { workload: python, dataPlane: props.dataPlane });
  }

  private deployment(name: string, image = 'test.local/NAME:1', args: string[], portNumber?: number): Deployment {
    return new Deployment(this, name, {
      replicas: 1,
      containers: [{
        image: image.replace('NAME', `hello-${name}`),
        imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
        args,
        portNumber,
        resources: { cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(32), limit: Size.mebibytes(128) } },
        securityContext: { user: 65532, group: 65532 },
        readiness: portNumber ? Probe.fromTcpSocket({ port: portNumber }) : undefined,
      }],
    });
  }
}
