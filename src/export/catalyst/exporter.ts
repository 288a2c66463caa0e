import { IConstruct } from 'constructs';
import { CatalystExportProps } from './props';
import { loadedBy } from './resources';
import { refuseUndocumentedKinds } from './unknown-kinds';
import { AppProtocol } from '../../contract';
import { healthCheckOf } from '../../daprd/health-check';
import { isRemote } from '../../facts/apps';
import { aBoolean, aString, mapOf } from '../../props/checks';
import { Schema } from '../../props/schema';
import { LOCALHOST } from '../../resources/component/checks';
import { Json } from '../../util/json';
import { anyOf, mustBe } from '../../util/values';
import { doubtfulType, secretStoreOf, TYPE_IN_DOUBT, unsupportedType } from '../files/cluster-types';
import { ExportContext } from '../files/context';
import { NEEDED_BY_TARGET, UNSUPPORTED_BY_TARGET } from '../files/findings';
import { FILL_IN, Placeholder, templateFile } from '../files/template-file';
import { ExportedFile, IExporter } from '../topology/exporter';
import { TopologyApp, TopologyResource } from '../topology/model';
import { DaprTopology } from '../topology/topology';

const CATALYST: Schema<CatalystExportProps> = { addresses: mapOf(aString), managedPubsub: aBoolean, managedKvStore: aBoolean };

/** Prefixes that order the files: an app refers to its Configuration, and a subscription to its app. */
const ORDER: { [kind: string]: number } = { Component: 10, HTTPEndpoint: 15, Configuration: 20, AppIdentity: 30, Subscription: 40, Resiliency: 50 };

/**
 * Exports apps with `DataPlane.catalyst()` (or `remote`) to Diagrid Catalyst: their identities, and the components,
 * HTTP endpoints, subscriptions, Configurations and Resiliency that they load. The files are numbered in the order in
 * which `diagrid apply -f <folder>` must apply them.
 *
 * Each secret is a quoted variable, `"${NAME}"`, for `envsubst` or the pipeline to fill in; `.env.example` lists them and says how. A `$` of
 * any other text is `\u0024`, which that leaves unchanged. The export follows Diagrid's documentation and has not been deployed to Catalyst.
 * @example ExportedFiles.write(app, 'catalyst', new CatalystExporter().export(DaprTopology.of(app)));
 */
export class CatalystExporter implements IExporter {
  constructor(private readonly props?: CatalystExportProps) {}

  /** Returns the files. Throws one error that lists everything Catalyst does not support (DAPR8102) and all missing information (DAPR8103). */
  public export(topology: DaprTopology): ExportedFile[] {
    return ExportContext.export(topology, this.props, CATALYST, context => new Project(context).files());
  }
}

/** One export. */
class Project {
  constructor(private readonly context: ExportContext<CatalystExportProps>) {}

  public files(): ExportedFile[] {
    const { topology, props, findings, addresses, variables } = this.context;
    const apps = topology.apps.filter(({ construct: at }) => isRemote(at));
    if (!apps.length) {
      findings.add(topology.scope, NEEDED_BY_TARGET, 'no app has its Dapr at Catalyst', 'set dataPlane of an app to DataPlane.catalyst()');
    }
    const managed = [...(props.managedPubsub ? ['pubsub'] : []), ...(props.managedKvStore ? ['kvstore'] : [])];
    const ids = apps.map(({ appId }) => appId);
    refuseUndocumentedKinds(topology.resources, ids, findings);
    const offered = topology.resources.filter(({ kind, name }) => ORDER[kind]
      && !(kind === 'Component' && managed.includes(name)) && (kind !== 'Configuration' || apps.some(({ configuration }) => configuration === name)));
    const resources = [...loadedBy(ids, offered)].map(([resource, scopes]) => this.resource(resource, scopes));
    const documents = [...resources, ...distinct(apps).map(app => this.identity(app))];
    // Catalyst resolves public host names only.
    addresses.reportUnresolved([], true);
    const files = documents.map(document => templateFile(`${ORDER[document.kind]}-${document.kind.toLowerCase()}-${document.metadata.name}.yaml`, document));
    const env = variables.example();
    return [...files.sort((a, b) => a.path < b.path ? -1 : 1), ...(env ? [{ path: '.env.example', content: FILL_IN + env }] : [])];
  }

  /** The Kubernetes manifest without the namespace, and with variables in place of Secret references. */
  private resource({ construct: at, kind, name, manifest: json }: TopologyResource, scopes: string[] | undefined): Json {
    const unsupported = kind === 'Component' ? unsupportedType(json.spec?.type, 'catalyst') : undefined;
    if (unsupported) {
      this.context.findings.add(at, UNSUPPORTED_BY_TARGET, `component '${name}' has ${unsupported}`);
    }
    const doubt = kind === 'Component' ? doubtfulType(name, json.spec?.type, 'Catalyst') : undefined;
    if (doubt) {
      this.context.findings.warn(at, TYPE_IN_DOUBT, doubt);
    }
    const secretStore = secretStoreOf(json);
    const spec = this.context.addresses.translateAll(at, 'spec', json.spec);
    if (kind === 'Component' && LOCALHOST.test(JSON.stringify(spec))) {
      this.context.findings.add(at, UNSUPPORTED_BY_TARGET, `component '${name}' refers to localhost, which is Catalyst itself`, 'set an address that Catalyst can reach');
    }
    return {
      apiVersion: json.apiVersion,
      kind,
      metadata: { name },
      spec: secretStore ? spec : this.withVariables(at, spec),
      ...(scopes ? { scopes } : {}),
      ...(secretStore ? { auth: { secretStore } } : {}),
    };
  }

  private withVariables(at: IConstruct, value: any): any {
    if (Array.isArray(value)) {
      return value.map(item => this.withVariables(at, item));
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const { secretKeyRef, ...rest } = value;
    const entries = Object.entries(rest).map(([key, item]) => [key, this.withVariables(at, item)]);
    const text = secretKeyRef && this.variable(at, secretKeyRef.name, secretKeyRef.key ?? secretKeyRef.name);
    return { ...Object.fromEntries(entries), ...(text ? { value: text } : {}) };
  }

  private variable(at: IConstruct, secret: string, key: string): Placeholder {
    return new Placeholder(this.context.variables.nameOf(at, { kind: 'Secret', name: secret, key }));
  }

  private identity(app: TopologyApp): Json {
    const { construct: at, appId, appProtocol, appEndpoint, appTokenSecret, configuration } = app;
    if (appProtocol !== AppProtocol.HTTP && appProtocol !== AppProtocol.GRPC) {
      this.context.findings.add(at, UNSUPPORTED_BY_TARGET, mustBe('appProtocol', anyOf(['http', 'grpc']), appProtocol), 'use AppProtocol.HTTP or AppProtocol.GRPC');
    }
    const health = appEndpoint ? healthCheckOf(at) : undefined;
    const token = appTokenSecret && appEndpoint ? this.variable(at, appTokenSecret, 'token') : undefined;
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

/** One app for each app ID, preferably one with an endpoint. */
function distinct(apps: TopologyApp[]): TopologyApp[] {
  const byId = new Map<string, TopologyApp>();
  apps.forEach(app => byId.set(app.appId, byId.get(app.appId)?.appEndpoint ? byId.get(app.appId)! : app));
  return [...byId.values()];
}
