/** Layout of a picture: apps and their daprds in rows, components and topics in a column next to them. */
import { MODEL_NAMES, Picture, PictureApp, PictureComponent, PictureDataPlane, PictureTopic } from './model';
import { FACT_MARK, factsOf, fit, fitFacts, Font, replicasInWords, widthOf } from './words';

export const NAME: Font = { size: 13, monospace: true };
export const FACTS: Font = { size: 11 };
export const TOPIC: Font = { size: 12, monospace: true };
export const PAD = 32;
const TOP = 116;
const CARD = 48;
const PITCH = 74;
const FRAME = 7;
const HEAD = 48;
const TOPIC_ROW = 26;
const GAP = 18;
/** Horizontal space of a card that its text does not use. */
const MARGIN = 28;
export const SIGN = 26;

export interface Box { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
/** A box with a name and a line of facts, shortened to fit. */
export interface Card extends Box { readonly id: string; readonly name: string; readonly facts: string; readonly description: string }
export interface AppCard extends Card { readonly outside: boolean }
export interface DataPlaneCard extends Card { readonly plane: PictureDataPlane; readonly apps: AppCard[]; readonly frame?: Box }
export interface TopicRow extends Box { readonly id: string; readonly name: string; readonly topic: PictureTopic }
export interface ComponentCard extends Card { readonly component: PictureComponent; readonly topics: TopicRow[] }

export interface Layout {
  readonly planes: DataPlaneCard[];
  readonly outside: AppCard[];
  readonly components: ComponentCard[];
  /** Bottom of the cards. */
  readonly bottom: number;
  readonly right: number;
}

interface Words { readonly name: string; readonly facts: string }

/** Lays out a picture; `left` is the width that invocations need next to the apps. */
export function layoutOf(picture: Picture, left: number): Layout {
  const { apps, dataPlanes, components, topics, outsideApps } = picture;
  const several = new Set([...apps, ...components].map(({ namespace }) => namespace)).size > 1;
  const inNamespace = (namespace: string | undefined): string => several && namespace ? FACT_MARK + namespace : '';
  const shared = (app: PictureApp): boolean => apps.some(other => other !== app && other.appId === app.appId);
  const appWords = (app: PictureApp): Words => ({ name: app.appId, facts: factsOf(app, shared(app)).join(FACT_MARK) + inNamespace(app.namespace) });
  const outsider = ({ appId }: { readonly appId: string }): Words => ({ name: appId, facts: 'outside this stack' });
  const componentWords = ({ name, type, availableToNamespace, namespace }: PictureComponent): Words =>
    ({ name, facts: `${type ?? 'defined elsewhere'}${availableToNamespace ? ' · for the whole namespace' : ''}${inNamespace(namespace)}` });

  const appWidth = widthFor([...apps.map(appWords), ...outsideApps.map(outsider)], 180, 340);
  const daprdWidth = widthFor(dataPlanes.map(planeWords), 120, 260);
  const topicWidth = Math.max(0, ...topics.map(({ name }) => widthOf(name, TOPIC) + 44));
  const componentWidth = Math.max(widthFor(components.map(componentWords), 190, 360, SIGN), Math.min(topicWidth, 360));
  const appX = PAD + left;
  const daprdX = appX + appWidth + 42;
  const componentX = daprdX + daprdWidth + 160 + Math.min(420, 10 * apps.length);

  let row = 0;
  const place = (id: string, words: Words, outside: boolean): AppCard => ({
    ...card(id, words, { x: appX, y: TOP + PITCH * row++, width: appWidth, height: CARD }), outside,
  });
  const byId = new Map(apps.map(app => [app.id, app]));
  const planes = dataPlanes.map(plane => {
    const own = plane.apps.map(id => place(id, appWords(byId.get(id)!), false));
    const middle = (own[0].y + own[own.length - 1].y) / 2;
    return {
      ...card(plane.id, planeWords(plane), { x: daprdX, y: middle, width: daprdWidth, height: CARD }),
      plane,
      apps: own,
      frame: plane.model === 'sidecar'
        ? { x: appX - FRAME, y: middle - FRAME, width: daprdX + daprdWidth - appX + 2 * FRAME, height: CARD + 2 * FRAME } : undefined,
    };
  });
  const outside = outsideApps.map(each => place(each.id, outsider(each), true));
  const rowsHeight = Math.max(CARD, row * PITCH - (PITCH - CARD));

  const heights = components.map(({ id }) => componentHeight(topics.filter(({ component }) => component === id).length));
  const height = heights.reduce((a, b) => a + b, 0);
  // Components are spread over a long column of apps, so that lines are less steep.
  const gap = Math.max(GAP, Math.min(240, (rowsHeight - height) / Math.max(1, components.length)));
  const componentsHeight = height + gap * Math.max(0, components.length - 1);
  let y = Math.round(TOP + Math.max(0, (rowsHeight - componentsHeight) / 2));
  const placed = components.map((component, i) => {
    const box = { x: componentX, y, width: componentWidth, height: heights[i] };
    y += Math.round(heights[i] + gap);
    return {
      ...card(component.id, componentWords(component), box, SIGN),
      component,
      topics: topics.filter(topic => topic.component === component.id).map((topic, j) => ({
        x: box.x + 10,
        y: box.y + HEAD + j * TOPIC_ROW,
        width: componentWidth - 20,
        height: TOPIC_ROW - 4,
        id: topic.id,
        name: fit(topic.name, componentWidth - 44, TOPIC),
        topic,
      })),
    };
  });
  return {
    planes,
    outside,
    components: placed,
    bottom: TOP + Math.max(rowsHeight, componentsHeight) + FRAME,
    right: (components.length ? componentX + componentWidth : daprdX + daprdWidth) + PAD,
  };
}

const componentHeight = (topics: number): number => HEAD + (topics ? topics * TOPIC_ROW + 6 : 0);

function planeWords({ model, replicas, endpoint }: PictureDataPlane): Words {
  return {
    sidecar: { name: 'daprd', facts: 'sidecar' },
    sharedPerNode: { name: 'daprd', facts: MODEL_NAMES.sharedPerNode },
    sharedPerCluster: { name: 'daprd', facts: `shared${replicas ? `, ${replicasInWords({ kind: 'Deployment', replicas })}` : ''}` },
    remote: { name: 'remote Dapr', facts: endpoint?.replace(/^https?:\/\//, '') ?? 'external' },
  }[model];
}

function widthFor(all: Words[], min: number, max: number, sign = 0): number {
  const widest = Math.max(0, ...all.map(({ name, facts }) => Math.max(widthOf(name, NAME), widthOf(facts, FACTS))));
  return Math.ceil(Math.min(max, Math.max(min, widest + MARGIN + sign)));
}

function card(id: string, { name, facts }: Words, box: Box, sign = 0): Card {
  const room = box.width - MARGIN - sign;
  return { ...box, id, name: fit(name, room, NAME), facts: fitFacts(facts, room, FACTS), description: `${name}: ${facts}` };
}
