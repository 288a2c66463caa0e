/**
 * Validates manifests against the committed schemas of Kubernetes, Dapr, Argo CD and Flux, including unknown fields. `gitops.json` is written
 * by hand and contains only what the library may emit.
 */
import { readFileSync } from 'fs';
import { join } from 'path';
import Ajv, { ValidateFunction } from 'ajv';
import { SCHEMAS } from './paths';

const validators = new Map<string, ValidateFunction>();
for (const file of ['kubernetes.json', 'dapr.json', 'gitops.json']) {
  const { kinds, definitions } = JSON.parse(readFileSync(join(SCHEMAS, file), 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema({ $id: file, definitions });
  for (const [kind, name] of Object.entries(kinds)) {
    validators.set(kind, ajv.compile({ $ref: `${file}#/definitions/${name}` }));
  }
}

/** Third-party kinds without a committed schema. */
const FOREIGN = [
  'argoproj.io/v1alpha1/Rollout', 'serving.knative.dev/v1/Service', 'core.openfunction.io/v1beta2/Function',
  'keda.sh/v1alpha1/ScaledObject', 'keda.sh/v1alpha1/TriggerAuthentication',
];

/** One line for each field that the API server would reject. */
export function schemaErrors(manifest: any): string[] {
  const kind = `${manifest.apiVersion}/${manifest.kind}`;
  if (FOREIGN.includes(kind)) {
    return [];
  }
  const validate = validators.get(kind);
  if (!validate) {
    return [`no schema for ${kind}`];
  }
  validate(manifest);
  return (validate.errors ?? []).map(e => `${kind} ${manifest.metadata?.name}${e.instancePath}: ${e.message} ${JSON.stringify(e.params)}`);
}
