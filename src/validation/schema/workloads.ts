/** The fields of workloads that the rules read, with their types: what has another type is named once, and left out for the other rules. */
import { Problem } from '../../diagnostics/finding';
import { WRONG_TYPE } from '../../props/rules';
import { isMap, Json } from '../../util/json';
import { mustBe } from '../../util/values';
import { templatePath } from '../../workload/template-path';

/** A string, a number, a map with checked fields, or a list of such maps. Other fields may have any type. */
type Shape = 'a string' | 'a whole number' | { readonly [field: string]: Shape } | readonly [Shape];

const ANY_MAP: Shape = {};
const NAMED: { readonly [field: string]: Shape } = { name: 'a string' };
const CONTAINERS: Shape = [{
  ...NAMED,
  image: 'a string',
  ports: [{ ...NAMED, containerPort: 'a whole number', protocol: 'a string' }],
  env: [{ ...NAMED, value: 'a string' }],
  envFrom: [ANY_MAP],
  volumeMounts: [NAMED],
}];
const METADATA: Shape = { ...NAMED, namespace: 'a string', labels: ANY_MAP, annotations: ANY_MAP };
const POD: { readonly [field: string]: Shape } = {
  metadata: METADATA, spec: { containers: CONTAINERS, initContainers: CONTAINERS, volumes: [NAMED], securityContext: ANY_MAP, nodeSelector: ANY_MAP },
};
const SELECTOR: Shape = { matchLabels: ANY_MAP };

const isList = (shape: Shape): shape is readonly [Shape] => Array.isArray(shape);

/** What a value of another type must be. */
const expected = (shape: Shape): string => typeof shape === 'string' ? shape : isList(shape) ? 'a list' : 'a map';

const fits = (value: unknown, shape: Shape): boolean => shape === 'a string' ? typeof value === 'string'
  : shape === 'a whole number' ? Number.isInteger(value) : isList(shape) ? Array.isArray(value) : isMap(value);

function todoFor(value: unknown, shape: Shape): string {
  const fix = shape === 'a string' && ['number', 'boolean'].includes(typeof value) ? 'write it in quotes'
    : shape === 'a whole number' && /^\d+$/.test(String(value)) ? 'write it without quotes' : 'correct it';
  return `${fix}: the API server rejects the object`;
}

/** The value of a variable may be a secret. */
const shown = (path: string, shape: Shape, value: unknown): string => path.endsWith('].value') && typeof value !== 'object'
  ? `${path} must be a string; got a ${typeof value}` : mustBe(path, expected(shape), value);

/** The shape of a workload, with that of the pod at its place. */
function shapeOf([field, ...path]: readonly string[]): { readonly [field: string]: Shape } {
  return field === undefined ? POD
    : field === 'spec' ? { metadata: METADATA, spec: { ...shapeOf(path), selector: SELECTOR, replicas: 'a whole number' } } : { [field]: shapeOf(path) };
}

/** A workload without the fields of a wrong type. Null is the same as no field. */
export function wellFormed(workload: Json): { json: Json; problems: Problem[] } {
  const problems: Problem[] = [];
  return { json: fitted(workload, shapeOf(templatePath(workload.kind)), '', problems) as Json, problems };
}

function fitted(value: unknown, shape: Shape, path: string, problems: Problem[]): unknown {
  if (!fits(value, shape)) {
    problems.push({ rule: WRONG_TYPE, what: shown(path, shape, value), todo: todoFor(value, shape) });
    return undefined;
  }
  if (typeof shape === 'string') {
    return value;
  }
  if (isList(shape)) {
    return (value as unknown[]).map((item, i) => fitted(item, shape[0], `${path}[${i}]`, problems)).filter(item => item !== undefined);
  }
  let result = value as Json;
  for (const [field, each] of Object.entries(shape)) {
    const given = result[field];
    if (given !== undefined) {
      const right = given === null ? undefined : fitted(given, each, path ? `${path}.${field}` : field, problems);
      if (right !== given) {
        result = { ...result, [field]: right };
      }
    }
  }
  return result;
}
