import { DataPlane, IDataPlane } from 'cdk8s-dapr';

/** What differs between the environments. */
export interface Environment {
  readonly host: string;
  readonly kafka: string;
  readonly redis: string;
  readonly replicas: number;
  /** Share of requests that are traced. */
  readonly tracing: number;
  /** Where the daprd of a web service runs. */
  readonly dataPlane: IDataPlane;
}

export const ENVIRONMENTS: { readonly [name: string]: Environment } = {
  dev: { host: 'shop.dev.example', kafka: 'kafka.dev.svc:9092', redis: 'redis.dev.svc:6379', replicas: 1, tracing: 1, dataPlane: DataPlane.sidecar() },
  staging: { host: 'shop.staging.example', kafka: 'kafka.staging.example:9093', redis: 'redis.staging.example:6379', replicas: 2, tracing: 1, dataPlane: DataPlane.sidecar() },
  prod: {
    host: 'shop.example', kafka: 'kafka.prod.example:9093', redis: 'redis.prod.example:6379', replicas: 4, tracing: 0.05, dataPlane: DataPlane.sharedDeployment({ replicas: 3 }),
  },
};
