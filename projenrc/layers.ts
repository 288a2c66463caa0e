/** A room of `src`, and its content. */
export interface Room {
  readonly room: string;
  readonly what: string;
}

/**
 * The floors from the lowest, each with its rooms. A room imports from lower floors only, including types; lint enforces it, and CONTRIBUTING
 * shows the same table (`test/structure.test.ts`).
 */
export const FLOORS: readonly (readonly Room[])[] = [
  [
    { room: 'contract-values.ts', what: 'values of the contract' },
    { room: 'util', what: 'JSON, grouping, hashes, formats of values; independent of Dapr and cdk8s' },
    { room: 'synth', what: 'hooks into cdk8s: singletons per App, omitted objects' },
  ],
  [
    { room: 'contract.ts', what: 'the architecture on one page' },
    { room: 'kubernetes', what: 'names and labels, and their formats' },
  ],
  [{ room: 'diagnostics', what: 'rules, findings and how they are reported: `DaprFindings`' }],
  [
    { room: 'props', what: 'run-time schemas of props' },
    { room: 'workload', what: '`pod-template.ts`, the only code that edits workloads of users; workload kinds' },
  ],
  [
    { room: 'dapr', what: 'versions, app IDs, endpoints, the Services that Dapr needs' },
    { room: 'facts', what: 'facts about the constructs of an App' },
  ],
  [
    { room: 'platform', what: '`DaprPlatform`: settings of the cluster' },
    { room: 'configuration-merge', what: 'merging of Configuration parts' },
  ],
  [
    { room: 'daprd', what: 'the table of options, annotations, flags, environment, image, ports' },
    { room: 'control-plane', what: 'Dapr\'s own chart and its outputs, `SharedDaprdPolicy`' },
    { room: 'resources', what: 'shared code of all resources' },
    { room: 'data-plane/remote', what: 'a remote Dapr' },
  ],
  [
    { room: 'resources/component', what: 'components, their metadata and its checks' },
    { room: 'resources/workflow-access', what: 'workflow access policies' },
    { room: 'data-plane/shared', what: 'a daprd outside the app pods' },
    { room: 'app/pod', what: 'edits and checks of rendered pods' },
  ],
  [
    { room: 'components', what: 'generated: a class per component, a jsii submodule per building block' },
    { room: 'resources/configuration', what: 'Configurations' },
    { room: 'resources/http-endpoint', what: 'HTTP endpoints' },
    { room: 'resources/mcp-server', what: 'MCP servers' },
    { room: 'data-plane', what: 'the factory `DataPlane`, sidecars' },
    { room: 'export/topology', what: 'input of exporters' },
  ],
  [
    { room: 'resources/resiliency', what: 'resiliency, and the retry that keeps events' },
    { room: 'app/derived', what: 'objects derived from the uses of an app' },
    { room: 'app/open-function', what: 'OpenFunction functions' },
    { room: 'export/files', what: 'files, addresses and variables of an export' },
  ],
  [
    { room: 'resources/subscription', what: 'subscriptions' },
    { room: 'export/standalone', what: 'apps and daprds without Kubernetes' },
    { room: 'export/picture', what: 'pictures and costs' },
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

/** Pairs of rooms that must not import each other, including the rooms inside them, on any floor. */
export const APART: readonly (readonly [string, string])[] = [['data-plane', 'resources']];

/** Rooms that a room must not import: those of its own floor and above, and those of `APART`. */
export function forbiddenTo(room: string): string[] {
  const all = FLOORS.flat().map(each => each.room);
  const floor = FLOORS.findIndex(rooms => rooms.some(each => each.room === room));
  const isIn = (each: string, top: string): boolean => each === top || each.startsWith(`${top}/`);
  const apart = (other: string): boolean => APART.some(([a, b]) => (isIn(room, a) && isIn(other, b)) || (isIn(room, b) && isIn(other, a)));
  return all.filter(other => other !== room && (apart(other) || FLOORS.slice(floor).flat().some(each => each.room === other)));
}
