/** Writes `docs/` and the table of models in the README from the code. */
import { mkdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { DaprApp, DaprPlatform, DaprRules, DataPlane, IDataPlane } from '../src';
import { DAPRD_OPTIONS, DaprdOption } from '../src/data-plane/daprd-options';

const top = join(__dirname, '..');
const cell = (text: string): string => text.replace(/\|/g, '\\|');
const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map(row => `| ${row.map(cell).join(' | ')} |`).join('\n');

function rules(): string {
  const rows = DaprRules.all().map(r => [r.code, r.level, r.title, r.why, r.todo, r.source]);
  return `# Rules

Generated from \`src/private/codes.ts\`. An error refuses the synth; a warning is printed once an App and can be
acknowledged with a reason (\`DaprWarnings\`). A code never changes its meaning.

${table(['code', 'level', 'what', 'why: what happens at run time', 'what to do', 'source'], rows)}
`;
}

function options(): string {
  const rows = (Object.entries(DAPRD_OPTIONS) as [string, DaprdOption][]).map(([name, o]) => [
    `\`${name}\``, `\`${o.type}\``, `\`dapr.io/${o.annotation}\``, `\`${o.becomes}\``, o.default.replace(/^- /, ''),
    o.since?.join(', ') ?? '', o.deprecated ? `${o.doc} Deprecated: ${o.deprecated}.` : o.doc,
  ]);
  return `# Options of daprd

Generated from \`src/data-plane/daprd-options.ts\`: the same options for every data plane, with Dapr's own defaults and
the first version of each release line that has the option (empty: older than every supported Dapr).

${table(['option', 'type', 'annotation', 'becomes', 'default', 'since', 'what'], rows)}
`;
}

const MODELS: { argument: string; dataPlane: IDataPlane; where: string; reached: string; when: string; price: string }[] = [
  {
    argument: '`DataPlane.sidecar()`',
    dataPlane: DataPlane.sidecar(),
    where: 'in each pod, injected; a native sidecar in Job and CronJob',
    reached: 'localhost',
    when: 'almost always',
    price: 'a daprd for each pod; it lives and dies with the app',
  },
  {
    argument: '`DataPlane.sharedDaemonSet()`',
    dataPlane: DataPlane.sharedDaemonSet(),
    where: 'one on each node',
    reached: 'a Service that prefers the own node',
    when: 'many pods of one app on each node, or scale to zero, and latency matters',
    price: 'a daprd for each node and app-id; a node shares its downtime and its noise; it does not scale',
  },
  {
    argument: '`DataPlane.sharedDeployment()`',
    dataPlane: DataPlane.sharedDeployment(),
    where: 'a few for the cluster',
    reached: 'a Service',
    when: 'many pods or scale to zero, and a network hop is acceptable',
    price: 'all pods share its downtime and its noise; somebody sizes it, or the autoscaler does',
  },
];

/** The table, its last column read off a real synth. */
function models(): string {
  const rows = MODELS.map(({ argument, dataPlane, where, reached, when, price }) => {
    const app = new App();
    const chart = new Chart(app, 'c');
    DaprPlatform.set(chart, { apiTokenSecret: 'token' });
    const workload = new ApiObject(chart, 'w', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      spec: {
        selector: { matchLabels: { app: 'a' } },
        template: { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'a', ports: [{ containerPort: 80 }] }] } },
      },
    });
    new DaprApp(chart, 'app', { workload, appPort: 80, dataPlane });
    const emitted = Testing.synth(chart).filter(o => o.kind !== 'Deployment' || o.metadata.name === 'app-daprd')
      .map(o => o.kind === 'Service' ? `Service \`${o.metadata.name.replace('app-', '<app-id>-')}\`` : o.kind);
    return [argument, where, reached, when, price, emitted.sort().join(', ') || 'nothing: annotations and environment'];
  });
  return table(['data plane', 'where daprd lives', 'how the app reaches it', 'when', 'what is given up', 'emitted for a Deployment with a port'], rows);
}

mkdirSync(join(top, 'docs'), { recursive: true });
writeFileSync(join(top, 'docs', 'rules.md'), rules());
writeFileSync(join(top, 'docs', 'daprd-options.md'), options());
const readme = join(top, 'README.md');
writeFileSync(readme, readFileSync(readme, 'utf8').replace(/(<!-- models -->\n)[^]*(<!-- \/models -->)/, (_, begin, end) => `${begin}\n${models()}\n\n${end}`));
