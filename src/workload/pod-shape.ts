/** The types of the fields of a workload that this library reads: everything else relies on them. */
import { Problem } from '../diagnostics/finding';
import { error } from '../diagnostics/rule';
import { isMap, Json } from '../util/json';
import { describeAt } from '../util/values';

const MALFORMED_POD = error('DAPR1090', {
  title: 'malformed pod template',
  why: 'The API server rejects the workload',
  todo: 'correct the type of the field in the workload',
  source: 'Kubernetes API validation',
});

/** `required`: fields that a map must have. */
type Type = 'text' | 'number' | { readonly map: Fields; readonly required: readonly string[] } | { readonly listOf: Type };
interface Fields { readonly [field: string]: Type }

const texts: Type = { listOf: 'text' };
const map = (fields: Fields = {}): Type => ({ map: fields, required: [] });
/** @param required fields that each entry must have */
const listOf = (fields: Fields = {}, ...required: string[]): Type => ({ listOf: { map: fields, required } });
const key: Type = map({ name: 'text', key: 'text' });
const probe: Type = map({ exec: map({ command: texts }), httpGet: map(), tcpSocket: map(), grpc: map() });

const CONTAINER: Fields = {
  name: 'text',
  image: 'text',
  command: texts,
  args: texts,
  env: listOf({ name: 'text', valueFrom: map({ secretKeyRef: key, configMapKeyRef: key, fieldRef: map(), resourceFieldRef: map() }) }, 'name'),
  envFrom: listOf({ secretRef: map({ name: 'text' }), configMapRef: map({ name: 'text' }) }),
  ports: listOf(),
  resources: map({ limits: map(), requests: map() }),
  volumeMounts: listOf({ name: 'text', mountPath: 'text' }, 'name', 'mountPath'),
  lifecycle: map({ postStart: probe, preStop: probe }),
  livenessProbe: probe,
  readinessProbe: probe,
  startupProbe: probe,
  securityContext: map({ capabilities: map({ add: texts, drop: texts }) }),
};
const pod = (...required: string[]): Fields => ({
  containers: listOf(CONTAINER, ...required),
  initContainers: listOf(CONTAINER, ...required),
  volumes: listOf({ name: 'text' }, 'name'),
  imagePullSecrets: listOf(),
  tolerations: listOf({ key: 'text', effect: 'text', operator: 'text' }),
  nodeSelector: map(),
  securityContext: map(),
  serviceAccountName: 'text',
  serviceAccount: 'text',
  restartPolicy: 'text',
  terminationGracePeriodSeconds: 'number',
});
const template = (spec: Fields): Type => map({ metadata: map({ annotations: map(), labels: map() }), spec: map(spec) });
const TEMPLATE = template(pod('name'));
/** Knative names the containers of its Services itself. */
const UNNAMED_CONTAINERS = template(pod());
const WORKLOAD: Fields = {
  metadata: map({ annotations: map(), labels: map() }),
  spec: map({ selector: map({ matchLabels: map(), matchExpressions: listOf({ key: 'text', values: texts }) }), replicas: 'number', volumeClaimTemplates: listOf() }),
};
/** A ReplicationController has labels as its selector, and a custom resource may have a text. */
const isOwnKind = ({ apiVersion }: Json): boolean => ['apps/v1', 'batch/v1'].includes(apiVersion);

/** A value of another type, and the fields and indexes that lead to it, the innermost first. */
interface Wrong {
  readonly steps: (string | number)[];
  readonly expected: string;
  readonly value: unknown;
}

/** The fields of a rendered workload and its pod template that have another type than the API server expects. */
export function shapeProblems(object: Json, path: readonly string[], given: unknown): Problem[] {
  const wrong: Wrong[] = [];
  const isOwn = isOwnKind(object);
  if (isOwn) {
    check(object, WORKLOAD, wrong);
  }
  const ofObject = wrong.length;
  checkValue(given, isOwn || object.kind === 'Pod' ? TEMPLATE : UNNAMED_CONTAINERS, wrong);
  return wrong.map((each, i) => problemOf(each, i < ofObject ? [] : path));
}

/** A list or map is not shown: it may contain a secret. */
function problemOf({ steps, expected, value }: Wrong, above: readonly string[]): Problem {
  const path = [...above, ...steps.reverse()].reduce<string>((all, step) => typeof step === 'number' ? `${all}[${step}]` : all === '' ? step : `${all}.${step}`, '');
  return { rule: MALFORMED_POD, what: `${path} must be ${expected}; got ${Array.isArray(value) ? 'a list' : isMap(value) ? 'a map' : describeAt(path, value)}` };
}

/** Checks a part of a value. Almost all are right, so the path is composed for the others only, on the way back. */
function checkPart(value: any, type: Type, step: string | number, wrong: Wrong[]): void {
  const before = wrong.length;
  checkValue(value, type, wrong);
  for (let i = before; i < wrong.length; i++) {
    wrong[i].steps.push(step);
  }
}

function check(value: Json, fields: Fields, wrong: Wrong[]): void {
  for (const field in fields) {
    const child = value[field];
    const type = fields[field];
    if (child !== undefined && child !== null && !(type === 'text' && typeof child === 'string')) {
      checkPart(child, type, field, wrong);
    }
  }
}

function checkValue(value: any, type: Type, wrong: Wrong[]): void {
  if (type === 'text' || type === 'number') {
    if (typeof value !== (type === 'text' ? 'string' : 'number')) {
      wrong.push({ steps: [], expected: type === 'text' ? 'a string' : 'a number', value });
    }
  } else if ('listOf' in type) {
    if (!Array.isArray(value)) {
      wrong.push({ steps: [], expected: 'a list', value });
      return;
    }
    for (let i = 0; i < value.length; i++) {
      checkPart(value[i], type.listOf, i, wrong);
    }
  } else if (isMap(value)) {
    check(value, type.map, wrong);
    for (const field of type.required) {
      if (value[field] === undefined || value[field] === null) {
        wrong.push({ steps: [field], expected: 'a string', value: undefined });
      }
    }
  } else {
    wrong.push({ steps: [], expected: 'a map', value });
  }
}
