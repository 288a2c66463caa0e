import { daprdUnitOf, MachinePlace, stateFolder, targetOf, unitOf } from './place';
import { hooks, isolation, restartOf } from './pod';
import { PortsOfDaprd } from './ports';
import { directoryOn, executableOn, MachineProgram } from './program';
import { unitCommand, unitEnvironment, unitFile, unitPath, unitPattern } from './systemd-syntax';
import { LOOPBACK_HARDENING, HARDENING, limits, RESTART, RESTART_DELAY } from './unit-parts';
import { shutdownSeconds } from '../../daprd/defaults';
import { StandaloneApp, StandaloneDaprd } from '../standalone/apps';
import { DaprdPlace, daprdArguments } from '../standalone/daprd-command';
import { limitsOf } from '../standalone/pod';
import { ExportedFile } from '../topology/exporter';
import { TopologyApp } from '../topology/model';

/** Seconds that systemd waits in addition to daprd's own shutdown time. */
const SPARE = 5;

/** The unit of a daprd. */
export function daprdUnit(daprd: StandaloneDaprd, place: MachinePlace, where: DaprdPlace): ExportedFile {
  const needs = [
    ...(daprd.needsPlacement ? [unitOf(place, 'placement')] : []),
    ...(daprd.needsScheduler ? [unitOf(place, 'scheduler')] : []),
  ].join(' ') || undefined;
  const option = (name: string): string | undefined => daprd.annotations[`dapr.io/${name}`];
  return {
    path: `systemd/${daprdUnitOf(place, daprd.appId)}`,
    content: unitFile(
      ['Unit', [
        ['Description', `Dapr of ${daprd.appId}`],
        ['PartOf', targetOf(place)],
        ['Wants', needs],
        // Not network-online.target, because the machine may have no network.
        ['After', ['network.target', needs].filter(Boolean).join(' ')],
        ['StartLimitIntervalSec', '0'],
      ]],
      ['Service', [
        ['User', place.name],
        ['StateDirectory', place.name],
        ['WorkingDirectory', stateFolder(place)],
        ...unitEnvironment({ DAPR_HOST_IP: '127.0.0.1', ...daprd.env.values }),
        ['EnvironmentFile', daprd.env.fromTarget.length ? unitPattern(`${place.folder}/env/${daprd.appId}-daprd.env`) : undefined],
        ['ExecStart', unitCommand(`${place.binFolder}/daprd`, daprdArguments(daprd, where))],
        ...RESTART,
        ['TimeoutStopSec', String(Math.ceil(shutdownSeconds(daprd.annotations)) + SPARE)],
        ...limits(option('sidecar-memory-limit'), option('sidecar-cpu-limit')),
        ...LOOPBACK_HARDENING,
      ]],
      ['Install', [['WantedBy', targetOf(place)]]],
    ),
  };
}

/** The unit of an app: it starts when its daprd is ready, and stops before its daprd. */
export function appUnit(app: StandaloneApp, daprd: StandaloneDaprd, place: MachinePlace, program: MachineProgram, httpPort: number): ExportedFile {
  const { memory, cpu } = limitsOf(app.topology);
  return {
    path: `systemd/${unitOf(place, app.name)}`,
    content: unitFile(
      ['Unit', [
        ['Description', `${app.name}, an app of Dapr`],
        ['PartOf', targetOf(place)],
        // Not BindsTo, so that an app keeps running when its daprd restarts.
        ['Wants', daprdUnitOf(place, daprd.appId)],
        ['After', `network.target ${daprdUnitOf(place, daprd.appId)}`],
        ['StartLimitIntervalSec', '0'],
      ]],
      ['Service', [
        ['DynamicUser', 'yes'],
        ['StateDirectory', `${place.name}-${app.name}`],
        ['WorkingDirectory', unitPath(directoryOn(place, program))],
        ...unitEnvironment(app.env.values),
        ['EnvironmentFile', app.env.fromTarget.length ? unitPattern(`${place.folder}/env/${app.name}.env`) : undefined],
        ['ExecStartPre', unitCommand(`${place.binFolder}/daprd`, ['--wait', `--dapr-http-port=${httpPort}`])],
        ['ExecStart', unitCommand(executableOn(place, program), program.command.slice(1))],
        ...hooks(app, place, program.directory),
        ['Restart', restartOf(app)],
        RESTART_DELAY,
        ['TimeoutStopSec', String(app.topology.podSpec.terminationGracePeriodSeconds ?? 30)],
        ...limits(memory, cpu),
        ...HARDENING,
        ...isolation(app),
      ]],
      ['Install', [['WantedBy', targetOf(place)]]],
    ),
  };
}

/** Environment variables with the address of daprd, and with the port of the app on the machine. */
export function daprdAddress(app: TopologyApp, { httpPort, grpcPort, appPort }: PortsOfDaprd): { [name: string]: string } {
  return {
    ...(app.appPort === undefined ? {} : { APP_PORT: String(appPort) }),
    DAPR_HTTP_PORT: String(httpPort),
    DAPR_GRPC_PORT: String(grpcPort),
    DAPR_HTTP_ENDPOINT: `http://127.0.0.1:${httpPort}`,
    DAPR_GRPC_ENDPOINT: `http://127.0.0.1:${grpcPort}`,
  };
}
