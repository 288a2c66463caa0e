/** A folder of `src`, or a file at its top, and its contents. */
export interface LayerFolder {
  readonly folder: string;
  readonly what: string;
}

/**
 * The layers of `src`, from the lowest. A folder imports folders of lower layers only, types included; lint enforces it, and CONTRIBUTING
 * shows the same table (`test/structure.test.ts`).
 */
export const LAYERS: readonly (readonly LayerFolder[])[] = [
  [
    { folder: 'contract-values.ts', what: 'value types of the contract' },
    { folder: 'util', what: 'JSON, grouping, hashes, checks of values; independent of Dapr and cdk8s' },
    { folder: 'synth', what: 'hooks into cdk8s: one instance per App, objects left out of the YAML' },
  ],
  [
    { folder: 'contract.ts', what: 'interfaces of apps, data planes and resources' },
    { folder: 'kubernetes', what: 'names, labels and their rules' },
  ],
  [{ folder: 'diagnostics', what: 'rules, findings and their output: `DaprFindings`' }],
  [
    { folder: 'props', what: 'run-time schemas of props' },
    { folder: 'workload', what: '`pod-template.ts`, the only code that edits workloads; workload kinds' },
  ],
  [
    { folder: 'dapr', what: 'versions, app IDs, endpoints, Services that Dapr needs' },
    { folder: 'facts', what: 'what an App defines: apps, uses, objects' },
    { folder: 'delivery', what: 'the order of apply: stages, sync waves of Argo CD, folders for Flux' },
  ],
  [
    { folder: 'platform', what: '`DaprPlatform`: settings of the cluster' },
    { folder: 'configuration-merge', what: 'merges the parts of a Configuration' },
  ],
  [
    { folder: 'daprd', what: 'option table, annotations, flags, environment, image, ports' },
    { folder: 'control-plane', what: 'Dapr\'s Helm chart and its outputs, `SharedDaprdPolicy`' },
    { folder: 'resources', what: 'code shared by all resources' },
    { folder: 'resources/metadata', what: 'metadata of components: values, groups such as authentication, and facts about known types' },
    { folder: 'data-plane/remote', what: 'a Dapr that runs elsewhere' },
  ],
  [{ folder: 'data-plane/shared/pinned', what: 'a shared daprd without the sidecar injector' }],
  [
    { folder: 'resources/component', what: 'components and their checks' },
    { folder: 'resources/workflow-access', what: 'workflow access policies' },
    { folder: 'data-plane/shared', what: 'a daprd outside the app\'s pods' },
    { folder: 'app/pod', what: 'changes to a rendered pod, and its checks' },
  ],
  [
    { folder: 'components', what: 'generated: one class per component, one jsii submodule per building block' },
    { folder: 'resources/configuration', what: 'Configurations' },
    { folder: 'resources/http-endpoint', what: 'HTTP endpoints' },
    { folder: 'resources/mcp-server', what: 'MCP servers' },
    { folder: 'data-plane', what: 'the factory `DataPlane`, sidecars' },
    { folder: 'export/topology', what: 'the topology that exporters read, `IExporter`' },
  ],
  [
    { folder: 'resources/resiliency', what: 'resiliency policies, and the retry that keeps events' },
    { folder: 'app/annotations-read', what: 'annotations of Dapr, read back into props' },
    { folder: 'app/derived', what: 'settings derived from the uses of an app' },
    { folder: 'app/open-function', what: 'OpenFunction functions' },
    { folder: 'export/files', what: 'files, addresses and variables of an export' },
  ],
  [
    { folder: 'resources/subscription', what: 'subscriptions' },
    { folder: 'resources/included', what: 'objects of Dapr that are defined as plain objects, for `adopt`' },
    { folder: 'export/standalone', what: 'apps and daprds without Kubernetes' },
    { folder: 'export/picture', what: 'diagrams and costs' },
    { folder: 'export/catalyst', what: 'Diagrid Catalyst' },
  ],
  [
    { folder: 'app', what: '`DaprApp`: the app' },
    { folder: 'upgrades', what: 'what changes for apps between release lines of Dapr' },
    { folder: 'export/compose', what: 'containers' },
    { folder: 'export/machine', what: 'systemd units and a multi-app run file' },
    { folder: 'export/container-apps', what: 'Azure Container Apps' },
  ],
  [
    { folder: 'rules/components', what: 'checks of components: names, scopes, kinds, uses, actor state stores, input bindings' },
    { folder: 'rules/workloads', what: 'checks of workloads: autoscalers, replicas, ports, volumes' },
  ],
  [
    { folder: 'rules', what: 'checks across constructs' },
    { folder: 'catalogue', what: 'generated: all rules, for `DaprRules` and `DaprWarnings`' },
    { folder: 'validation/schema', what: 'the types of fields: CRDs of Dapr, pods' },
  ],
  [
    { folder: 'validation', what: 'the rules for any manifests' },
    { folder: 'testing', what: '`testing.DaprStack`: the apps, objects and findings of a stack, for tests of a blueprint' },
  ],
  [{ folder: 'plan/stack', what: 'the objects and apps of two stacks, and what differs' }],
  [
    { folder: 'plan/checks', what: 'what a difference means: the entries of a plan' },
    { folder: 'importing/estate', what: 'the objects of existing manifests' },
  ],
  [
    { folder: 'plan', what: '`DaprPlan`: what applying a stack will do' },
    { folder: 'importing/code', what: 'objects of existing manifests, written as code' },
  ],
  [{ folder: 'importing', what: 'reads existing manifests, writes a project, and compares its synth with them' }],
  [{ folder: 'command-line', what: 'the program `cdk8s-dapr` and its commands' }],
  [{ folder: 'index.ts', what: 'the exports' }],
];

/** Folders that never import each other, subfolders included, on any layer. */
export const APART: readonly (readonly [string, string])[] = [['data-plane', 'resources']];

/** Folders that a folder must not import: those on its own layer and above, and those that it is kept apart from. */
export function forbiddenTo(folder: string): string[] {
  const all = LAYERS.flat().map(each => each.folder);
  const layer = LAYERS.findIndex(folders => folders.some(each => each.folder === folder));
  const isIn = (each: string, top: string): boolean => each === top || each.startsWith(`${top}/`);
  const apart = (other: string): boolean => APART.some(([a, b]) => (isIn(folder, a) && isIn(other, b)) || (isIn(folder, b) && isIn(other, a)));
  return all.filter(other => other !== folder && (apart(other) || LAYERS.slice(layer).flat().some(each => each.folder === other)));
}
