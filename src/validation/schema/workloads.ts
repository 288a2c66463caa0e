/** The fields of workloads that the rules read, with their types: what has another type is named once, and left out for the other rules. */
import { Problem } from '../../diagnostics/finding';
import { WRONG_TYPE } from '../../props/rules';
import { isMap, Json } from '../../util/json';
import { mustBe } from '../../util/values';

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

/** The shape of a workload, with that of the pod at its place. All elements of a list have the same shape. */
function shapeOf([field, ...path]: readonly string[]): { readonly [field: string]: Shape } {
  if (field === undefined) {
    return POD;
  }
  const inside: Shape = isIndex(path[0]) ? [shapeOf(path.slice(1))] : shapeOf(path);
  return field === 'spec' && !isList(inside) ? { metadata: METADATA, spec: { ...inside, selector: SELECTOR, replicas: 'a whole number' } } : { [field]: inside };
}

const isIndex = (key: string | undefined): boolean => key !== undefined && /^\d+$/.test(key);

/** A workload without the fields of a wrong type. Null is the same as no field. */
export function wellFormed(workload: Json, place: readonly string[]): { json: Json; problems: Problem[] } {
  const problems: Problem[] = [];
  return { json: fitted(workload, shapeOf(place), '', problems) as Json, problems };
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
