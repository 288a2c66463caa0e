/**
 * Synthesizes every example as its user would, and says where the YAML is. With a folder as argument the YAML goes
 * below that instead, and with it what the example exports, which goes beside the YAML.
 */
import { spawnSync } from 'child_process';
import { existsSync, readdirSync, rmSync } from 'fs';
import { join, relative } from 'path';

const examples = join(__dirname, '..', 'examples');
const elsewhere = process.argv[2];

for (const topic of readdirSync(examples).filter(name => existsSync(join(examples, name, 'cdk8s.yaml'))).sort()) {
  const folder = join(examples, topic);
  for (const main of readdirSync(folder).filter(name => /^main.*\.ts$/.test(name)).sort()) {
    const out = join(elsewhere ? join(elsewhere, topic) : folder, main.replace(/^main/, 'dist').replace(/\.ts$/, ''));
    rmSync(out, { recursive: true, force: true });
    const { status } = spawnSync(process.execPath, ['--import', 'tsx', main], {
      cwd: folder, env: { ...process.env, CDK8S_OUTDIR: out, IMAGE: '', CONTROL_PLANE: '', DAPR_CHART_REPOSITORY: '', DAPR_REGISTRY: '' }, stdio: ['ignore', 'inherit', 'inherit'],
    });
    if (status !== 0) {
      process.exitCode = 1;
      console.error(`${topic}/${main} failed`);
      continue;
    }
    readdirSync(out).forEach(file => console.log(`${topic}/${main} -> ${relative(process.cwd(), join(out, file))}`));
  }
}
