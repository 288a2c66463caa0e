/** The environment variable that decides what happens to warnings: it concerns a run, such as a test or a pipeline, and not the stack. */
import { IConstruct } from 'constructs';
import { Finding, Problem } from './finding';
import { error } from './rule';
import { anyOf, mustBe } from '../util/values';

const VARIABLE = 'CDK8S_DAPR_WARNINGS';
const MODES = ['print', 'off', 'error'] as const;
/** `print` writes warnings to stderr, `off` does not, and `error` also fails the synth where no scope of `DaprPlatform` says otherwise. */
export type WarningMode = typeof MODES[number];

const INVALID_SWITCH = error('DAPR8170', {
  title: 'invalid value of CDK8S_DAPR_WARNINGS',
  why: 'Warnings would be printed where they should fail the synth, or the reverse',
  todo: 'correct the environment variable, or unset it',
  source: 'cdk8s-dapr',
});

/** Variables that test runners set for all code that they run: Jest, Vitest, `node --test` and pytest, which starts the runtime of jsii. */
const TEST_RUNNERS = ['JEST_WORKER_ID', 'VITEST', 'NODE_TEST_CONTEXT', 'PYTEST_VERSION'];

const isMode = (value: string): value is WarningMode => (MODES as readonly string[]).includes(value);

/** What happens to warnings in this process. By default, they are printed, except by a test runner, whose output they would interrupt. */
export function warningMode(env: NodeJS.ProcessEnv = process.env): WarningMode {
  const given = env[VARIABLE] ?? '';
  return isMode(given) ? given : TEST_RUNNERS.some(name => env[name]) ? 'off' : 'print';
}

/** DAPR8170 for an unknown value. An empty one is unset. */
export function warningModeProblems(env: NodeJS.ProcessEnv = process.env): Problem[] {
  const given = env[VARIABLE] ?? '';
  return given === '' || isMode(given) ? [] : [{ rule: INVALID_SWITCH, what: mustBe(VARIABLE, anyOf(MODES), given) }];
}

/** The same problems, about the App. */
export const warningModeFindings = (root: IConstruct): Finding[] => warningModeProblems().map(problem => ({ at: root, ...problem }));
