/** Dapr's control plane, in every form. */
import { App, Chart, Testing } from 'cdk8s';
import { ControlPlaneOutput, DaprPlatformSettings } from 'cdk8s-dapr';
import { app, newChart } from '../../scenarios/charts';
import { define, refused } from '../support/control-plane';

describe('managed by Diagrid Conductor', () => {
  const settings = { managedByConductor: true };

  test('the control plane is refused in every form, with that finding only', () => {
    for (const output of [ControlPlaneOutput.flux(), ControlPlaneOutput.argoCd(), ControlPlaneOutput.rendered({ helmExecutable: '/nowhere/helm' })]) {
      expect(refused({ output, chartVersion: 'x' }, settings)).toEqual(['DAPR9001']);
    }
  });

  test('nothing else changes', () => {
    const apps = (given: DaprPlatformSettings) => {
      const chart = newChart({ apiTokenSecret: 'token', ...given });
      app(chart, { appPort: 8080 });
      return Testing.synth(chart);
    };
    expect(apps(settings)).toEqual(apps({}));
  });
});

test('two synths emit the same output', () => {
  const once = () => {
    const root = new App();
    define(new Chart(root, 'chart'), { haEnabled: true, excludedNamespaces: ['b', 'a'] });
    return root.synthYaml();
  };
  expect(once()).toBe(once());
});
