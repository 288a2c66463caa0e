/** A folder of `src`, or a file at its top, and its contents. */
export interface Room {
  readonly room: string;
  readonly what: string;
}

/**
 * The layers of `src`, from the lowest. A folder imports folders of lower layers only, types included; lint enforces it, and CONTRIBUTING
 * shows the same table (`test/structure.test.ts`).
 */
export const FLOORS: readonly (readonly Room[])[] = [
  [
    { room: 'contract-values.ts', what: 'value types of the contract' },
    { room: 'util', what: 'JSON, grouping, hashes, checks of values; independent of Dapr and cdk8s' },
    { room: 'synth', what: 'hooks into cdk8s: one instance per App, objects left out of the YAML' },
  ],
  [
    { room: 'contract.ts', what: 'interfaces of apps, data planes and resources' },
    { room: 'kubernetes', what: 'names, labels and their rules' },
  ],
  [{ room: 'diagnostics', what: 'rules, findings and their output: `DaprFindings`' }],
  [
    { room: 'props', what: 'run-time schemas of props' },
    { room: 'workload', what: '`pod-template.ts`, the only code that edits workloads; workload kinds' },
  ],
  [
    { room: 'dapr', what: 'versions, app IDs, endpoints, Services that Dapr needs' },
    { room: 'facts', what: 'what an App defines: apps, uses, objects' },
  ],
  [
    { room: 'platform', what: '`DaprPlatform`: settings of the cluster' },
    { room: 'configuration-merge', what: 'merges the parts of a Configuration' },
  ],
  [
    { room: 'daprd', what: 'option table, annotations, flags, environment, image, ports' },
    { room: 'control-plane', what: 'Dapr\'s Helm chart and its outputs, `SharedDaprdPolicy`' },
    { room: 'resources', what: 'code shared by all resources' },
    { room: 'resources/metadata', what: 'metadata of components: values, groups such as authentication, and facts about known types' },
    { room: 'data-plane/remote', what: 'a Dapr that runs elsewhere' },
  ],
  [
    { room: 'resources/component', what: 'components and their checks' },
    { room: 'resources/workflow-access', what: 'workflow access policies' },
    { room: 'data-plane/shared', what: 'a daprd outside the app\'s pods' },
    { room: 'app/pod', what: 'changes to a rendered pod, and its checks' },
  ],
  [
    { room: 'components', what: 'generated: one class per component, one jsii submodule per building block' },
    { room: 'resources/configuration', what: 'Configurations' },
    { room: 'resources/http-endpoint', what: 'HTTP endpoints' },
    { room: 'resources/mcp-server', what: 'MCP servers' },
    { room: 'data-plane', what: 'the factory `DataPlane`, sidecars' },
    { room: 'export/topology', what: 'the topology that exporters read, `IExporter`' },
  ],
  [
    { room: 'resources/resiliency', what: 'resiliency policies, and the retry that keeps events' },
    { room: 'app/derived', what: 'settings derived from the uses of an app' },
    { room: 'app/open-function', what: 'OpenFunction functions' },
    { room: 'export/files', what: 'files, addresses and variables of an export' },
  ],
  [
    { room: 'resources/subscription', what: 'subscriptions' },
    { room: 'export/standalone', what: 'apps and daprds without Kubernetes' },
    { room: 'export/picture', what: 'diagrams and costs' },
    { room: 'export/catalyst', what: 'Diagrid Catalyst' },
  ],
  [
    { room: 'app', what: '`DaprApp`: the app' },
    { room: 'export/compose', what: 'containers' },
    { room: 'export/machine', what: 'systemd units and a multi-app run file' },
    { room: 'export/container-apps', what: 'Azure Container Apps' },
  ],
  [
    { room: 'rules', what: 'checks across constructs' },
    { room: 'catalogue', what: 'generated: all rules, for `DaprRules` and `DaprWarnings`' },
  ],
  [{ room: 'validation', what: 'the rules for any manifests' }],
  [{ room: 'index.ts', what: 'the exports' }],
];

/** Folders that never import each other, subfolders included, on any layer. */
export const APART: readonly (readonly [string, string])[] = [['data-plane', 'resources']];

/** Folders that a folder must not import: those on its own layer and above, and those that it is kept apart from. */
export function forbiddenTo(room: string): string[] {
  const all = FLOORS.flat().map(each => each.room);
  const floor = FLOORS.findIndex(rooms => rooms.some(each => each.room === room));
  const isIn = (each: string, top: string): boolean => each === top || each.startsWith(`${top}/`);
  const apart = (other: string): boolean => APART.some(([a, b]) => (isIn(room, a) && isIn(other, b)) || (isIn(room, b) && isIn(other, a)));
  return all.filter(other => other !== room && (apart(other) || FLOORS.slice(floor).flat().some(each => each.room === other)));
}
