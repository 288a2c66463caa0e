import { App, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { CONTROL_PLANES } from './control-planes';
import { DaprDelivery } from './delivery';
import { FluxDeliveryOptions } from './flux-options';
import { AFTER_WORKLOADS } from './stages';
import { Finding, Problem } from '../diagnostics/finding';
import { report } from '../diagnostics/report';
import { error, warning } from '../diagnostics/rule';
import { isDnsLabel } from '../kubernetes/names';
import { aDuration, aName, aNamespace, listOf, unchecked } from '../props/checks';
import { Schema, validProps } from '../props/schema';
import { describe, durationText, mustBe } from '../util/values';

const INVALID_DELIVERY = error('DAPR1130', {
  title: 'invalid Flux delivery',
  why: 'Flux rejects the Kustomizations, or does not read the files',
  todo: 'correct the value',
  source: 'fluxcd/kustomize-controller api/v1, fluxcd/pkg kustomize/kustomize_generator.go',
});
const DELIVERY_INSIDE_CHART = error('DAPR1131', {
  title: 'delivery of a part of a chart',
  why: 'A chart is delivered as a whole, because cdk8s writes files by chart: the setting would have no effect',
  todo: 'set delivery at the chart or above, or move these objects into a chart of their own',
  source: 'cdk8s',
});
const DELIVERY_NAME_TAKEN = error('DAPR1132', {
  title: 'two Flux deliveries with one name',
  why: 'The files and Kustomizations of one replace those of the other, and Flux deletes the objects that the other has applied',
  todo: 'give each delivery its own name, or the same options',
  source: 'fluxcd/kustomize-controller',
});
const OUTPUT_FOR_OTHER_TOOL = warning('DAPR9030', {
  title: 'control plane output for another tool than the delivery',
  why: 'If the cluster does not run both tools, Dapr is not installed',
  todo: 'use the output of ControlPlaneOutput for that tool, or acknowledge this if the cluster runs both',
  source: 'cdk8s-dapr',
});

const MAX_NAME = 63 - `-${AFTER_WORKLOADS.name}`.length;

const OPTIONS: Schema<FluxDeliveryOptions> = {
  name: unchecked,
  path: unchecked,
  namespace: aNamespace,
  sourceKind: value => typeof value === 'string' && /^[A-Z][A-Za-z]{0,62}$/.test(value) ? undefined : 'the kind of a source, such as \'GitRepository\'',
  sourceName: aName,
  sourceNamespace: aNamespace,
  interval: aDuration,
  timeout: aDuration,
  serviceAccountName: aName,
  dependsOn: listOf(aName),
};

/** Reports invalid options, and a scope inside a chart. */
export function checkDelivery(scope: IConstruct, { tool, _options: given }: DaprDelivery): void {
  const outer = scope.node.scopes.slice(0, -1).find(each => Chart.isChart(each));
  if (outer && !Chart.isChart(scope)) {
    report(scope, DELIVERY_INSIDE_CHART, `delivery is set inside chart '${outer.node.path}'`);
  }
  if (tool === 'flux') {
    fluxProblems(validProps(scope, given, OPTIONS)).forEach(({ rule, what }) => report(scope, rule, what));
  }
}

function fluxProblems({ name, path, interval, timeout }: FluxDeliveryOptions): Problem[] {
  const invalid = (wrong: boolean, prop: string, expected: string, value: unknown): Problem[] => wrong
    ? [{ rule: INVALID_DELIVERY, what: value === undefined ? `${prop} of delivery is missing` : mustBe(`${prop} of delivery`, expected, value) }] : [];
  return [
    ...invalid(typeof name !== 'string' || name.length > MAX_NAME || !isDnsLabel(name), 'name', `a DNS label of at most ${MAX_NAME} characters`, name),
    ...invalid(typeof path !== 'string' || !/^[^/\s\\][^\s\\]*$/.test(path) || path.split('/').includes('..'), 'path', 'a path relative to the root of the source, without ..', path),
    ...invalid(interval?.toMilliseconds() === 0, 'interval', 'greater than zero', interval),
    ...invalid(timeout?.toMilliseconds() === 0, 'timeout', 'greater than zero', timeout),
  ];
}

/** Findings about the deliveries of the charts of an App. */
export function deliveryFindings(root: IConstruct, deliveries: ReadonlyMap<Chart, DaprDelivery>): Finding[] {
  const flux = [...deliveries].filter(([, { tool }]) => tool === 'flux');
  const extension = (root as App).outputFileExtension;
  const known = new Map<string, string>();
  return [
    ...(flux.length && extension !== undefined && !/\.ya?ml$/.test(extension)
      ? [{ at: root, rule: INVALID_DELIVERY, what: mustBe('outputFileExtension of App', 'an extension that ends with .yaml or .yml', extension) }] : []),
    ...flux.flatMap(([at, { _options: options }]): Finding[] => {
      const { name = '' } = options ?? {};
      const shown = shownOptions(options);
      const before = known.get(name) ?? shown;
      known.set(name, before);
      return before === shown ? [] : [{ at, rule: DELIVERY_NAME_TAKEN, what: `another delivery with the name ${describe(name)} has other options` }];
    }),
    ...CONTROL_PLANES(root).flatMap(({ at, tool }): Finding[] => {
      const delivered = deliveries.get(Chart.of(at))?.tool;
      return tool === undefined || delivered === undefined || tool === delivered ? []
        : [{ at, rule: OUTPUT_FOR_OTHER_TOOL, what: `output is for ${tool}, and delivery of DaprPlatform is ${delivered}` }];
    }),
  ];
}

/** The options as text, for comparison. */
const shownOptions = (options: FluxDeliveryOptions | undefined): string =>
  JSON.stringify(Object.entries(options ?? {}).sort(([a], [b]) => a < b ? -1 : 1)
    .map(([key, value]) => [key, durationText(value) ?? (Array.isArray(value) ? value.map(describe) : describe(value))]));
