/** The table of what becomes of each field of an app's pod behind a shared daprd. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { ApiObject, JsonPatch } from 'cdk8s';
import { SharedDaprDeployment } from 'cdk8s-dapr';
import { app, deployment, find, newChart, SHARED } from '../../../scenarios/charts';
import { Outcome, SHARED_POD_FIELDS, SHARED_POD_METADATA } from '../../../scenarios/shared-pod-fields';
import { SCHEMAS } from '../../support/paths';
import { KINDS } from '../../support/shared-daprds';

const { definitions } = JSON.parse(readFileSync(join(SCHEMAS, 'kubernetes.json'), 'utf8'));
const POD: { [field: string]: any } = definitions['io.k8s.api.core.v1.PodSpec'].properties;

/** Any value of the type of a field. */
function sample({ type, $ref, allOf }: any): unknown {
  const values: { [type: string]: unknown } = { array: [], boolean: true, integer: 7, string: 'abc' };
  return $ref || allOf || type === 'object' ? {} : values[type];
}

const rows = (outcome: Outcome): [string, any][] => Object.entries(SHARED_POD_FIELDS).filter(([, row]) => row.outcome === outcome);
const daprd = (props: object = {}, pod: object = {}, kind = KINDS[1]) => {
  const chart = newChart(SHARED);
  app(chart, { appId: 'front', appPort: 8080, workload: deployment(chart, 'web', pod), dataPlane: kind[1](chart, props) });
  return find(chart, kind[0], 'front-daprd');
};

test('has a row for each field of a pod spec', () => {
  expect(Object.keys(SHARED_POD_FIELDS)).toEqual(Object.keys(POD).sort());
});

describe.each(KINDS)('a shared %s', (name, make) => {
  test.each(rows('option'))('has an option for %s', (field, { options }) => {
    const without = daprd({}, {}, [name, make]).spec.template.spec[field];
    const value = daprd(options, {}, [name, make]).spec.template.spec[field];
    expect(value).toBeDefined();
    expect(value).not.toEqual(without);
  });

  test.each(Object.entries(SHARED_POD_METADATA))('has an option for %s', (field, { options }) => {
    expect(daprd(options, {}, [name, make]).spec.template.metadata[field]).toMatchObject({ 'acme.dev/team': 'shop' });
  });

  test.each(rows('own'))('sets %s itself', field => {
    expect(daprd({}, {}, [name, make]).spec.template.spec[field]).toBeDefined();
  });
});

test.each([...rows('app'), ...rows('patch'), ...rows('own').filter(([field]) => field !== 'containers')])('%s of the app does not change the pods of daprd', field => {
  expect(daprd({}, { [field]: sample(POD[field]) })).toEqual(daprd());
});

test.each(rows('patch'))('a JSON patch sets %s', field => {
  const chart = newChart(SHARED);
  const front = new SharedDaprDeployment(chart, 'front');
  const value = sample(POD[field]);
  app(chart, { appId: 'front', dataPlane: front });
  ApiObject.of(front).addJsonPatch(JsonPatch.add(`/spec/template/spec/${field}`, value));
  expect(find(chart, 'Deployment', 'front-daprd').spec.template.spec[field]).toEqual(value);
});
