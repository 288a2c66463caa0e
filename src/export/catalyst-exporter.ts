import { configurationOf, refuseUnknownKinds } from './catalyst-configuration';
import { CatalystExportProps } from './catalyst-export-props';
import { ClusterAddresses } from './cluster-addresses';
import { ExportedFile } from './exported-files';
import { Findings } from './findings';
import { DaprTopology } from './topology';
import { TopologyApp, TopologyResource } from './topology-model';
import { yamlFile } from './yaml-file';
import { AppProtocol } from '../contract';
import { Json } from '../private/pod-template';
import { aText, aTruth, mapOf, Shape } from '../private/shape';

const CATALYST: Shape<CatalystExportProps> = { addresses: mapOf(aText), managedPubsub: aTruth, managedKvStore: aTruth };

/** The order in which they have to be there: an app names its Configuration, a subscription the app. */
const ORDER: { [kind: string]: number } = { Component: 10, HTTPEndpoint: 15, Configuration: 20, AppIdentity: 30, Subscription: 40, Resiliency: 50 };
/** Types that work beside a cluster or a disk only. */
const ELSEWHERE = /^(secretstores\.(kubernetes|local\.)|bindings\.(kubernetes|localstorage)|crypto\.dapr\.(kubernetes|localstorage)|nameresolution\.)/;
const LOCAL = /(?:^|["/@=,;\s])(localhost|127\.0\.0\.1)\b/;

/**
 * Exports apps with `DataPlane.catalyst()` (or `remote`) to Diagrid Catalyst: their identities, and the components,
 * subscriptions, configurations and resiliency that they load, numbered in the order in which
 * `diagrid apply -f <folder>` must see them.
 *
 * A secret is a variable, `${NAME}`, that `envsubst` or the pipeline fills in; `.env.example` lists them. No cloud has run
 * what is exported here: it follows Diagrid's documents.
 */
export class CatalystExporter {
  /** The files. Throws one error with everything that Catalyst has not (DAPR8102) and that is missing (DAPR8103). */
  public static export(topology: DaprTopology, props?: CatalystExportProps): ExportedFile[] {
    const findings = new Findings();
    const files = new Project(topology, findings.wellFormed(topology, props, CATALYST), findings).files();
    findings.throwIfAny();
    return files;
  }

  private constructor() {}
}

/** One export. */
class Project {
  private readonly variables = new Map<string, string>();
  private readonly addresses: ClusterAddresses;

  constructor(private readonly topology: DaprTopology, private readonly props: CatalystExportProps, private readonly findings: Findings) {
    this.addresses = new ClusterAddresses(props.addresses ?? {}, findings);
  }

  public files(): ExportedFile[] {
    const apps = this.topology._apps.filter(({ at }) => at.daprElsewhere);
    if (!apps.length) {
      this.findings.add(this.topology._at, 'DAPR8103', 'no app has its Dapr at Catalyst', 'give an app DataPlane.catalyst()');
    }
    const managed = [...(this.props.managedPubsub ? ['pubsub'] : []), ...(this.props.managedKvStore ? ['kvstore'] : [])];
    const ids = apps.map(({ appId }) => appId);
    refuseUnknownKinds(this.topology._resources, ids, this.findings);
    const loaded = this.topology._resources.filter(({ kind, name, json }) =>
      ORDER[kind] && !(kind === 'Component' && managed.includes(name)) && (kind === 'Configuration' ? this.isConfigurationOf(apps, name) : isLoaded(json, ids)));
    const documents = [...loaded.map(resource => this.resource(resource, ids)), ...distinct(apps).map(app => this.identity(app))];
    const files = documents.map(document => yamlFile(`${ORDER[document.kind]}-${document.kind.toLowerCase()}-${document.metadata.name}.yaml`, document));
    const env = [...this.variables].sort(([a], [b]) => a < b ? -1 : 1).map(([name, what]) => `# ${what}\n${name}=change-me\n`).join('');
    return [...files.sort((a, b) => a.path < b.path ? -1 : 1), ...(env ? [{ path: '.env.example', content: env }] : [])];
  }

  private isConfigurationOf(apps: TopologyApp[], name: string): boolean {
    return apps.some(({ at }) => configurationOf(at) === name);
  }

  /** As in Kubernetes, without the namespace and with variables for what Secrets hold. */
  private resource({ at, kind, name, json }: TopologyResource, ids: string[]): Json {
    if (ELSEWHERE.test(json.spec?.type ?? '') || json.auth?.secretStore === 'kubernetes') {
      this.findings.add(at, 'DAPR8102', `${kind} '${name}' of type ${json.spec?.type} is not for Catalyst`);
    }
    const spec = this.addresses.translateAll(at, 'spec', json.spec);
    if (kind === 'Component' && LOCAL.test(JSON.stringify(spec))) {
      this.findings.add(at, 'DAPR8102', `component '${name}' names localhost, which is Catalyst's own`, 'give an address that Catalyst reaches');
    }
    const scopes: string[] | undefined = json.scopes?.filter((scope: string) => ids.includes(scope));
    return {
      apiVersion: json.apiVersion,
      kind,
      metadata: { name },
      spec: json.auth?.secretStore ? spec : this.withVariables(spec),
      ...(scopes?.length ? { scopes } : {}),
      ...(json.auth ? { auth: json.auth } : {}),
    };
  }

  private withVariables(value: any): any {
    if (Array.isArray(value)) {
      return value.map(item => this.withVariables(item));
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const { secretKeyRef, ...rest } = value;
    const entries = Object.entries(rest).map(([key, item]) => [key, this.withVariables(item)]);
    const text = secretKeyRef && this.variable(secretKeyRef.name, secretKeyRef.key ?? secretKeyRef.name);
    return { ...Object.fromEntries(entries), ...(text ? { value: text } : {}) };
  }

  private variable(secret: string, key: string): string {
    const name = `${secret}_${key}`.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
    this.variables.set(name, `key ${key} of the Secret ${secret}`);
    return `\${${name}}`;
  }

  private identity(app: TopologyApp): Json {
    const { at, appId, appProtocol, appEndpoint, appTokenSecret } = app;
    if (appProtocol !== AppProtocol.HTTP && appProtocol !== AppProtocol.GRPC) {
      this.findings.add(at, 'DAPR8102', `appProtocol is ${appProtocol}`, 'give AppProtocol.HTTP or GRPC');
    }
    const health = appEndpoint ? at.healthCheck() : undefined;
    const token = appTokenSecret && appEndpoint ? this.variable(appTokenSecret, 'token') : undefined;
    const configuration = configurationOf(at);
    return {
      apiVersion: 'cra.diagrid.io/v1beta1',
      kind: 'AppIdentity',
      metadata: { name: appId },
      spec: {
        protocol: appProtocol,
        ...(configuration ? { appConfig: configuration } : {}),
        ...(appEndpoint ? { appEndpoint: { url: appEndpoint, ...(token ? { token } : {}) } } : {}),
        ...(health ? {
          healthCheck: {
            path: health.path,
            probe: {
              enabled: true, intervalInSec: health.intervalSeconds, timeoutInMs: health.timeoutMilliseconds, failureThreshold: health.threshold,
            },
          },
        } : {}),
      },
    };
  }
}

/** Loaded by one of the apps: by scope, or by everyone. */
function isLoaded({ scopes }: Json, ids: string[]): boolean {
  return scopes === undefined || scopes.some((scope: string) => ids.includes(scope));
}

/** One identity for each app-id, that which can be called first. */
function distinct(apps: TopologyApp[]): TopologyApp[] {
  const byId = new Map<string, TopologyApp>();
  apps.forEach(app => byId.set(app.appId, byId.get(app.appId)?.appEndpoint ? byId.get(app.appId)! : app));
  return [...byId.values()];
}
