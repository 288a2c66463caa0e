/**
 * The only code that edits a workload which is not ours.
 *
 * It wraps `toJson` of the one object with a pod template: there, after the mapping of whatever library made the
 * object and after the user's JSON patches, every version of cdk8s-plus, `KubeX`, `ApiObject`, `Include` and custom
 * resources look the same, and what was added to the workload later is seen. JSON patches could not do it: they
 * need existing parents, run before the mapping, and drop fields that the mapping does not know.
 */
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { OPEN_FUNCTION, TEMPLATE_KINDS, workloadKind } from './kinds';
import { CheckedRender, Diagnostics } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { error } from '../diagnostics/rule';
import { refuseOtherApp } from '../diagnostics/same-app';
import { around } from '../synth/around';
import { Synths } from '../synth/synths';
import { Json, entryOf } from '../util/json';

const NO_WORKLOAD = error('DAPR1017', {
  title: 'no workload to work on',
  why: 'There is no pod to give a data plane',
  todo: 'pass one construct that holds exactly one object with a pod template',
  source: 'cdk8s-dapr',
});
const OPEN_FUNCTION_AS_WORKLOAD = error('DAPR8016', {
  title: 'OpenFunction\'s Function as the workload of an app',
  why: 'OpenFunction makes pods, daprd and app-id itself, and runs functions built on its own framework only: a plain Dapr app would not start there',
  todo: 'describe it with the construct OpenFunction, or run the app as a Knative Service or a Deployment scaled by KEDA',
  source: 'OpenFunction apis/core/v1beta2',
});

/** Kinds with a pod template, and where it is. A Pod is its own template. */
const TEMPLATE_PATHS: { [kind: string]: string[] } = {
  Pod: [],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};
const DEFAULT_PATH = ['spec', 'template'];
/** Core groups and those of Kubernetes itself: their other kinds have no pod template. */
const KUBERNETES_GROUPS = /^(core|apps|batch|autoscaling|policy|extensions|[a-z.]+\.k8s\.io)$/;

/** At the object: whose workload it is. */
const OWNER = Symbol.for('cdk8s-dapr.owner');

/** Changes a rendered pod template and says what it found. */
export type PodEdit = (template: Json, object: Json) => Finding[];

export class PodTemplate implements CheckedRender {
  /** The pod template in the tree of a workload. Throws where there is none, or more than one. */
  public static of(user: IConstruct, workload: IConstruct): PodTemplate {
    if (!workload?.node || typeof workload.node.findAll !== 'function') {
      throw Diagnostics.fatal({ rule: NO_WORKLOAD, at: user, what: `workload is ${workload === undefined ? 'missing' : 'no construct'}` });
    }
    refuseOtherApp(user, workload, 'workload', 'define both in one App');
    const candidates: ApiObject[] = [];
    for (const object of workload.node.findAll()) {
      if (ApiObject.isApiObject(object)) {
        if (workloadKind(object) === OPEN_FUNCTION) {
          throw Diagnostics.fatal({ rule: OPEN_FUNCTION_AS_WORKLOAD, at: user, what: `workload '${object.node.path}'` });
        }
        if (hasPodTemplate(object)) {
          candidates.push(object);
        }
      }
    }
    if (candidates.length !== 1) {
      const names = candidates.map(c => `${c.kind} ${c.node.path}`).join(', ');
      throw Diagnostics.fatal({
        rule: NO_WORKLOAD,
        at: user,
        what: `'${workload.node.path}' holds ${candidates.length || 'no'} objects with a pod template${names && ` (${names})`}`,
        todo: names ? 'pass one of them as the workload' : undefined,
      });
    }
    return new PodTemplate(user, candidates[0]);
  }

  /** Kind of the workload; a Service of Knative is told from one of Kubernetes. */
  public readonly kind: string;
  /** Name of the workload's object. */
  public readonly name: string;
  public readonly namespace?: string;
  /** False where the workload was given to another app already. */
  public readonly fresh: boolean;
  /** Whose workload it is. */
  public readonly owner: IConstruct;

  private labels?: { [label: string]: string };
  private labelsRound = -1;
  private change?: PodEdit;
  /** While it is rendered as its owner wrote it. */
  private isPlain = false;

  private constructor(public readonly at: IConstruct, public readonly object: ApiObject & { [OWNER]?: IConstruct }) {
    this.kind = workloadKind(object);
    this.name = object.name;
    this.namespace = object.metadata.namespace;
    this.owner = object[OWNER] ?? at;
    this.fresh = this.owner === at;
  }

  /** Applies an edit to every render from now on. */
  public edit(edit: PodEdit): void {
    const diagnostics = Diagnostics.of(this.at);
    Object.defineProperty(this.object, OWNER, { value: this.owner, configurable: true });
    this.change = edit;
    around(this.object, 'toJson', render => {
      const json = render();
      if (!this.isPlain) {
        diagnostics.takeRendered(this.edited(json));
      }
      return json;
    });
    diagnostics.checkRendered(this);
  }

  /** What is found when it is edited. */
  public findings(): Finding[] {
    return this.edited(this.render());
  }

  /** Labels by which the workload finds its pods. To be read while rendering. */
  public matchLabels(): { [label: string]: string } | undefined {
    if (this.labelsRound !== Synths.of(this.at).round) {
      this.rememberLabels(this.render());
    }
    return this.labels;
  }

  /** The pod as its owner wrote it. To be read while rendering; it renders the workload once more. */
  public podSpec(): Json {
    return templateOf(this.render())?.spec ?? {};
  }

  /** Renders the whole object, with all edits. */
  public renderWired(): Json {
    return this.object.toJson();
  }

  /** Annotations of the pod in a rendered object. */
  public annotations(object: Json): { [name: string]: string } {
    return templateOf(object)?.metadata?.annotations ?? {};
  }

  /** Labels of the pod in a rendered object. */
  public podLabels(object: Json): { [name: string]: string } {
    return templateOf(object)?.metadata?.labels ?? {};
  }

  /** As its owner wrote it. */
  private render(): Json {
    this.isPlain = true;
    try {
      return this.object.toJson();
    } finally {
      this.isPlain = false;
    }
  }

  private edited(json: Json): Finding[] {
    this.rememberLabels(json);
    const template = templateOf(json);
    return template ? this.change?.(template, json) ?? [] : [this.withoutTemplate()];
  }

  /** Others ask for them in the same synth. The rest is too large to be kept for every workload. */
  private rememberLabels(json: Json): void {
    this.labelsRound = Synths.of(this.at).round;
    this.labels = json.spec?.selector?.matchLabels;
  }

  private withoutTemplate(): Finding {
    return { rule: NO_WORKLOAD, at: this.at, what: `${this.object.kind} '${this.object.node.path}' renders without a pod template` };
  }
}

/** Where an object of a kind has its pod template. */
export const templatePath = (kind: string): readonly string[] => entryOf(TEMPLATE_PATHS, kind) ?? DEFAULT_PATH;

/** The pod template of an object, if it has one. */
export function templateOf(object: Json): Json | undefined {
  return templatePath(object.kind).reduce<Json | undefined>((at, key) => at?.[key], object);
}

/** Whether an object of a kind has a pod template, whatever is in it; of a kind of others only its content can tell. */
export const kindHasTemplate = (kind: string): boolean => TEMPLATE_KINDS.includes(kind);

function hasPodTemplate(object: ApiObject): boolean {
  if (kindHasTemplate(object.kind)) {
    return true;
  }
  // A kind of somebody else's: only its content can tell.
  return !KUBERNETES_GROUPS.test(object.apiGroup) && Array.isArray(object.toJson().spec?.template?.spec?.containers);
}
