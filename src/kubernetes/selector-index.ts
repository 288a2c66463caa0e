import { selects } from './label-selector';
import { keyIn } from './names';
import { grouped } from '../util/grouped';
import { isMap, Json } from '../util/json';

/** An object with a label selector. */
export interface Selecting<T> {
  /** Where the selected pods are. */
  readonly place: string;
  readonly selector: Json | null | undefined;
  readonly entry: T;
}

/** Objects by their label selectors: the ones that select some pods are found without a comparison of each selector with all pods. */
export class SelectorIndex<T> {
  private readonly byKey: Map<string, { readonly selecting: Selecting<T>; readonly order: number }[]>;

  constructor(all: readonly Selecting<T>[]) {
    const keys = all.map(({ place, selector }) => keysOf(place, isMap(selector) && isMap(selector.matchLabels) ? selector.matchLabels : {}));
    const counts = new Map<string, number>();
    keys.flat().forEach(key => counts.set(key, (counts.get(key) ?? 0) + 1));
    // Pods that are selected have each label; the rarest one leads to the fewest other selectors.
    const rarest = keys.map((own, i) => own.length ? own.reduce((a, b) => counts.get(b)! < counts.get(a)! ? b : a) : all[i].place);
    this.byKey = grouped(all.map((selecting, order) => ({ selecting, order })), ({ order }) => rarest[order]);
  }

  /** The objects that select pods with these labels, in their original order. */
  public selecting(place: string, labels: { readonly [label: string]: unknown }): T[] {
    return [place, ...keysOf(place, labels)].flatMap(key => this.byKey.get(key) ?? [])
      .filter(({ selecting: { selector } }) => selects(selector, labels))
      .sort((a, b) => a.order - b.order).map(({ selecting: { entry } }) => entry);
  }
}

const keysOf = (place: string, labels: { readonly [label: string]: unknown }): string[] =>
  Object.entries(labels).map(([label, value]) => keyIn(place, label, String(value)));
