import { posix } from 'path';
import { PLACEMENT_ADDRESS, SCHEDULER_ADDRESS } from './control-plane';
import { MachinePlace } from './place';
import { PortsOfDaprd } from './ports';
import { MachineProgram } from './program';
import { Json } from '../../util/json';
import { Findings, UNSUPPORTED_BY_TARGET } from '../files/findings';
import { exampleEnv, TargetVariable } from '../files/variables';
import { yamlFile } from '../files/yaml-file';
import { StandaloneApp, StandaloneDaprd } from '../standalone/apps';
import { commonFlags } from '../standalone/daprd-command';
import { ExportedFile } from '../topology/exporter';

/** Keys of the run file by daprd flag (dapr/cli `pkg/runfileconfig`); other flags have no key. */
const KEYS: { [flag: string]: [key: string, type: 'string' | 'number' | 'boolean'] } = {
  'app-protocol': ['appProtocol', 'string'],
  'app-max-concurrency': ['appMaxConcurrency', 'number'],
  'log-level': ['logLevel', 'string'],
  'enable-profiling': ['enableProfiling', 'boolean'],
  'enable-api-logging': ['enableApiLogging', 'boolean'],
  'max-body-size': ['maxBodySize', 'string'],
  'read-buffer-size': ['readBufferSize', 'string'],
  'app-ssl': ['appSSL', 'boolean'],
  'enable-app-health-check': ['enableAppHealthCheck', 'boolean'],
  'app-health-check-path': ['appHealthCheckPath', 'string'],
  'app-health-probe-interval': ['appHealthProbeInterval', 'number'],
  'app-health-probe-timeout': ['appHealthProbeTimeout', 'number'],
  'app-health-threshold': ['appHealthThreshold', 'number'],
};

/** One entry of the run file: a daprd and the app that the CLI starts with it. */
export interface RunFileApp {
  readonly daprd: StandaloneDaprd;
  readonly program: MachineProgram;
  readonly ports: PortsOfDaprd;
  readonly hasConfiguration: boolean;
  /** Flags of the log of the systemd unit: the CLI sets where the daprds that it starts write theirs. */
  readonly logging: { readonly [flag: string]: string };
}

/** The file for `dapr run -f`, and an example of the environment variables that it needs. */
export function runFile(place: MachinePlace, apps: RunFileApp[], hasResources: boolean, findings: Findings): ExportedFile[] {
  const withoutKey = apps.map(({ daprd, logging }) =>
    [daprd.appId, [...Object.entries(commonFlags(daprd)).filter(([flag]) => flag !== 'app-id' && !KEYS[flag]), ...Object.entries(logging)]] as const)
    .filter(([, flags]) => flags.length)
    .map(([appId, flags]) => `# ${appId}: this file has no key for ${flags.map(([flag, value]) => `--${flag}=${value}`).join(' ')}; the systemd unit has them.\n`);
  // The CLI resolves the path of a Configuration relative to the directory of its app, and other paths relative to the file.
  const isInstalled = apps.some(({ program, hasConfiguration }) => hasConfiguration && posix.isAbsolute(program.directory));
  const install = isInstalled ? `# The paths are those of the machine: copy this folder to ${place.folder}, and start the apps with dapr run -f ${place.folder}/dapr.yaml\n` : '';
  const document = {
    version: 1,
    name: place.name,
    common: { apiListenAddresses: '127.0.0.1', ...(hasResources ? { resourcesPaths: [isInstalled ? `${place.folder}/resources` : './resources'] } : {}) },
    apps: apps.map(app => entry(place, app, findings)),
  };
  const fromTarget = variables(apps, findings);
  return [
    yamlFile('dapr.yaml', document, [install, ...withoutKey].join('')),
    ...(fromTarget.length ? [{ path: '.env.example', content: exampleEnv(fromTarget) }] : []),
  ];
}

function entry(place: MachinePlace, { daprd, program, ports, hasConfiguration }: RunFileApp, findings: Findings): Json {
  const [app, ...others] = daprd.receiver ? [daprd.receiver, ...daprd.apps.filter(each => each !== daprd.receiver)] : daprd.apps;
  if (others.length) {
    findings.add(others[0].topology.construct, UNSUPPORTED_BY_TARGET, `dapr.yaml supports one program for each daprd, and '${others[0].name}' shares a daprd with '${app.name}'`,
      'disable dapr.yaml with multiAppRun: false');
  }
  const flags = Object.entries(commonFlags(daprd)).filter(([flag]) => KEYS[flag]);
  const { APP_ID, APP_PORT, DAPR_HTTP_PORT, DAPR_GRPC_PORT, ...env } = app.env.values;
  return {
    appID: daprd.appId,
    appDirPath: program.directory,
    command: program.command,
    ...(ports.appPort === undefined ? {} : { appPort: ports.appPort }),
    ...Object.fromEntries(flags.map(([flag, value]) => [KEYS[flag][0], typed(value, KEYS[flag][1])])),
    daprHTTPPort: ports.httpPort,
    daprGRPCPort: ports.grpcPort,
    daprInternalGRPCPort: ports.internalGrpcPort,
    metricsPort: ports.metricsPort,
    ...(flags.some(([flag, value]) => flag === 'enable-profiling' && value === 'true') ? { profilePort: ports.profilePort } : {}),
    // An empty string overrides the default of the CLI for placement, but not for the scheduler.
    placementHostAddress: daprd.needsPlacement ? PLACEMENT_ADDRESS : '',
    ...(daprd.needsScheduler ? { schedulerHostAddress: SCHEDULER_ADDRESS } : {}),
    ...(hasConfiguration ? { configFilePath: fromDirectory(place, program, `config/${daprd.appId}.yaml`) } : {}),
    env,
  };
}

/** A path of an app, relative to its directory. */
function fromDirectory(place: MachinePlace, { directory }: MachineProgram, path: string): string {
  return posix.isAbsolute(directory) ? `${place.folder}/${path}` : posix.relative(posix.resolve(place.folder, directory), posix.resolve(place.folder, path));
}

const typed = (value: string, type: 'string' | 'number' | 'boolean'): unknown => type === 'number' ? Number(value) : type === 'boolean' ? value === 'true' : value;

/** Variables without a value in the export. The CLI passes its own environment to all daprds and apps, so each name has one value. */
function variables(apps: RunFileApp[], findings: Findings): TargetVariable[] {
  const found = new Map<string, TargetVariable>();
  for (const { daprd } of apps) {
    for (const variable of [...daprd.env.fromTarget, ...daprd.apps.flatMap((app: StandaloneApp) => app.env.fromTarget)]) {
      const before = found.get(variable.name);
      if (before && JSON.stringify(before.from) !== JSON.stringify(variable.from)) {
        findings.add(daprd.at, UNSUPPORTED_BY_TARGET, `dapr.yaml has one environment for all apps, and ${variable.name} is key ${variable.from.key} of '${variable.from.name}' for `
          + `'${daprd.appId}' but key ${before.from.key} of '${before.from.name}' for another app`, 'use one Secret, or disable dapr.yaml with multiAppRun: false');
      }
      found.set(variable.name, before ?? variable);
    }
  }
  return [...found.values()].sort((a, b) => a.name < b.name ? -1 : 1);
}
