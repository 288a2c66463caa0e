/** The lines of a picture: the cards that they connect, and their paths. */
import { AppCard, Box, Layout } from './layout';
import { Picture } from './model';
import { grouped } from '../../util/grouped';

export type LineKind = 'uses' | 'publishes' | 'delivers' | 'calls' | 'deadLetters' | 'invokes';

/** Names of the lines in the legend. */
export const LINE_NAMES: { readonly [kind in LineKind]: string } = {
  uses: 'uses',
  publishes: 'publishes',
  delivers: 'delivers events',
  calls: 'input binding calls',
  deadLetters: 'dead letters',
  invokes: 'invokes',
};
/** Lines that end at the app's side. */
const BACK: LineKind[] = ['delivers', 'calls'];

export interface Line {
  readonly kind: LineKind;
  /** ID of the row of cards in which it starts. */
  readonly from: string;
  readonly path: string;
  /** Description for tooltips. */
  readonly description: string;
}

interface Link {
  readonly kind: LineKind;
  readonly from: string;
  /** X coordinate of the start, which may be left of the edge of the source. */
  readonly start: number;
  readonly source: Box;
  readonly target: Box;
  readonly description: string;
}

/** Width that the arcs of invocations need next to the apps. */
export function roomForInvocations({ apps, outsideApps, dataPlanes, invocations }: Picture): number {
  const rows = [...dataPlanes.flatMap(({ apps: own }) => own), ...outsideApps.map(({ id }) => id)];
  const distance = Math.max(0, ...invocations.map(({ from, to }) => Math.abs(rows.indexOf(from) - rows.indexOf(to))));
  return apps.length && invocations.length ? Math.ceil(reach(distance) * 0.75) + 16 : 0;
}

const reach = (rows: number): number => 44 + 26 * Math.sqrt(rows);

/** All lines of a picture, those to components first. */
export function linesOf(picture: Picture, layout: Layout): Line[] {
  return [...componentLines(layout), ...invocationLines(picture, layout)];
}

function componentLines({ planes, outside, components }: Layout): Line[] {
  const links = new Map<string, Link>();
  // Outside apps have no daprd card: their lines turn at the same edge as those of the others.
  const right = Math.max(...planes.map(({ x, width }) => x + width), ...outside.map(({ x, width }) => x + width));
  const rows = new Map([
    ...planes.flatMap(plane => plane.apps.map(app =>
      [app.id, { row: plane.id, box: plane as Box, start: plane.x + plane.width, name: app.name }] as const)),
    ...outside.map(app => [app.id, { row: app.id, box: { ...app, width: right - app.x }, start: app.x + app.width, name: app.name }] as const),
  ]);
  const link = (app: string, kind: LineKind, target: Box, key: string, name: string): void => {
    const { row, box, start, name: appId } = rows.get(app)!;
    links.set(`${row}\n${kind}\n${key}`, { kind, from: row, start, source: box, target, description: words(kind, appId, name) });
  };
  for (const { component, topics, ...box } of components) {
    const head = { ...box, height: 46 };
    const calls = component.calls ?? [];
    const onTopic = (app: string): boolean =>
      topics.some(({ topic }) => [...topic.publishers, ...topic.subscribers, ...topic.deadLettersOf ?? []].includes(app));
    component.apps.filter(app => !onTopic(app) && !calls.includes(app)).forEach(app => link(app, 'uses', head, component.id, component.name));
    calls.forEach(app => link(app, 'calls', head, component.id, component.name));
    for (const { topic, ...place } of topics) {
      // At the edge of the card, because the card covers lines below it.
      const row = { ...place, x: box.x };
      topic.publishers.forEach(app => link(app, 'publishes', row, topic.id, topic.name));
      topic.subscribers.forEach(app => link(app, 'delivers', row, topic.id, topic.name));
      topic.deadLettersOf?.forEach(app => link(app, 'deadLetters', row, topic.id, topic.name));
    }
  }
  return routed([...links.values()]);
}

const words = (kind: LineKind, appId: string, name: string): string => ({
  uses: `${appId} uses ${name}`,
  publishes: `${appId} publishes to ${name}`,
  delivers: `${appId} receives ${name}`,
  calls: `${name} calls ${appId}`,
  deadLetters: `${name} receives dead letters of ${appId}`,
  invokes: `${appId} invokes ${name}`,
})[kind];

/** Lines have separate points at both ends, in the order of the opposite ends, so that they do not cross there. */
function routed(links: Link[]): Line[] {
  const middle = ({ y, height }: Box): number => y + height / 2;
  const ports = (end: 'source' | 'target', other: 'source' | 'target'): Map<Link, number> => {
    return new Map([...grouped(links, each => boxKey(each[end])).values()].flatMap(same => {
      const sorted = [...same].sort((a, b) => middle(a[other]) - middle(b[other]));
      return sorted.map((each, i) => [each, middle(each[end]) + spread(i, sorted.length, each[end].height - 14)] as const);
    }));
  };
  const [sources, targets] = [ports('source', 'target'), ports('target', 'source')];
  return links.map(each => {
    const [x1, y1] = [each.source.x + each.source.width + 1, sources.get(each)!];
    const [x2, y2] = [each.target.x - 1, targets.get(each)!];
    const bend = (x2 - x1) / 2;
    const back = BACK.includes(each.kind);
    const lead = x1 - each.start > 1 ? `M${px(each.start + 1)} ${px(y1)}H${px(x1)}` : '';
    const path = back ? curve(x2, y2, x2 - bend, x1 + bend, x1 + 6, y1) : lead + curve(x1, y1, x1 + bend, x2 - bend, x2 - 6, y2).replace('M', lead ? 'L' : 'M');
    return { kind: each.kind, from: each.from, path, description: each.description };
  });
}

const boxKey = ({ x, y }: Box): string => `${x} ${y}`;
const spread = (i: number, count: number, room: number): number => count < 2 ? 0 : (i - (count - 1) / 2) * Math.min(8, room / (count - 1));
const curve = (x1: number, y1: number, c1: number, c2: number, x2: number, y2: number): string =>
  `M${px(x1)} ${px(y1)}C${px(c1)} ${px(y1)} ${px(c2)} ${px(y2)} ${px(x2)} ${px(y2)}`;
/** A coordinate, always written the same way. */
export const px = (value: number): string => String(Math.round(value * 10) / 10);

/** Arcs next to the apps; longer ones outside shorter ones. */
function invocationLines({ invocations }: Picture, { planes, outside }: Layout): Line[] {
  const rows: AppCard[] = [...planes.flatMap(({ apps }) => apps), ...outside];
  const row = (id: string): number => rows.findIndex(app => app.id === id);
  const ends = new Map<string, { readonly key: string; readonly distance: number }[]>();
  invocations.forEach(({ from, to }, i) => {
    ends.set(from, [...ends.get(from) ?? [], { key: `${i} from`, distance: row(to) - row(from) }]);
    ends.set(to, [...ends.get(to) ?? [], { key: `${i} to`, distance: row(from) - row(to) }]);
  });
  const ports = new Map([...ends].flatMap(([id, list]) => {
    const { y, height } = rows[row(id)];
    // From the top: the nearest above, ..., the farthest above, the farthest below, ..., the nearest below.
    const rank = (distance: number): number => distance < 0 ? -distance : 2 * rows.length - distance;
    const sorted = [...list].sort((a, b) => rank(a.distance) - rank(b.distance));
    return sorted.map(({ key }, i) => [key, y + height / 2 + spread(i, sorted.length, height - 12)] as const);
  }));
  return invocations.map(({ from, to }, i) => {
    const { x, name } = rows[row(from)];
    const out = x - reach(Math.abs(row(from) - row(to)));
    return {
      kind: 'invokes',
      from,
      path: curve(x - 1, ports.get(`${i} from`)!, out, out, x - 7, ports.get(`${i} to`)!),
      description: words('invokes', name, rows[row(to)].name),
    };
  });
}
