import { RULES } from '../catalogue/rules.generated';
import { Problem, problemToFinding } from '../diagnostics/finding';
import { synthesisError } from '../diagnostics/synthesis-error';
import { checkSettings } from '../platform/checks';
import { PLATFORM_DEFAULTS } from '../platform/defaults';
import { aBoolean, aString, listOf, struct } from '../props/checks';
import { WRONG_TYPE } from '../props/rules';
import { Schema, validProps } from '../props/schema';
import { entryOf } from '../util/json';
import { describe } from '../util/values';

/** Accepts what a rule says, with the reason. */
export interface ValidationAcknowledgement {
  /** Code of the rule, for example `DAPR4015`. */
  readonly code: string;
  /** Why it is right here, for whoever reads it next. */
  readonly reason: string;
  /**
   * The object that is meant, for example `Deployment shop/checkout`. An error is accepted of one object only.
   * @default - every object, which only a warning allows
   */
  readonly object?: string;
}

/** The `properties` of the plugin in `cdk8s.yaml`. */
export interface DaprValidationProps {
  /**
   * Dapr of the cluster, as `major.minor` or `major.minor.patch`.
   * @default '1.18'
   */
  readonly daprVersion?: string;
  /**
   * Kubernetes of the cluster.
   * @default '1.34'
   */
  readonly kubernetesVersion?: string;
  /**
   * Namespace of Dapr's control plane.
   * @default 'dapr-system'
   */
  readonly controlPlaneNamespace?: string;
  /**
   * Findings that are accepted.
   * @default - none
   */
  readonly acknowledge?: ValidationAcknowledgement[];
  /**
   * Whether a warning that nobody acknowledged fails the synth.
   * @default false
   */
  readonly warningsAsErrors?: boolean;
  /**
   * App-ids of apps that are defined elsewhere.
   * @default - none
   */
  readonly externalApps?: string[];
  /**
   * Names of components that are defined elsewhere.
   * @default - none
   */
  readonly externalComponents?: string[];
  /**
   * Names of Configurations that are defined elsewhere.
   * @default - none
   */
  readonly externalConfigurations?: string[];
}

export type ValidationSettings = Required<DaprValidationProps>;

const DEFAULTS: ValidationSettings = {
  daprVersion: PLATFORM_DEFAULTS.daprVersion,
  kubernetesVersion: PLATFORM_DEFAULTS.kubernetesVersion,
  controlPlaneNamespace: PLATFORM_DEFAULTS.controlPlaneNamespace,
  acknowledge: [],
  warningsAsErrors: false,
  externalApps: [],
  externalComponents: [],
  externalConfigurations: [],
};

const ACKNOWLEDGEMENT: Schema<ValidationAcknowledgement> = { code: aString, reason: aString, object: aString };
const SETTINGS: Schema<DaprValidationProps> = {
  daprVersion: aString,
  kubernetesVersion: aString,
  controlPlaneNamespace: aString,
  acknowledge: listOf(struct(ACKNOWLEDGEMENT)),
  warningsAsErrors: aBoolean,
  externalApps: listOf(aString),
  externalComponents: listOf(aString),
  externalConfigurations: listOf(aString),
};

/** The settings with all defaults. Throws with everything that is wrong with them. */
export function settingsOf(props: DaprValidationProps): ValidationSettings {
  const problems: Problem[] = [];
  const known = validProps(undefined as never, props, SETTINGS, found => problems.push(...found));
  const settings = { ...DEFAULTS, ...known };
  problems.push(...checkSettings(settings).filter(({ rule }) => rule.level === 'error'));
  problems.push(...settings.acknowledge.flatMap(checkAcknowledgement));
  if (problems.length) {
    throw synthesisError(problems.map(problem => problemToFinding(problem, 'DaprValidation')));
  }
  return settings;
}

function checkAcknowledgement({ code, reason, object }: ValidationAcknowledgement): Problem[] {
  const wrong = (what: string, todo: string): Problem[] => [{ rule: WRONG_TYPE, what: `acknowledge ${describe(code)} ${what}`, todo }];
  const level = entryOf(RULES, code)?.level;
  if (!level) {
    return wrong('names no rule', 'take the code from docs/rules.md');
  }
  if (!reason?.trim()) {
    return wrong('gives no reason', 'say why it is right here');
  }
  return level === 'error' && !object ? wrong('is an error, and names no object', 'give object, as in \'Deployment shop/checkout\'') : [];
}
