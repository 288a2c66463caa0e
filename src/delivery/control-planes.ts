import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { CONTROL_PLANE, PREREQUISITES, Stage, stageOf } from './stages';
import { onePerApp } from '../synth/one-per-app';
import { Json } from '../util/json';

/** A `DaprControlPlane`. */
export interface ControlPlaneFacts {
  readonly at: IConstruct;
  readonly namespace: string;
  /** The tool that its output is for; undefined if any tool applies it. */
  readonly tool?: string;
  /** Version of the daprds that its injector adds: the tag of their image. */
  readonly version: string;
  /** Name of the Secret with its certificates. */
  readonly certificatesSecret?: string;
  /** Whether its scheduler serves the placement of actors. */
  readonly servesPlacement: boolean;
}

/** The control planes of an App. */
export const CONTROL_PLANES = onePerApp<ControlPlaneFacts[]>('control-planes', () => []);

/** Tells the objects of the control plane from others. */
export class ControlPlaneObjects {
  private readonly constructs = new Set<IConstruct>();
  private readonly namespaces = new Set<string | undefined>();

  constructor(root: IConstruct) {
    for (const { at, namespace } of CONTROL_PLANES(root)) {
      this.namespaces.add(namespace);
      for (const each of at.node.findAll()) {
        this.constructs.add(each);
        if (ApiObject.isApiObject(each) && each.metadata.namespace !== undefined) {
          this.namespaces.add(each.metadata.namespace);
        }
      }
    }
  }

  /** The stage of a rendered object of a construct. */
  public stageOf(at: IConstruct, object: Json): Stage {
    const stage = stageOf(object);
    const namespace = object.kind === 'Namespace' ? object.metadata?.name : object.metadata?.namespace;
    return this.constructs.has(at) || (stage === PREREQUISITES && this.namespaces.has(namespace)) ? CONTROL_PLANE : stage;
  }
}
