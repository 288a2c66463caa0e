import { posix } from 'path';
import { machineBase, PLACEMENT_ADDRESS, placementUnit, SCHEDULER_ADDRESS, schedulerUnit } from './control-plane';
import { MachinePlace, stateFolder } from './place';
import { MACHINE_POD } from './pod-fields';
import { MACHINE_PORTS, machinePorts, portsOf, PortsOfDaprd } from './ports';
import { checkVariables, MachineProgram, machineProgram } from './program';
import { MachineExportProps } from './props';
import { runFile } from './run-file';
import { appUnit, daprdAddress, daprdUnit } from './units';
import { LOGGING, loggingFlags, loggingProblems } from '../../daprd/logging';
import { isDnsLabel } from '../../kubernetes/names';
import { DaprPlatform } from '../../platform/dapr-platform';
import { aBoolean, aString, mapOf, struct } from '../../props/checks';
import { Check, Schema } from '../../props/schema';
import { Json } from '../../util/json';
import { ExportContext } from '../files/context';
import { Exposure } from '../files/exposure';
import { refuseDuplicateFiles } from '../files/same-files';
import { exampleEnv } from '../files/variables';
import { yamlFile } from '../files/yaml-file';
import { StandaloneApp, StandaloneDaprd, standaloneDaprds } from '../standalone/apps';
import { ownSpec, resolvesOutsideCluster, standaloneConfiguration } from '../standalone/configuration';
import { DaprdPlace } from '../standalone/daprd-command';
import { exampleSecrets, loadsSecrets, standaloneResources } from '../standalone/resources';
import { ExportedFile, IExporter } from '../topology/exporter';
import { DaprTopology } from '../topology/topology';

const aUnitName: Check = value =>
  typeof value === 'string' && isDnsLabel(value) && value.length <= 20 ? undefined : 'a DNS label of at most 20 characters';
const aFolder: Check = value =>
  typeof value === 'string' && !aString(value) && posix.isAbsolute(value) && !/\s/.test(value) ? undefined : 'an absolute path without whitespace';

const MACHINE: Schema<MachineExportProps> = {
  name: aUnitName,
  folder: aFolder,
  binFolder: aFolder,
  ports: mapOf(struct(MACHINE_PORTS)),
  addresses: mapOf(aString),
  multiAppRun: aBoolean,
  logging: LOGGING,
};

/**
 * Exports apps to a machine without containers: systemd units, a file for `dapr run -f`, and the resources that the
 * daprds load.
 *
 * Each app is one program, regardless of `replicas`. Nothing is downloaded at run time and Dapr listens on loopback
 * only, so the machine needs no network. Secret values are not exported: `.env.example`, `env/` and
 * `secrets.example.json` list the required ones.
 * @example ExportedFiles.write(app, 'machine', new MachineExporter({ name: 'shop' }).export(DaprTopology.of(app)));
 */
export class MachineExporter implements IExporter {
  constructor(private readonly props?: MachineExportProps) {}

  /**
   * Returns the files of a machine. Throws one error that lists everything a machine does not support (DAPR8102), missing
   * information (DAPR8103), duplicate names and ports (DAPR8104, DAPR8105), and props of a wrong type (DAPR3017).
   */
  public export(topology: DaprTopology): ExportedFile[] {
    return ExportContext.export(topology, this.props, MACHINE, context => {
      const { name = 'dapr', folder = `/etc/${name}`, binFolder = '/usr/local/bin' } = context.props;
      return new Machine(context, { name, folder: posix.resolve(folder), binFolder: posix.resolve(binFolder) }).files();
    });
  }
}

type Programs = Map<StandaloneApp, MachineProgram>;
/** Spec of the Configuration that a daprd uses, and the exported document. */
interface MachineConfiguration { readonly own: Json; readonly document?: Json }

/** One export. */
class Machine {
  constructor(private readonly context: ExportContext<MachineExportProps>, private readonly place: MachinePlace) {}

  public files(): ExportedFile[] {
    const { context, place, context: { topology, addresses, findings, props: { ports: portOverrides = {}, multiAppRun = true } } } = this;
    const daprds = standaloneDaprds(context, MACHINE_POD, app => daprdAddress(app, portsOf(app.dataPlane!.appId, app.appPort, portOverrides)));
    const ports = machinePorts(topology, daprds, portOverrides, findings);
    const resources = standaloneResources(context, `${place.folder}/secrets.json`);
    const programs: Programs = new Map(daprds.flatMap(({ apps }) => apps.map(app => [app, machineProgram(app, findings)] as const)));
    const exposure = new Exposure(topology);
    topology.apps.forEach(app => exposure.report(app, findings, 'let clients call the port of the program on the machine, and acknowledge this: nothing there maps ports or ends TLS'));
    daprds.forEach(({ at, env }) => checkVariables(at, env, findings));
    const configurations = new Map(daprds.map(daprd => {
      const own = ownSpec(daprd, context);
      return [daprd, { own, document: standaloneConfiguration(daprd, own, findings, { secrets: loadsSecrets(resources, daprd.appId) }) }];
    }));
    const configurationOf = (daprd: StandaloneDaprd): MachineConfiguration => configurations.get(daprd)!;
    const files = [
      ...(multiAppRun ? runFile(place, daprds.map(daprd => ({
        daprd,
        program: programs.get(daprd.receiver ?? daprd.apps[0])!,
        ports: ports.get(daprd.appId)!,
        hasConfiguration: configurationOf(daprd).document !== undefined,
        logging: loggingFlags(context.props.logging),
      })), resources.files.length > 0, findings) : []),
      ...resources.files,
      ...exampleSecrets(resources),
      ...[...configurations].flatMap(([{ appId }, { document }]) => document ? [yamlFile(`config/${appId}.yaml`, document)] : []),
      ...machineBase(place),
      ...(daprds.some(daprd => daprd.needsPlacement) ? [placementUnit(place)] : []),
      ...(daprds.some(daprd => daprd.needsScheduler) ? [schedulerUnit(place)] : []),
      ...daprds.flatMap(daprd =>
        this.daprdAndApps(daprd, ports.get(daprd.appId)!, programs, resources.files.length > 0, configurationOf(daprd))),
    ];
    daprds.forEach(({ at }) => findings.addAll(at, loggingProblems('logging', context.props.logging, DaprPlatform.of(at).daprVersion, [stateFolder(place)])));
    refuseDuplicateFiles(topology, files, findings);
    addresses.reportUnresolved([], false);
    return files;
  }

  private daprdAndApps(
    daprd: StandaloneDaprd, ports: PortsOfDaprd, programs: Programs, hasResources: boolean, { own, document }: MachineConfiguration,
  ): ExportedFile[] {
    const { folder } = this.place;
    const where: DaprdPlace = {
      ...ports,
      logging: loggingFlags(this.context.props.logging),
      listen: '127.0.0.1',
      listenInternal: '127.0.0.1',
      appHost: '127.0.0.1',
      resources: hasResources ? `${folder}/resources` : undefined,
      configurations: [
        ...(document ? [`${folder}/config/${daprd.appId}.yaml`] : []),
        ...(resolvesOutsideCluster(own) ? [] : [`${folder}/systemd/names.yaml`]),
      ],
      placement: daprd.needsPlacement ? PLACEMENT_ADDRESS : undefined,
      scheduler: daprd.needsScheduler ? SCHEDULER_ADDRESS : undefined,
    };
    const example = (name: string, { fromTarget }: StandaloneApp['env']): ExportedFile[] =>
      fromTarget.length ? [{ path: `env/${name}.env.example`, content: exampleEnv(fromTarget) }] : [];
    return [
      daprdUnit(daprd, this.place, where),
      ...example(`${daprd.appId}-daprd`, daprd.env),
      ...daprd.apps.flatMap(app => [
        appUnit(app, daprd, this.place, programs.get(app)!, ports.httpPort),
        ...example(app.name, app.env),
      ]),
    ];
  }
}
