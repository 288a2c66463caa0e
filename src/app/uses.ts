/** What an app declares to do with Dapr: from its props and from the calls that add to them. */
import { Construct } from 'constructs';
import { ActorHosting, DaprAppSubscription, DaprAppUses, DaprCaller, DaprTopic, WorkflowRole } from './uses-props';
import { DaprUse, DaprUseKind, IDaprApp, IDaprComponent, IDaprPeer } from '../contract';
import { atLeast } from '../dapr/version';
import { Diagnostics } from '../diagnostics/diagnostics';
import { Registry } from '../facts/registry';
import { DELIVERED, inWords } from '../facts/uses';
import { objectName } from '../kubernetes/names';
import { DaprPlatform } from '../platform/dapr-platform';
import { guardComponent } from '../props/guard';
import { aName, aText, elsewhere, loaded, oneOf, Shape, wellFormed } from '../props/shape';
import { accessOperations, checkOperations } from '../resources/configuration/access-spec';
import { OPERATIONS } from '../resources/configuration/shape';
import { EventRetry } from '../resources/resiliency/event-retry';
import { DaprSubscription } from '../resources/subscription/subscription';
import { describe, oneLine, text } from '../util/values';

const STREAMING_ACTORS_DAPR = '1.18';
/** Whoever declares a subject says what is wrong with its text. */
const USE: Shape<DaprUse> = { kind: oneOf(DaprUseKind), component: aText, subject: value => typeof value === 'string' ? undefined : 'text' };
/** Without what a use says nothing. */
const NEEDS: { readonly [kind in DaprUseKind]?: readonly ('component' | 'subject')[] } = {
  [DaprUseKind.PUBLISH]: ['component', 'subject'],
  [DaprUseKind.SUBSCRIBE]: ['component', 'subject'],
  [DaprUseKind.INPUT_BINDING]: ['component'],
  [DaprUseKind.INVOKE]: ['subject'],
  [DaprUseKind.INVOKED]: ['subject'],
  [DaprUseKind.JOB]: ['subject'],
  [DaprUseKind.READ_SECRET]: ['subject'],
};
const CALLER: Shape<DaprCaller> = { app: elsewhere, operations: loaded(() => OPERATIONS) };

/** An app that may be let use components. */
type UsingApp = Construct & IDaprApp & { addUses(component: IDaprComponent): void };

export class AppUses {
  private readonly uses: DaprUse[] = [];

  constructor(private readonly app: UsingApp) {}

  public get all(): DaprUse[] {
    return [...this.uses];
  }

  /** Everything that the props declare. */
  public declareAll(props: DaprAppUses): void {
    props.subscribes?.forEach(subscription => this.subscribe(subscription));
    props.subscribesInCode?.forEach(topic => this.topic('subscribesInCode', DaprUseKind.SUBSCRIBE, topic));
    props.publishes?.forEach(topic => this.topic('publishes', DaprUseKind.PUBLISH, topic));
    props.invokes?.forEach(peer => this.invoke(peer));
    props.invokedBy?.forEach(caller => this.invokedBy(caller));
    props.readsSecrets?.forEach(name => this.readSecret(name));
    if (props.hostsActors !== undefined) {
      this.hostActors(props.hostsActors);
    }
    props.workflows?.forEach(role => this.workflow(role));
    props.handlesJobs?.forEach(job => this.job(job));
    props.inputBindings?.forEach(binding => this.inputBinding(binding));
  }

  public declare(given: DaprUse): void {
    const use = wellFormed(this.app, given, USE);
    const missing = use.kind === undefined ? 'kind' : NEEDS[use.kind]?.find(part => !use[part]);
    if (missing) {
      Diagnostics.of(this.app).report(this.app, 'DAPR3017', `use ${describe(given)} has no ${missing}`, 'give a DaprUse with all of its parts');
      return;
    }
    if (this.uses.some(({ kind, component, subject }) => kind === use.kind && component === use.component && subject === use.subject)) {
      return;
    }
    this.uses.push(use);
    Registry.of(this.app).uses.push({ app: this.app, use });
    // A subscription says so itself.
    if (DELIVERED.includes(use.kind) && use.kind !== DaprUseKind.SUBSCRIBE && this.app.appPort === undefined) {
      Diagnostics.of(this.app).report(this.app, 'DAPR2005', `the app ${inWords(use)}`);
    }
  }

  public subscribe(subscription: DaprAppSubscription): void {
    guardComponent(this.app, 'subscribes', subscription?.pubsub);
    const { pubsub } = subscription;
    // What is no text is refused by the subscription.
    const topic = typeof subscription.topic === 'string' ? subscription.topic : 'topic';
    const id = oneLine(`Subscription-${pubsub.componentName}-${topic}`);
    const subscriptionName = objectName(`${this.app.appId}-${pubsub.componentName}-${topic}`);
    if (this.app.node.tryFindChild(id)) {
      Diagnostics.of(this.app).report(this.app, 'DAPR3160', `subscribes has topic ${describe(topic)} of '${pubsub.componentName}' twice`);
      return;
    }
    new DaprSubscription(this.app, id, { ...subscription, app: this.app, subscriptionName });
  }

  /** A topic that it publishes to, or receives by itself. */
  public topic(prop: string, kind: DaprUseKind, given: DaprTopic): void {
    guardComponent(this.app, prop, given?.pubsub);
    const { pubsub, topic } = given;
    this.app.addUses(pubsub);
    this.declareNamed(`${prop}: topic`, { kind, component: pubsub.componentName, subject: topic });
  }

  public invoke(peer: IDaprPeer): void {
    this.checkPeer('invokes', peer);
    this.declareCall(this.app, peer);
    Registry.of(this.app).calls.add(peer, { caller: this.app });
  }

  /** The same, from the side of the one that is called. */
  public invokedBy(given: DaprCaller): void {
    this.checkPeer('invokedBy', given?.app);
    const { app: caller, operations } = wellFormed(this.app, given, CALLER);
    checkOperations(operations, (what, todo) =>
      Diagnostics.of(this.app).report(this.app, 'DAPR3104', `invokedBy: app '${caller.appId}' has ${what}`, todo));
    this.declareCall(caller, this.app);
    Registry.of(this.app).calls.add(this.app, { caller, ...(operations?.length ? { operations: accessOperations(operations) } : {}) });
  }

  public readSecret(name: string): void {
    const wrong = aName(name);
    if (wrong) {
      Diagnostics.of(this.app).report(this.app, 'DAPR3017', `readsSecrets ${describe(name)} is no ${wrong}`);
      return;
    }
    this.app.declareUse({ kind: DaprUseKind.READ_SECRET, subject: name });
  }

  private declareCall(caller: IDaprPeer, callee: IDaprPeer): void {
    (caller as Partial<IDaprApp>).declareUse?.({ kind: DaprUseKind.INVOKE, subject: callee.appId });
    (callee as Partial<IDaprApp>).declareUse?.({ kind: DaprUseKind.INVOKED, subject: caller.appId });
  }

  private checkPeer(prop: string, peer: IDaprPeer): void {
    if (typeof peer?.appId !== 'string') {
      throw Diagnostics.fatal({ at: this.app, code: 'DAPR3017', what: `${prop} ${describe(peer)} is no app`, todo: 'give a DaprApp, or DaprApp.fromAppId' });
    }
  }

  public hostActors(hosting: ActorHosting): void {
    const { daprVersion } = DaprPlatform.of(this.app);
    if (hosting === ActorHosting.STREAM && !atLeast(daprVersion, STREAMING_ACTORS_DAPR)) {
      Diagnostics.of(this.app).report(this.app, 'DAPR1106', `hostsActors over a stream needs Dapr ${STREAMING_ACTORS_DAPR}, and ${daprVersion} is declared`);
    }
    this.declare({ kind: hosting === ActorHosting.STREAM ? DaprUseKind.STREAMING_ACTORS : DaprUseKind.ACTORS });
  }

  public workflow(role: WorkflowRole): void {
    this.declare({ kind: role === WorkflowRole.WORKER ? DaprUseKind.WORKFLOW_WORKER : DaprUseKind.WORKFLOW_CLIENT });
  }

  public job(name: string): void {
    this.declareNamed('handlesJobs', { kind: DaprUseKind.JOB, subject: name });
  }

  public inputBinding(binding: IDaprComponent): void {
    guardComponent(this.app, 'inputBindings', binding);
    this.app.addUses(binding);
    this.declare({ kind: DaprUseKind.INPUT_BINDING, component: binding.componentName });
    EventRetry.ensureInput(this.app, binding);
  }

  /** Declares what has a name, if it has one. */
  private declareNamed(what: string, use: DaprUse): void {
    const wrong = use.subject === '' ? 'is empty' : text(use.subject);
    if (wrong) {
      Diagnostics.of(this.app).report(this.app, 'DAPR3017', `${what} ${wrong}`);
      return;
    }
    this.declare(use);
  }
}
