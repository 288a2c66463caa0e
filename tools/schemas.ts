/**
 * Writes `test/schemas/`: the schemas of emitted objects, without descriptions, with unknown fields forbidden.
 *
 * The Kubernetes schemas come from the API server of KUBECONFIG, the Dapr schemas from the CRD files of its Go module
 * (folder `charts/dapr/crds`), which is the argument: `npx projen schemas <folder>`.
 */
import { execFileSync } from 'child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';

type Schema = { [key: string]: any };

const KINDS: { [groupVersion: string]: string[] } = {
  'v1': ['Pod', 'Service', 'ConfigMap', 'Secret', 'ServiceAccount'],
  'apps/v1': ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'],
  'batch/v1': ['Job', 'CronJob'],
  'networking.k8s.io/v1': ['Ingress', 'NetworkPolicy'],
  'rbac.authorization.k8s.io/v1': ['Role', 'RoleBinding'],
  'policy/v1': ['PodDisruptionBudget'],
  'autoscaling/v2': ['HorizontalPodAutoscaler'],
  'admissionregistration.k8s.io/v1': ['MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding'],
};
const KEPT = ['type', 'required', 'enum', 'oneOf', 'anyOf', 'allOf', 'pattern', 'minimum', 'maximum', 'nullable'];
const out = join(__dirname, '..', 'test', 'schemas');

/** The structure only; an object with known properties allows no others. */
function closed(schema: Schema): Schema {
  if (schema.$ref) {
    return { $ref: schema.$ref.replace('#/components/schemas/', '#/definitions/') };
  }
  if (schema['x-kubernetes-int-or-string']) {
    return { anyOf: [{ type: 'integer' }, { type: 'string' }] };
  }
  const kept: Schema = Object.fromEntries(KEPT.filter(k => schema[k] !== undefined).map(k => [k, schema[k]]));
  for (const key of ['oneOf', 'anyOf', 'allOf']) {
    kept[key] = kept[key]?.map(closed);
  }
  if (schema.items) {
    kept.items = closed(schema.items);
  }
  if (schema.properties) {
    kept.properties = Object.fromEntries(Object.entries<Schema>(schema.properties).map(([k, v]) => [k, closed(v)]));
    kept.additionalProperties = schema['x-kubernetes-preserve-unknown-fields'] === true;
  } else if (typeof schema.additionalProperties === 'object') {
    kept.additionalProperties = closed(schema.additionalProperties);
  }
  return kept;
}

function references(schema: unknown, found: Set<string>): Set<string> {
  if (schema && typeof schema === 'object') {
    const { $ref } = schema as Schema;
    if (typeof $ref === 'string') {
      found.add($ref.replace('#/definitions/', ''));
    }
    Object.values(schema).forEach(value => references(value, found));
  }
  return found;
}

function kubernetes(): Schema {
  const raw = (path: string): Schema => JSON.parse(execFileSync('kubectl', ['get', '--raw', path], { maxBuffer: 2 ** 28, encoding: 'utf8' }));
  const result: Schema = { version: raw('/version').gitVersion, kinds: {}, definitions: {} };
  for (const [groupVersion, kinds] of Object.entries(KINDS)) {
    const { schemas } = raw(`/openapi/v3/${groupVersion.includes('/') ? 'apis' : 'api'}/${groupVersion}`).components;
    const [group, version] = groupVersion.includes('/') ? groupVersion.split('/') : ['', groupVersion];
    const todo: string[] = [];
    for (const kind of kinds) {
      const [name] = Object.entries<Schema>(schemas).find(([, s]) => s['x-kubernetes-group-version-kind']
        ?.some((gvk: Schema) => gvk.group === group && gvk.version === version && gvk.kind === kind))!;
      result.kinds[`${groupVersion}/${kind}`] = name;
      todo.push(name);
    }
    for (let name = todo.pop(); name; name = todo.pop()) {
      if (!result.definitions[name]) {
        result.definitions[name] = closed(schemas[name]);
        todo.push(...references(result.definitions[name], new Set()));
      }
    }
  }
  return result;
}

/** The CRDs do not contain metadata. */
const METADATA: Schema = {
  type: 'object',
  required: ['name'],
  additionalProperties: false,
  properties: {
    name: { type: 'string' },
    namespace: { type: 'string' },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    annotations: { type: 'object', additionalProperties: { type: 'string' } },
  },
};

function dapr(folder: string): Schema {
  const result: Schema = { kinds: {}, definitions: {} };
  for (const file of readdirSync(folder).filter(name => name.endsWith('.yaml')).sort()) {
    for (const crd of parseAllDocuments(readFileSync(join(folder, file), 'utf8')).map(d => d.toJS()).filter(d => d?.kind === 'CustomResourceDefinition')) {
      for (const { name: version, schema } of crd.spec.versions) {
        const { kind } = crd.spec.names;
        const definition = closed(schema.openAPIV3Schema);
        definition.properties.metadata = METADATA;
        result.kinds[`${crd.spec.group}/${version}/${kind}`] = `${kind}.${version}`;
        result.definitions[`${kind}.${version}`] = definition;
      }
    }
  }
  return result;
}

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: npx projen schemas <folder with the Dapr CRD files>');
  process.exit(2);
}
mkdirSync(out, { recursive: true });
for (const [name, schema] of Object.entries({ kubernetes: kubernetes(), dapr: dapr(folder) })) {
  writeFileSync(join(out, `${name}.json`), `${JSON.stringify(schema, undefined, 1)}\n`);
}
