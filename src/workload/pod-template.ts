/**
 * The only code that edits the user's workload.
 *
 * It wraps `toJson` of the single object with a pod template. There, after the mapping of the library that created the
 * object and after the user's JSON patches, every version of cdk8s-plus, `KubeX`, `ApiObject`, `Include` and custom
 * resources look the same, and later changes to the workload are included. JSON patches do not work here: they
 * need existing parents, run before the mapping, and drop fields that the mapping does not know.
 */
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { workloadKind } from './kinds';
import { movedSince } from './moved';
import { shapeProblems } from './pod-shape';
import { pathKeys, templateOf, templatePath } from './template-path';
import { NO_WORKLOAD, objectOf, standInFor } from './workload-object';
import { CheckedRender, Diagnostics } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { around } from '../synth/around';
import { identityOf } from '../synth/identity';
import { Synths } from '../synth/synths';
import { Json } from '../util/json';

/** Marks an object with the app that owns it. */
const OWNER = Symbol.for('cdk8s-dapr.owner');

/** Edits a rendered pod template, and returns what it found. */
export type PodEdit = (template: Json, object: Json) => Finding[];

export class PodTemplate implements CheckedRender {
  /**
   * The pod template in the tree of a workload. If there is none, or more than one, that is reported, and the result is that of an object
   * that is not written.
   *
   * @param path path of the template in the object, by default that of the kind
   */
  public static of(user: IConstruct, workload: IConstruct, path?: string): PodTemplate {
    const keys = path === undefined ? undefined : pathKeys(path);
    const object = objectOf(user, workload, path, keys);
    return object ? new PodTemplate(user, object, keys) : new StandIn(user, standInFor(user));
  }

  /** Kind of the workload; a Knative Service is `KnativeService`. */
  public readonly kind: string;
  /** Name of the workload object. */
  public readonly name: string;
  public readonly namespace?: string;
  /** False if the workload already belongs to another app. */
  public readonly fresh: boolean;
  /** The app that owns the workload. */
  public readonly owner: IConstruct;

  private labels?: { [label: string]: string };
  private labelsRound = -1;
  private change?: PodEdit;
  /** True while the object renders without the edit. */
  private isPlain = false;

  protected constructor(
    public readonly at: IConstruct, public readonly object: ApiObject & { [OWNER]?: IConstruct }, private readonly path?: readonly string[],
  ) {
    this.kind = workloadKind(object);
    ({ name: this.name, namespace: this.namespace } = identityOf(object));
    this.owner = object[OWNER] ?? at;
    this.fresh = this.owner === at;
  }

  /** Applies an edit to every render from here on. */
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

  /** Findings of the edit on a fresh render. */
  public findings(): Finding[] {
    return this.edited(this.plain());
  }

  /**
   * Selector labels of the workload, if they alone select its pods: a Service cannot hold `matchExpressions`. Read them while rendering.
   */
  public matchLabels(): { [label: string]: string } | undefined {
    if (this.labelsRound !== Synths.of(this.at).round) {
      this.rememberLabels(this.plain());
    }
    return this.labels;
  }

  /** The pod spec as the user wrote it. Read it while rendering; it renders the workload once more. */
  public podSpec(): Json {
    return this.template(this.plain()).spec ?? {};
  }

  /** Renders the object as the user wrote it. */
  public plain(): Json {
    this.isPlain = true;
    try {
      return this.object.toJson();
    } finally {
      this.isPlain = false;
    }
  }

  /** Renders the whole object, with all edits. */
  public renderWired(): Json {
    return this.object.toJson();
  }

  /** Annotations of the pod in a rendered object. */
  public annotations(object: Json): { [name: string]: string } {
    return this.template(object).metadata?.annotations ?? {};
  }

  /** Labels of the pod in a rendered object. */
  public podLabels(object: Json): { [name: string]: string } {
    return this.template(object).metadata?.labels ?? {};
  }

  /** The pod template in a rendered object; empty if it has none. */
  public template(object: Json): Json {
    return templateOf(object, this.path) ?? {};
  }

  private edited(json: Json): Finding[] {
    this.rememberLabels(json);
    const template = templateOf(json, this.path);
    // Everything that reads the pod relies on its shape.
    const malformed = template === undefined || template === null ? [this.withoutTemplate()]
      : shapeProblems(json, this.path ?? templatePath(json.kind), template).map(problem => ({ at: this.at, ...problem }));
    const moved = movedSince(this, json);
    const found = malformed.length ? malformed : this.change?.(template!, json) ?? [];
    return moved.length ? [...moved, ...found] : found;
  }

  /** Selector labels are read again in the same synth. The rest is too large to cache for every workload. */
  private rememberLabels(json: Json): void {
    this.labelsRound = Synths.of(this.at).round;
    this.labels = selectorLabels(json);
  }

  private withoutTemplate(): Finding {
    return { rule: NO_WORKLOAD, at: this.at, what: `${this.object.kind} '${this.object.node.path}' renders without a pod template` };
  }
}

/** In place of a workload that was refused: edits find nothing in it. */
class StandIn extends PodTemplate {
  constructor(user: IConstruct, object: ApiObject) {
    super(user, object);
  }

  public edit(): void {}
}

/** The labels of a rendered workload's selector; undefined if there are none, or expressions too, which select fewer pods. */
export const selectorLabels = ({ spec }: Json): { [label: string]: string } | undefined =>
  spec?.selector?.matchExpressions?.length ? undefined : spec?.selector?.matchLabels;
