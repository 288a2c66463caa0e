/** The rooms of `src`, from the lowest: what is in each. */
export interface Room {
  readonly room: string;
  readonly what: string;
}

/**
 * Floors, each with its rooms. A room imports rooms of lower floors only, of types too; lint enforces it, and CONTRIBUTING shows the same
 * table (`test/structure.test.ts`).
 */
export const FLOORS: readonly (readonly Room[])[] = [
  [
    { room: 'contract-values.ts', what: 'the values that the contract speaks of' },
    { room: 'util', what: 'JSON, grouping, hashes, kinds of values: knows neither Dapr nor cdk8s' },
    { room: 'synth', what: 'hooks into cdk8s: one of something per App, objects left out' },
  ],
  [
    { room: 'contract.ts', what: 'the architecture on one page' },
    { room: 'kubernetes', what: 'names and labels, and their rules' },
  ],
  [{ room: 'diagnostics', what: 'what a rule is, findings, how they are told: `DaprFindings`' }],
  [
    { room: 'props', what: 'run-time schemas of props' },
    { room: 'workload', what: '`pod-template.ts`, the only code that edits a workload of others; workload kinds' },
  ],
  [
    { room: 'dapr', what: 'versions, app-ids, endpoints, the Services that Dapr needs' },
    { room: 'facts', what: 'what was defined in an App' },
  ],
  [
    { room: 'platform', what: '`DaprPlatform`: what is true of the cluster' },
    { room: 'configuration-merge', what: 'merges parts of a Configuration' },
  ],
  [
    { room: 'daprd', what: 'the table of options, annotations, flags, environment, image, ports' },
    { room: 'control-plane', what: 'Dapr\'s own chart and its outputs, `SharedDaprdPolicy`' },
    { room: 'resources', what: 'what all resources have in common' },
    { room: 'data-plane/remote', what: 'a Dapr that somebody else runs' },
  ],
  [
    { room: 'resources/component', what: 'components, their metadata and what is known of it' },
    { room: 'resources/workflow-access', what: 'workflow access policies' },
    { room: 'data-plane/shared', what: 'a daprd outside the app\'s pods' },
    { room: 'app/pod', what: 'what is done to a rendered pod and checked in it' },
  ],
  [
    { room: 'components', what: 'generated: a class a component, one jsii submodule a building block' },
    { room: 'resources/configuration', what: 'Configurations' },
    { room: 'resources/http-endpoint', what: 'HTTP endpoints' },
    { room: 'resources/mcp-server', what: 'MCP servers' },
    { room: 'data-plane', what: 'the factory `DataPlane`, sidecars' },
    { room: 'export/topology', what: 'what exporters read' },
  ],
  [
    { room: 'resources/resiliency', what: 'resiliency, and the retry that keeps events' },
    { room: 'app/derived', what: 'what follows from the uses of an app' },
    { room: 'app/open-function', what: 'functions of OpenFunction' },
    { room: 'export/files', what: 'files, addresses and variables of an export' },
  ],
  [
    { room: 'resources/subscription', what: 'subscriptions' },
    { room: 'export/standalone', what: 'apps and daprds without Kubernetes' },
    { room: 'export/picture', what: 'pictures and costs' },
    { room: 'export/catalyst', what: 'Diagrid Catalyst' },
  ],
  [
    { room: 'app', what: '`DaprApp`: what runs' },
    { room: 'export/compose', what: 'containers' },
    { room: 'export/machine', what: 'systemd units and a multi-app run file' },
    { room: 'export/container-apps', what: 'Azure Container Apps' },
  ],
  [
    { room: 'rules', what: 'checks across constructs' },
    { room: 'catalogue', what: 'generated: all rules, as `DaprRules` and `DaprWarnings` know them' },
  ],
  [{ room: 'validation', what: 'the rules for manifests of anybody' }],
  [{ room: 'index.ts', what: 'the exports' }],
];

/** Rooms that never know each other, with what is inside them, whatever their floors. */
export const APART: readonly (readonly [string, string])[] = [['data-plane', 'resources']];

/** Rooms that a room must not import: those on its own floor and above, and those that it is kept apart from. */
export function forbiddenTo(room: string): string[] {
  const all = FLOORS.flat().map(each => each.room);
  const floor = FLOORS.findIndex(rooms => rooms.some(each => each.room === room));
  const isIn = (each: string, top: string): boolean => each === top || each.startsWith(`${top}/`);
  const apart = (other: string): boolean => APART.some(([a, b]) => (isIn(room, a) && isIn(other, b)) || (isIn(room, b) && isIn(other, a)));
  return all.filter(other => other !== room && (apart(other) || FLOORS.slice(floor).flat().some(each => each.room === other)));
}
