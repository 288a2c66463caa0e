/** Faults of what is said of the cluster: domains, mTLS, versions, and what a version has not. */
import { Chart, Duration } from 'cdk8s';
import { DaprPlatform, DataPlane, SharedDaprDeployment } from 'cdk8s-dapr';
import { Case, facts, sidecar } from './case';
import { app, SHARED } from '../charts';

const other = (chart: Chart, settings: any) => { const made = new Chart(chart.node.root as any, 'other'); DaprPlatform.set(made, settings); return made; };

export const ERRORS: Case[] = [
  ['23 trust domain with impossible characters', 'DAPR1103', facts({}), { trustDomain: 'Acme Corp' }],
  ['23 cluster domain that is none', 'DAPR1103', facts({}), { clusterDomain: 'http://x' }],
  ['23 an app and its data plane in different trust domains', 'DAPR1028', chart => {
    const there = other(chart, { ...SHARED, trustDomain: 'acme' });
    app(chart, { appId: 'd', dataPlane: new SharedDaprDeployment(there, 'd') });
  }],
  ['160 mTLS off on one side', 'DAPR1028', chart => {
    const there = other(chart, { mtls: false });
    app(chart, { invokes: [app(there, {}, 'billing')] });
  }],
  ['platform set after it was read', 'DAPR1104', chart => { app(chart); DaprPlatform.set(chart, {}); }],

  ['version that is none', 'DAPR1101', facts({}), { daprVersion: 'latest' }],
  ['version older than supported', 'DAPR1101', facts({}), { daprVersion: '1.15' }],
  ['63 native sidecar on Kubernetes 1.28', 'DAPR1106', sidecar({ enableNativeSidecar: true }), { kubernetesVersion: '1.28' }],
  ['63 native sidecar on Dapr 1.17', 'DAPR1106', sidecar({ enableNativeSidecar: true }), { daprVersion: '1.17' }],
  ['option newer than the declared Dapr', 'DAPR1106', sidecar({ actorsDisseminateTimeout: Duration.seconds(5) }), { daprVersion: '1.17' }],
  ['option of a fix release, declared without patch', 'DAPR1106', sidecar({ appBindingOptionsTimeout: Duration.seconds(5) }), { daprVersion: '1.18' }],
  ['locality newer than the declared Kubernetes', 'DAPR1106', facts({ dataPlane: DataPlane.sharedDeployment({ locality: 'SameNode' as any }) }), { apiTokenSecret: 't', kubernetesVersion: '1.33' }],
];

export const WARNINGS: Case[] = [
  ['version newer than known', 'DAPR1102', facts({}), { daprVersion: '1.19' }],
];
