/** `docs/conformance.md`: the committed results of Dapr's own tests. */
import { table } from './table';
import { Conformance, conformanceOf } from '../dapr-suite/conformance';
import { EXPLAINED } from '../dapr-suite/explained';
import { Model, MODELS, OWN } from '../dapr-suite/models';
import { ModelResults, resultsOf } from '../dapr-suite/results';
import { LEFT_OUT, runsIn, SUITES } from '../dapr-suite/suites';
import { score } from '../dapr-suite/verdict';

const COMPARED = MODELS.filter(model => model !== OWN);
const ruleLink = (rule: string): string => `[${rule}](rules.md#${rule.toLowerCase()})`;

function cell(model: Model, { capability: { settings, tests: suites }, tests, lost, refused }: Conformance): string {
  const [notShared] = suites.filter(({ suite }) => !runsIn(model, suite)).map(({ suite }) => SUITES[suite].notShared!);
  if (notShared) {
    return `not supported (${notShared.rule})`;
  }
  if (!tests) {
    return 'not run';
  }
  const setting = settings?.[model] ? `, with ${settings[model]}` : '';
  const refusal = refused.length ? `, but refused (${refused.join(', ')})` : '';
  return `${lost.length ? `${tests - lost.length} of ${tests}` : 'works'}${setting}${refusal}`;
}

export function conformancePage(): string {
  const all = Object.fromEntries(MODELS.map(model => [model, resultsOf(model)])) as { [model in Model]: ModelResults };
  const byModel = COMPARED.map(model => conformanceOf(model, all[OWN], all[model]));
  const cells = (row: number): string[] => COMPARED.map((model, column) => cell(model, byModel[column][row]));
  const capabilities = byModel[0].map(({ capability }, row) => [capability.name, ...cells(row)]);
  const runs = MODELS.flatMap(model => Object.values(all[model]));
  const span = (values: string[]): string => [...new Set(values)].sort().filter((_, at, list) => at === 0 || at === list.length - 1).join(' to ');
  const failures = EXPLAINED.map(({ suite, tests, models, reason, rule, page }) =>
    [suite, `\`${tests.source}\``, models.join(', '), reason, rule ? ruleLink(rule) : '', `[${page}](${page})`]);
  const suites = Object.keys(SUITES).map(suite => [suite, ...MODELS.map(model => all[model][suite] ? score(all[model][suite]) : runsIn(model, suite) ? 'not run' : 'left out')]);
  const leftOut = [...Object.entries(LEFT_OUT), ...Object.keys(SUITES).flatMap(suite => {
    const { notShared, skip } = SUITES[suite];
    return [
      ...(notShared ? [[suite, `a sidecar: ${notShared.reason} (${ruleLink(notShared.rule)})`]] : []),
      ...(skip ? [[`${suite}: \`${skip.tests}\``, skip.needs]] : []),
    ];
  })];
  return `# Conformance

Generated from \`dapr-suite/results\`. Dapr's own end-to-end tests ran on apps that the constructs deploy, with Dapr ${span(runs.map(({ dapr }) => dapr))} on Kubernetes
${span(runs.map(({ kubernetes }) => kubernetes))}, ${span(runs.map(({ date }) => date))}. [dapr-suite.md](dapr-suite.md) describes how.

A test counts if it works with Dapr's own manifests on the same cluster. \`3 of 4\` means that one test fails only in that model; every such failure is explained below.
What is refused raises an error of the library: it may work in a run of the tests, and not always.

${table(['capability', ...COMPARED], capabilities)}

## Failures behind shared daprds

${table(['suite', 'tests', 'models', 'reason', 'rule', 'page'], failures)}

## Suites

Working and failing tests, those without subtests. \`${OWN}\` is Dapr's own manifest builder. A test that failed and passed when it was repeated works.

${table(['suite', ...MODELS], suites)}

Left out:

${table(['suite', 'needs'], leftOut)}
`;
}
