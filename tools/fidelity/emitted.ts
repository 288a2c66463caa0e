/** The output for one declared Dapr version: every option and every prop of an app separately, with each kind of daprd. */
import { ApiObject, Chart, Duration, Testing } from 'cdk8s';
import { parse } from 'yaml';
import { deployment, job, newChart } from '../../scenarios/charts';
import { ALL, valueFor } from '../../scenarios/option-values';
import {
  AppProtocol, ComposeExporter, DaprApp, DaprAppProps, DaprTopology, DataPlane, IDataPlane, MachineExporter,
} from '../../src';
import { DaprdOptions } from '../../src/daprd/options.generated';

type Json = { [field: string]: any };

/** A pod with daprd, emitted or to be injected, and the Services that must select it, with the labels that the injector adds. */
export interface EmittedPod {
  readonly name: string;
  readonly template: Json;
  readonly services: Json[];
  /** Whether the library emits the daprd container. */
  readonly pinned?: boolean;
  /** For a pinned daprd: the annotations with which the injector would create it. */
  readonly like?: { [annotation: string]: string };
}

export interface Emitted {
  readonly injected: EmittedPod[];
  readonly commands: { readonly name: string; readonly args: string[] }[];
  /** Cases that the library refuses for this version, with the codes. */
  readonly refused: string[];
}

type Workload = 'Deployment' | 'DaemonSet' | 'StatefulSet' | 'Job' | 'CronJob';
interface Case {
  readonly name: string;
  readonly workload?: Workload;
  readonly app?: Partial<DaprAppProps>;
  readonly option?: keyof DaprdOptions;
}

/** The app settings of a daprd, and each option separately. */
const CASES: Case[] = [
  { name: 'no options' },
  ...(['DaemonSet', 'StatefulSet', 'Job', 'CronJob'] as const).map(workload => ({ name: workload, workload, app: workload.endsWith('Job') ? { appPort: undefined } : {} })),
  ...Object.values(AppProtocol).map(appProtocol => ({ name: `protocol ${appProtocol}`, app: { appProtocol } })),
  { name: 'health check', app: { appHealthCheck: { path: '/ready', interval: Duration.seconds(3), timeout: Duration.millis(300), threshold: 2 } } },
  { name: 'concurrency and token', app: { appMaxConcurrency: 7, appTokenSecret: 'app-token' } },
  ...(Object.keys(ALL) as (keyof DaprdOptions)[]).map(option => ({ name: option, option })),
];

/** The volumes that the volume options name. */
const VOLUMES = { volumes: ['certs', 'data'].map(name => ({ name, emptyDir: {} })) };

/** The containers of an app with the pluggable component of `ALL`. */
const CONTAINERS = ['main', 'store'].map(name => ({ name, image: 'test.local/app:1' }));

const KINDS: { [kind: string]: (options: DaprdOptions, version: string) => IDataPlane } = {
  'sidecar': options => DataPlane.sidecar(options),
  'shared Deployment': options => DataPlane.sharedDeployment({ ...VOLUMES, ...options }),
  'shared DaemonSet': options => DataPlane.sharedDaemonSet({ ...VOLUMES, ...options }),
  'pinned Deployment': (options, version) => DataPlane.sharedDeployment({ ...VOLUMES, ...options, pinned: { version } }),
  'pinned DaemonSet': (options, version) => DataPlane.sharedDaemonSet({ ...VOLUMES, ...options, pinned: { version } }),
};

/** The output of all cases for one version, `major.minor.patch`. */
export function emitted(version: string): Emitted {
  const into: Emitted = { injected: [], commands: [], refused: [] };
  for (const each of CASES) {
    for (const kind of Object.keys(KINDS)) {
      collect(into, `${kind}, ${each.name}`, () => {
        const chart = stack(version, kind, each);
        const found = pods(`${kind}, ${each.name}`, Testing.synth(chart));
        const twin = kind.startsWith('pinned')
          ? pods('', Testing.synth(stack(version, kind.replace('pinned', 'shared'), each)))[0].template.metadata.annotations : undefined;
        into.injected.push(...found.map(pod => twin ? { ...pod, pinned: true, like: twin } : pod));
      });
    }
    for (const [target, files] of Object.entries({
      machine: (chart: Chart) => new MachineExporter().export(DaprTopology.of(chart)),
      compose: (chart: Chart) => new ComposeExporter().export(DaprTopology.of(chart)),
    })) {
      collect(into, `${target}, ${each.name}`, () => {
        const chart = stack(version, 'sidecar', each);
        into.commands.push(...files(chart).flatMap(file => commands(file.path, file.content)).map(args => ({ name: `${target}, ${each.name}`, args })));
      });
    }
  }
  return into;
}

function collect(into: Emitted, name: string, attempt: () => void): void {
  try {
    attempt();
  } catch (error) {
    const codes = [...new Set((error as Error).message.match(/DAPR\d{4}/g))];
    if (!codes.length) {
      throw error;
    }
    into.refused.push(`${name}: ${codes.join(', ')}`);
  }
}

function stack(version: string, kind: string, each: Case): Chart {
  const chart = newChart({ daprVersion: version, kubernetesVersion: '1.36', apiTokenSecret: 'token' }, { namespace: 'default' });
  const { workload = 'Deployment', option } = each;
  const pod = { ...VOLUMES, ...(option === 'pluggableComponents' ? { containers: CONTAINERS } : {}) };
  new DaprApp(chart, 'orders', {
    workload: workload === 'Job' ? job(chart, 'orders-job') : workload === 'CronJob' ? cronJob(chart) : deployment(chart, 'orders-web', pod, {}, workload),
    appPort: 8080,
    program: { directory: '/srv', command: ['run'] },
    dataPlane: KINDS[kind](option ? { [option]: valueFor(chart, option) } : {}, version),
    ...each.app,
  });
  return chart;
}

function cronJob(chart: Chart): ApiObject {
  const jobTemplate = { spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'test.local/app:1' }] } } } };
  return new ApiObject(chart, 'orders-cron', { apiVersion: 'batch/v1', kind: 'CronJob', spec: { schedule: '0 * * * *', jobTemplate } });
}

/** The pods with a daprd, and the Services for it: each stack has one. */
function pods(name: string, objects: Json[]): EmittedPod[] {
  const templates = objects.map(object => object.spec?.jobTemplate?.spec.template ?? object.spec?.template).filter(Boolean);
  const services = objects.filter(({ kind }) => kind === 'Service');
  return templates
    .filter(({ metadata, spec }) => metadata?.annotations?.['dapr.io/enabled'] === 'true' || spec.containers.some((c: Json) => c.name === 'daprd'))
    .map(template => ({
      name,
      template,
      services: services.filter(({ metadata }) => /-dapr(-api)?$/.test(metadata.name)),
    }));
}

/** Command lines of daprd in an exported file. */
function commands(path: string, content: string): string[][] {
  if (path.endsWith('.service')) {
    return [...content.replace(/\\\n/g, ' ').matchAll(/^ExecStart(?:Pre)?=(\S*daprd .*)$/gm)].map(([, line]) => line.trim().split(/\s+/));
  }
  if (path === 'compose.yaml') {
    const services: Json[] = Object.values(parse(content).services);
    return services.filter(({ image }) => /\/daprd:/.test(image)).map(({ command }) => command);
  }
  return [];
}
