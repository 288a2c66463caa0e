/**
 * Checks the output of the library against the code of Dapr, for the first and the newest patch of each supported
 * release line, and writes the result to docs/fidelity.md, which describes the checks. Requires Go and the module proxy.
 */
import { spawnSync } from 'child_process';
import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { emitted } from './fidelity/emitted';
import { DAPR_LINES } from '../src/dapr/version';

/** The first patch of each release line, and the newest one in both the proxy and the checksum database. */
const VERSIONS = process.argv.length > 2 ? process.argv.slice(2) : ['1.16.0', '1.16.5', '1.17.0', '1.17.11', '1.18.0', '1.18.3'];
const folder = join(__dirname, 'fidelity');

interface Report {
  readonly counts: { readonly [what: string]: number };
  readonly findings: string[];
}

function check(version: string): Report & { refused: number } {
  const { refused, ...input } = emitted(version);
  const run = spawnSync('go', ['run', '.'], {
    cwd: folder,
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 256 * 1024 ** 2,
    env: { ...process.env, GOFLAGS: `-modfile=dapr-${version}.mod`, GOTOOLCHAIN: process.env.GOTOOLCHAIN ?? 'auto' },
  });
  if (run.status !== 0) {
    throw new Error(`Dapr ${version}: ${run.stderr || run.error}`);
  }
  refused.forEach(each => console.log(`${version} refused by the library: ${each}`));
  return { ...JSON.parse(run.stdout), refused: refused.length };
}

/** Lines whose module was not available; docs/versions.md names what was read instead. */
const UNAVAILABLE = ['1.19'];
const missing = process.argv.length > 2 ? [] : DAPR_LINES.filter(line => !UNAVAILABLE.includes(line) && !VERSIONS.some(version => version.startsWith(`${line}.`)));
if (missing.length) {
  throw new Error(`VERSIONS has no version of ${missing.join(', ')}`);
}
const reports = VERSIONS.map(version => ({ version, ...check(version) }));
const findings = reports.flatMap(({ version, findings: of }) => of.map(finding => `- ${version}: ${finding}`));
const COLUMNS = ['pods', 'annotations', 'values', 'flags', 'variables', 'services', 'compared'];
const HEAD = ['Dapr', 'pods', 'annotations', 'values read', 'flags', 'variables', 'Services', 'compared with the injector', 'refused by the library', 'findings'];
const row = (cells: unknown[]) => `| ${cells.join(' | ')} |`;

// Runs with selected versions do not write the committed page.
const page = process.argv.length > 2 ? 'e2e/out/fidelity.md' : 'docs/fidelity.md';
mkdirSync(join(__dirname, '..', 'e2e', 'out'), { recursive: true });
writeFileSync(join(__dirname, '..', page), [
  '# Fidelity',
  '',
  'The output of the library, checked against the code of Dapr. `npm run fidelity` writes this page; it requires Go. For each version it declares that version, synthesizes every',
  'option and every prop of an app separately, in a sidecar, in shared and pinned daprds and in the exports to machines and containers, and checks that:',
  '',
  '- the injector or the operator of that version supports every `dapr.io/` annotation, and reads its value as written;',
  '- the patcher of the injector accepts the pod, and every flag that it creates, or that the library emits, is a daprd flag of that version with a value of its type;',
  '- a pinned daprd has the variables, ports and flags that the injector would set, except the addresses of the control plane, which have another form, and `enableMetrics: false`, which the injector does not pass on;',
  '- Services select the pod with the labels that the injector adds, and target ports on which that daprd listens, and the invocation Service has the same ports as that of the operator;',
  '- environment variables of apps occur in the code of Dapr, or are `DAPR_HTTP_ENDPOINT`, `DAPR_GRPC_ENDPOINT` or `DAPR_APP_ID`, which SDKs and tools read.',
  '',
  row(HEAD),
  row(HEAD.map(() => '---')),
  ...reports.map(({ version, counts, refused, findings: of }) => row([version, ...COLUMNS.map(column => counts[column] ?? 0), refused, of.length])),
  '',
  ...(findings.length ? ['## Findings', '', ...findings, ''] : []),
].join('\n'));
findings.forEach(finding => console.error(finding));
process.exitCode = findings.length ? 1 : 0;
