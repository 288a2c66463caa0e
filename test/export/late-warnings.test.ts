/** Warnings of exporters, which usually run after the synth. */
import { App, Chart } from 'cdk8s';
import { DaprApp, DaprPlatform, DaprTopology, DaprWarnings, MachineExporter } from 'cdk8s-dapr';
import { deployment } from '../../scenarios/charts';
import { withPrintedWarnings } from '../support/printed-warnings';
import { temporaryFolder } from '../support/temporary-folder';

withPrintedWarnings();

const folder = temporaryFolder();

function stack(settings = {}): { root: App; chart: Chart; exported: () => void } {
  const root = new App({ outdir: folder.path('dist') });
  const chart = new Chart(root, 'chart');
  DaprPlatform.set(chart, { daprVersion: '1.18.3', ...settings });
  const workload = deployment(chart, 'web', { hostAliases: [{ ip: '10.0.0.1', hostnames: ['a'] }], containers: [{ name: 'main', image: 'a', tty: true }] });
  new DaprApp(chart, 'orders', { workload, program: { directory: '/srv', command: ['node'] } });
  return { root, chart, exported: () => { new MachineExporter().export(DaprTopology.of(chart)); } };
}

function printed(run: () => void): string[] {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    run();
    return write.mock.calls.map(([text]) => String(text));
  } finally {
    write.mockRestore();
  }
}

test('are printed once by an export after the synth', () => {
  const { root, exported } = stack();
  const texts = printed(() => {
    root.synth();
    exported();
    exported();
  });
  expect(texts).toEqual([
    expect.stringMatching(/^warning DAPR8180 chart\/orders \(Deployment \S+\): containers\[main\]\.tty is not exported to a machine: the program has no terminal\. /),
    expect.stringMatching(/^warning DAPR8180 chart\/orders \(Deployment \S+\): hostAliases is not exported to a machine: the names are not in \/etc\/hosts of the machine\. /),
  ]);
});

test('are printed by the synth that follows the export', () => {
  const { root, exported } = stack();
  expect(printed(exported)).toEqual([]);
  expect(printed(() => { root.synth(); })).toHaveLength(2);
});

test('are silent when they are acknowledged', () => {
  const { root, chart, exported } = stack();
  DaprWarnings.of(chart).acknowledge('DAPR8180', 'the machine has both');
  expect(printed(() => {
    root.synth();
    exported();
  })).toEqual([]);
});

test('fail an export where warnings are errors, unless they are acknowledged', () => {
  const { root, chart, exported } = stack({ warningsAsErrors: true });
  root.synth();
  expect(exported).toThrow(/^Export failed with the following errors:\n {2}DAPR8180 .*tty[^]*DAPR8180 .*hostAliases/);
  DaprWarnings.of(chart).acknowledge('DAPR8180', 'the machine has both');
  expect(exported).not.toThrow();
});
