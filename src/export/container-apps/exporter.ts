import { containerAppDapr } from './dapr';
import { ContainerAppsExportProps } from './props';
import { ContainerAppsSecrets } from './secrets';
import { DaprUseKind } from '../../contract';
import { aDocument, aString, mapOf } from '../../props/checks';
import { Schema } from '../../props/schema';
import { canonical, Json } from '../../util/json';
import { quantityValue } from '../../util/values';
import { secretStoreOf, unsupportedType } from '../files/cluster-types';
import { ExportContext } from '../files/context';
import { NEEDED_BY_TARGET, UNSUPPORTED_BY_TARGET } from '../files/findings';
import { templateFile } from '../files/template-file';
import { TargetVariable } from '../files/variables';
import { checkStandalone } from '../standalone/checks';
import { containerEnv } from '../standalone/env';
import { isDerivedOnly } from '../topology/derived-configuration';
import { ExportedFile, IExporter } from '../topology/exporter';
import { TopologyApp, TopologyResource } from '../topology/model';
import { DaprTopology } from '../topology/topology';

const PROPS: Schema<ContainerAppsExportProps> = {
  location: aString,
  managedEnvironmentId: aString,
  scale: mapOf(mapOf(aDocument)),
  keyVaultUrls: mapOf(aString),
  addresses: mapOf(aString),
};

const GIBI = 1024 ** 3;
/** Minimum resources of a container on the platform. */
const MINIMUM = { cpu: 0.25, memory: '0.5Gi' };

/**
 * Exports apps with a sidecar to Azure Container Apps: one YAML file for each app, for `az containerapp create --yaml`,
 * and one for each component, for `az containerapp env dapr-component set --yaml`, in Azure's own flat schema.
 *
 * The export follows Azure's published schemas and has not been deployed to Azure.
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
    this.secrets = new ContainerAppsSecrets(context.props.keyVaultUrls ?? {}, context);
  }

  public files(): ExportedFile[] {
    const { topology, props, findings, addresses } = this.context;
    for (const name of ['location', 'managedEnvironmentId'] as const) {
      if (!props[name]) {
        findings.add(topology.scope, NEEDED_BY_TARGET, `${name} is missing`, `set ${name}`);
      }
    }
    const apps = topology.apps.filter(app => checkStandalone(app, findings)).map(app => templateFile(`${app.appId}.containerapp.yaml`, this.app(app)));
    const components = topology.resources.flatMap(resource => this.component(resource));
    // Apps of one environment reach each other by name.
    addresses.reportUnresolved(topology.apps.map(({ appId }) => appId), false);
    const example = this.secrets.example();
    return [...[...apps, ...components].sort((a, b) => a.path < b.path ? -1 : 1), ...(example ? [{ path: '.env.example', content: example }] : [])];
  }

  private app(app: TopologyApp): Json {
    const dapr = containerAppDapr(app, this.context.findings);
    const own = { APP_ID: app.appId, DAPR_APP_ID: app.appId, ...(app.appPort === undefined ? {} : { APP_PORT: String(app.appPort) }) };
    const env = containerEnv(app, this.context, { values: own, fromTarget: [] });
    const secrets = this.secrets.of(app.construct, env.fromTarget.map(({ from }) => from));
    const scale: Json = canonical(this.context.props.scale?.[app.appId]) ?? { minReplicas: app.replicas, maxReplicas: Math.max(1, app.replicas) };
    if (app.uses.some(({ kind }) => kind === DaprUseKind.ACTORS) && scale.minReplicas === 0) {
      this.context.findings.add(app.construct, UNSUPPORTED_BY_TARGET, 'the app hosts actors and can scale to zero, where it receives no reminders',
        'set scale with minReplicas of at least 1');
    }
    const { name, image, command, args } = app.container;
    return {
      location: this.context.props.location,
      name: app.appId,
      type: 'Microsoft.App/containerApps',
      ...(secrets.list.some(secret => secret.identity) ? { identity: { type: 'SystemAssigned' } } : {}),
      properties: {
        managedEnvironmentId: this.context.props.managedEnvironmentId,
        configuration: { activeRevisionsMode: 'Single', dapr, ...(secrets.list.length ? { secrets: secrets.list } : {}) },
        template: {
          containers: [{
            name: name ?? app.appId,
            image,
            ...(command?.length ? { command } : {}),
            ...(args?.length ? { args } : {}),
            env: [
              ...Object.entries(env.values).map(([variable, value]) => ({ name: variable, value })),
              ...env.fromTarget.map(({ name: variable, from: source }) => ({ name: variable, secretRef: secrets.nameOf(source) })),
            ],
            resources: resources(app.container),
          }],
          scale,
        },
      },
    };
  }

  private component({ construct: at, kind, name, manifest: json }: TopologyResource): ExportedFile[] {
    const refuse = (what: string, todo?: string): void => this.context.findings.add(at, UNSUPPORTED_BY_TARGET, what, todo);
    if (isDerivedOnly(at, () => json.spec)) {
      return [];
    }
    if (kind !== 'Component') {
      refuse(`${kind} '${name}' is of a kind that Azure Container Apps does not support`,
        kind === 'Subscription' ? 'subscribe in the program (GET /dapr/subscribe, or its SDK)' : undefined);
      return [];
    }
    const { type, version, ignoreErrors, initTimeout } = json.spec;
    const unsupported = unsupportedType(type, 'containerApps');
    if (unsupported) {
      refuse(`component '${name}' has ${unsupported}`);
    }
    const entries: Json[] = this.context.addresses.translateAll(at, 'metadata', json.spec.metadata ?? []);
    entries.filter(({ envRef }) => envRef).forEach(entry => refuse(`component '${name}' reads ${entry.name} from the environment of daprd`, 'use MetadataValue.fromSecret'));
    const from = ({ secretKeyRef: ref }: Json): TargetVariable['from'] => ({ kind: 'Secret', name: ref.name, key: ref.key ?? ref.name });
    const references = entries.filter(({ secretKeyRef }) => secretKeyRef);
    const store = secretStoreOf(json);
    const secrets = this.secrets.of(at, store ? [] : references.map(from));
    return [templateFile(`components/${name}.yaml`, {
      componentType: type,
      version,
      ...(ignoreErrors === undefined ? {} : { ignoreErrors }),
      ...(initTimeout ? { initTimeout } : {}),
      metadata: entries.map(entry => entry.secretKeyRef
        ? { name: entry.name, secretRef: store ? entry.secretKeyRef.name : secrets.nameOf(from(entry)) } : { name: entry.name, value: String(entry.value ?? '') }),
      ...(store ? { secretStoreComponent: store } : references.length ? { secrets: secrets.list } : {}),
      ...(json.scopes ? { scopes: json.scopes } : {}),
    })];
  }
}

/** CPU in cores and memory in GiB: the requests of the container, but at least the minimum of the platform. */
function resources(container: Json): Json {
  // As in Kubernetes, a limit without a request is also the request.
  const { cpu, memory } = { ...container.resources?.limits, ...container.resources?.requests };
  return {
    cpu: cpu === undefined ? MINIMUM.cpu : Math.max(MINIMUM.cpu, quantityValue(String(cpu))),
    memory: memory === undefined ? MINIMUM.memory : `${Math.max(0.5, Math.ceil(quantityValue(String(memory)) / GIBI * 100) / 100)}Gi`,
  };
}
