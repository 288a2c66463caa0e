/** A picture as a self-contained SVG without scripts, external fonts or images. */
import { Costs, MODELS } from './costs';
import { AppCard, Box, Card, ComponentCard, DataPlaneCard, Layout, layoutOf, PAD, SIGN } from './layout';
import { Line, LINE_NAMES, linesOf, px, roomForInvocations } from './lines';
import { MODEL_NAMES, Picture } from './model';
import { LINE_KINDS, styleSheet } from './style';
import { count, range, widthOf, xml } from './words';
import { entryOf } from '../../util/json';

const LEGEND = 92;

/** Content of the SVG. */
export function svg(picture: Picture, costs: Costs): string {
  const layout = layoutOf(picture, roomForInvocations(picture));
  const lines = linesOf(picture, layout);
  const subtitle = summary(picture);
  const legend = legendOf(picture, lines, costs);
  const words = [legend.width, widthOf(picture.title, { size: 22 }), widthOf(subtitle, { size: 13 })];
  const width = Math.ceil(Math.max(layout.right, ...words.map(each => each + 2 * PAD)));
  const height = Math.ceil(layout.bottom + LEGEND);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="dapr-topology" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="dapr-topology-title dapr-topology-desc">`,
    `<title id="dapr-topology-title">${xml(picture.title)}</title>`,
    `<desc id="dapr-topology-desc">${xml([subtitle, ...lines.map(({ description }) => description)].join('. '))}.</desc>`,
    `<style>\n${styleSheet()}\n</style>`,
    '<defs>',
    ...LINE_KINDS.map(kind => `<marker id="dapr-topology-${kind}" viewBox="0 0 8 8" refX="2" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path class="head ${kind}" d="M0 0.5L8 4L0 7.5z"/></marker>`),
    '</defs>',
    `<rect class="ground" width="${width}" height="${height}"/>`,
    text('title', PAD, 46, picture.title),
    `<text class="quiet" x="${PAD}" y="70" style="font-size:13px">${xml(subtitle)}</text>`,
    ...headings(layout),
    ...layout.planes.map(plane => row(planeMarkup(plane), lines.filter(({ from, kind }) => kind !== 'invokes' && from === plane.id))),
    ...layout.outside.map(app => row(appMarkup(app), lines.filter(({ from, kind }) => kind !== 'invokes' && from === app.id))),
    ...layout.components.map(componentMarkup),
    ...lines.filter(({ kind }) => kind === 'invokes').map(lineMarkup),
    ...legend.at(layout.bottom + 40),
    '</svg>',
    '',
  ].join('\n');
}

function summary({ apps, dataPlanes, components, topics, invocations, daprVersion, cluster }: Picture): string {
  const own = dataPlanes.filter(({ model }) => model !== 'remote').length;
  return [
    count(apps.length, 'app'),
    count(own, 'data plane'),
    ...(own < dataPlanes.length ? [`${dataPlanes.length - own} with a remote Dapr`] : []),
    ...Object.entries({ component: components, topic: topics, invocation: invocations }).filter(([, all]) => all.length)
      .map(([thing, all]) => count(all.length, thing)),
    `Dapr ${daprVersion}`,
    ...(cluster === undefined ? [] : [`cluster ${cluster}`]),
  ].join(' · ');
}

const text = (classes: string, x: number, y: number, words: string): string => `<text class="${classes}" x="${px(x)}" y="${px(y)}">${xml(words)}</text>`;
const rect = (classes: string, { x, y, width, height }: Box, radius: number): string =>
  `<rect class="${classes}" x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}" rx="${radius}"/>`;
const tooltip = (words: string): string => `<title>${xml(words)}</title>`;

function headings({ planes, components }: Layout): string[] {
  const [first] = planes;
  return [
    ...(first ? [text('heading quiet', first.apps[0].x, 100, 'APPS'), text('heading quiet', first.x, 100, 'DATA PLANES')] : []),
    ...(components.length ? [text('heading quiet', components[0].x, Math.min(100, components[0].y - 12), 'COMPONENTS AND TOPICS')] : []),
  ];
}

/** Groups cards with their outgoing lines, so that hovering over one highlights its lines. */
function row(cards: string, lines: Line[]): string {
  return `<g class="row">\n${[cards, ...lines.map(lineMarkup)].join('\n')}\n</g>`;
}

function lineMarkup({ kind, path, description }: Line): string {
  return `<path class="line ${kind}" d="${path}" marker-end="url(#dapr-topology-${kind})">${tooltip(description)}</path>`;
}

function cardMarkup(classes: string, card: Card, radius: number, indent = 0): string {
  return `<g>${tooltip(card.description)}${rect(classes, card, radius)}${text('name', card.x + 14 + indent, card.y + 21, card.name)}`
    + `${text('quiet', card.x + 14 + indent, card.y + 38, card.facts)}</g>`;
}

const appMarkup = (app: AppCard): string => cardMarkup(app.outside ? 'outside' : 'app', app, 8);

function planeMarkup(card: DataPlaneCard): string {
  const joints = card.apps.map(app => {
    const [x1, y1, x2, y2] = [app.x + app.width, app.y + app.height / 2, card.x, card.y + card.height / 2];
    const bend = (x2 - x1) / 2;
    return `<path class="local" fill="none" d="M${px(x1)} ${px(y1)}C${px(x1 + bend)} ${px(y1)} ${px(x2 - bend)} ${px(y2)} ${px(x2)} ${px(y2)}"/>`;
  });
  const { model } = card.plane;
  return [
    ...(card.frame ? [`<g>${tooltip('one pod')}${rect('pod', card.frame, 12)}</g>`] : []),
    ...joints,
    ...card.apps.map(appMarkup),
    cardMarkup(model, { ...card, description: `${card.plane.appId}: ${MODEL_NAMES[model]}` }, 8),
  ].join('\n');
}

/** Icons of components by the first segment of their type, in a square of 18 pixels. */
const SIGNS: { readonly [category: string]: string | undefined } = {
  state: 'M2 4.5C2 2 16 2 16 4.5V13.5C16 16 2 16 2 13.5zM2 4.5C2 7 16 7 16 4.5M2 9C2 11.5 16 11.5 16 9',
  pubsub: 'M2 4H11M2 9H16M2 14H11M13 6.5L16 9L13 11.5',
  bindings: 'M2 6H15L12 3M16 12H3L6 15',
  secretstores: 'M9 9A3.5 3.5 0 1 0 2 9A3.5 3.5 0 1 0 9 9H16V12M12.5 9V11.5',
  lock: 'M4 8H14V15.5H4zM6 8V5.5C6 1.5 12 1.5 12 5.5V8',
  configuration: 'M2 5H16M2 12.5H16M6 3V7M12 10.5V14.5',
};
const ANY_SIGN = 'M9 2L15.5 5.5V12.5L9 16L2.5 12.5V5.5z';

function componentMarkup({ topics, component, ...card }: ComponentCard): string {
  const sign = entryOf(SIGNS, component.type?.split('.')[0] ?? '') ?? ANY_SIGN;
  return [
    '<g>',
    cardMarkup('component', card, 8, SIGN),
    `<path class="sign" transform="translate(${px(card.x + 12)} ${px(card.y + 15)})" d="${sign}"/>`,
    ...topics.map(({ name, topic, ...box }) => `<g>${tooltip(`topic ${topic.name} of ${component.name}`)}${rect('topic', box, 11)}${text('topicName', box.x + 12, box.y + 15, name)}</g>`),
    '</g>',
  ].join('\n');
}

const IF_ALL: { readonly [model: string]: string } = { sidecar: 'sidecars', sharedPerNode: 'one on each node', sharedPerCluster: 'a few for the cluster' };

interface Legend { readonly width: number; at(y: number): string[] }

/** Legend of the lines and models in the picture, with the number of daprds in each model. */
function legendOf({ dataPlanes, invocations }: Picture, lines: Line[], { nodes, total }: Costs): Legend {
  const kinds = LINE_KINDS.filter(kind => kind === 'invokes' ? invocations.length : lines.some(line => line.kind === kind));
  const models = MODELS.filter(model => dataPlanes.some(plane => plane.model === model));
  const entries = [
    ...models.map(model => ({ sign: (x: number, y: number) => rect(model, { x, y: y - 10, width: 22, height: 13 }, 3), words: MODEL_NAMES[model] })),
    ...kinds.map(kind => ({
      sign: (x: number, y: number) => `<path class="line ${kind}" d="M${px(x)} ${px(y - 4)}H${px(x + 18)}" marker-end="url(#dapr-topology-${kind})"/>`, words: LINE_NAMES[kind],
    })),
  ];
  const step = ({ words }: { readonly words: string }): number => 50 + widthOf(words, { size: 11 });
  const daprds = [
    `daprds at ${count(nodes, 'node')}: ${range(total.chosen.daprds)} as chosen`,
    ...MODELS.filter(model => model !== 'remote').map(model => `${range(total[model].daprds)} if all were ${IF_ALL[model]}`),
  ].join(' · ');
  const widths = entries.map(step);
  return {
    width: Math.max(widths.reduce((a, b) => a + b, 0), widthOf(daprds, { size: 11 })),
    at: y => [
      ...entries.map((entry, i) => {
        const x = PAD + widths.slice(0, i).reduce((a, b) => a + b, 0);
        return entry.sign(x, y) + text('quiet', x + 32, y, entry.words);
      }),
      text('quiet', PAD, y + 26, daprds),
    ],
  };
}
