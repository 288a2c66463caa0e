/** Faults of access control: callers, secret scopes, workflow access. */
import { Chart } from 'cdk8s';
import {
  AccessAction, DaprComponent, DaprConfiguration, DaprWorkflowAccessPolicy, IDaprPeer, RequiredWorkflowEvent, WorkflowEventType, WorkflowOperation,
} from 'cdk8s-dapr';
import { Case, NEWEST, componentOf, configuration, peer } from './case';
import { app } from '../charts';

const policies = (make: (chart: Chart) => any[], props: any = {}) => (chart: Chart) => {
  new DaprConfiguration(chart, 'c', { accessControlPolicies: make(chart), ...props });
};
const access = (rule: (chart: Chart) => any) => (chart: Chart) => { new DaprWorkflowAccessPolicy(chart, 'p', { apps: [app(chart)], rules: [rule(chart)] }); };

const required = (chart: Chart): RequiredWorkflowEvent => ({ eventType: WorkflowEventType.ACTIVITY_COMPLETED, name: 'pay', app: peers(chart) });
const peers = (chart: Chart): IDaprPeer => (chart.node.tryFindChild('billing') ?? peer(chart)) as unknown as IDaprPeer;
const scheduled = (requires: RequiredWorkflowEvent[]) => ({ name: 'a', operations: [WorkflowOperation.SCHEDULE], requires });
const DAPR_1_19 = { daprVersion: '1.19' };

export const ERRORS: Case[] = [
  ['98 an access policy without a namespace', 'DAPR3103', policies(chart => [{ app: peer(chart, { namespace: undefined }) }])],
  ['98 an access policy without an app', 'DAPR3017', configuration({ accessControlPolicies: [{ namespace: 'a' }] })],
  ['99 two access policies for one app', 'DAPR3104', policies(chart => { const app1 = peer(chart); return [{ app: app1 }, { app: app1 }]; })],
  ['100 a verb in lower case', 'DAPR3017', policies(chart => [{ app: peer(chart), operations: [{ name: '/a', action: 'allow', httpVerbs: ['get'] }] }])],
  ['an operation with an empty list of verbs', 'DAPR3017', policies(chart => [{ app: peer(chart), operations: [{ name: '/a', action: AccessAction.ALLOW, httpVerbs: [] }] }])],
  ['101 an unknown action', 'DAPR3017', policies(chart => [{ app: peer(chart), operations: [{ name: '/a', action: 'alow' }] }])],
  ['a caller with the same operation twice', 'DAPR3104', chart => {
    app(chart, { invokedBy: [{ app: peer(chart), operations: [{ name: '/a', action: AccessAction.ALLOW }, { name: '/a', action: AccessAction.DENY }] }] });
  }],
  ['a caller with operations that are not a list', 'DAPR3017', chart => { app(chart, { invokedBy: [{ app: peer(chart), operations: 'a' as any }] }); }],
  ['an empty list of access policies', 'DAPR3104', policies(() => [])],
  ['102 access control without mTLS', 'DAPR3106', policies(chart => [{ app: peer(chart) }]), { mtls: false }],
  ['103 a policy with another trust domain than that of the caller', 'DAPR5007', chart => {
    new DaprConfiguration(chart, 'c', { accessControlPolicies: [{ app: app(chart), namespace: 'shop', trustDomain: 'acme' }] });
  }],

  ['104 a secret store twice', 'DAPR3112', chart => {
    const store = componentOf(chart, 'secretstores.acme');
    configuration({ secretScopes: [{ secretStore: store }, { secretStore: store }] })(chart);
  }],
  ['104 an unknown default access', 'DAPR3017', chart => {
    configuration({ secretScopes: [{ secretStore: componentOf(chart, 'secretstores.acme'), defaultAccess: 'maybe' }] })(chart);
  }],
  ['105 a secret scope of a state store', 'DAPR3112', chart => { configuration({ secretScopes: [{ secretStore: componentOf(chart, 'state.redis') }] })(chart); }],

  ['a workflow access policy before Dapr 1.18', 'DAPR1106', access(chart => ({ callers: [peer(chart)], activities: [{ name: 'a' }] })), { daprVersion: '1.17' }],
  ['a rule without a caller', 'DAPR3150', access(() => ({ callers: [], activities: [{ name: 'a' }] })), NEWEST],
  ['a rule that allows nothing', 'DAPR3150', access(chart => ({ callers: [peer(chart)] })), NEWEST],
  ['a workflow without an operation', 'DAPR3150', access(chart => ({ callers: [peer(chart)], workflows: [{ name: 'a', operations: [] }] })), NEWEST],
  ['an operation twice', 'DAPR3150', access(chart => ({
    callers: [peer(chart)], workflows: [{ name: 'a', operations: [WorkflowOperation.GET, WorkflowOperation.GET] }],
  })), NEWEST],
  ['a condition of workflow access before Dapr 1.19', 'DAPR1106', access(chart => ({ callers: [peer(chart)], workflows: [scheduled([required(chart)])] })), NEWEST],
  ['a condition of an activity before Dapr 1.19', 'DAPR1106', access(chart => ({ callers: [peer(chart)], activities: [{ name: 'a', requires: [required(chart)] }] })), NEWEST],
  ['a condition for more than the start of a workflow', 'DAPR3150', access(chart => ({
    callers: [peer(chart)], workflows: [{ name: 'a', operations: [WorkflowOperation.SCHEDULE, WorkflowOperation.GET], requires: [required(chart)] }],
  })), DAPR_1_19],
  ['a condition with more than 20 events', 'DAPR3150', access(chart => ({ callers: [peer(chart)], workflows: [scheduled(Array(21).fill(required(chart)))] })), DAPR_1_19],
  ['more than 100 callers', 'DAPR3150', access(chart => ({ callers: Array(101).fill(peer(chart)), activities: [{ name: 'a' }] })), DAPR_1_19],
  ['a name of more than 256 characters', 'DAPR3150', access(chart => ({ callers: [peer(chart)], activities: [{ name: 'a'.repeat(257) }] })), DAPR_1_19],
  ['a condition with an unknown event', 'DAPR3017', access(chart => ({ callers: [peer(chart)], workflows: [scheduled([{ ...required(chart), eventType: 'activity.done' as any }])] })), DAPR_1_19],
  ['an unknown operation', 'DAPR3017', access(chart => ({ callers: [peer(chart)], workflows: [{ name: 'a', operations: ['start'] }] })), NEWEST],
  ['workflow access without mTLS', 'DAPR3106', access(chart => ({ callers: [peer(chart)], activities: [{ name: 'a' }] })), { ...NEWEST, mtls: false }],
];

export const WARNINGS: Case[] = [
  ['an operation that Dapr 1.18.6 refuses', 'DAPR7083', policies(chart => [{ app: peer(chart), operations: [{ name: '/a%2Fb', action: 'allow' }] }]), { daprVersion: '1.18.6' }],
  ['102 policies that allow unknown callers', 'DAPR3105', policies(chart => [{ app: peer(chart) }], { accessControlDefaultAction: AccessAction.ALLOW })],
  ['106 a secret scope that restricts nothing', 'DAPR5008', chart => {
    new DaprConfiguration(chart, 'c', { secretScopes: [{ secretStore: DaprComponent.fromComponentName(chart, 'k', 'kubernetes'), defaultAccess: AccessAction.ALLOW }] });
  }],
];

/** Valid cases that resemble a fault. */
export const RIGHT: Case[] = [
  ['103 a policy with the trust domain of the caller', 'DAPR5007', chart => {
    const caller = app(chart);
    new DaprConfiguration(chart, 'a', { accessControlTrustDomain: 'acme', apps: [caller] });
    new DaprConfiguration(chart, 'c', { accessControlPolicies: [{ app: caller, namespace: 'shop', trustDomain: 'acme' }] });
  }],
];
