/** The files of a topology: content of every picture, and refusals. */
import { DaprComponent, TopologyExportProps } from 'cdk8s-dapr';
import { Json } from '../../../src/util/json';
import { app, everything, files, shop } from '../../support/pictures';
import { parse } from '../../support/synth';
import { wellFormed } from '../../support/well-formed';

describe('every picture', () => {
  const all = files(everything());
  const { apps, components, topics, outsideApps, dataPlanes } = JSON.parse(all['topology.json']);
  const names: string[] = [...apps, ...outsideApps].map(({ appId }: Json) => appId).concat([...components, ...topics].map(({ name }: Json) => name));

  test.each(['topology.mmd', 'topology.svg'])('%s has every app, component and topic', path => {
    expect(names.filter(name => !all[path].includes(path.endsWith('svg') ? `>${name}</text>` : `"${name}`))).toEqual([]);
  });

  test('has every line once', () => {
    const lines = [...all['topology.svg'].matchAll(/<path class="line (\w+)"[^>]*><title>([^<]*)/g)].map(([, kind, words]) => `${kind}: ${words}`).sort();
    expect(lines).toEqual([
      'calls: nightly calls reports',
      'deadLetters: poison receives dead letters of payments',
      'delivers: payments receives orders',
      'invokes: checkout invokes legacy-erp',
      'invokes: checkout invokes payments',
      'invokes: checkout invokes stock',
      'publishes: checkout publishes to orders',
      'uses: checkout uses audit-log',
      'uses: checkout uses order-state',
      'uses: legacy-erp uses locks',
      'uses: stock uses order-state',
      'uses: storefront uses order-state',
    ]);
    // There is also a line from each app to its data plane.
    expect(all['topology.svg'].match(/class="local"/g)).toHaveLength(apps.length);
    const mermaid = all['topology.mmd'];
    expect(mermaid.match(/ (-->|==>|-\.->)/g)).toHaveLength(lines.length);
    expect(mermaid.match(/ <--> /g)).toHaveLength(apps.length);
    expect(mermaid.match(/\["(daprd|Dapr)<br\/>/g)).toHaveLength(dataPlanes.length);
  });

  test('is the same for the same App', () => {
    expect(files(everything())).toEqual(all);
  });

  test('keeps all existing lines when an app without uses is added', () => {
    const build = (more: boolean): { [path: string]: string } => {
      const chart = everything();
      if (more) {
        app(chart, 'invoices', { appPort: 8080 });
      }
      return files(chart);
    };
    const [before, after] = [build(false), build(true)].map(each => each['topology.mmd'].split('\n'));
    expect(after.filter(line => before.includes(line) && line.trim() !== 'end')).toEqual(before.filter(line => line.trim() !== 'end'));
    const order = (each: { [path: string]: string }) => [...each['topology.svg'].matchAll(/class="name"[^>]*>([^<]*)/g)].map(([, name]) => name);
    expect(order(build(true)).filter((name, i, list) => name !== 'invoices' && !(name === 'daprd' && list[i - 1] === 'invoices'))).toEqual(order(build(false)));
  });
});

describe('names with special characters', () => {
  const chart = shop();
  const events = new DaprComponent(chart, 'events', { type: 'pubsub.<i>"&\'' });
  const topic = '<b>"a" & `#b`</b>|cz';
  app(chart, 'end', { appPort: 8080, subscribes: [{ pubsub: events, topic, route: '/' }] });
  const all = files(chart, { title: '</title><script>alert(1)</script>' });

  test('leave the SVG well-formed, with the text as it is', () => {
    const picture = all['topology.svg'];
    wellFormed(picture);
    expect(picture).not.toContain('<script');
    expect(picture).toContain('&lt;b&gt;&quot;a&quot; &amp; `#b`&lt;/b&gt;|cz</text>');
    expect(picture).toContain('pubsub.&lt;i&gt;&quot;&amp;&#39;');
  });

  test('are entities in Mermaid, not syntax', () => {
    expect(all['topology.mmd']).toContain('(["#60;b#62;#34;a#34; #38; #96;#35;b#96;#60;/b#62;#124;c');
    expect(all['topology.mmd']).toMatch(/ app_chart_end_[0-9a-f]{6}\["end<br\/>/);
    expect(all['topology.mmd']).toContain('title: "</title><script>alert(1)</script>"');
  });

  test('are entities in the table, not markup', () => {
    expect(all['costs.md']).toContain('&#60;/title&#62;&#60;script&#62;alert(1)&#60;/script&#62;');
  });
});

test('a topology without apps has a picture', () => {
  const all = files(shop());
  wellFormed(all['topology.svg']);
  Object.values(all).forEach(text => expect(text).not.toMatch(/NaN|Infinity|undefined|\[object/));
});

test.each<[string, TopologyExportProps]>([
  ['no nodes', { nodes: 0 }],
  ['half a node', { nodes: 2.5 }],
  ['negative replicas', { replicas: -1 }],
  ['CPU that is not a quantity', { sidecarCpuRequest: 'much' }],
])('%s is refused (DAPR8130)', (_what, props) => {
  expect(() => files(shop(), props)).toThrow(/^Export failed with the following errors:\n {2}DAPR8130 chart: /);
});

test('all invalid cost assumptions are reported at once', () => {
  expect(() => files(shop(), { nodes: 1e300, replicas: 1e300 })).toThrow(/nodes must be a whole number of at least 1; got 1e\+300.*replicas must be a whole number of at least 0; got 1e\+300/s);
  expect(() => files(shop(), { nodes: -1, replicas: 0.5, sidecarCpuRequest: '1x' })).toThrow(/nodes must be a whole number of at least 1; got -1.*replicas must be a whole number of at least 0; got 0\.5.*sidecarCpuRequest must be .*; got '1x'/s);
});

test.each([['%%{init: {"theme": "dark"}}%%'], ['a %% comment'], ['%%{wrap}%%'], ['50 %'], ['a; b #35; {c}']])('a title %j is text to Mermaid, not a directive, comment or entity', title => {
  const chart = shop();
  app(chart, 'orders');
  const mermaid = files(chart, { title })['topology.mmd'];
  expect(mermaid).not.toContain('%');
  expect(parse(mermaid.split('---')[1])[0].title).toBe(title);
  const [accTitle] = /(?<=accTitle: ).*/.exec(mermaid)!;
  expect(accTitle.replace(/#(\d+);/g, '')).not.toMatch(/[;#{}]/);
  expect(accTitle.replace(/#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))).toBe(title);
});
