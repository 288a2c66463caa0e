/** The daprds of an app, for rules. */
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { IDaprPeer } from '../contract';
import { daprdAnnotations } from './shared/facts';
import { Annotations } from '../daprd/annotations';
import { hasSidecar, wiringOf } from '../facts/apps';
import { onePerApp } from '../synth/one-per-app';
import { oncePerSynth } from '../synth/synths';
import { Json } from '../util/json';
import { templateOf } from '../workload/template-path';

/** A daprd that serves an app. */
export interface DaprdOfApp {
  /** Whether it runs in the pods of the app. */
  readonly isSidecar: boolean;
  /** Its options as pod annotations. */
  readonly annotations: Annotations;
  /** Labels of its pods, if they are those of the app. */
  readonly labels: Annotations;
  /** The rendered template of its pods. */
  readonly template: () => Json;
}

const KNOWN = onePerApp('daprds-of-apps', root => oncePerSynth(root, () => new Map<IConstruct, DaprdOfApp[]>()));

/** The daprds of an app, two while it moves between data planes; none for a remote Dapr. Call it only while rendering, for the apps that a rule needs. */
export function daprdsOf(app: IDaprPeer): readonly DaprdOfApp[] {
  const known = KNOWN(app)();
  let daprds = known.get(app);
  if (!daprds) {
    const { pod, config } = wiringOf(app) ?? {};
    const shared = config?.daprd && daprdAnnotations(config.daprd);
    const object = pod && hasSidecar(app) ? pod.renderWired() : undefined;
    daprds = [
      ...(object ? [{
        isSidecar: true, annotations: pod!.annotations(object), labels: pod!.podLabels(object), template: () => pod!.template(object),
      }] : []),
      ...(shared ? [{
        isSidecar: false, annotations: shared, labels: {}, template: () => templateOf((config!.daprd as ApiObject).toJson()) ?? {},
      }] : []),
    ];
    known.set(app, daprds);
  }
  return daprds;
}
