/** Pods of apps with a sidecar roll when something changes that their daprd reads only at start. */
import { Chart } from 'cdk8s';
import {
  DaprApp, DaprAppProps, DaprComponent, DaprConfiguration, DaprFeature, DaprHttpEndpoint, DaprPlatformSettings, DataPlane, MetadataValue,
} from 'cdk8s-dapr';
import { app, deployment, job, newChart, pod } from '../../../scenarios/charts';
import { hashOf } from '../../../src/util/hash';
import { anObject, object } from '../../support/objects';

const OLD: DaprPlatformSettings = { daprVersion: '1.17' };
const resources = (chart: Chart, kind = 'Deployment'): string | undefined => pod(chart, kind).metadata.annotations['cdk8s-dapr/resources'];

/** Whether the pods of `checkout` roll when `change` is made. */
function rolls(make: (chart: Chart, changed: boolean) => Partial<DaprAppProps> | void, settings: DaprPlatformSettings = OLD): boolean {
  const [before, after] = [false, true].map(changed => {
    const chart = newChart(settings, { namespace: 'shop' });
    app(chart, make(chart, changed) ?? {});
    return resources(chart);
  });
  return before !== after;
}

const caller = (chart: Chart, changed: boolean) => {
  const peer = DaprApp.fromAppAttributes(chart, 'web', { appId: 'web', namespace: 'shop' });
  const gate = DaprApp.fromAppAttributes(chart, 'gate', { appId: 'gate', namespace: 'shop' });
  return { appPort: 8080, invokedBy: [{ app: gate }, ...changed ? [{ app: peer }] : []] };
};
const component = (chart: Chart, version: string, props: object = {}) => new DaprComponent(chart, 'store', { type: 'state.in-memory', version, ...props });
const endpoint = (chart: Chart, changed: boolean): object => {
  new DaprHttpEndpoint(chart, 'pay', { baseUrl: changed ? 'https://b.example' : 'https://a.example', availableToNamespace: true });
  return {};
};

describe('on a Dapr without HotReload', () => {
  test('a new caller rolls the called app, whose daprd reads its access policy at start', () => {
    expect(rolls(caller)).toBe(true);
  });

  test('a changed component of the app rolls it', () => {
    expect(rolls((chart, changed) => ({ uses: [component(chart, changed ? 'v1' : 'v0')] }))).toBe(true);
  });

  test('a changed component of another app does not roll it', () => {
    expect(rolls((chart, changed) => { component(chart, changed ? 'v1' : 'v0', { scopes: ['other'] }); })).toBe(false);
  });

  test('a changed component of the whole namespace rolls it', () => {
    expect(rolls((chart, changed) => { component(chart, changed ? 'v1' : 'v0', { availableToNamespace: true }); })).toBe(true);
    expect(rolls((chart, changed) => { component(chart, changed ? 'v1' : 'v0', { availableToNamespace: true, namespace: 'stock' }); })).toBe(false);
  });

  test('the first use of a component that it loads anyway does not roll it', () => {
    expect(rolls((chart, changed) => {
      const store = component(chart, 'v1', { availableToNamespace: true });
      return { uses: changed ? [store] : [] };
    })).toBe(false);
  });

  test('another app that joins a component does not roll it', () => {
    expect(rolls((chart, changed) => {
      const store = component(chart, 'v1');
      if (changed) {
        app(chart, { uses: [store] }, 'other');
      }
      return { uses: [store] };
    })).toBe(false);
  });

  test('the content of a Configuration that only an annotation names rolls it', () => {
    const configured = (chart: Chart, samplingRate: string) => {
      object(chart, 'Configuration', 'tracing', { spec: { tracing: { samplingRate } } }, 'dapr.io/v1alpha1');
      return { podAnnotations: { 'dapr.io/config': 'tracing' } };
    };
    expect(rolls((chart, changed) => configured(chart, changed ? '1' : '0'))).toBe(true);
    expect(rolls((chart, changed) => ({ workload: deployment(chart, 'web', {}, { annotations: { 'dapr.io/config': changed ? 'b' : 'a' } }) }))).toBe(true);
  });

  test('nothing to load has a fingerprint too, so that the first resource rolls the app', () => {
    const chart = newChart(OLD);
    app(chart);
    expect(resources(chart)).toBe(hashOf(''));
  });

  test('the fingerprint is equal whatever the order of the components', () => {
    const of = (ids: string[]) => {
      const chart = newChart(OLD);
      app(chart, { uses: ids.map(id => new DaprComponent(chart, id, { type: 'state.in-memory' })) });
      return resources(chart);
    };
    expect(of(['a', 'b'])).toBe(of(['b', 'a']));
  });

  test('an empty pod annotation removes the fingerprint, and a value replaces it', () => {
    const of = (value: string) => {
      const chart = newChart(OLD);
      app(chart, { podAnnotations: { 'cdk8s-dapr/resources': value } });
      return resources(chart);
    };
    expect([of(''), of('mine')]).toEqual([undefined, 'mine']);
  });

  test.each(['Job', 'CronJob', 'Pod', 'ReplicaSet', 'ReplicationController'])('a %s has no fingerprint: its pods do not roll', kind => {
    const chart = newChart(OLD);
    const container = { containers: [{ name: 'main', image: 'a:1' }] };
    const spec = kind === 'Pod' ? container : kind === 'CronJob' ? { jobTemplate: { spec: { template: { spec: { ...container, restartPolicy: 'Never' } } } } } : { template: { spec: container } };
    const workload = kind === 'Job' ? job(chart) : anObject(chart, 'web', kind, 'v1', { spec });
    app(chart, { workload });
    const { template = {}, jobTemplate } = workload.toJson().spec;
    const { annotations } = (kind === 'Pod' ? workload.toJson() : jobTemplate?.spec.template ?? template).metadata;
    expect(Object.keys(annotations)).toContain('dapr.io/app-id');
    expect(annotations).not.toHaveProperty(['cdk8s-dapr/resources']);
  });

  test('an app without a sidecar has no fingerprint in its own pods', () => {
    const chart = newChart({ ...OLD, apiTokenSecret: 'token' });
    app(chart, { dataPlane: DataPlane.sharedDeployment() });
    expect(pod(chart).metadata.annotations ?? {}).not.toHaveProperty(['cdk8s-dapr/resources']);
  });
});

describe('what HotReload covers does not roll the app', () => {
  const hotReload = (chart: Chart, feature: DaprFeature) => new DaprConfiguration(chart, 'settings', { features: [feature, DaprFeature.ACTOR_STATE_TTL] });
  const uses = (feature: DaprFeature | undefined) => (chart: Chart, changed: boolean) =>
    ({ uses: [component(chart, changed ? 'v1' : 'v0')], dataPlane: DataPlane.sidecar({ configuration: feature && hotReload(chart, feature) }) });
  const unscoped = (feature: DaprFeature) => (chart: Chart, changed: boolean) => {
    component(chart, changed ? 'v1' : 'v0', { availableToNamespace: true });
    return { dataPlane: DataPlane.sidecar({ configuration: hotReload(chart, feature) }) };
  };
  const NEW: DaprPlatformSettings = { daprVersion: '1.18' };

  test('it is on by default since Dapr 1.18, for every kind', () => {
    expect([uses(undefined), uses(DaprFeature.HOT_RELOAD), caller, endpoint].map(make => rolls(make, NEW))).toEqual([false, false, false, false]);
    const chart = newChart(NEW);
    app(chart);
    expect(resources(chart)).toBeUndefined();
  });

  test('a Configuration can switch it off', () => {
    expect([rolls(uses(DaprFeature.HOT_RELOAD.disabled()), NEW), rolls(unscoped(DaprFeature.HOT_RELOAD.disabled()), NEW)]).toEqual([true, true]);
  });

  test('a Configuration that only an annotation names can switch it off', () => {
    const named = (enabled: boolean) => (chart: Chart, changed: boolean) => {
      object(chart, 'Configuration', 'settings', { spec: { features: [{ name: 'HotReload', enabled }] } }, 'dapr.io/v1alpha1');
      return { uses: [component(chart, changed ? 'v1' : 'v0')], podAnnotations: { 'dapr.io/config': 'settings' } };
    };
    expect([rolls(named(false), NEW), rolls(named(true), NEW)]).toEqual([true, false]);
  });

  test('before Dapr 1.18 it covers components and subscriptions only, and only if it is enabled', () => {
    const features = [DaprFeature.HOT_RELOAD, DaprFeature.HOT_RELOAD.disabled(), undefined];
    expect(features.map(feature => rolls(uses(feature)))).toEqual([false, true, true]);
    expect([rolls(unscoped(DaprFeature.HOT_RELOAD)), rolls(unscoped(DaprFeature.HOT_RELOAD.disabled()))]).toEqual([false, true]);
    const enabled = (chart: Chart) => ({ dataPlane: DataPlane.sidecar({ configuration: hotReload(chart, DaprFeature.HOT_RELOAD) }) });
    expect(rolls((chart, changed) => ({ ...endpoint(chart, changed), ...enabled(chart) }))).toBe(true);
    expect(rolls((chart, changed) => ({ ...caller(chart, changed), ...enabled(chart) }))).toBe(true);
  });

  test('the image of the sidecar decides if it shows another version than the platform', () => {
    const rollsWith = (sidecarImage: string) => rolls((chart, changed) =>
      ({ uses: [component(chart, changed ? 'v1' : 'v0')], dataPlane: DataPlane.sidecar({ sidecarImage }) }), NEW);
    const images = ['daprd:1.17.4', 'daprd:1.18.2', 'daprd:2.0', `daprd@sha256:${'a'.repeat(64)}`];
    expect(images.map(image => rollsWith(`a.example/${image}`)))
      .toEqual([true, false, false, false]);
  });
});

test('an empty pod annotation of a shared daprd removes its fingerprint', () => {
  const chart = newChart({ apiTokenSecret: 'token' });
  app(chart, { dataPlane: DataPlane.sharedDeployment({ podAnnotations: { 'cdk8s-dapr/resources': '', 'team': 'a' } }), uses: [new DaprComponent(chart, 's', { type: 'state.redis', metadata: { redisHost: MetadataValue.of('r:6379') } })] });
  expect(Object.keys(pod(chart, 'Deployment', 'checkout-daprd').metadata.annotations).filter(name => !name.startsWith('dapr.io/'))).toEqual(['team']);
});
