/** The picture as an SVG. */
import { DaprComponent, DataPlane } from 'cdk8s-dapr';
import { app, everything, files, shop } from '../../support/pictures';
import { wellFormed } from '../../support/well-formed';

describe('the SVG', () => {
  const picture = files(everything())['topology.svg'];

  test('has no scripts and no external resources', () => {
    expect(picture).not.toMatch(/<script|<image|<foreignObject|<use|@import|@font-face|\bhref=|\son\w+=/i);
    expect([...picture.matchAll(/url\(([^)]*)\)/g)].filter(([, target]) => !target.startsWith('#'))).toEqual([]);
    expect([...picture.matchAll(/https?:\/\/[^"< ]*/g)].map(([url]) => url)).toEqual(['http://www.w3.org/2000/svg']);
  });

  test('has a title and a description for screen readers', () => {
    expect(picture).toMatch(/^<svg [^>]*role="img" aria-labelledby="dapr-topology-title dapr-topology-desc"/);
    expect(picture).toContain('<title id="dapr-topology-title">chart</title>');
    expect(/<desc id="dapr-topology-desc">([^<]*)/.exec(picture)![1]).toContain('checkout publishes to orders. ');
  });

  test.each([1, 7, 60])('has no overlapping cards, and no text outside its card, with %d apps', count => {
    const chart = shop();
    const events = new DaprComponent(chart, 'events', { type: 'pubsub.in-memory' });
    const topic = `an-unusually-long-name-of-a-topic-${'x'.repeat(60)}`;
    for (let i = 0; i < count; i++) {
      const id = i % 5 ? `app-${i}` : `app-${'with-a-very-long-name-'.repeat(2)}-${i}`;
      const model = [DataPlane.sidecar(), DataPlane.sharedDaemonSet(), DataPlane.sharedDeployment()][i % 3];
      app(chart, id, { appPort: 8080, dataPlane: model, uses: [new DaprComponent(chart, `store-${i}`, { type: 'state.in-memory' })], publishes: [{ pubsub: events, topic }] });
    }
    const text = files(chart)['topology.svg'];
    const boxes = [...text.matchAll(/<rect class="(\w+)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g)]
      .map(([, kind, ...numbers]) => ({ kind, box: numbers.map(Number) }));
    const cards = boxes.filter(({ kind, box }) => !['pod', 'topic'].includes(kind) && box[3] > 20).map(({ box }) => box);
    expect(cards).toHaveLength(3 * count + 1);
    const apart = ([x, y, w, h]: number[], [X, Y, W, H]: number[]) => x + w <= X || X + W <= x || y + h <= Y || Y + H <= y;
    expect(cards.flatMap((a, i) => cards.slice(i + 1).filter(b => !apart(a, b)))).toEqual([]);
    const widest = [...text.matchAll(/<g><title>[^<]*<\/title><rect class="\w+" x="([\d.]+)" [^>]*width="([\d.]+)"[^>]*><text class="(name|topicName)" x="([\d.]+)"[^>]*>([^<]*)/g)]
      .map(([, x, width, kind, at, words]) => Number(x) + Number(width) - Number(at) - [...words].length * (kind === 'name' ? 13 : 12) * 0.6);
    expect(widest.length).toBeGreaterThanOrEqual(3 * count + 1);
    expect(Math.min(...widest)).toBeGreaterThan(4);
    // A card covers lines below it, so lines and their arrowheads end next to it.
    const ends = [...text.matchAll(/<path class="line [^>]* d="[^"]*?([\d.]+) ([\d.]+)" marker-end/g)].map(([, x, y]) => [Number(x) + 5, Number(y), 0, 0]);
    expect(ends.length).toBeGreaterThanOrEqual(2 * count);
    expect(ends.filter(end => cards.some(each => !apart(each, end)))).toEqual([]);
    const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(text)!.map(Number);
    expect(cards.filter(([x, y, w, h]) => x + w > width || y + h > height)).toEqual([]);
  });
});

test('facts that do not fit are left out from the end, and stay in the tooltip', () => {
  const chart = shop();
  app(chart, 'checkout', { appPort: 8080, handlesJobs: ['expire-carts', 'send-reminders-to-all-customers', 'recount-the-stock-of-all-stores'] });
  const text = files(chart)['topology.svg'];
  const [, whole, shown] = /<title>checkout: ([^<]*)<\/title>.*?<text class="quiet"[^>]*>([^<]*)/.exec(text)!;
  expect(shown).toMatch(/^Deployment ×2 · http :8080 · …$/);
  expect(whole.startsWith(shown.slice(0, -1))).toBe(true);
  expect(whole).toContain('recount-the-stock-of-all-stores');
});

test('the whole picture is well-formed', () => wellFormed(files(everything())['topology.svg']));
