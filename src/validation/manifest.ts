/** One object of a manifest, as it was written: whatever somebody wrote may be missing or of another type. */
import { isMap, Json } from '../util/json';
import { workloadKind } from '../workload/kinds';
import { kindHasTemplate, templateOf, templatePath } from '../workload/pod-template';

export const DAPR_GROUP = 'dapr.io';

export class Manifest {
  /** The objects of a file, those in a List too. Documents that are no object are left out. */
  public static ofFile(file: string, documents: unknown[]): Manifest[] {
    return documents.flatMap(document => isMap(document)
      ? /List$/.test(String(document.kind)) && Array.isArray(document.items) ? Manifest.ofFile(file, document.items) : [new Manifest(file, document)]
      : []).filter(manifest => typeof manifest.json.kind === 'string');
  }

  public readonly group: string;
  /** The version within its group. */
  public readonly version: string;
  /** Its kind; kinds of others that share a name with one of Kubernetes are told apart. */
  public readonly kind: string;
  public readonly name: string;
  public readonly namespace?: string;
  /** Its pod template, if it has one. */
  public readonly template?: Json;
  public readonly spec: Json;

  private constructor(public readonly file: string, public readonly json: Json) {
    const parts = String(json.apiVersion ?? '').split('/');
    this.group = parts.length > 1 ? parts[0] : 'core';
    this.version = parts[parts.length - 1];
    this.kind = workloadKind({ apiGroup: this.group, kind: json.kind });
    const metadata = map(json.metadata);
    this.name = String(metadata.name ?? metadata.generateName ?? '');
    this.namespace = typeof metadata.namespace === 'string' ? metadata.namespace : undefined;
    this.spec = map(json.spec);
    const template = templateOf(json);
    this.template = isMap(template) && (kindHasTemplate(json.kind) || Array.isArray(map(template.spec).containers)) ? template : undefined;
  }

  /** How it is called in messages. */
  public get title(): string {
    return `${this.kind} ${this.namespace ? `${this.namespace}/` : ''}${this.name || '(no name)'}`;
  }

  /** Whether it is an object of Dapr, of that kind. */
  public isDapr(kind?: string): boolean {
    return this.group === DAPR_GROUP && (kind === undefined || this.kind === kind);
  }

  /** Where the annotations of its pods are. */
  public get annotationsPath(): string {
    return [...templatePath(this.json.kind), 'metadata.annotations'].join('.');
  }

  /** Annotations of its pods; values may be anything. */
  public get podAnnotations(): { [name: string]: unknown } {
    return map(map(this.template?.metadata).annotations);
  }

  public get podSpec(): Json {
    return map(this.template?.spec);
  }

  /** Containers and init containers of its pods. */
  public get containers(): Json[] {
    return [...list(this.podSpec.containers), ...list(this.podSpec.initContainers)].filter(isMap);
  }

  /** The app-ids that may load it; none where it has no list. */
  public get scopes(): string[] | undefined {
    return Array.isArray(this.json.scopes) ? this.json.scopes.map(String) : undefined;
  }
}

export const map = (value: unknown): Json => isMap(value) ? value : {};
export const list = (value: unknown): any[] => Array.isArray(value) ? value : [];
/** True where two objects are, or may be, in one namespace: one that does not say goes to whichever is applied to. */
export const together = (a: { namespace?: string }, b: { namespace?: string }): boolean =>
  a.namespace === undefined || b.namespace === undefined || a.namespace === b.namespace;
