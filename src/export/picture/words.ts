/** Words of pictures and tables, how wide they are, and how XML holds them. */
import { PictureApp } from './model';
import { Range } from './scale';
import { inWords } from '../../facts/uses';

/** A range in words, in a unit. */
export const range = ({ min, max }: Range, unit: (value: number) => string = String): string => min === max ? unit(min) : `${unit(min)}–${unit(max)}`;
/** A number of things. */
export const count = (number: number, thing: string): string => `${number} ${thing}${number === 1 ? '' : 's'}`;

/** Kind and number of a workload. */
export function replicasInWords({ kind, replicas }: { readonly kind: string; readonly replicas?: Range }): string {
  return replicas ? `${kind} ×${range(replicas)}` : `${kind}, one on each node`;
}

/** What is to be said of an app besides its app-id; with its construct id where that tells it from others. */
export function factsOf({ id, workload, appPort, appProtocol, does = [] }: PictureApp, named: boolean): string[] {
  return [
    ...(named ? [id.slice(id.lastIndexOf('/') + 1)] : []),
    replicasInWords(workload),
    appPort === undefined ? 'calls only' : `${appProtocol} :${appPort}`,
    ...does.map(inWords),
  ];
}

/** Stands between two facts. */
export const FACT_MARK = ' · ';

/** Width of a text in the widest of the usual fonts, in parts of its size. */
const MONOSPACE = 0.605;
const SANS = 0.575;
/** Scripts whose letters take twice the place. */
const WIDE = /[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

export interface Font { readonly size: number; readonly monospace?: boolean }

/** Pixels that a text takes at the most. */
export function widthOf(text: string, { size, monospace }: Font): number {
  return [...text].reduce((width, character) => width + (WIDE.test(character) ? 2 : 1), 0) * size * (monospace ? MONOSPACE : SANS);
}

/** A text that fits: the middle is left out, since names differ at their ends. */
export function fit(text: string, width: number, font: Font): string {
  const letters = [...text];
  if (widthOf(text, font) <= width) {
    return text;
  }
  for (let kept = letters.length - 1; kept > 1; kept--) {
    const shown = `${letters.slice(0, Math.ceil(kept / 2)).join('')}…${letters.slice(letters.length - Math.floor(kept / 2)).join('')}`;
    if (widthOf(shown, font) <= width) {
      return shown;
    }
  }
  return '…';
}

/** Facts that fit: the last are left out, each as a whole. */
export function fitFacts(text: string, width: number, font: Font): string {
  const facts = text.split(FACT_MARK);
  const shown = facts.map((_, left) => left ? [...facts.slice(0, -left), '…'].join(FACT_MARK) : text);
  return shown.find(each => widthOf(each, font) <= width) ?? fit(text, width, font);
}

/** For XML: what has a meaning there as entities, and without what it cannot hold. */
export function xml(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '�')
    .replace(/[&<>"']/g, character => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' })[character]!);
}
