import { ANNOTATION_RULES } from './annotation-rules';
import { API_SERVER_RULES } from './api-server-rules';
import { COMPONENT_FACTS } from './component-facts';
import { COMPONENT_RULES } from './component-rules';
import { CONFIGURATION_RULES } from './configuration-rules';
import { CONFIGURATION_SETTINGS } from './configuration-settings';
import { Manifest, map } from './manifest';
import { ManifestProblem, Manifests } from './manifests';
import { OBJECT_RULES } from './object-rules';
import { POD_RULES } from './pod-rules';
import { RESILIENCY_RULES } from './resiliency-rules';
import { RESOURCE_RULES } from './resource-rules';
import { SCHEMA_RULES, withoutRepeated } from './schema-rules';
import { SERVICE_RULES } from './service-rules';
import { ValidationSettings } from './settings';
import { SUBSCRIPTION_RULES } from './subscription-rules';
import { worded } from './wording';
import { WORKLOAD_RULES } from './workload-rules';
import { ACKNOWLEDGED_ANNOTATION } from '../kubernetes/names';

const RULES = [
  ...OBJECT_RULES, ...ANNOTATION_RULES, ...POD_RULES, ...COMPONENT_RULES, ...COMPONENT_FACTS, ...API_SERVER_RULES,
  ...SERVICE_RULES, ...WORKLOAD_RULES, ...SUBSCRIPTION_RULES, ...CONFIGURATION_RULES, ...CONFIGURATION_SETTINGS,
  ...RESOURCE_RULES, ...RESILIENCY_RULES, ...SCHEMA_RULES,
];

/** A problem with its effect on the synth. */
export interface ManifestFinding extends ManifestProblem {
  /** Whether it fails the synth: false for a warning, unless `warningsAsErrors` is set. */
  readonly fails: boolean;
  /** The reason of its acknowledgement. */
  readonly acknowledged?: string;
}

/** All findings about the documents of files that are applied together. */
export function checkManifests(files: { file: string; documents: unknown[] }[], settings: ValidationSettings): ManifestFinding[] {
  const all = new Manifests(files.flatMap(({ file, documents }) => Manifest.ofFile(file, documents, settings.podTemplatePaths)), settings);
  return withoutRepeated(RULES.flatMap(rule => rule(all))).map(worded).map(problem => {
    const reason = reasonFor(problem, settings);
    const error = problem.rule.level === 'error' || settings.warningsAsErrors;
    return { ...problem, fails: error && reason === undefined, ...(reason === undefined ? {} : { acknowledged: reason }) };
  });
}

/** Why a finding is accepted: in the settings, or in the annotation that a synth adds to the object of an acknowledged warning. */
function reasonFor({ rule, at }: ManifestProblem, { acknowledge }: ValidationSettings): string | undefined {
  const set = acknowledge.find(({ code, object }) => code === rule.code && (object === undefined || object === at.title))?.reason;
  const annotated = rule.level === 'warning' ? map(map(at.json.metadata).annotations)[ACKNOWLEDGED_ANNOTATION + rule.code] : undefined;
  return set ?? (typeof annotated === 'string' && annotated.trim() ? annotated : undefined);
}
