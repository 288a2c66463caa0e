/** A chart with one app, for tests of one rule or behaviour. */
import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { DaprApp, DaprAppProps, DaprFinding, DaprFindings, DaprPlatform, DaprPlatformSettings, DaprWarnings, MetadataValue } from 'cdk8s-dapr';
import { Construct } from 'constructs';

/** A minimal Deployment, with changes to its pod spec and template metadata. */
export function deployment(scope: Construct, id = 'web', spec: object = {}, metadata: { labels?: object; annotations?: object } = {}, kind = 'Deployment'): ApiObject {
  return new ApiObject(scope, id, {
    apiVersion: 'apps/v1',
    kind,
    spec: {
      selector: { matchLabels: { app: id } },
      template: {
        metadata: { ...metadata, labels: { app: id, ...metadata.labels } },
        spec: { containers: [{ name: 'main', image: 'test.local/app:1', ports: [{ containerPort: 8080 }] }], ...spec },
      },
    },
  });
}

export function job(scope: Construct, id = 'job', spec: object = {}, jobSpec: object = {}): ApiObject {
  return new ApiObject(scope, id, {
    apiVersion: 'batch/v1',
    kind: 'Job',
    spec: { ...jobSpec, template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'test.local/app:1' }], ...spec } } },
  });
}

export const SHARED: DaprPlatformSettings = { apiTokenSecret: 'token', kubernetesVersion: '1.36' };

/** An input binding with its required metadata. */
export const KAFKA_BINDING = { type: 'bindings.kafka', metadata: { brokers: MetadataValue.of('kafka:9092'), authType: MetadataValue.of('none') } };

export function newChart(settings: DaprPlatformSettings = {}, props: { namespace?: string } = {}): Chart {
  const chart = new Chart(Testing.app(), 'chart', props);
  DaprPlatform.set(chart, settings);
  return chart;
}

export function app(chart: Chart, props: Partial<DaprAppProps> = {}, id = 'checkout'): DaprApp {
  return new DaprApp(chart, id, { workload: props.workload ?? deployment(chart, `${id}-web`), ...props });
}

/** The pod template of the workload in a rendered chart. */
export function pod(chart: Chart, kind = 'Deployment', name?: string): any {
  const object = Testing.synth(chart).find(o => o.kind === kind && (name ? o.metadata.name === name : !o.metadata.name.endsWith('-daprd')));
  return kind === 'Pod' ? object : object.spec.template;
}

export function find(chart: Chart, kind: string, name?: string): any {
  return Testing.synth(chart).find(o => o.kind === kind && (!name || o.metadata.name === name));
}

export const env = (template: any, container = 0): { [name: string]: any } =>
  Object.fromEntries((template.spec.containers[container].env ?? []).map((e: any) => [e.name, e.value ?? e.valueFrom]));

/** The error message of a synth of the whole App, or an empty string. */
export const refusal = (chart: Chart): string => (refusalOf(chart) as Error | undefined)?.message ?? '';

/** The error of a synth of the whole App, if any. */
function refusalOf(chart: Chart): unknown {
  try {
    (chart.node.root as App).charts.forEach(each => Testing.synth(each));
    return undefined;
  } catch (error) {
    findingsIn(error);
    return error;
  }
}

/** The errors of a synth without paths: `CODE: what. Why. Todo.`, one per line. */
export const errorsOf = (chart: Chart): string =>
  findingsIn(refusalOf(chart)).map(({ code, message, why, todo }) => `${code}: ${message} ${why} ${todo}`).join('\n');

/** The findings in an error. Throws where a message is empty; not with `expect`, because tools use this function as well. */
export function findingsIn(error: unknown): DaprFinding[] {
  const findings = DaprFindings.ofError(error).list();
  const empty = findings.find(({ message }) => !/\w/.test(message));
  if (empty) {
    throw new Error(`empty message: ${empty.code} ${empty.path}`);
  }
  return findings;
}

/** The errors and warnings of a synth with a code, as `path: what`. */
export function messagesOf(chart: Chart, code: string): string[] {
  return [...findingsIn(refusalOf(chart)), ...DaprWarnings.of(chart.node.root).list()].filter(finding => finding.code === code)
    .map(({ path, message }) => `${path}: ${message.replace(/\.$/, '')}`);
}

/** Codes of the errors of a synth or of a constructor. */
export function codes(build: () => Chart): string[] {
  let error: unknown;
  try {
    error = refusalOf(build());
  } catch (thrown) {
    error = thrown;
  }
  const found = findingsIn(error).map(({ code }) => code);
  return [...new Set(error && !found.length ? [(error as Error).message] : found)];
}

export const warningCodes = (chart: Chart): string[] => [...new Set(DaprWarnings.of(chart).list().map(({ code }) => code))];
