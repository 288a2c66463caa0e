/** An object of a manifest, as written: any field may be missing or of the wrong type. */
import { wellFormed } from './schema/workloads';
import { Problem } from '../diagnostics/finding';
import { isMap, Json, mapsIn } from '../util/json';
import { workloadKind } from '../workload/kinds';
import { shownPath, templateOf, templatePath, templatePlace } from '../workload/template-path';

export const DAPR_GROUP = 'dapr.io';

export class Manifest {
  /**
   * The objects of a file, including those in a List. Documents that are not objects are left out.
   *
   * @param places paths of the pod templates of custom resources, by kind or by group and kind
   */
  public static ofFile(file: string, documents: unknown[], places?: { readonly [kind: string]: string }): Manifest[] {
    return documents.flatMap(document => isMap(document)
      ? /List$/.test(String(document.kind)) && Array.isArray(document.items) ? Manifest.ofFile(file, document.items, places) : [new Manifest(file, document, places)]
      : []).filter(manifest => typeof manifest.json.kind === 'string');
  }

  public readonly group: string;
  /** The version within its group. */
  public readonly version: string;
  /** The kind; a Knative Service is distinguished from a Service of Kubernetes. */
  public readonly kind: string;
  public readonly name: string;
  public readonly namespace?: string;
  /** The pod template, if there is one. */
  public readonly template?: Json;
  public readonly spec: Json;
  /** The object; a workload without fields of a wrong type. */
  public readonly json: Json;
  /** Fields of a workload that have a wrong type. */
  public readonly malformed: readonly Problem[];

  /** Where its pod template is or would be. */
  public readonly place: readonly string[];

  private constructor(public readonly file: string, given: Json, places?: { readonly [kind: string]: string }) {
    const parts = String(given.apiVersion ?? '').split('/');
    this.group = parts.length > 1 ? parts[0] : 'core';
    this.version = parts[parts.length - 1];
    const place = templatePlace(given, this.group, places);
    const { json, problems } = place ? wellFormed(given, place) : { json: given, problems: [] };
    this.json = json;
    this.malformed = problems;
    this.kind = workloadKind({ apiGroup: this.group, kind: json.kind });
    const metadata = map(json.metadata);
    this.name = textOf(metadata.name ?? metadata.generateName) ?? '';
    this.namespace = typeof metadata.namespace === 'string' ? metadata.namespace : undefined;
    this.spec = map(json.spec);
    // Elements of a wrong type are no longer in their list.
    this.place = (place && templatePlace(json, this.group, places)) ?? place ?? templatePath(json.kind);
    const template = templateOf(json, this.place);
    this.template = place && isMap(template) ? template : undefined;
  }

  /** Kind, namespace and name, for messages. */
  public get title(): string {
    return `${this.kind} ${this.namespace ? `${this.namespace}/` : ''}${this.name || '(no name)'}`;
  }

  /** Whether it is a Dapr object, of that kind. */
  public isDapr(kind?: string): boolean {
    return this.group === DAPR_GROUP && (kind === undefined || this.kind === kind);
  }

  /** Path of the pod annotations. */
  public get annotationsPath(): string {
    return this.podPath('metadata', 'annotations');
  }

  /** Path of one pod annotation. */
  public annotationPath(key: string): string {
    return `${this.annotationsPath}['${key}']`;
  }

  /** Path of a field of the pod spec. */
  public podSpecPath(field: string): string {
    return this.podPath('spec', field);
  }

  private podPath(...field: string[]): string {
    return shownPath([...this.place, ...field]);
  }

  /** The pod annotations; their values may be of any type. */
  public get podAnnotations(): { [name: string]: unknown } {
    return map(map(this.template?.metadata).annotations);
  }

  /** The pod labels; their values may be of any type. */
  public get podLabels(): { [name: string]: unknown } {
    return map(map(this.template?.metadata).labels);
  }

  public get podSpec(): Json {
    return map(this.template?.spec);
  }

  /** Containers and init containers of the pod. */
  public get containers(): Json[] {
    return [...mapsIn(this.podSpec.containers), ...mapsIn(this.podSpec.initContainers)];
  }

  /** The app IDs in its scopes; undefined without a list. */
  public get scopes(): string[] | undefined {
    return Array.isArray(this.json.scopes) ? this.json.scopes.map(textOf).filter(appId => appId !== undefined) : undefined;
  }
}

/** A string, or a number or boolean as text; undefined for other values. */
const textOf = (value: unknown): string | undefined => ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
export const map = (value: unknown): Json => isMap(value) ? value : {};
export const list = (value: unknown): any[] => Array.isArray(value) ? value : [];
/** Whether two objects may be in the same namespace: an object without a namespace may be applied to any. */
export const together = (a: { namespace?: string }, b: { namespace?: string }): boolean =>
  a.namespace === undefined || b.namespace === undefined || a.namespace === b.namespace;
