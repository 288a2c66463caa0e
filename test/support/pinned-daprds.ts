/** Pinned shared daprds of each kind, and their pods. */
import { Chart } from 'cdk8s';
import { KINDS, SharedKind } from './shared-daprds';
import { app, find, newChart, refusal, SHARED, errorsOf } from '../../scenarios/charts';

/** The pinned version. */
export const V = { version: '1.18.2' };

export const PINNED_KINDS: SharedKind[] = KINDS.map(([kind, make]) => [kind, (chart, props = {}) => make(chart, { pinned: V, ...props })]);

interface Rendered { template: any; daprd: any; flags: { [name: string]: string }; env: { [name: string]: any }; chart: Chart }

/** The pod of a pinned daprd, with an app if `facts` are given. */
export function rendered([kind, make]: SharedKind, props: object = {}, settings: object = {}, facts?: object): Rendered {
  const chart = newChart({ ...SHARED, ...settings });
  const dataPlane = make(chart, props);
  if (facts) {
    app(chart, { dataPlane, ...facts });
  }
  expect(refusal(chart)).toBe('');
  const { template } = find(chart, kind, 'front-daprd').spec;
  const [daprd] = template.spec.containers;
  const flags = Object.fromEntries(daprd.args.slice(1).map((arg: string) => /^--([^=]+)=(.*)$/.exec(arg)!.slice(1)));
  return { template, daprd, flags, env: Object.fromEntries(daprd.env.map((e: any) => [e.name, e.value ?? e.valueFrom])), chart };
}

/** The errors of an invalid pinned daprd. */
export function refusalOf([, make]: SharedKind, props: object, settings: object = {}): string {
  const chart = newChart({ ...SHARED, ...settings });
  make(chart, props);
  return errorsOf(chart);
}
