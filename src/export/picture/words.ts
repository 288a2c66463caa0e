/** Text of pictures and tables: wording, width and XML escaping. */
import { PictureApp } from './model';
import { Range } from '../../facts/replicas';
import { describeUse } from '../../facts/uses';

/** A range as text, in a unit. */
export const range = ({ min, max }: Range, unit: (value: number) => string = String): string => min === max ? unit(min) : `${unit(min)}–${unit(max)}`;
/** A number with a noun. */
export const count = (number: number, thing: string): string => `${number} ${thing}${number === 1 ? '' : 's'}`;

/** Kind and replicas of a workload. */
export function replicasInWords({ kind, replicas }: { readonly kind: string; readonly replicas?: Range }): string {
  return replicas ? `${kind} ×${range(replicas)}` : `${kind}, one on each node`;
}

/** Facts about an app in addition to its app ID; with its construct ID if `named`, to distinguish apps with one app ID. */
export function factsOf({ id, workload, appPort, appProtocol, does = [] }: PictureApp, named: boolean): string[] {
  return [
    ...(named ? [id.slice(id.lastIndexOf('/') + 1)] : []),
    replicasInWords(workload),
    appPort === undefined ? 'calls only' : `${appProtocol} :${appPort}`,
    ...does.map(describeUse),
  ];
}

/** Separator of facts. */
export const FACT_MARK = ' · ';

/** Character width in the widest of the common fonts, as a fraction of the font size. */
const MONOSPACE = 0.605;
const SANS = 0.575;
/** Scripts with characters of double width. */
const WIDE = /[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

export interface Font { readonly size: number; readonly monospace?: boolean }

/** Maximum width of a text in pixels. */
export function widthOf(text: string, { size, monospace }: Font): number {
  return [...text].reduce((width, character) => width + (WIDE.test(character) ? 2 : 1), 0) * size * (monospace ? MONOSPACE : SANS);
}

/** Shortens a text to a width. The middle is left out, because names differ at their ends. */
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

/** Shortens facts to a width by leaving out whole facts from the end. */
export function fitFacts(text: string, width: number, font: Font): string {
  const facts = text.split(FACT_MARK);
  const shown = facts.map((_, left) => left ? [...facts.slice(0, -left), '…'].join(FACT_MARK) : text);
  return shown.find(each => widthOf(each, font) <= width) ?? fit(text, width, font);
}

/** Escapes text for XML, and replaces characters that XML does not allow. */
export function xml(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '�')
    .replace(/[&<>"']/g, character => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' })[character]!);
}
