/**
 * Checks what the library emits against Dapr's own code, for the first and the newest patch of each release line that it
 * knows, and writes the result to docs/fidelity.md. Needs Go and the module proxy; `docs/fidelity.md` says what it does.
 */
import { spawnSync } from 'child_process';
import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { emitted } from './fidelity/emitted';
import { DAPR_LINES } from '../src/dapr/version';

/** The first patch of each release line, and the newest that proxy and checksum database both have. */
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

const missing = process.argv.length > 2 ? [] : DAPR_LINES.filter(line => !VERSIONS.some(version => version.startsWith(`${line}.`)));
if (missing.length) {
  throw new Error(`no version of ${missing.join(', ')} is checked`);
}
const reports = VERSIONS.map(version => ({ version, ...check(version) }));
const findings = reports.flatMap(({ version, findings: of }) => of.map(finding => `- ${version}: ${finding}`));
const COLUMNS = ['pods', 'annotations', 'values', 'flags', 'variables', 'services', 'compared'];
const HEAD = ['Dapr', 'pods', 'annotations', 'values read', 'flags', 'variables', 'Services', 'compared with the injector', 'refused by us', 'findings'];
const row = (cells: unknown[]) => `| ${cells.join(' | ')} |`;

// A part of the versions is for trying things out.
const page = process.argv.length > 2 ? 'e2e/out/fidelity.md' : 'docs/fidelity.md';
mkdirSync(join(__dirname, '..', 'e2e', 'out'), { recursive: true });
writeFileSync(join(__dirname, '..', page), [
  '# Fidelity',
  '',
  'What is emitted, held against Dapr\'s own code. `npm run fidelity` writes this page; it needs Go. For each version it declares that version, synthesizes every',
  'option by itself and every fact of an app, in a sidecar, in shared and pinned daprds and in the exports to machines and containers, and then:',
  '',
  '- every `dapr.io/` annotation is a key that the injector or the operator of that version knows, and its value is read as it was written;',
  '- the injector\'s own patcher takes the pod, and every flag that it makes, or that we write, is one of daprd\'s of that version with a value of its type;',
  '- a pinned daprd has the variables, ports and flags that the injector would give it, but for the addresses of the control plane, which have another form, and `enableMetrics: false`, which the injector does not pass on;',
  '- Services lead to ports on which that daprd listens, and the one for invocation has the ports of the operator\'s;',
  '- environment variables of apps are names in Dapr\'s code, or `DAPR_HTTP_ENDPOINT`, `DAPR_GRPC_ENDPOINT` and `DAPR_APP_ID`, which SDKs and tools read.',
  '',
  row(HEAD),
  row(HEAD.map(() => '---')),
  ...reports.map(({ version, counts, refused, findings: of }) => row([version, ...COLUMNS.map(column => counts[column] ?? 0), refused, of.length])),
  '',
  ...(findings.length ? ['## Findings', '', ...findings, ''] : []),
].join('\n'));
findings.forEach(finding => console.error(finding));
process.exitCode = findings.length ? 1 : 0;
