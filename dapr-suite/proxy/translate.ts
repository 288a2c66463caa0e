/** A workload of Dapr's manifest builder becomes the objects of our constructs, from the props that its annotations mean. */
import { ApiObject, App, Chart } from 'cdk8s';
import { ActorHosting, AppChannel, DaprApp, DaprAppProps, DaprdOptions, DaprFindings, DaprPlatform } from 'cdk8s-dapr';
import { factsOf } from './facts';
import { PropsFromAnnotations, propsFromAnnotations } from '../../src/app/annotations-read/read';
import { AppFacts, dataPlaneOf, isShared, Model } from '../models';

export type Json = { [field: string]: any };

/** What a translation needs to know about the cluster. */
export interface Cluster {
  readonly daprVersion: string;
  readonly kubernetesVersion: string;
  /** Images of a pinned daprd and of the relay. */
  readonly images: { readonly daprd: string; readonly relay: string };
}

export interface Translation {
  /** The workload, which replaces that of Dapr. */
  readonly workload: Json;
  /** Objects that the constructs add. */
  readonly others: Json[];
  /** Problems that the constructs report, with their codes. */
  readonly findings: string[];
  readonly read: PropsFromAnnotations;
}

const DAPR = 'dapr.io/';
const templateOf = (workload: Json): Json => workload.spec.template;

/** Whether the injector would add a daprd. */
export const hasDapr = (workload: Json): boolean => templateOf(workload).metadata?.annotations?.['dapr.io/enabled'] === 'true';

/** Options that name volumes and containers of the app's pod. */
const ONLY_IN_PODS: readonly (keyof DaprdOptions)[] = ['volumeMounts', 'volumeMountsRw', 'unixDomainSocketPath', 'pluggableComponents'];

function optionsFor(model: Model, options: DaprdOptions): DaprdOptions {
  const kept = Object.entries(options).filter(([name, value]) => !isShared(model) || !(ONLY_IN_PODS.includes(name as keyof DaprdOptions)
    // Dapr's builder does not disable the store of any other app, and a shared daprd has it only if its app reads Secrets.
    || (name === 'disableBuiltinK8sSecretStore' && value === false)));
  return Object.fromEntries(kept);
}

/** A copy without Dapr's annotations. */
function plain(workload: Json): Json {
  const copy = structuredClone(workload);
  const { metadata } = templateOf(copy);
  metadata.annotations = Object.fromEntries(Object.entries(metadata.annotations).filter(([name]) => !name.startsWith(DAPR)));
  delete copy.status;
  return copy;
}

/** The chart of an app, and the props read from its annotations. */
function define(original: Json, model: Exclude<Model, 'own'>, { daprVersion, kubernetesVersion, images }: Cluster, facts: AppFacts) {
  const chart = new Chart(new App(), 'suite', { namespace: original.metadata.namespace, disableResourceNameHashes: true });
  // The access of Dapr's apps is that of the Configurations in tests/config.
  const derivedAccess = {
    topicScopes: false, secretScopes: false, accessControl: false, apiAllowList: false, networkPolicy: false, builtinSecretStoreOff: false,
  };
  DaprPlatform.set(chart, { daprVersion, kubernetesVersion, derivedAccess });
  const read = propsFromAnnotations(chart, templateOf(original).metadata.annotations);
  const workload = new ApiObject(chart, 'workload', plain(original) as any);
  const dataPlane = dataPlaneOf(model, optionsFor(model, read.options), facts, images.daprd);
  new DaprApp(chart, 'app', appProps(read, model, facts, { workload, dataPlane }));
  return { chart, read, findings: DaprFindings.of(chart).list() };
}

export function translate(original: Json, model: Exclude<Model, 'own'>, cluster: Cluster): Translation {
  const facts = factsOf(templateOf(original).spec.containers[0].image);
  const declared = define(original, model, cluster, facts);
  // What the constructs refuse is tested nevertheless, without the declaration that they refuse.
  const isRefused = declared.findings.some(({ level }) => level === 'error');
  const { chart, read } = isRefused ? define(original, model, cluster, {}) : declared;
  const rendered: Json[] = chart.toJson();
  const ours = rendered.find(({ kind, metadata }) => kind === original.kind && metadata.name === original.metadata.name)!;
  return {
    workload: ours,
    others: rendered.filter(each => each !== ours),
    findings: declared.findings.map(({ code, message }) => `${code} ${message}`),
    read,
  };
}

function appProps(read: PropsFromAnnotations, model: Model, facts: AppFacts, props: Pick<DaprAppProps, 'workload' | 'dataPlane'>): DaprAppProps {
  const { app: { appChannelHost, ...app }, podAnnotations } = read;
  const channel = appChannelHost === undefined ? {} : isShared(model) ? { appChannel: AppChannel.address(appChannelHost, app.appPort!) }
    // A sidecar has no prop for it.
    : { podAnnotations: { ...podAnnotations, 'dapr.io/app-channel-address': appChannelHost } };
  return {
    ...props,
    ...app,
    podAnnotations,
    ...channel,
    ...(facts.hostsActors ? { hostsActors: ActorHosting.APP_PORT } : {}),
    ...(isShared(model) && facts.readsSecrets && !read.options.disableBuiltinK8sSecretStore ? { readsAllSecrets: true } : {}),
  };
}
