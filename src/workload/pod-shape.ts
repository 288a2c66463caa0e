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

type Type = 'text' | 'number' | 'texts' | { readonly map: Fields } | { readonly listOf: Fields; readonly required: readonly string[] };
interface Fields { readonly [field: string]: Type }

const map = (fields: Fields = {}): Type => ({ map: fields });
/** @param required fields that each entry must have */
const listOf = (fields: Fields = {}, ...required: string[]): Type => ({ listOf: fields, required });
const key: Type = map({ name: 'text', key: 'text' });
const probe: Type = map({ exec: map({ command: 'texts' }), httpGet: map(), tcpSocket: map(), grpc: map() });

const CONTAINER: Fields = {
  name: 'text',
  image: 'text',
  command: 'texts',
  args: 'texts',
  env: listOf({ name: 'text', valueFrom: map({ secretKeyRef: key, configMapKeyRef: key, fieldRef: map(), resourceFieldRef: map() }) }, 'name'),
  envFrom: listOf({ secretRef: map({ name: 'text' }), configMapRef: map({ name: 'text' }) }),
  ports: listOf(),
  resources: map({ limits: map(), requests: map() }),
  volumeMounts: listOf({ name: 'text', mountPath: 'text' }, 'name', 'mountPath'),
  lifecycle: map({ postStart: probe, preStop: probe }),
  livenessProbe: probe,
  readinessProbe: probe,
  startupProbe: probe,
  securityContext: map({ capabilities: map({ add: 'texts', drop: 'texts' }) }),
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
  spec: map({ selector: map({ matchLabels: map(), matchExpressions: listOf({ key: 'text', values: 'texts' }) }), replicas: 'number', volumeClaimTemplates: listOf() }),
};
/** A ReplicationController has labels as its selector, and a custom resource may have a text. */
const isOwnKind = ({ apiVersion }: Json): boolean => ['apps/v1', 'batch/v1'].includes(apiVersion);

/** The fields of a rendered workload and its pod template that have another type than the API server expects. */
export function shapeProblems(object: Json, path: string, given: unknown): Problem[] {
  const problems: Problem[] = [];
  if (isOwnKind(object)) {
    check(object, WORKLOAD, '', problems);
  }
  checkValue(given, isOwnKind(object) || object.kind === 'Pod' ? TEMPLATE : UNNAMED_CONTAINERS, path, problems);
  return problems;
}

/** A list or map is not shown: it may contain a secret. */
const mustBe = (path: string, expected: string, value: unknown): Problem => ({
  rule: MALFORMED_POD,
  what: `${path} must be ${expected}; got ${Array.isArray(value) ? 'a list' : isMap(value) ? 'a map' : describeAt(path, value)}`,
});

function check(value: Json, fields: Fields, path: string, problems: Problem[]): void {
  for (const field in fields) {
    const child = value[field];
    if (child !== undefined && child !== null) {
      checkValue(child, fields[field], path === '' ? field : `${path}.${field}`, problems);
    }
  }
}

function checkEntry(value: Json, { listOf: fields, required }: Extract<Type, { listOf: Fields }>, path: string, problems: Problem[]): void {
  check(value, fields, path, problems);
  required.filter(field => value[field] === undefined || value[field] === null)
    .forEach(field => problems.push(mustBe(`${path}.${field}`, 'a string', undefined)));
}

function checkValue(value: any, type: Type, path: string, problems: Problem[]): void {
  if (type === 'text' || type === 'number') {
    if (typeof value !== (type === 'text' ? 'string' : 'number')) {
      problems.push(mustBe(path, type === 'text' ? 'a string' : 'a number', value));
    }
  } else if (type === 'texts' || 'listOf' in type) {
    if (!Array.isArray(value)) {
      problems.push(mustBe(path, 'a list', value));
    } else if (type === 'texts') {
      value.forEach((each, i) => checkValue(each, 'text', `${path}[${i}]`, problems));
    } else {
      value.forEach((each, i) => isMap(each) ? checkEntry(each, type, `${path}[${i}]`, problems) : problems.push(mustBe(`${path}[${i}]`, 'a map', each)));
    }
  } else if (isMap(value)) {
    check(value, type.map, path, problems);
  } else {
    problems.push(mustBe(path, 'a map', value));
  }
}
