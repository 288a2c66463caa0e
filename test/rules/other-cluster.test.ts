/** Several clusters in one App: equal namespaces, app IDs and names are different stacks. */
import { ApiObject, App, Chart, Testing } from 'cdk8s';
import {
  DaprApp, DaprComponent, DaprFinding, DaprFindings, DaprHttpEndpoint, DaprPlatform, DataPlane, SharedDaprDeployment,
} from 'cdk8s-dapr';
import { Construct } from 'constructs';
import { app, deployment, SHARED } from '../../scenarios/charts';
import { Case } from '../../scenarios/faults/case';
import { FAULTS, RIGHT } from '../../scenarios/faults/catalogue';
import { validStack } from '../../scenarios/valid-stack';

const cluster = (root: App, name: string | undefined, settings: object = {}, id = name ?? 'nameless') => {
  const chart = new Chart(root, id, { namespace: 'shop' });
  DaprPlatform.set(chart, { ...SHARED, ...settings, ...(name === undefined ? {} : { cluster: name }) });
  return chart;
};
const found = (root: Construct, code = 'DAPR1031') => DaprFindings.of(root).list().filter(finding => finding.code === code).map(({ path, message }) => `${path}: ${message}`);

describe('a whole stack in two clusters', () => {
  const stacks = (ids: string[], named: boolean) => {
    const root = Testing.app();
    const charts = ids.map(id => {
      const scope = new Construct(root, id);
      if (named) {
        DaprPlatform.set(scope, { cluster: id });
      }
      return validStack(scope as App);
    });
    return { root, charts };
  };

  test('has no findings, and the objects of each are those of the stack alone', () => {
    const { root, charts } = stacks(['dev', 'prod'], true);
    expect(DaprFindings.of(root).list()).toEqual([]);
    const alone = ['dev', 'prod'].map(id => stacks([id], false).charts[0]);
    expect(charts.map(all => all.map(chart => Testing.synth(chart)))).toEqual(alone.map(all => all.map(chart => Testing.synth(chart))));
  });

  test('is refused without the names of the clusters', () => {
    expect(new Set(DaprFindings.of(stacks(['dev', 'prod'], false).root).list().map(({ code }) => code))).toEqual(new Set(['DAPR1004', 'DAPR4014', 'DAPR3160']));
  });
});

type Stage = readonly [id: string, fault: Case];

/** The findings of one fault in each chart; undefined if they cannot be built in one App, or one of them adds a chart. */
function findingsOf(stages: readonly Stage[], named: boolean): DaprFinding[][] | undefined {
  const root = Testing.app();
  const charts = stages.map(([id, [, , , { namespace, ...settings } = {} as { namespace?: string }]]) => {
    const chart = new Chart(root, id, { namespace });
    DaprPlatform.set(chart, { ...settings, ...(named ? { cluster: id } : {}) });
    return chart;
  });
  try {
    stages.forEach(([, [, , build]], i) => build(charts[i]));
  } catch {
    return undefined;
  }
  return root.node.children.length === charts.length ? charts.map(chart => DaprFindings.of(chart).list()) : undefined;
}

test.each([['the same fault', 0], ['another fault', 1]])('a fault in one cluster and %s in another have the findings that each has alone', (_, step) => {
  const cases = [...FAULTS.map(({ fault }) => fault), ...RIGHT].filter(([, , , settings]) => settings?.cluster === undefined);
  const compared = cases.flatMap((fault, i) => {
    const stages: Stage[] = [['dev', fault], ['prod', cases[(i + step) % cases.length]]];
    const together = findingsOf(stages, true);
    return together ? [{ stages, together, alone: stages.map(stage => findingsOf([stage], false)?.[0]) }] : [];
  });
  expect(compared.length).toBeGreaterThan(0.6 * cases.length);
  expect(compared.filter(({ together, alone }) => JSON.stringify(together) !== JSON.stringify(alone))).toEqual([]);
});

describe('a construct of another cluster', () => {
  const two = () => {
    const root = Testing.app();
    return { root, dev: cluster(root, 'dev'), prod: cluster(root, 'prod') };
  };
  const refused = (called: string, path: string) => [`dev/checkout: the app is in cluster 'dev', and ${called} '${path}' in cluster 'prod'.`];

  test('is refused as an invoked app, and as a caller', () => {
    const { root, dev, prod } = two();
    const billing = app(prod, {}, 'billing');
    app(dev, { invokes: [billing] });
    expect(found(root)).toEqual(refused('app', 'prod/billing'));
    app(dev, { invokedBy: [{ app: billing }] }, 'audit');
    expect(found(root)).toEqual(["prod/billing: the app is in cluster 'prod', and app 'dev/audit' in cluster 'dev'.", ...refused('app', 'prod/billing')]);
  });

  test('is refused as a component, a data plane and a workload', () => {
    for (const [called, path, props] of [
      ['Component', 'prod/store', (prod: Chart) => ({ uses: [new DaprComponent(prod, 'store', { type: 'state.in-memory' })] })],
      ['its data plane', 'prod/front/Resource', (prod: Chart) => ({ dataPlane: new SharedDaprDeployment(prod, 'front'), appId: 'front' })],
      ['its workload', 'prod/there', (prod: Chart) => ({ workload: deployment(prod, 'there') })],
    ] as [string, string, (prod: Chart) => object][]) {
      const { root, dev, prod } = two();
      app(dev, props(prod));
      expect(found(root)).toEqual(refused(called, path));
    }
  });

  test('is refused once: differences between the platforms of two clusters are expected', () => {
    const root = Testing.app();
    const prod = cluster(root, 'prod', { trustDomain: 'acme' });
    app(cluster(root, 'dev'), { invokes: [app(prod, {}, 'billing')], dataPlane: new SharedDaprDeployment(prod, 'checkout') });
    expect([found(root).length, found(root, 'DAPR1028').length]).toEqual([2, 0]);
  });

  test('is refused if only one of the two has a cluster', () => {
    const root = Testing.app();
    const store = new DaprComponent(cluster(root, undefined), 'store', { type: 'state.in-memory' });
    app(cluster(root, 'dev'), { uses: [store] });
    expect(found(root)).toEqual(["dev/checkout: the app is in cluster 'dev', and Component 'nameless/store' in the cluster without a name."]);
  });

  test('is accepted as a reference by name of no cluster, and refused as one of another cluster', () => {
    const { root, dev, prod } = two();
    const references = (scope: Construct) => ({
      invokes: [DaprApp.fromAppAttributes(scope, 'peer', { appId: 'peer', namespace: 'shop' })],
      uses: [DaprComponent.fromComponentName(scope, 'store', 'store')],
    });
    const common = references(root);
    [dev, prod].forEach(chart => app(chart, { ...common, dataPlane: DataPlane.sidecar() }));
    expect(found(root)).toEqual([]);
    app(dev, references(prod), 'wrong');
    expect(found(root)).toHaveLength(2);
  });

  test('is called through an HTTP endpoint', () => {
    const { root, dev } = two();
    new DaprHttpEndpoint(dev, 'billing-of-prod', { baseUrl: 'https://billing.prod.example', apps: [app(dev)] });
    expect(found(root)).toEqual([]);
  });
});

test('a reference of no cluster means the app with its ID in the cluster of the caller', () => {
  const root = Testing.app();
  const peer = DaprApp.fromAppAttributes(root, 'peer', { appId: 'billing', namespace: 'shop' });
  const [dev, prod] = [cluster(root, 'dev'), cluster(root, 'prod')];
  [dev, prod].forEach(chart => app(chart, { appPort: 8080 }, 'billing'));
  app(dev, { invokes: [peer] });
  const policies = [dev, prod].map(chart => Testing.synth(chart).filter(({ kind }) => kind === 'Configuration').map(({ spec }) => spec.accessControl?.policies));
  expect(policies).toEqual([[[expect.objectContaining({ appId: 'checkout' })]], []]);
});

test('one object in two clusters is accepted, and in two charts of one cluster refused', () => {
  const root = Testing.app();
  const charts = [cluster(root, 'dev'), cluster(root, 'prod'), cluster(root, 'dev', {}, 'dev-again')];
  app(charts[0]);
  charts.forEach(chart => ['ConfigMap', 'Namespace'].forEach(kind => new ApiObject(chart, kind, { apiVersion: 'v1', kind, metadata: { name: 'x' } })));
  expect(found(root, 'DAPR1024')).toEqual(['ConfigMap', 'Namespace'].map(kind => `dev-again/${kind}: ${kind} 'x' is also defined at 'dev/${kind}'.`));
  expect(found(root, 'DAPR1025')).toEqual([]);
});

test('charts with the same cluster are one stack', () => {
  const root = Testing.app();
  const [a, b] = ['a', 'b'].map(id => cluster(root, 'dev', {}, id));
  app(a, { invokes: [app(b, { appPort: 8080 }, 'billing')], uses: [new DaprComponent(b, 'store', { type: 'state.in-memory' })] });
  expect(DaprFindings.of(root).list().map(({ code }) => code)).toEqual([]);
  app(b);
  expect(found(root, 'DAPR1004')).toHaveLength(1);
});
