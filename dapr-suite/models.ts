/** The models in which the suites run. */
import { DataPlane, DaprdOptions, IDataPlane } from 'cdk8s-dapr';

export const OWN = 'own';
/** `own` is Dapr's own manifest builder, with which the others are compared. */
export const MODELS = [OWN, 'sidecar', 'shared-per-node', 'shared-per-cluster', 'pinned'] as const;
export type Model = typeof MODELS[number];

/** Models whose daprd is outside the app's pods. */
export const isShared = (model: Model): boolean => model !== OWN && model !== 'sidecar';

/** Facts about an app that its annotations do not contain. */
export interface AppFacts {
  /** Whether it hosts actors that keep state: one daprd must call it, because daprd accepts actor state only for the actors that are active in it. */
  readonly hostsActors?: boolean;
  /** Whether it reads Secrets through the secret store `kubernetes`. */
  readonly readsSecrets?: boolean;
}

/** Dapr's test apps know localhost only and send no token. */
const OPEN = { unsafeAllowUnauthenticatedApi: true };

/** The data plane of a model for the options of one app. */
export function dataPlaneOf(model: Exclude<Model, 'own'>, options: DaprdOptions, { hostsActors }: AppFacts, image: string): IDataPlane {
  const replicas = hostsActors ? { replicas: 1 } : {};
  switch (model) {
    case 'sidecar': return DataPlane.sidecar(options);
    case 'shared-per-node': return DataPlane.sharedDaemonSet({ ...options, ...OPEN });
    case 'shared-per-cluster': return DataPlane.sharedDeployment({ ...options, ...OPEN, ...replicas });
    case 'pinned': return DataPlane.sharedDeployment({ ...options, ...OPEN, ...replicas, pinned: { image } });
  }
}
