import { DEV_READY, DEV_TRACING, devComponents, devServices } from './dev-services';
import { ComposeExportProps } from './props';
import { composeApp, composeDaprd, composePlacement, composeScheduler, daprdService, PORTS, SECRETS } from './services';
import { PLACEMENT_PORT, SCHEDULER_PORT } from '../../dapr/ports';
import { atLeast } from '../../dapr/version';
import { isDnsLabel } from '../../kubernetes/names';
import { aBoolean, aPort, aString, mapOf } from '../../props/checks';
import { Check, Schema } from '../../props/schema';
import { Json, sorted } from '../../util/json';
import { ExportContext } from '../files/context';
import { NAME_TAKEN_IN_EXPORT, NEEDED_BY_TARGET, PORT_TAKEN_ON_MACHINE } from '../files/findings';
import { yamlFile } from '../files/yaml-file';
import { StandaloneDaprd, standaloneDaprds } from '../standalone/apps';
import { ownSpec, standaloneConfiguration } from '../standalone/configuration';
import { exampleSecrets, loadsSecrets, StandaloneResources, standaloneResources } from '../standalone/resources';
import { ExportedFile, IExporter } from '../topology/exporter';
import { DaprTopology } from '../topology/topology';

const aProjectName: Check = value => typeof value === 'string' && isDnsLabel(value) ? undefined : 'the name of a project (a DNS label)';
const aRegistry: Check = value =>
  typeof value === 'string' && /^[\w.:-]+(\/[\w.-]+)*$/.test(value) ? undefined : 'a registry, as in ghcr.io/dapr';

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
/** The first Dapr that can be told the address of an app by its name. */
const NAME_FORMAT = '1.18';

/**
 * Exports apps to containers without Kubernetes: a `compose.yaml` for Docker and Podman, and what the daprds load.
 *
 * Each app is one container beside its daprd, whatever its `replicas`. They reach each other by the names of their
 * services, so an app has to listen on all addresses. Secrets are not written: `.env.example` and
 * `secrets.example.json` say which are wanted.
 */
export class ComposeExporter implements IExporter {
  constructor(private readonly props?: ComposeExportProps) {}

  /**
   * The files of a compose project. Throws one error with everything that containers have not (DAPR8102), that is not
   * known (DAPR8103), that would be there twice (DAPR8104, DAPR8105), and with props of a wrong type (DAPR3017).
   */
  public export(topology: DaprTopology): ExportedFile[] {
    return ExportContext.export(topology, this.props, COMPOSE, context => new Project(context).files());
  }
}

/** One export. */
class Project {
  private readonly services: { [name: string]: Json } = {};

  constructor(private readonly context: ExportContext<ComposeExportProps>) {}

  public files(): ExportedFile[] {
    const { topology, addresses, variables, props: { name = 'dapr', devServices: dev } } = this.context;
    const daprds = standaloneDaprds(this.context);
    const resources = standaloneResources(this.context, `/run/secrets/${SECRETS}`, dev ? devComponents(topology, daprds) : []);
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
      this.context.findings.add(at, NEEDED_BY_TARGET, `other containers reach the API of '${appId}', and it demands no token`,
        'give apiTokenSecret, here or in DaprPlatform; to do without, set unsafeAllowUnauthenticatedApi');
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
      this.context.findings.add(topology.construct, NEEDED_BY_TARGET, `container '${container.name}' has no image`, 'give the container one');
    }
    daprd.apps.forEach(app => this.add(app.name, composeApp(app, daprd, this.context.props.publishedPorts?.[app.name], this.context.variables)));
  }

  private configuration(daprd: StandaloneDaprd, resources: StandaloneResources): Json | undefined {
    return standaloneConfiguration(daprd, ownSpec(daprd, this.context), this.context.findings, {
      secrets: loadsSecrets(resources, daprd.appId),
      tracing: this.context.props.devServices ? DEV_TRACING : undefined,
      // Before, mDNS: the containers of a project share one network.
      nameResolution: atLeast(daprd.daprVersion, NAME_FORMAT)
        ? { component: 'nameformat', version: 'v1', configuration: { format: `${daprdService('{appid}')}:${PORTS.internalGrpcPort}` } } : undefined,
    });
  }

  private add(name: string, service: Json): void {
    if (name in this.services) {
      this.context.findings.add(this.context.topology.scope, NAME_TAKEN_IN_EXPORT, `two services are called '${name}'`);
    }
    this.services[name] = service;
  }

  private image(program: string, version: string): string {
    if (!/^v?1\.\d+\.\d+$/.test(version)) {
      this.context.findings.add(this.context.topology.scope, NEEDED_BY_TARGET, `images of Dapr have a full version, and ${version} is declared`, `declare one in DaprPlatform, such as ${version}.3`);
    }
    return `${this.context.props.imageRegistry ?? 'ghcr.io/dapr'}/${program}:${version.replace(/^v/, '')}`;
  }

  private checkPublishedPorts(daprds: StandaloneDaprd[]): void {
    const apps = new Map(daprds.flatMap(daprd => daprd.apps.map(app => [app.name, app] as const)));
    const taken = new Map<number, string>(this.context.props.devServices ? [[9411, 'zipkin']] : []);
    for (const [name, port] of Object.entries(this.context.props.publishedPorts ?? {})) {
      if (apps.get(name)?.topology.appPort === undefined) {
        this.context.findings.add(this.context.topology.scope, NEEDED_BY_TARGET, `publishedPorts names '${name}', and there is no app of that name with an appPort`);
      }
      if (taken.has(port)) {
        this.context.findings.add(this.context.topology.scope, PORT_TAKEN_ON_MACHINE, `publishedPorts gives ${port} to '${name}' and to '${taken.get(port)}'`, 'give one of them another port');
      }
      taken.set(port, name);
    }
  }
}
