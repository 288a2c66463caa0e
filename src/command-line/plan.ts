import { readArguments } from './arguments';
import { Command, UsageError } from './command';
import { readManifests, STDIN } from './manifest-files';
import { DaprPlan } from '../plan/dapr-plan';
import { entryOf } from '../util/json';
import { describe } from '../util/values';

const FORMATS: { readonly [format: string]: (plan: DaprPlan) => string } = {
  text: plan => plan.toText(),
  markdown: plan => plan.toMarkdown(),
  json: plan => `${JSON.stringify(plan.toJson(), undefined, 2)}\n`,
};

/** What applying a new stack over an old one will do. */
export const planCommand: Command = {
  name: 'plan',
  summary: 'Tells what applying a new stack over an old one will do',
  usage: `Usage: cdk8s-dapr plan <old> <new> [--files pattern] [--format text|markdown|json] [--fail-on danger]

Compares the manifests of two stacks. <old> and <new> are files, folders with .yaml, .yml and .json files, or - for the standard input.

  --files     only these files of the folders, such as 'staging*.k8s.yaml'; * stands for any text. Make one plan for each cluster
  --format    text (default), markdown for a comment on a pull request, or json
  --fail-on   danger: exit with 2 if the plan has a danger

Exit codes: 0, 1 for wrong arguments or manifests, 2 for a danger with --fail-on danger.
`,
  run(given, { out, stdin }) {
    const { words, options } = readArguments(given, { 'files': undefined, 'format': Object.keys(FORMATS), 'fail-on': ['danger'] });
    const [before, after] = words;
    if (words.length !== 2 || (before === STDIN && after === STDIN)) {
      throw new UsageError(words.length === 2 ? 'only one of <old> and <new> can be the standard input' : `plan needs <old> and <new>; got ${words.length || 'no'} argument${words.length === 1 ? '' : 's'}`);
    }
    const [from, to] = [before, after].map(path => readManifests(path, stdin, options.files));
    if (!from.length && !to.length) {
      throw new UsageError(`--files must match a file of ${before} or ${after}; got ${describe(options.files)}`);
    }
    const plan = DaprPlan._betweenFiles(from, to);
    out(entryOf(FORMATS, options.format ?? 'text')!(plan));
    return options['fail-on'] === 'danger' && plan.hasDanger ? 2 : 0;
  },
};
