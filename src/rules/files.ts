import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { IConstruct } from 'constructs';
import { deliveryOf } from '../delivery/deliveries';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { error, Rule, warning } from '../diagnostics/rule';
import { keyOfObject, Objects } from '../facts/objects';
import { keyIn } from '../kubernetes/names';
import { grouped } from '../util/grouped';

const FILE_WRITTEN_TWICE = error('DAPR1029', {
  title: 'several objects in one output file',
  why: 'cdk8s names the file after kind and name only, and writes it again for each object: only the last one is applied',
  todo: 'set yamlOutputType of the App to FILE_PER_CHART, or give the objects different names',
  source: 'cdk8s App.synth',
});
const FILES_DIFFER_BY_CASE = warning('DAPR1030', {
  title: 'output files whose names differ only in upper and lower case',
  why: 'On file systems that ignore case (macOS, Windows) they are one file, and only the object written last is applied',
  todo: 'set yamlOutputType of the App to FILE_PER_CHART, give the objects different names, or acknowledge this if no such file system is used',
  source: 'cdk8s App.synth',
});

/** Files listed in one message. */
const MAX_LISTED = 20;

interface OutputFile {
  readonly path: string;
  readonly object: ApiObject;
}

/** With one file per object, cdk8s overwrites a file without an error. */
const outputFiles: AppCheck = root => {
  const { yamlOutputType: type, outputFileExtension = '' } = root as Partial<App>;
  const byChart = type === YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE;
  if (!byChart && type !== YamlOutputType.FILE_PER_RESOURCE) {
    return [];
  }
  // The same object twice in one chart is reported by other rules, and cdk8s does not write the files of a Flux delivery.
  const all = Objects.of(root).all.filter(object => deliveryOf(Chart.of(object))?.tool !== 'flux');
  const objects = new Map(all.map(object => [keyIn(Chart.of(object).node.path, keyOfObject(object)), object]));
  const files = [...objects.values()].map((object): OutputFile => ({ object, path: pathOf(object, byChart, outputFileExtension) }));
  const written = [...grouped(files, ({ path }) => path).values()];
  const similar = grouped(written.map(([first]) => first), ({ path }) => path.toLowerCase());
  return [
    ...findingOf(root, FILE_WRITTEN_TWICE, `yamlOutputType ${YamlOutputType[type]} writes several objects to one file`, written),
    ...findingOf(root, FILES_DIFFER_BY_CASE, `yamlOutputType ${YamlOutputType[type]} writes files whose names differ only in case`, [...similar.values()]),
  ];
};

/** As `App.synth` of cdk8s names the file, in a folder per chart if `byChart` is set. */
function pathOf(object: ApiObject, byChart: boolean, extension: string): string {
  const file = `${object.kind}.${object.name}`.replace(/[^0-9a-zA-Z-_.]/g, '');
  return `${byChart ? `${Chart.of(object).node.path}/` : ''}${file}${extension}`;
}

function findingOf(at: IConstruct, rule: Rule, what: string, files: readonly OutputFile[][]): Finding[] {
  const shared = files.filter(({ length }) => length > 1);
  const more = shared.length - MAX_LISTED;
  const list = shared.slice(0, MAX_LISTED).map(all => `'${all[0].path}' contains ${all.map(({ object }) => describe(object)).join(' and ')}`);
  return shared.length ? [{ at, rule, what: `${what}: ${[...list, ...(more > 0 ? [`${more} more`] : [])].join('; ')}` }] : [];
}

const describe = ({ kind, name, metadata: { namespace }, node }: ApiObject): string =>
  `${kind} '${name}'${namespace === undefined ? '' : ` of namespace '${namespace}'`} at '${node.path}'`;

export const checks = [outputFiles];
