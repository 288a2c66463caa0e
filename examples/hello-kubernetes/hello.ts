import { Chart, Size } from 'cdk8s';
import { DaprApp, DaprComponent, IDataPlane, MetadataValue } from 'cdk8s-dapr';
import { Cpu, Deployment, ImagePullPolicy } from 'cdk8s-plus-28';
import { Construct } from 'constructs';

/** What the three mains agree in. */
export interface HelloProps {
  /** The one argument in which they differ. */
  readonly dataPlane: IDataPlane;
  /**
   * Where the images come from.
   * @default 'test.local'
   */
  readonly imagePrefix?: string;
  /**
   * Tag of the images.
   * @default '1'
   */
  readonly imageTag?: string;
}

/** Dapr's hello-kubernetes: a Node.js app keeps orders in a state store, and a Python app sends it one each second. */
export class Hello extends Chart {
  constructor(scope: Construct, id: string, props: HelloProps) {
    super(scope, id);
    const image = (name: string) => `${props.imagePrefix ?? 'test.local'}/${name}:${props.imageTag ?? '1'}`;
    const resources = { cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(32), limit: Size.mebibytes(128) } };

    const store = new DaprComponent(this, 'statestore', {
      type: 'state.redis',
      metadata: { redisHost: MetadataValue.of('redis:6379') },
    });

    const node = new Deployment(this, 'node', {
      replicas: 1,
      containers: [{
        image: image('hello-node'), args: ['/app/app.js'], portNumber: 3000, imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT, resources,
        securityContext: { user: 65532, group: 65532 },
      }],
    });
    new DaprApp(this, 'nodeapp', { workload: node, appPort: 3000, uses: [store], dataPlane: props.dataPlane });

    const python = new Deployment(this, 'python', {
      replicas: 1,
      containers: [{
        image: image('hello-python'), args: ['/app/app.py'], imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT, resources,
        securityContext: { user: 65532, group: 65532 },
      }],
    });
    new DaprApp(this, 'pythonapp', { workload: python, dataPlane: props.dataPlane });
  }
}
