import { RULES } from '../catalogue/rules.generated';
import { Problem, problemToFinding } from '../diagnostics/finding';
import { synthesisError } from '../diagnostics/synthesis-error';
import { warningMode, warningModeProblems } from '../diagnostics/warning-switch';
import { checkSettings } from '../platform/checks';
import { PLATFORM_DEFAULTS } from '../platform/defaults';
import { aBoolean, aString, listOf, mapOf, struct } from '../props/checks';
import { WRONG_TYPE } from '../props/rules';
import { Check, Schema, validProps } from '../props/schema';
import { entryOf } from '../util/json';
import { describe, mustBe } from '../util/values';

/** Accepts the findings of a rule, with a reason. */
export interface ValidationAcknowledgement {
  /** Code of the rule, for example `DAPR4015`. */
  readonly code: string;
  /** Why the finding is acceptable, for the next reader. */
  readonly reason: string;
  /**
   * The object with the finding, for example `Deployment shop/checkout`. Required for an error.
   * @default - every object; allowed for warnings only
   */
  readonly object?: string;
}

/** The `properties` of the plugin in `cdk8s.yaml`. */
export interface DaprValidationProps {
  /**
   * Dapr version of the cluster, as `major.minor` or `major.minor.patch`.
   * @default '1.19'
   */
  readonly daprVersion?: string;
  /**
   * Kubernetes version of the cluster.
   * @default '1.35'
   */
  readonly kubernetesVersion?: string;
  /**
   * Namespace of Dapr's control plane.
   * @default 'dapr-system'
   */
  readonly controlPlaneNamespace?: string;
  /**
   * Whether Dapr's operator creates the Services `<app-id>-dapr` (Helm value `dapr_operator.serviceReconciler.enabled`). If not, the manifests
   * contain them.
   * @default true
   */
  readonly operatorServices?: boolean;
  /**
   * Acknowledged findings.
   * @default - none
   */
  readonly acknowledge?: ValidationAcknowledgement[];
  /**
   * Whether unacknowledged warnings fail the synth.
   * @default false; true if the environment variable `CDK8S_DAPR_WARNINGS` is `error`
   */
  readonly warningsAsErrors?: boolean;
  /**
   * Paths of the pod templates of custom resources, by kind (`Rollout`) or by group and kind (`argoproj.io/Rollout`), as in `podTemplatePath` of
   * `DaprApp`: `spec.template`, `spec.roles[0].template`; `*` and `[*]` are any field and any element. Of several templates in an object, the first
   * with annotations of Dapr is checked. A kind without a template at its path is a warning (DAPR6176).
   * @default - `spec.template`, or the path that the kind has in Kubernetes, KEDA, JobSet, LeaderWorkerSet or Volcano
   */
  readonly podTemplatePaths?: { readonly [kind: string]: string };
  /**
   * The files to check, by the end of their path, such as `staging*.k8s.yaml`; `*` stands for any text. Manifests do not name their cluster: if an
   * App has several, list the plugin once for each. A pattern that matches no file fails the synth (DAPR3017).
   * @default - all files
   */
  readonly files?: string;
  /**
   * App IDs of apps outside these manifests.
   * @default - none
   */
  readonly externalApps?: string[];
  /**
   * Names of components outside these manifests.
   * @default - none
   */
  readonly externalComponents?: string[];
  /**
   * Names of Configurations outside these manifests.
   * @default - none
   */
  readonly externalConfigurations?: string[];
}

export type ValidationSettings = Required<DaprValidationProps>;

/** The pattern of all files. */
export const ALL_FILES = '*';

const DEFAULTS: ValidationSettings = {
  daprVersion: PLATFORM_DEFAULTS.daprVersion,
  kubernetesVersion: PLATFORM_DEFAULTS.kubernetesVersion,
  controlPlaneNamespace: PLATFORM_DEFAULTS.controlPlaneNamespace,
  operatorServices: PLATFORM_DEFAULTS.operatorServices,
  acknowledge: [],
  warningsAsErrors: false,
  podTemplatePaths: {},
  files: ALL_FILES,
  externalApps: [],
  externalComponents: [],
  externalConfigurations: [],
};

const KIND = /^([a-z0-9]([a-z0-9.-]*[a-z0-9])?\/)?[A-Z][A-Za-z0-9]*$/;
const PATH = /^[A-Za-z_][\w-]*(\.([A-Za-z_][\w-]*|\*)|\[(\d+|\*)\])*$/;

const aPath: Check = value => typeof value === 'string' && PATH.test(value) ? undefined : 'a path of fields, such as spec.template or spec.roles[*].template';
const paths = mapOf(aPath);
const aPathByKind: Check = value => {
  const wrong = paths(value) ?? Object.keys(value).filter(key => !KIND.test(key))
    .map(key => ({ path: `[${describe(key)}]`, rule: WRONG_TYPE, text: 'must have a kind as its key, such as Rollout or argoproj.io/Rollout' }));
  return wrong.length ? wrong : undefined;
};

const ACKNOWLEDGEMENT: Schema<ValidationAcknowledgement> = { code: aString, reason: aString, object: aString };
const SETTINGS: Schema<DaprValidationProps> = {
  daprVersion: aString,
  kubernetesVersion: aString,
  controlPlaneNamespace: aString,
  operatorServices: aBoolean,
  acknowledge: listOf(struct(ACKNOWLEDGEMENT)),
  warningsAsErrors: aBoolean,
  podTemplatePaths: aPathByKind,
  files: aString,
  externalApps: listOf(aString),
  externalComponents: listOf(aString),
  externalConfigurations: listOf(aString),
};

/** The settings with all defaults. Throws an error with all problems of the props. */
export function settingsOf(props: DaprValidationProps): ValidationSettings {
  const problems: Problem[] = [];
  const valid = validProps(undefined as never, props, SETTINGS, found => problems.push(...found));
  const settings = { ...DEFAULTS, warningsAsErrors: warningMode() === 'error', ...valid };
  problems.push(...warningModeProblems());
  problems.push(...checkSettings(settings).filter(({ rule }) => rule.level === 'error'));
  problems.push(...settings.acknowledge.flatMap(checkAcknowledgement));
  if (problems.length) {
    throw synthesisError(problems.map(problem => problemToFinding(problem, 'DaprValidation')));
  }
  return settings;
}

function checkAcknowledgement({ code, reason, object }: ValidationAcknowledgement, i: number): Problem[] {
  const wrong = (what: string, todo: string): Problem[] => [{ rule: WRONG_TYPE, what: `acknowledge[${i}].${what}`, todo }];
  const level = entryOf(RULES, code)?.level;
  if (level !== 'error' && level !== 'warning') {
    return wrong(mustBe('code', 'the code of an error or a warning', code), 'use a code of docs/rules.md');
  }
  if (!reason?.trim()) {
    return wrong(`reason must be set for ${code}`, 'explain why the finding is acceptable');
  }
  return level === 'error' && !object ? wrong(`object must be set for ${code}, which is an error`, 'set object, as in \'Deployment shop/checkout\'') : [];
}
