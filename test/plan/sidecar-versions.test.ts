/** Sidecars that keep their version of Dapr when that of the stack changes. */
import { App, Chart, Testing } from 'cdk8s';
import { ControlPlaneOutput, DaprApp, DaprControlPlane, DaprPlan, DaprPlatform, DataPlane } from 'cdk8s-dapr';
import { deployment } from '../../scenarios/charts';
import { app, container, job, kind } from '../support/manifests';
import { edited, object, withCode } from '../support/plans';

const stays = (before: any[], after: any[]): string[] => withCode('DAPR9532', before, after);
const flux = (version: string, values?: object): any => object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'dapr', { spec: { chart: { spec: { chart: 'dapr', version } }, ...(values ? { values } : {}) } });
const argo = (targetRevision: string): any => object('argoproj.io/v1alpha1', 'Application', 'dapr', { spec: { source: { chart: 'dapr', targetRevision } } });
const sources = (targetRevision: string): any => object('argoproj.io/v1alpha1', 'Application', 'dapr', { spec: { sources: [{ chart: 'redis', targetRevision: '1' }, { chart: 'dapr', targetRevision }] } });
const injector = (version: string): any => edited(app(), {
  'metadata.name': 'dapr-sidecar-injector',
  'spec.template.metadata.annotations': undefined,
  'spec.template.spec.containers': [{ ...container(), env: [{ name: 'SIDECAR_IMAGE', value: `ghcr.io/dapr/daprd:${version}` }] }],
});
const marked = (version: string): any => edited(app({ 'app-id': 'shared', 'app-channel-address': 'x' }), { 'metadata.name': 'shared', 'spec.template.metadata.annotations.cdk8s-dapr/dapr-version': version });
const STAYS = "the sidecar of app ID 'web' stays on Dapr 1.17.9 instead of 1.18.2 until its pods restart";

test.each<[string, (version: string) => any]>([
  ['a HelmRelease', flux], ['an Application', argo], ['an Application with several sources', sources], ['the injector', injector], ['the annotation of a shared daprd', marked],
  ['a HelmRelease with a tag', version => flux('1.0.0', { global: { tag: version } })],
])('a sidecar keeps its version if that of %s changes', (_, of) => {
  expect(stays([of('1.17.9'), app()], [of('1.18.2'), app()])).toEqual([`Deployment web: ${STAYS}: kubectl rollout restart deployment web -n default`]);
  expect(stays([of('1.18.2'), app()], [of('1.18.2'), app()])).toEqual([]);
});

const [OLD, NEW] = [flux('1.17.9'), flux('1.18.2')];
test.each<[string, any, any]>([
  ['that rolls anyway', app(), app({ 'log-level': 'debug' })],
  ['that is new', undefined, app()],
  ['with an image of its own', app({ 'sidecar-image': 'daprd:1' }), app({ 'sidecar-image': 'daprd:1' })],
  ['with the annotation, which changes only with a rollout', edited(app(), { 'spec.template.metadata.annotations.cdk8s-dapr/dapr-version': '1.18.2' }), edited(app(), { 'spec.template.metadata.annotations.cdk8s-dapr/dapr-version': '1.18.2' })],
  ['of a Job', job(), job()],
  ['that is shared', app({ 'app-channel-address': 'x' }), app({ 'app-channel-address': 'x' })],
])('no notice for a daprd %s', (_, before, after) => {
  expect(stays([OLD, ...(before ? [before] : [])], [NEW, after])).toEqual([]);
});

test('other kinds have no command, and another chart is not Dapr', () => {
  const rollout = kind('Rollout', { ...app(), apiVersion: 'argoproj.io/v1alpha1' });
  expect(stays([OLD, rollout], [NEW, rollout])).toEqual([`Rollout web: ${STAYS}`]);
  const other = (version: string): any => edited(flux(version), { 'spec.chart.spec.chart': 'redis' });
  expect(stays([other('1'), app()], [other('2'), app()])).toEqual([]);
  expect(stays([app()], [NEW, app()])).toEqual([]);
});

test('an upgrade of the control plane of a stack names its sidecars, unless they roll', () => {
  const stack = (chartVersion: string, rollOnUpgrade?: boolean): any[] => {
    const chart = new Chart(new App(), 'chart', { namespace: 'shop' });
    DaprPlatform.set(chart, { daprVersion: '1.18', ...(rollOnUpgrade === undefined ? {} : { rollOnUpgrade }) });
    new DaprControlPlane(chart, 'dapr', { chartVersion, output: ControlPlaneOutput.flux() });
    new DaprApp(chart, 'app', { appId: 'web', workload: deployment(chart, 'web'), appPort: 80, dataPlane: DataPlane.sidecar() });
    return Testing.synth(chart);
  };
  const codes = (rollOnUpgrade?: boolean): string[] => DaprPlan.between(stack('1.18.2', rollOnUpgrade), stack('1.18.3', rollOnUpgrade)).entries.map(({ code }) => code);
  expect(codes()).toContain('DAPR9532');
  expect(codes(true)).not.toContain('DAPR9532');
});
