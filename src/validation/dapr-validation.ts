import { checkManifests, ManifestFinding } from './check';
import { ALL_FILES, DaprValidationProps, settingsOf, ValidationSettings } from './settings';
import { findingText, problemToFinding } from '../diagnostics/finding';
import { synthesisError } from '../diagnostics/synthesis-error';
import { WRONG_TYPE } from '../props/rules';
import { fileMatches } from '../util/file-pattern';
import { grouped } from '../util/grouped';
import { mustBe } from '../util/values';

/** The part of cdk8s-cli's `ValidationContext` that is used here. */
interface Context {
  readonly manifests: readonly string[];
  readonly report: {
    addViolation(violation: Violation): void;
    submit(status: 'success' | 'failure', metadata?: { readonly [key: string]: string }): void;
  };
  parseManifest(file: string): unknown[];
}

interface Violation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: { readonly resourceName: string; readonly locations: string[]; readonly manifestPath: string }[];
}

/**
 * Applies the rules of this library to any manifests. It is a validation plugin of cdk8s-cli: `validations` in `cdk8s.yaml`.
 *
 * It is internal to Node.js, where cdk8s-cli loads it, and not part of the API in other languages.
 *
 * @internal
 */
export class DaprValidation {
  private readonly settings: ValidationSettings;

  constructor(properties: DaprValidationProps = {}) {
    this.settings = settingsOf(properties);
  }

  /** Checks all manifests of a synth together, and reports all findings. */
  public async validate(context: Context): Promise<void> {
    const files = context.manifests.filter(file => fileMatches(file, this.settings.files));
    if (!files.length && this.settings.files !== ALL_FILES) {
      const what = mustBe('files', 'a pattern that matches a file of the synth', this.settings.files);
      throw synthesisError([problemToFinding({ rule: WRONG_TYPE, what, todo: 'correct the pattern' }, 'DaprValidation')]);
    }
    const findings = checkManifests(files.map(file => ({ file, documents: context.parseManifest(file) })), this.settings);
    const reported = findings.filter(finding => finding.acknowledged === undefined);
    violations(reported).forEach(violation => context.report.addViolation(violation));
    const count = (level: string): string => String(reported.filter(({ rule }) => rule.level === level).length);
    context.report.submit(findings.some(finding => finding.fails) ? 'failure' : 'success', {
      Errors: count('error'), Warnings: count('warning'), Acknowledged: String(findings.length - reported.length),
    });
  }
}

/** One violation for each rule and advice, with all places. */
function violations(findings: ManifestFinding[]): Violation[] {
  return [...grouped(findings, ({ rule, todo }) => `${rule.code} ${todo ?? ''}`).values()].sort(([a], [b]) => severity(a) - severity(b) || (a.rule.code < b.rule.code ? -1 : 1)).map(same => {
    const { code, level, title, why, todo } = same[0].rule;
    return {
      ruleName: `${code} ${level}: ${title}`,
      recommendation: `${why}.`,
      fix: `${same[0].todo ?? todo}.`,
      violatingResources: same.map(finding => ({
        resourceName: finding.at.name,
        // The same line as that of a synth: one pattern finds both.
        locations: [`${level === 'warning' ? 'warning ' : ''}${findingText(problemToFinding(finding, finding.at.title))}`],
        manifestPath: finding.at.file,
      })),
    };
  });
}

const severity = ({ rule }: ManifestFinding): number => rule.level === 'error' ? 0 : 1;
