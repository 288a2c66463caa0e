/** Faults of platform settings: domains, mTLS, versions, features that a version does not support. */
import { ApiObject, Chart, Duration } from 'cdk8s';
import { ControlPlaneOutput, DaprControlPlane, DaprDelivery, DaprPlatform, DataPlane, SharedDaprDeployment } from 'cdk8s-dapr';
import { Construct } from 'constructs';
import { Case, facts, NEWEST, shared, sidecar } from './case';
import { app, SHARED } from '../charts';

const other = (chart: Chart, settings: any) => { const made = new Chart(chart.node.root as any, 'other'); DaprPlatform.set(made, settings); return made; };

/** A cluster of its own: the daprds of the valid stack are older. */
const NEXT = { daprVersion: '1.19', cluster: 'next' };
const WITH_OLD_IMAGE = { sidecarImage: 'ghcr.io/dapr/daprd:1.18.3' };
const scheduled = (values?: object) => (chart: Chart) => {
  new DaprControlPlane(chart, 'dapr', { output: ControlPlaneOutput.flux(), chartVersion: '1.19.0', schedulerPlacementEnabled: true, ...(values ? { values } : {}) });
};

export const ERRORS: Case[] = [
  ['23 a trust domain with invalid characters', 'DAPR1103', facts({}), { trustDomain: 'Acme Corp' }],
  ['23 an invalid cluster domain', 'DAPR1103', facts({}), { clusterDomain: 'http://x' }],
  ['23 an app and its data plane in different trust domains', 'DAPR1028', chart => {
    const there = other(chart, { ...SHARED, trustDomain: 'acme' });
    app(chart, { appId: 'd', dataPlane: new SharedDaprDeployment(there, 'd') });
  }],
  ['160 mTLS disabled on one side', 'DAPR1028', chart => {
    const there = other(chart, { mtls: false });
    app(chart, { invokes: [app(there, {}, 'billing')] });
  }],
  ['an app that invokes an app of another cluster', 'DAPR1031', chart => { app(chart, { invokes: [app(other(chart, { cluster: 'prod' }), {}, 'billing')] }); }],
  ['an invalid name of a cluster', 'DAPR1103', facts({}), { cluster: 'a/b' }],
  ['platform settings set after they were read', 'DAPR1104', chart => { app(chart); DaprPlatform.set(chart, {}); }],

  ['a Flux delivery without a path', 'DAPR1130', facts({}), { delivery: DaprDelivery.flux({ name: 'shop' } as any) }],
  ['a delivery of one construct of a chart', 'DAPR1131', chart => { DaprPlatform.set(new Construct(chart, 'part'), { delivery: DaprDelivery.argoCd() }); app(chart); }],
  ['two Flux deliveries with one name', 'DAPR1132', chart => { app(chart); other(chart, { delivery: DaprDelivery.flux({ name: 'shop', path: 'other' }) }); },
    { delivery: DaprDelivery.flux({ name: 'shop', path: 'dist' }) }],

  ['an invalid version', 'DAPR1101', facts({}), { daprVersion: 'latest' }],
  ['an invalid version before an upgrade', 'DAPR1101', facts({}), { upgradingFrom: 'latest' }],
  ['a certificate in place of its fingerprint', 'DAPR1103', facts({}), { trustAnchorsFingerprint: '-----BEGIN CERTIFICATE-----' }],
  ['a version older than supported', 'DAPR1101', facts({}), { daprVersion: '1.15' }],
  ['63 a native sidecar on Kubernetes 1.28', 'DAPR1106', sidecar({ enableNativeSidecar: true }), { kubernetesVersion: '1.28' }],
  ['63 a native sidecar on Dapr 1.17', 'DAPR1106', sidecar({ enableNativeSidecar: true }), { daprVersion: '1.17' }],
  ['an option newer than the declared Dapr version', 'DAPR1106', sidecar({ actorsDisseminateTimeout: Duration.seconds(5) }), { daprVersion: '1.17' }],
  ['an option of a patch release, with a version declared without patch', 'DAPR1106', sidecar({ appBindingOptionsTimeout: Duration.seconds(5) }), { daprVersion: '1.18' }],
  ['a locality newer than the declared Kubernetes version', 'DAPR1106', facts({ dataPlane: DataPlane.sharedDeployment({ locality: 'SameNode' as any }) }), { apiTokenSecret: 't', kubernetesVersion: '1.33' }],
  ['placement in the scheduler with an older daprd', 'DAPR7081', chart => { scheduled()(chart); sidecar(WITH_OLD_IMAGE)(chart); }, NEXT],
  ['a log file of a pinned daprd without a volume', 'DAPR8120',
    shared({ pinned: { version: '1.19.0', logging: { outputs: ['/logs/daprd.log'] } } }), { daprVersion: '1.19.0', apiTokenSecret: 't' }],
  ['placement in a scheduler that is not deployed', 'DAPR7082', scheduled({ global: { scheduler: { enabled: false } } }), NEXT],
  ['placement in the scheduler before Dapr 1.19', 'DAPR1106', chart => {
    new DaprControlPlane(chart, 'dapr', { output: ControlPlaneOutput.flux(), chartVersion: '1.18.3', schedulerPlacementEnabled: true });
  }, { ...NEXT, daprVersion: '1.18.3' }],
];

export const WARNINGS: Case[] = [
  ['a version newer than supported', 'DAPR1102', facts({}), { daprVersion: '1.20' }],
  ['a sidecar without a locked setting', 'DAPR1140', chart => {
    const below = new Construct(chart, 'raw');
    DaprPlatform.set(below, { apiTokenSecret: 't', locked: ['apiTokenSecret'] });
    const template = { metadata: { labels: { app: 'raw' }, annotations: { 'dapr.io/enabled': 'true', 'dapr.io/app-id': 'raw' } }, spec: { containers: [{ name: 'main', image: 'a' }] } };
    new ApiObject(below, 'pods', { apiVersion: 'apps/v1', kind: 'Deployment', spec: { selector: { matchLabels: { app: 'raw' } }, template } });
  }],
  ['a version that is out of support', 'DAPR1110', facts({}), { daprVersion: '1.16.18' }],
  ['a control plane for Flux, delivered by Argo CD', 'DAPR9030',
    chart => { new DaprControlPlane(chart, 'dapr', { output: ControlPlaneOutput.flux(), chartVersion: '1.18.3' }); }, { ...NEWEST, delivery: DaprDelivery.argoCd() }],
  ['an upgrade to a line from which Dapr cannot be rolled back to every older one', 'DAPR1121', facts({}), { upgradingFrom: '1.17' }],
];
