/** The APIs of Dapr that an app needs for what it declares. */
import { DaprUse, DaprUseKind, IDaprApp, IDaprResource } from '../../contract';
import { EdgeKind, Edges } from '../../facts/edges';
import { usesOf } from '../../facts/uses';
import { typeOf } from '../../resources/component/components';
import { DaprApi } from '../../resources/configuration/access';
import { entryOf } from '../../util/json';
import { SHORT_LIVED_KINDS } from '../../workload/kinds';

/** By what an app does. */
export const APIS_OF_USES: { [kind in DaprUseKind]?: DaprApi[] } = {
  [DaprUseKind.PUBLISH]: [DaprApi.PUBLISH],
  [DaprUseKind.SUBSCRIBE]: [DaprApi.SUBSCRIBE],
  [DaprUseKind.INVOKE]: [DaprApi.INVOKE],
  [DaprUseKind.ACTORS]: [DaprApi.ACTORS],
  [DaprUseKind.STREAMING_ACTORS]: [DaprApi.ACTORS],
  [DaprUseKind.WORKFLOW_WORKER]: [DaprApi.WORKFLOWS],
  [DaprUseKind.WORKFLOW_CLIENT]: [DaprApi.WORKFLOWS],
  [DaprUseKind.JOB]: [DaprApi.JOBS],
  [DaprUseKind.READ_SECRET]: [DaprApi.SECRETS],
};

/** By the category of a component; what is called for every request, such as middleware, has no API. */
export const APIS_OF_COMPONENTS: { [category: string]: DaprApi[] | undefined } = {
  state: [DaprApi.STATE],
  bindings: [DaprApi.BINDINGS],
  secretstores: [DaprApi.SECRETS],
  configuration: [DaprApi.CONFIGURATION],
  lock: [DaprApi.LOCK, DaprApi.UNLOCK],
  crypto: [DaprApi.CRYPTO, DaprApi.SUBTLE_CRYPTO],
  conversation: [DaprApi.CONVERSATION],
};

const OF_KINDS: { [kind: string]: DaprApi[] | undefined } = { HTTPEndpoint: [DaprApi.INVOKE], MCPServer: [DaprApi.WORKFLOWS] };

/** The APIs of an app, in the order of their names. SDKs ask for metadata at start, and a short-lived app may end its daprd. */
export function derivedApis(app: IDaprApp): DaprApi[] {
  const edges = Edges.of(app);
  const uses = usesOf(app);
  return [...new Set([
    DaprApi.METADATA,
    ...(SHORT_LIVED_KINDS.includes(app.workloadKind) ? [DaprApi.SHUTDOWN] : []),
    // What no other declaration implies.
    ...edges.from(app).filter(({ kind }) => kind === EdgeKind.API).map(({ subject }) => subject as DaprApi),
    ...uses.flatMap(({ kind }) => APIS_OF_USES[kind] ?? []),
    // A component that only another component needs is not called.
    ...edges.loadedBy(app).flatMap(resource => OF_KINDS[resource.kind] ?? (edges.isUsed(app, resource.resourceName) ? apisOf(resource, uses) : [])),
  ])].sort();
}

function apisOf(resource: IDaprResource, uses: readonly DaprUse[]): DaprApi[] {
  const category = String(typeOf(resource)).split('.')[0];
  // Whoever declares topics of a broker has declared all of them.
  const undeclared = category === 'pubsub' && !uses.some(({ component }) => component === resource.resourceName);
  return undeclared ? [DaprApi.PUBLISH, DaprApi.SUBSCRIBE] : entryOf(APIS_OF_COMPONENTS, category) ?? [];
}
