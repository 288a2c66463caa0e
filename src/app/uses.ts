/** The declared uses of an app. Each declaration adds an edge. */
import { Construct } from 'constructs';
import { ActorHosting, DaprAppSubscription, DaprAppUses, DaprCaller, DaprTopic, WorkflowRole } from './uses-props';
import { DaprUseKind, IDaprApp, IDaprComponent, IDaprConfiguration, IDaprPeer } from '../contract';
import { atLeast, NEWER_THAN_DECLARED } from '../dapr/version';
import { report, reportAll } from '../diagnostics/report';
import { isConfiguration } from '../facts/configurations';
import { EdgeKind, Edges, guardApp } from '../facts/edges';
import { derivedName } from '../kubernetes/names';
import { DaprPlatform } from '../platform/dapr-platform';
import { aName, lazily, unchecked } from '../props/checks';
import { guard, guardComponent, guardEnum } from '../props/guard';
import { WRONG_TYPE } from '../props/rules';
import { Check, reportMisspelt, Schema, validProps } from '../props/schema';
import { DaprApi } from '../resources/configuration/access';
import { operationProblems } from '../resources/configuration/access-checks';
import { accessOperations } from '../resources/configuration/access-spec';
import { unknownApiProblems } from '../resources/configuration/api-checks';
import { anApi, OPERATIONS } from '../resources/configuration/schemas';
import { EventRetry } from '../resources/resiliency/event-retry';
import { DUPLICATE_SUBSCRIPTION, SUBSCRIPTION } from '../resources/subscription/checks';
import { DaprSubscription } from '../resources/subscription/subscription';
import { describe, mustBe, oneLine, text } from '../util/values';

type App = Construct & IDaprApp;

const STREAMING_ACTORS_DAPR = '1.18';
const aConfiguration: Check = value => isConfiguration(value) ? undefined : 'a Configuration';
const TOPIC: Schema<DaprTopic> = { pubsub: unchecked, topic: unchecked };
const CALLER: Schema<DaprCaller> = { app: unchecked, operations: lazily(() => OPERATIONS) };

/** Adds all uses that the props declare. */
export function declareAll(app: App, props: DaprAppUses & { readonly uses?: IDaprComponent[] }): void {
  props.usesApis?.forEach((each, i) => api(app, each, `usesApis[${i}]`));
  props.uses?.forEach((each, i) => component(app, each, `uses[${i}]`));
  props.subscribes?.forEach((each, i) => subscription(app, each, `subscribes[${i}]`));
  props.subscribesInCode?.forEach((each, i) => topic(app, DaprUseKind.SUBSCRIBE, each, `subscribesInCode[${i}]`));
  props.publishes?.forEach((each, i) => topic(app, DaprUseKind.PUBLISH, each, `publishes[${i}]`));
  props.invokes?.forEach((each, i) => invocation(app, each, `invokes[${i}]`));
  props.invokedBy?.forEach((each, i) => caller(app, each, `invokedBy[${i}]`));
  props.readsSecrets?.forEach((each, i) => readSecret(app, each, `readsSecrets[${i}]`));
  if (props.readsAllSecrets === true) {
    readAllSecrets(app);
  }
  if (props.hostsActors !== undefined) {
    actorHosting(app, props.hostsActors);
  }
  props.workflows?.forEach(each => workflowRole(app, each));
  props.handlesJobs?.forEach((each, i) => job(app, each, `handlesJobs[${i}]`));
  props.inputBindings?.forEach((each, i) => inputBinding(app, each, `inputBindings[${i}]`));
}

export function component(app: App, resource: IDaprComponent, path = 'component'): void {
  if (guardComponent(app, path, resource)) {
    Edges.of(app).add({ app, kind: EdgeKind.USE, resource });
  }
}

export function configuration(app: App, resource: IDaprConfiguration): void {
  if (guard(app, 'configuration', aConfiguration, resource, 'pass a DaprConfiguration, or DaprConfiguration.fromConfigurationName')) {
    Edges.of(app).add({ app, kind: EdgeKind.LOAD, resource });
  }
}

export function api(app: App, each: DaprApi, path = 'api'): void {
  if (guard(app, path, anApi, each)) {
    reportAll(app, unknownApiProblems(path, each.apiName, DaprPlatform.of(app).daprVersion));
    Edges.of(app).add({ app, kind: EdgeKind.API, subject: each.apiName });
  }
}

export function subscription(app: App, given: DaprAppSubscription, path = 'subscription'): void {
  reportMisspelt(app, path, given, 'pubsub', SUBSCRIPTION);
  if (!guardComponent(app, `${path}.pubsub`, given?.pubsub)) {
    return;
  }
  const { pubsub } = given;
  // DaprSubscription refuses a topic that is not a string.
  const name = typeof given.topic === 'string' ? given.topic : 'topic';
  const subscriptionName = derivedName([app.appId, pubsub.componentName, name]);
  const readable = oneLine(`Subscription-${pubsub.componentName}-${name}`);
  const other = app.node.tryFindChild(readable) as DaprSubscription | undefined;
  // Another topic of another broker may have the same readable ID.
  const id = other && other.resourceName !== subscriptionName ? `Subscription-${subscriptionName}` : readable;
  if (app.node.tryFindChild(id)) {
    report(app, DUPLICATE_SUBSCRIPTION, `${path} repeats topic ${describe(name)} of '${pubsub.componentName}'`);
    return;
  }
  new DaprSubscription(app, id, { ...given, app, subscriptionName });
}

/** A topic that the app publishes to, or subscribes to in its code. */
export function topic(app: App, kind: DaprUseKind, given: DaprTopic, path = 'topic'): void {
  reportMisspelt(app, path, given, 'pubsub', TOPIC);
  const isBroker = guardComponent(app, `${path}.pubsub`, given?.pubsub);
  const { pubsub, topic: name } = validProps(app, given, TOPIC);
  if (isName(app, `${path}.topic`, name) && isBroker) {
    Edges.of(app).add({ app, kind, resource: pubsub, subject: name });
  }
}

export function invocation(app: App, peer: IDaprPeer, path = 'app'): void {
  if (guardApp(app, path, peer)) {
    Edges.of(app).add({ app, kind: DaprUseKind.INVOKE, peer });
  }
}

/** An invocation, declared by the called app. */
export function caller(app: App, given: DaprCaller, path = 'caller'): void {
  reportMisspelt(app, path, given, 'app', CALLER);
  const isApp = guardApp(app, `${path}.app`, given?.app);
  const { app: from, operations } = validProps(app, given, CALLER);
  const named = accessOperations(operations ?? []);
  reportAll(app, operationProblems(`${path}.operations`, named, DaprPlatform.of(app).daprVersion));
  if (isApp) {
    Edges.of(app).add({ app: from, kind: DaprUseKind.INVOKE, peer: app, ...(named.length ? { operations: named } : {}) });
  }
}

export function readSecret(app: App, subject: string, path = 'secretName'): void {
  const wrong = aName(subject);
  if (wrong) {
    report(app, WRONG_TYPE, mustBe(path, String(wrong), subject));
    return;
  }
  Edges.of(app).add({ app, kind: DaprUseKind.READ_SECRET, subject });
}

export function readAllSecrets(app: App): void {
  Edges.of(app).add({ app, kind: DaprUseKind.READ_SECRET });
}

export function actorHosting(app: App, hosting: ActorHosting): void {
  if (!guardEnum(app, 'hosting', hosting, ActorHosting)) {
    return;
  }
  const { daprVersion } = DaprPlatform.of(app);
  const isStream = hosting === ActorHosting.STREAM;
  if (isStream && !atLeast(daprVersion, STREAMING_ACTORS_DAPR)) {
    report(app, NEWER_THAN_DECLARED, `hostsActors over a stream needs Dapr ${STREAMING_ACTORS_DAPR}, and ${daprVersion} is declared`);
  }
  Edges.of(app).add({ app, kind: isStream ? DaprUseKind.STREAMING_ACTORS : DaprUseKind.ACTORS });
}

export function workflowRole(app: App, role: WorkflowRole): void {
  if (guardEnum(app, 'role', role, WorkflowRole)) {
    Edges.of(app).add({ app, kind: role === WorkflowRole.WORKER ? DaprUseKind.WORKFLOW_WORKER : DaprUseKind.WORKFLOW_CLIENT });
  }
}

export function job(app: App, subject: string, path = 'job'): void {
  if (isName(app, path, subject)) {
    Edges.of(app).add({ app, kind: DaprUseKind.JOB, subject });
  }
}

export function inputBinding(app: App, binding: IDaprComponent, path = 'binding'): void {
  if (guardComponent(app, path, binding)) {
    Edges.of(app).add({ app, kind: DaprUseKind.INPUT_BINDING, resource: binding });
    EventRetry.ensureInput(app, binding);
  }
}

/** Reports a value that cannot be a name. */
function isName(app: App, path: string, name: unknown): boolean {
  const expected = name === '' ? 'a non-empty string' : text(name);
  if (expected) {
    report(app, WRONG_TYPE, mustBe(path, expected, name));
  }
  return !expected;
}
