/** An app that takes over a workload with annotations of Dapr: what the annotations say becomes props and options. */
import { Construct } from 'constructs';
import { propsFromAnnotations, PropsFromAnnotations } from './annotations-read/read';
import { AppChannel } from './channel';
import { DaprAppProps } from './props';
import { AppHealthCheck, DaprdLocation, DataPlaneConfig, IDaprApp } from '../contract';
import { annotationProblems } from '../daprd/annotation-checks';
import { annotationOf, Annotations, DAPR, ENABLED, unknownAnnotation } from '../daprd/annotations';
import { CONTRADICTS_ADOPTED } from '../data-plane/adopted-options';
import { report, reportAll } from '../diagnostics/report';
import { warning } from '../diagnostics/rule';
import { adopt, adoptedOf } from '../facts/adopted';
import { DaprPlatform } from '../platform/dapr-platform';
import { absent } from '../props/schema';
import { configurationNamed } from '../resources/included/included';
import { describe } from '../util/values';
import { PodTemplate } from '../workload/pod-template';

const NOT_READ_BACK = warning('DAPR1035', {
  title: 'annotation of an adopted workload that has no effect with the data plane',
  why: 'The annotation configures a sidecar, and the daprd of the app runs without its value',
  todo: 'set the option on the data plane, or acknowledge this',
  source: 'cdk8s-dapr',
});

type App = Construct & IDaprApp;
/** Reserved for the control plane. */
const NOT_ADOPTED = ['dapr.io/control-plane'];
const LOOPBACK = /^(localhost|127\.|\[?::1)/;

/** The props, with what the annotations of the workload say. Annotations that are malformed or contradict a prop are reported. */
export function adoptedProps(app: App, props: DaprAppProps, pod: PodTemplate): DaprAppProps {
  const annotations = Object.fromEntries(Object.entries<unknown>(pod.annotations(pod.plain()))
    .filter(([name]) => name.startsWith(DAPR) && !NOT_ADOPTED.includes(name)));
  const texts = Object.fromEntries(Object.entries(annotations).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  reportAll(app, malformed(app, annotations));
  const read = propsFromAnnotations(new Construct(app, 'Adopted'), texts);
  const unread = Object.keys(read.podAnnotations);
  adopt(app, { annotations, options: withIncluded(app, pod, read), unread, channelHost: read.app.appChannelHost, taken: false });
  return merged(app, props, read);
}

/** Reports the annotations that the data plane of an adopted app does not take over. Those of a sidecar stay as they are. */
export function checkAdopted(app: App, { location = DaprdLocation.POD, sidecar }: DataPlaneConfig): void {
  const adopted = adoptedOf(app);
  if (!adopted) {
    return;
  }
  adopted.unread.filter(name => unknownAnnotation(name)).forEach(name => report(app, NOT_READ_BACK, unknownAnnotation(name)!));
  if (sidecar === true || location === DaprdLocation.POD) {
    return;
  }
  const options = adopted.taken ? [] : Object.keys(adopted.options).flatMap(option => annotationOf(option) ?? []);
  for (const name of [...adopted.unread.filter(each => !unknownAnnotation(each)), ...options]) {
    report(app, NOT_READ_BACK, `pod annotation ${name} is ${describe(adopted.annotations[name])}, and ${adopted.taken ? 'no option has this value'
      : location === DaprdLocation.REMOTE ? 'a remote Dapr has its own options' : 'the shared daprd has its own options'}`);
  }
}

/** An empty text is like no annotation, and the injector accepts other spellings of true; `enabled` of a pod without a sidecar is reported elsewhere. */
function malformed(app: App, annotations: { [name: string]: unknown }) {
  const checked = Object.fromEntries(Object.entries(annotations).filter(([name, value]) => value !== '' && (name !== ENABLED || typeof value !== 'string')));
  return annotationProblems(checked as Annotations, DaprPlatform.of(app).daprVersion, name => `pod annotation ${name}`);
}

/** The options, with the Configuration of this App that the annotation names. */
function withIncluded(app: App, pod: PodTemplate, { options }: PropsFromAnnotations): { [option: string]: unknown } {
  const name = options.configuration?.resourceName;
  const included = name === undefined ? undefined : configurationNamed(app, pod.namespace, name);
  return included ? { ...options, configuration: included } : { ...options };
}

function merged(app: App, props: DaprAppProps, { app: { appChannelHost: _, ...read } }: PropsFromAnnotations): DaprAppProps {
  for (const [prop, theirs] of Object.entries(read)) {
    const ours: unknown = (props as unknown as { [prop: string]: unknown })[prop];
    if (!absent(ours) && comparable(ours) !== comparable(theirs)) {
      report(app, CONTRADICTS_ADOPTED, `${prop} is ${typeof ours === 'object' ? 'a health check' : describe(ours)}, and pod annotation ${prop === 'appHealthCheck' ? 'dapr.io/enable-app-health-check' : annotationOf(prop)} is ${typeof theirs === 'object' ? 'a different one' : describe(theirs)}`);
    }
  }
  const given = Object.fromEntries(Object.entries(props).filter(([, value]) => !absent(value)));
  return { ...read, ...given } as DaprAppProps;
}

/** The channel that the annotations name; none at localhost, which a daprd outside the pods cannot call. */
export function adoptedChannel(app: App): AppChannel | undefined {
  const host = adoptedOf(app)?.channelHost;
  return host === undefined || app.appPort === undefined || LOOPBACK.test(host) ? undefined : AppChannel.address(host, app.appPort);
}

const comparable = (value: unknown): string => JSON.stringify(typeof value === 'object' && value !== null ? healthOf(value as AppHealthCheck) : value);
const healthOf = ({ path, interval, timeout, threshold }: AppHealthCheck): unknown[] =>
  [path, interval?.toMilliseconds(), timeout?.toMilliseconds(), threshold];
