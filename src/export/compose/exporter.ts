import { DEV_READY, DEV_TRACING, devComponents, devServices, withDevRedis } from './dev-services';
import { COMPOSE_POD } from './pod-fields';
import { ComposeExportProps } from './props';
import { composeApp, composeDaprd, composePlacement, composeScheduler, daprdAddress, daprdService, PORTS, SECRETS } from './services';
import { PLACEMENT_PORT, SCHEDULER_PORT } from '../../dapr/ports';
import { atLeast } from '../../dapr/version';
import { isDnsLabel } from '../../kubernetes/names';
import { aBoolean, aPort, aString, mapOf } from '../../props/checks';
import { Check, Schema } from '../../props/schema';
import { Json, sorted } from '../../util/json';
import { describe, mustBe } from '../../util/values';
import { ExportContext } from '../files/context';
import { Exposure } from '../files/exposure';
import { NAME_TAKEN_IN_EXPORT, NEEDED_BY_TARGET, PORT_TAKEN_ON_MACHINE, shownContainer } from '../files/findings';
import { yamlFile } from '../files/yaml-file';
import { StandaloneDaprd, standaloneDaprds } from '../standalone/apps';
import { ownSpec, standaloneConfiguration } from '../standalone/configuration';
import { exampleSecrets, loadsSecrets, StandaloneResources, standaloneResources } from '../standalone/resources';
import { ExportedFile, IExporter } from '../topology/exporter';
import { DaprTopology } from '../topology/topology';

const aProjectName: Check = value => typeof value === 'string' && isDnsLabel(value) ? undefined : 'a project name (a DNS label)';
const aRegistry: Check = value =>
  typeof value === 'string' && /^[\w.:-]+(\/[\w.-]+)*$/.test(value) ? undefined : 'an image registry such as ghcr.io/dapr';

const COMPOSE: Schema<ComposeExportProps> = {
  name: aProjectName,
  imageRegistry: aRegistry,
  publishedPorts: mapOf(aPort),
  addresses: mapOf(aString),
  devServices: aBoolean,
  unsafeAllowUnauthenticatedApi: aBoolean,
};

const PLACEMENT = 'dapr-placement';
const SCHEDULER = 'dapr-scheduler';
/** The first Dapr version with the name resolution component `nameformat`. */
const NAME_FORMAT = '1.18';

/**
 * Exports apps to containers without Kubernetes: a `compose.yaml` for Docker and Podman, and the resources that the
 * daprds load.
 *
 * Each app is one container next to its daprd, regardless of `replicas`. Containers reach each other by service name, so
 * an app must listen on all addresses. Secret values are not exported: `.env.example` and `secrets.example.json` list
 * the required ones.
 * @example ExportedFiles.write(app, 'compose', new ComposeExporter({ name: 'shop' }).export(DaprTopology.of(app)));
 */
export class ComposeExporter implements IExporter {
  constructor(private readonly props?: ComposeExportProps) {}

  /**
   * Returns the files of a Compose project. Throws one error that lists everything containers do not support (DAPR8102),
   * missing information (DAPR8103), duplicate names and ports (DAPR8104, DAPR8105), and props of a wrong type (DAPR3017).
   */
  public export(topology: DaprTopology): ExportedFile[] {
    return ExportContext.export(topology, this.props, COMPOSE, context => new Project(context).files());
  }
}

/** One export. */
class Project {
  private readonly services: { [name: string]: Json } = {};
  private readonly exposure: Exposure;

  constructor(private readonly context: ExportContext<ComposeExportProps>) {
    this.exposure = new Exposure(context.topology);
  }

  public files(): ExportedFile[] {
    const { topology, addresses, variables, props: { name = 'dapr', devServices: dev } } = this.context;
    const daprds = standaloneDaprds(this.context, COMPOSE_POD, daprdAddress);
    const resources = standaloneResources(this.context, `/run/secrets/${SECRETS}`,
      dev ? { documents: devComponents(topology, daprds), component: withDevRedis } : {});
    const configurations = daprds.map(daprd => this.configuration(daprd, resources));
    daprds.forEach((daprd, i) => this.addDaprd(daprd, resources, configurations[i] !== undefined));
    this.checkPublishedPorts(daprds);
    const scheduler = daprds.some(daprd => daprd.needsScheduler);
    const newest = daprds.map(({ daprVersion }) => daprVersion).reduce((a, b) => atLeast(a, b) ? a : b, '1.0');
    if (daprds.some(daprd => daprd.needsPlacement)) {
      this.add(PLACEMENT, composePlacement(this.image('placement', newest)));
    }
    if (scheduler) {
      this.add(SCHEDULER, composeScheduler(this.image('scheduler', newest), SCHEDULER, 'scheduler'));
    }
    Object.entries(dev ? devServices() : {}).forEach(([service, json]) => this.add(service, json));
    addresses.reportUnresolved(Object.keys(this.services), false);
    const secrets = daprds.some(daprd => loadsSecrets(resources, daprd.appId));
    const volumes = { ...(dev ? { redis: {} } : {}), ...(scheduler ? { scheduler: {} } : {}) };
    const document = {
      name,
      services: sorted(this.services),
      ...(Object.keys(volumes).length ? { volumes } : {}),
      ...(secrets ? { secrets: { [SECRETS]: { file: './secrets.json' } } } : {}),
    };
    const example = variables.example();
    return [
      yamlFile('compose.yaml', document),
      ...(example ? [{ path: '.env.example', content: example }] : []),
      ...resources.files,
      ...exampleSecrets(resources),
      ...configurations.flatMap((json, i) => json ? [yamlFile(`config/${daprds[i].appId}.yaml`, json)] : []),
    ];
  }

  private addDaprd(daprd: StandaloneDaprd, resources: StandaloneResources, configured: boolean): void {
    const { at, appId, receiver } = daprd;
    if (!daprd.apiTokenSecret && !this.context.props.unsafeAllowUnauthenticatedApi) {
      this.context.findings.add(at, NEEDED_BY_TARGET, `other containers can call the Dapr API of '${appId}' without a token`,
        'set apiTokenSecret in the data plane or in DaprPlatform, or set unsafeAllowUnauthenticatedApi');
    }
    this.add(daprdService(appId), composeDaprd(daprd, {
      image: daprd.annotations['dapr.io/sidecar-image'] ?? this.image('daprd', daprd.daprVersion),
      secrets: loadsSecrets(resources, appId),
      after: {
        ...(daprd.needsPlacement ? { [PLACEMENT]: { condition: 'service_started' } } : {}),
        ...(daprd.needsScheduler ? { [SCHEDULER]: { condition: 'service_started' } } : {}),
        ...(this.context.props.devServices ? DEV_READY : {}),
      },
      place: {
        ...PORTS,
        appPort: receiver?.topology.appPort,
        appHost: receiver?.name ?? '',
        listen: '0.0.0.0',
        listenInternal: '0.0.0.0',
        resources: resources.files.length ? '/dapr/resources' : undefined,
        configurations: configured ? [`/dapr/config/${appId}.yaml`] : [],
        placement: daprd.needsPlacement ? `${PLACEMENT}:${PLACEMENT_PORT}` : undefined,
        scheduler: daprd.needsScheduler ? `${SCHEDULER}:${SCHEDULER_PORT}` : undefined,
      },
    }, this.context.variables));
    for (const { topology, container } of daprd.apps.filter(app => typeof app.container.image !== 'string')) {
      this.context.findings.add(topology.construct, NEEDED_BY_TARGET, `${shownContainer(container)} has no image`, 'set the image of the container');
    }
    daprd.apps.filter(app => this.context.props.publishedPorts?.[app.name] === undefined).forEach(app =>
      this.exposure.report(app.topology, this.context.findings, `publish a port: publishedPorts: { '${app.name}': ... }`));
    daprd.apps.forEach(app => this.add(app.name, composeApp(app, daprd, this.context.props.publishedPorts?.[app.name], this.context.variables)));
  }

  private configuration(daprd: StandaloneDaprd, resources: StandaloneResources): Json | undefined {
    return standaloneConfiguration(daprd, ownSpec(daprd, this.context), this.context.findings, {
      secrets: loadsSecrets(resources, daprd.appId),
      tracing: this.context.props.devServices ? DEV_TRACING : undefined,
      // Earlier versions use mDNS: the containers of a project share one network.
      nameResolution: atLeast(daprd.daprVersion, NAME_FORMAT)
        ? { component: 'nameformat', version: 'v1', configuration: { format: `${daprdService('{appid}')}:${PORTS.internalGrpcPort}` } } : undefined,
    });
  }

  private add(name: string, service: Json): void {
    if (name in this.services) {
      this.context.findings.add(this.context.topology.scope, NAME_TAKEN_IN_EXPORT, `two services are named '${name}'`);
    }
    this.services[name] = service;
  }

  private image(program: string, version: string): string {
    if (!/^v?1\.\d+\.\d+(-(alpha|beta|rc)[.\d]+)?$/.test(version)) {
      this.context.findings.add(this.context.topology.scope, NEEDED_BY_TARGET, mustBe('daprVersion', 'a full version, as in the tags of Dapr images', version),
        `declare one in DaprPlatform, such as ${version}.3`);
    }
    return `${this.context.props.imageRegistry ?? 'ghcr.io/dapr'}/${program}:${version.replace(/^v/, '')}`;
  }

  private checkPublishedPorts(daprds: StandaloneDaprd[]): void {
    const apps = new Map(daprds.flatMap(daprd => daprd.apps.map(app => [app.name, app] as const)));
    const taken = new Map<number, string>(this.context.props.devServices ? [[9411, 'zipkin']] : []);
    for (const [name, port] of Object.entries(this.context.props.publishedPorts ?? {})) {
      if (apps.get(name)?.topology.appPort === undefined) {
        this.context.findings.add(this.context.topology.scope, NEEDED_BY_TARGET, `publishedPorts[${describe(name)}] does not match the service of an app with an appPort`,
          'use the service name of an app, and set its appPort');
      }
      if (taken.has(port)) {
        this.context.findings.add(this.context.topology.scope, PORT_TAKEN_ON_MACHINE, `publishedPorts sets port ${port} for both '${name}' and '${taken.get(port)}'`,
          'set another port for one of them');
      }
      taken.set(port, name);
    }
  }
}
