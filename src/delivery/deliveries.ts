import { mkdirSync, rmSync } from 'fs';
import { dirname, join } from 'path';
import { ApiObject, App, Chart, Yaml } from 'cdk8s';
import { IConstruct } from 'constructs';
import { addWave } from './argo-cd';
import { checkDelivery, deliveryFindings } from './checks';
import { ControlPlaneObjects } from './control-planes';
import { DaprDelivery } from './delivery';
import { fluxFiles, folderOf, stageFolder, StagedChart } from './flux';
import { FluxDeliveryOptions } from './flux-options';
import { objectsIn, Stage, stageOf, STAGES } from './stages';
import { Diagnostics } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { around } from '../synth/around';
import { onePerApp } from '../synth/one-per-app';
import { Synths } from '../synth/synths';
import { Json } from '../util/json';

/** Set on a scope. A registered symbol, so that other copies of this package find the setting too. */
const DELIVERY = Symbol.for('cdk8s-dapr.delivery');

/** The delivery of a chart: that of the nearest scope with one; undefined for none. */
export function deliveryOf(chart: IConstruct): DaprDelivery | undefined {
  let at: (IConstruct & { [DELIVERY]?: DaprDelivery }) | undefined = chart;
  while (at && !at[DELIVERY]) {
    at = at.node.scope;
  }
  return at?.[DELIVERY]?.tool === 'none' ? undefined : at?.[DELIVERY];
}

/** Private members of App, which write the metadata of the charts that cdk8s sees. */
interface ConstructMetadata {
  readonly recordConstructMetadata: boolean;
  readonly writeConstructMetadata: (objects: unknown[]) => void;
}

/** Whether an App renders objects for exporters. */
const PLAIN = onePerApp('plain-renders', () => ({ isActive: false }));

/** Renders objects without the order of apply: an export does not depend on the tool that applies the YAML. */
export function withoutOrder<T>(scope: IConstruct, render: () => T): T {
  const plain = PLAIN(scope);
  plain.isActive = true;
  try {
    return render();
  } finally {
    plain.isActive = false;
  }
}

/** Writes the order of apply into the output of one App. An App without a delivery has none, and its output is not touched. */
export class Deliveries {
  public static readonly of = onePerApp('deliveries', root => new Deliveries(root));

  /** Objects whose output is ordered. */
  private readonly ordered = new Set<ApiObject>();
  /** Stages of the rendered objects of Flux deliveries. */
  private readonly stages = new WeakMap<object, (item: Json) => Stage>();
  private controlPlane: ControlPlaneObjects;

  private constructor(private readonly root: IConstruct) {
    this.controlPlane = new ControlPlaneObjects(root);
    Diagnostics.of(root).check(() => this.prepare());
    if ('synth' in root) {
      around(root, 'synth', synth => Synths.of(root).run(() => this.synth(root as App, synth)));
    }
  }

  /** Sets the delivery of the charts at and below a scope. */
  public set(scope: IConstruct, delivery: DaprDelivery): void {
    checkDelivery(scope, delivery);
    Object.defineProperty(scope, DELIVERY, { value: delivery, configurable: true });
  }

  /** Runs once per synth, before anything is rendered. */
  private prepare(): Finding[] {
    const constructs = this.root.node.findAll();
    const charts = constructs.filter((each): each is Chart => Chart.isChart(each));
    const deliveries = new Map(charts.flatMap(chart => {
      const delivery = deliveryOf(chart);
      return delivery ? [[chart, delivery] as const] : [];
    }));
    this.controlPlane = new ControlPlaneObjects(this.root);
    for (const object of constructs) {
      if (ApiObject.isApiObject(object) && !this.ordered.has(object) && deliveries.has(Chart.of(object))) {
        this.ordered.add(object);
        around(object, 'toJson', render => this.order(object, render()));
      }
    }
    return deliveryFindings(this.root, deliveries);
  }

  private order(at: ApiObject, object: Json): Json {
    const stage = (item: Json): Stage => this.controlPlane.stageOf(at, item);
    const tool = PLAIN(this.root).isActive ? undefined : deliveryOf(Chart.of(at))?.tool;
    if (tool === 'argo-cd') {
      objectsIn(object).forEach(item => addWave(item, stage(item)));
    } else if (tool === 'flux') {
      this.stages.set(object, stage);
    }
    return object;
  }

  /** cdk8s writes the charts without a Flux delivery; the others are written here. */
  private synth(app: App, synth: () => unknown): unknown {
    const isFlux = (chart: Chart): boolean => deliveryOf(chart)?.tool === 'flux';
    if (!app.node.findAll().some(each => Chart.isChart(each) && isFlux(each))) {
      return synth();
    }
    const charts = (): Chart[] => Reflect.get(Object.getPrototypeOf(app), 'charts', app);
    Object.defineProperty(app, 'charts', { configurable: true, get: () => charts().filter(chart => !isFlux(chart)) });
    let result: unknown;
    try {
      result = synth();
    } finally {
      delete (app as { charts?: unknown }).charts;
    }
    this.writeFlux(app, charts().filter(isFlux));
    const { recordConstructMetadata, writeConstructMetadata } = app as unknown as ConstructMetadata;
    if (recordConstructMetadata) {
      writeConstructMetadata.call(app, app.node.findAll().filter(each => ApiObject.isApiObject(each)));
    }
    return result;
  }

  private writeFlux(app: App, charts: readonly Chart[]): void {
    const deliveries = new Map<string, { readonly options: FluxDeliveryOptions; readonly charts: StagedChart[] }>();
    for (const chart of charts) {
      const options = deliveryOf(chart)!._options!;
      const objects = Object.values(chart.toJson() as Json[]).map(object => [object, this.stages.get(object) ?? stageOf] as const);
      const delivery = deliveries.get(folderOf(options)) ?? { options, charts: [] };
      deliveries.set(folderOf(options), delivery);
      delivery.charts.push({ chart, objects });
    }
    for (const { options, charts: staged } of deliveries.values()) {
      // A file of an earlier synth would apply an object in two stages.
      STAGES.forEach(stage => rmSync(join(app.outdir, folderOf(options), stageFolder(stage)), { recursive: true, force: true }));
      for (const [path, documents] of fluxFiles(app, options, staged)) {
        const file = join(app.outdir, path);
        mkdirSync(dirname(file), { recursive: true });
        Yaml.save(file, documents);
      }
    }
  }
}
