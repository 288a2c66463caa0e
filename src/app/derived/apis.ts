/** The Dapr APIs that an app needs for its declared uses. */
import { DaprUse, DaprUseKind, IDaprApp, IDaprResource } from '../../contract';
import { EdgeKind, Edges } from '../../facts/edges';
import { usesOf } from '../../facts/uses';
import { typeOf } from '../../resources/component/components';
import { DaprApi } from '../../resources/configuration/access';
import { entryOf } from '../../util/json';
import { SHORT_LIVED_KINDS } from '../../workload/kinds';

/** APIs by kind of use. */
export const APIS_OF_USES: { [kind in DaprUseKind]?: string[] } = {
  [DaprUseKind.PUBLISH]: [DaprApi.PUBLISH.apiName],
  [DaprUseKind.SUBSCRIBE]: [DaprApi.SUBSCRIBE.apiName],
  [DaprUseKind.INVOKE]: [DaprApi.INVOKE.apiName],
  [DaprUseKind.ACTORS]: [DaprApi.ACTORS.apiName],
  [DaprUseKind.STREAMING_ACTORS]: [DaprApi.ACTORS.apiName],
  [DaprUseKind.WORKFLOW_WORKER]: [DaprApi.WORKFLOWS.apiName],
  [DaprUseKind.WORKFLOW_CLIENT]: [DaprApi.WORKFLOWS.apiName],
  [DaprUseKind.JOB]: [DaprApi.JOBS.apiName],
  [DaprUseKind.READ_SECRET]: [DaprApi.SECRETS.apiName],
};

/** APIs by category of component. Categories that the app does not call, such as middleware, have none. */
export const APIS_OF_COMPONENTS: { [category: string]: string[] | undefined } = {
  state: [DaprApi.STATE.apiName],
  bindings: [DaprApi.BINDINGS.apiName],
  binarystore: [DaprApi.BINARY_STORE.apiName],
  secretstores: [DaprApi.SECRETS.apiName],
  configuration: [DaprApi.CONFIGURATION.apiName],
  lock: [DaprApi.LOCK.apiName, DaprApi.UNLOCK.apiName],
  crypto: [DaprApi.CRYPTO.apiName, DaprApi.SUBTLE_CRYPTO.apiName],
  conversation: [DaprApi.CONVERSATION.apiName],
};

const APIS_OF_RESOURCES: { [kind: string]: string[] | undefined } = {
  HTTPEndpoint: [DaprApi.INVOKE.apiName],
  MCPServer: [DaprApi.WORKFLOWS.apiName],
};

/** The APIs of an app, sorted by name. SDKs request metadata at start, and a short-lived app may shut down its daprd. */
export function derivedApis(app: IDaprApp): string[] {
  const edges = Edges.of(app);
  const uses = usesOf(app);
  return [...new Set([
    DaprApi.METADATA.apiName,
    ...(SHORT_LIVED_KINDS.includes(app.workloadKind) ? [DaprApi.SHUTDOWN.apiName] : []),
    // APIs that no other declaration implies (`usesApis`).
    ...edges.from(app).filter(({ kind }) => kind === EdgeKind.API).map(({ subject }) => subject!),
    ...uses.flatMap(({ kind }) => APIS_OF_USES[kind] ?? []),
    // The app does not call a component that only another component uses.
    ...edges.loadedBy(app).flatMap(resource => APIS_OF_RESOURCES[resource.kind]
      ?? (edges.isUsed(app, resource.resourceName) ? apisOf(resource, uses) : [])),
  ])].sort();
}

function apisOf(resource: IDaprResource, uses: readonly DaprUse[]): string[] {
  const category = String(typeOf(resource)).split('.')[0];
  // An app that declares topics of a broker declares all of them.
  const undeclared = category === 'pubsub' && !uses.some(({ component }) => component === resource.resourceName);
  return undeclared ? [DaprApi.PUBLISH.apiName, DaprApi.SUBSCRIBE.apiName] : entryOf(APIS_OF_COMPONENTS, category) ?? [];
}
