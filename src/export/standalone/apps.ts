import { IConstruct } from 'constructs';
import { checkStandalone } from './checks';
import { containerEnv, environmentOfDaprd, expand, StandaloneEnv, tokens } from './env';
import { checkMounts } from './pod';
import { DaprUseKind } from '../../contract';
import { Annotations } from '../../daprd/annotations';
import { suggestDnsLabel } from '../../kubernetes/names';
import { DaprPlatform } from '../../platform/dapr-platform';
import { marksActorStateStore } from '../../resources/component/checks';
import { grouped } from '../../util/grouped';
import { Json, mapsIn } from '../../util/json';
import { ExportContext } from '../files/context';
import { NAME_TAKEN_IN_EXPORT, UNSUPPORTED_BY_TARGET } from '../files/findings';
import { PodTarget } from '../files/pod-fields';
import { TopologyApp } from '../topology/model';

/** An app without its daprd, as one process or container. */
export interface StandaloneApp {
  readonly topology: TopologyApp;
  /** Its app ID, followed by its construct ID if it shares a daprd. */
  readonly name: string;
  readonly container: Json;
  readonly command: string[];
  readonly args: string[];
  /** Environment with the tokens, the port of the app and the address of daprd. */
  readonly env: StandaloneEnv;
}

/** A daprd and the apps that use it. */
export interface StandaloneDaprd {
  readonly at: IConstruct;
  readonly appId: string;
  readonly annotations: Annotations;
  readonly apps: StandaloneApp[];
  /** The app that daprd calls. */
  readonly receiver?: StandaloneApp;
  readonly env: StandaloneEnv;
  readonly apiTokenSecret?: string;
  readonly daprVersion: string;
  readonly namespace?: string;
  readonly needsPlacement: boolean;
  readonly needsScheduler: boolean;
}

const USES_OF_ACTORS: DaprUseKind[] = [DaprUseKind.ACTORS, DaprUseKind.STREAMING_ACTORS, DaprUseKind.WORKFLOW_WORKER, DaprUseKind.WORKFLOW_CLIENT];

/** The variables of an app with the address of its daprd, and with its port where the target changes it. */
export type AddressOf = (app: TopologyApp) => { readonly [name: string]: string };

/** The daprds of a topology in the order of their app IDs. Features that need Kubernetes are findings. */
export function standaloneDaprds(context: ExportContext, target: PodTarget, addressOf: AddressOf): StandaloneDaprd[] {
  const { topology, findings } = context;
  topology.apps.forEach(app => checkMounts(app, findings));
  const groups = grouped(topology.apps.filter(each => checkStandalone(each, target, findings)), app => app.dataPlane!.path);
  const daprds = [...groups.values()].map(apps => daprdOf(apps, context, addressOf)).sort((a, b) => a.appId < b.appId ? -1 : 1);
  daprds.filter(({ appId }, i) => i && daprds[i - 1].appId === appId)
    .forEach(({ at, appId }) => findings.add(at, NAME_TAKEN_IN_EXPORT, `another app has the app ID '${appId}'`));
  return daprds;
}

function daprdOf(group: TopologyApp[], context: ExportContext, addressOf: AddressOf): StandaloneDaprd {
  const { topology: { resources }, addresses, findings } = context;
  const { appId, isShared: shared, annotations } = group[0].dataPlane!;
  const apps = group.map(app => appOf(app, shared, context, addressOf)).sort((a, b) => a.name < b.name ? -1 : 1);
  const receiver = apps.find(app => app.topology.appPort !== undefined);
  const uses = group.flatMap(app => app.uses.map(({ kind }) => kind));
  const actors = uses.some(kind => USES_OF_ACTORS.includes(kind))
    || resources.some(({ kind, manifest: json }) => kind === 'Component' && (!json.scopes || json.scopes.includes(appId)) && isActorStateStore(json));
  const address = (service: string): string | undefined => annotations[`dapr.io/${service}-host-address`];
  for (const service of ['placement', 'scheduler']) {
    if (address(service)?.trim()) {
      findings.add(group[0].construct, UNSUPPORTED_BY_TARGET, `${service}HostAddress '${address(service)}' is a cluster address`,
        'remove it: the export sets its own address');
    }
  }
  const env = environmentOfDaprd(annotations);
  const { apiTokenSecret } = group[0];
  return {
    at: group[0].construct,
    appId,
    annotations,
    apps,
    receiver,
    env: {
      values: addresses.translateAll(group[0].construct, 'env of daprd', env.values),
      fromTarget: [...tokens(apiTokenSecret, receiver?.topology.appTokenSecret), ...env.fromTarget],
    },
    apiTokenSecret,
    daprVersion: DaprPlatform.of(group[0].construct).daprVersion,
    namespace: group[0].namespace,
    needsPlacement: actors && address('placement') !== '',
    needsScheduler: (actors || uses.includes(DaprUseKind.JOB)) && address('scheduler') !== '',
  };
}

function appOf(app: TopologyApp, shared: boolean, context: ExportContext, addressOf: AddressOf): StandaloneApp {
  const env = containerEnv(app, context, {
    values: {
      APP_ID: app.appId,
      DAPR_APP_ID: app.appId,
      ...(app.appPort === undefined ? {} : { APP_PORT: String(app.appPort) }),
      ...addressOf(app),
    },
    fromTarget: tokens(app.apiTokenSecret, app.appTokenSecret),
  });
  const words = (list: string[] | undefined, where: string): string[] =>
    (list ?? []).map(word => context.addresses.translate(app.construct, where, expand(app.construct, where, word, env, context.findings)));
  const id = suggestDnsLabel(app.construct.node.id, 63);
  return {
    topology: app,
    name: shared && id !== app.appId ? `${app.appId}-${id}` : app.appId,
    container: app.container,
    command: words(app.container.command, 'command'),
    args: words(app.container.args, 'args'),
    env,
  };
}

/** Whether a component is an actor state store. */
export function isActorStateStore(component: Json): boolean {
  return mapsIn(component.spec?.metadata).some(({ name, value }) => marksActorStateStore(name, value));
}
