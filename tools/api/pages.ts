/** The pages of the API reference, and the types on each. */
import { Assembly, Type } from './assembly';
import { BLOCKS } from '../components/names';

export interface Page {
  /** File name in `docs/api`, without its extension. */
  readonly name: string;
  readonly title: string;
  readonly what: string;
  readonly types: Type[];
}

/** The pages of the core: folders of `src`, the first match decides. */
const TOPICS: { name: string; title: string; what: string; folders: string[] }[] = [
  { name: 'data-planes', title: 'Data planes', what: 'where the daprd of an app runs, and the options of daprd', folders: ['data-plane', 'daprd'] },
  { name: 'components', title: 'Components', what: 'components of any type, their scopes, values of metadata, authentication', folders: ['resources/component', 'resources/metadata', 'resources/scopes'] },
  { name: 'resources', title: 'Other resources', what: 'Configurations, subscriptions, resiliency, HTTP endpoints, MCP servers, workflow access', folders: ['resources'] },
  { name: 'platform', title: 'Platform', what: 'settings of the cluster, the control plane of Dapr, the order of apply', folders: ['platform', 'control-plane', 'delivery'] },
  { name: 'exporters', title: 'Exporters', what: 'the same apps outside Kubernetes', folders: ['export'] },
  { name: 'checks', title: 'Checks', what: 'rules, findings, acknowledged warnings, validation of manifests, plans', folders: ['catalogue', 'diagnostics', 'validation', 'plan', 'upgrades'] },
  { name: 'apps', title: 'Apps', what: 'apps, what they use, and the interfaces between apps, data planes and resources', folders: [''] },
];

const topicOf = ({ locationInModule }: Type): string =>
  TOPICS.find(({ folders }) => folders.some(folder => locationInModule.filename.startsWith(`src/${folder}`)))!.name;

const titleOf = (module: string): string => `\`${module}\``;

const whatOf = (module: string): string => {
  const block = Object.values(BLOCKS).find(each => each.module === module);
  return block ? `one class per ${block.words}` : `submodule \`${module}\``;
};

/** Apps first, then the rest of the core, then a page for each submodule. */
export function pages({ types }: Assembly): Page[] {
  const all = Object.values(types);
  const core = all.filter(({ namespace }) => !namespace);
  const modules = [...new Set(all.flatMap(({ namespace }) => namespace ?? []))].sort();
  const topics = [TOPICS[TOPICS.length - 1], ...TOPICS.slice(0, -1)];
  return [
    ...topics.map(({ name, title, what }) => ({ name, title, what, types: core.filter(type => topicOf(type) === name) })),
    ...modules.map(name => ({ name, title: titleOf(name), what: whatOf(name), types: all.filter(({ namespace }) => namespace === name) })),
  ];
}
