import { containerApp } from './app';
import { containerAppsComponent } from './component';
import { CONTAINER_APPS_POD } from './pod-fields';
import { ContainerAppsExportProps, ContainerAppsRegistry } from './props';
import { registryOf } from './registries';
import { ContainerAppsSecrets } from './secrets';
import { aMap, aString, listOf, mapOf, struct } from '../../props/checks';
import { Check, Schema } from '../../props/schema';
import { describe } from '../../util/values';
import { ExportContext } from '../files/context';
import { Exposure } from '../files/exposure';
import { NAME_TAKEN_IN_EXPORT, NEEDED_BY_TARGET, shownContainer } from '../files/findings';
import { templateFile } from '../files/template-file';
import { checkStandalone } from '../standalone/checks';
import { ExportedFile, IExporter } from '../topology/exporter';
import { TopologyApp } from '../topology/model';
import { DaprTopology } from '../topology/topology';

const REGISTRY: Schema<ContainerAppsRegistry> = { identity: aString, username: aString, password: aString };
const aResourceId: Check = value => typeof value === 'string' && (value === 'system' || value.startsWith('/')) ? undefined : '\'system\' or a resource ID';
const PROPS: Schema<ContainerAppsExportProps> = {
  location: aString,
  managedEnvironmentId: aString,
  names: mapOf(aString),
  ingress: mapOf(aMap),
  registries: mapOf(struct({ ...REGISTRY, identity: aResourceId })),
  identities: mapOf(listOf(aResourceId)),
  workloadProfiles: mapOf(aString),
  scale: mapOf(aMap),
  keyVaultUrls: mapOf(aString),
  keyVaultIdentity: aResourceId,
  addresses: mapOf(aString),
};
/** Props by app ID. */
const BY_APP = ['names', 'ingress', 'identities', 'workloadProfiles', 'scale'] as const;

/**
 * Exports apps with a sidecar to Azure Container Apps: one YAML file for each app, for `az containerapp create --yaml`,
 * and one for each component, for `az containerapp env dapr-component set --yaml`, in Azure's own flat schema.
 *
 * The export follows Azure's published schemas and has not been deployed to Azure.
 * @example ExportedFiles.write(app, 'aca', new ContainerAppsExporter({ location: 'westeurope', managedEnvironmentId: environmentId }).export(DaprTopology.of(app)));
 */
export class ContainerAppsExporter implements IExporter {
  constructor(private readonly props: ContainerAppsExportProps) {}

  /** Returns the files. Throws one error that lists everything Azure Container Apps does not support (DAPR8102) and all missing information (DAPR8103). */
  public export(topology: DaprTopology): ExportedFile[] {
    return ExportContext.export(topology, this.props, PROPS, context => new Project(context).files());
  }
}

/** One export. */
class Project {
  private readonly secrets: ContainerAppsSecrets;

  constructor(private readonly context: ExportContext<ContainerAppsExportProps>) {
    const { keyVaultUrls = {}, keyVaultIdentity = 'system' } = context.props;
    this.secrets = new ContainerAppsSecrets(keyVaultUrls, keyVaultIdentity, context);
  }

  public files(): ExportedFile[] {
    const { topology, props, findings, addresses } = this.context;
    const exposure = new Exposure(topology);
    this.checkProps();
    const apps = topology.apps.filter(app => checkStandalone(app, CONTAINER_APPS_POD, findings, this.provided(app))).map(app => {
      if (!this.has('ingress', app)) {
        exposure.report(app, findings, `set ingress: { '${app.appId}': { external: true, targetPort: ${app.appPort ?? '...'} } }`);
      }
      if (typeof app.container.image !== 'string') {
        findings.add(app.construct, NEEDED_BY_TARGET, `${shownContainer(app.container)} has no image`, 'set the image of the container');
      }
      return templateFile(`${app.appId}.containerapp.yaml`, containerApp(app, this.context, this.secrets));
    });
    const components = topology.resources.flatMap(resource => {
      const component = containerAppsComponent(resource, this.context, this.secrets);
      return component ? [templateFile(`components/${resource.name}.yaml`, component)] : [];
    });
    // Apps of one environment reach each other by name, through their ingress.
    addresses.reportUnresolved(topology.apps.filter(app => this.has('ingress', app)).map(({ appId }) => props.names?.[appId] ?? appId), false);
    const example = this.secrets.example();
    return [...[...apps, ...components].sort((a, b) => a.path < b.path ? -1 : 1), ...(example ? [{ path: '.env.example', content: example }] : [])];
  }

  /** Reports missing props, and keys that match nothing. */
  private checkProps(): void {
    const { topology: { scope, apps }, whole, props, findings } = this.context;
    for (const name of ['location', 'managedEnvironmentId'] as const) {
      if (!props[name]) {
        findings.add(scope, NEEDED_BY_TARGET, `${name} is missing`, `set ${name}`);
      }
    }
    const known = new Set(whole.apps.map(({ appId }) => appId));
    for (const prop of BY_APP) {
      Object.keys(props[prop] ?? {}).filter(appId => !known.has(appId)).forEach(appId =>
        findings.add(scope, NEEDED_BY_TARGET, `${prop}[${describe(appId)}] does not match the app ID of an exported app`, 'use the app ID of an exported app'));
    }
    const servers = new Set(whole.apps.map(({ container }) => registryOf(container.image)));
    Object.keys(props.registries ?? {}).filter(server => !servers.has(server)).forEach(server =>
      findings.add(scope, NEEDED_BY_TARGET, `registries[${describe(server)}] does not match the registry of an image`, `use one of ${[...servers].sort().join(', ')}`));
    const names = apps.map(({ appId }) => props.names?.[appId] ?? appId);
    [...new Set(names.filter((name, i) => names.indexOf(name) !== i))].forEach(name =>
      findings.add(scope, NAME_TAKEN_IN_EXPORT, `two container apps are named '${name}'`, 'set names for one of them'));
  }

  private has(prop: typeof BY_APP[number], { appId }: TopologyApp): boolean {
    return Object.hasOwn(this.context.props[prop] ?? {}, appId);
  }

  /** Fields of a pod whose counterpart is a prop. */
  private provided(app: TopologyApp): string[] {
    return [
      ...(Object.hasOwn(this.context.props.registries ?? {}, registryOf(app.container.image)) ? ['imagePullSecrets'] : []),
      ...(this.has('identities', app) ? ['serviceAccount', 'serviceAccountName'] : []),
      ...(this.has('workloadProfiles', app) ? ['containers.resources.limits'] : []),
    ];
  }
}
