/** Warnings: listed, printed, acknowledged and turned into errors. */
import { App, Chart } from 'cdk8s';
import { DaprComponent, DaprPlatform, DaprWarnings } from 'cdk8s-dapr';
import { app, newChart, refusal } from '../../scenarios/charts';
import { withPrintedWarnings } from '../support/printed-warnings';

withPrintedWarnings();

describe('warnings', () => {
  const warned = (settings = {}) => {
    const chart = newChart(settings);
    app(chart, { appPort: 8081 });
    return chart;
  };

  test('they are listed with code, path and message', () => {
    expect(DaprWarnings.of(warned()).list()).toEqual([{
      code: 'DAPR2004',
      level: 'warning',
      path: 'chart/checkout',
      object: expect.stringMatching(/^Deployment chart-checkout-web-/),
      message: 'appPort 8081 is not a declared container port; the containers declare 8080.',
      why: expect.stringMatching(/\.$/),
      todo: 'Correct appPort, or declare the containerPort if the app listens on it.',
      docsUrl: 'https://github.com/cdk8s-dapr/cdk8s-dapr/blob/main/docs/rules.md#dapr2004',
    }]);
  });

  test('they are listed at or below a scope only', () => {
    const chart = warned();
    expect(DaprWarnings.of(chart.node.findChild('checkout-web')).list()).toEqual([]);
  });

  test('they are printed once an App is synthesized, and never by a chart', () => {
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      const chart = warned();
      chart.toJson();
      expect(write).not.toHaveBeenCalled();
      const root = chart.node.root as App;
      root.synth();
      root.synth();
      root.synthYaml();
      expect(write.mock.calls.map(([text]) => text)).toEqual([expect.stringMatching(/^warning DAPR2004 chart\/checkout \(Deployment \S+\): /)]);
    } finally {
      write.mockRestore();
    }
  });

  test('a failed synth prints only its errors, and lists the warnings', () => {
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      const chart = warned();
      new DaprComponent(chart, 'store', { type: '' });
      const root = chart.node.root as App;
      expect(() => root.synth()).toThrow('DAPR');
      expect(() => root.synthYaml()).toThrow('DAPR');
      expect(write).not.toHaveBeenCalled();
      expect(DaprWarnings.of(chart).list().map(({ code }) => code)).toContain('DAPR2004');
    } finally {
      write.mockRestore();
    }
  });

  test('acknowledged with a reason they are silenced, and the reason is listed', () => {
    const chart = warned({ warningsAsErrors: true });
    DaprWarnings.of(chart).acknowledge('DAPR2004', 'the base image declares it');
    expect(refusal(chart)).toBe('');
    expect(DaprWarnings.of(chart).list()[0].acknowledged).toBe('the base image declares it');
  });

  test('acknowledging one code does not affect others', () => {
    const chart = warned({ warningsAsErrors: true });
    DaprWarnings.of(chart).acknowledge('DAPR4016', 'not this one');
    expect(refusal(chart)).toContain('DAPR2004');
  });

  test.each([
    ['DAPR2004', '', 'reason must be a non-empty string for DAPR2004'],
    ['DAPR1001', 'x', 'code must be the code of a warning; got \'DAPR1001\', which is an error'],
    ['DAPR9511', 'x', 'code must be the code of a warning; got \'DAPR9511\', which is an entry of DaprPlan'],
    ['DAPR9999', 'x', 'code must be the code of a warning; got \'DAPR9999\''],
    [Object.create(null), 'x', 'code must be the code of a warning; got {}'],
  ])(
    'acknowledging %s with \'%s\' fails: %s', (code, reason, message) => {
      expect(() => DaprWarnings.of(warned()).acknowledge(code, reason)).toThrow(message);
    });

  test('a setting turns them into errors, at the scope where it is set', () => {
    expect(refusal(warned({ warningsAsErrors: true }))).toContain('DAPR2004');
    const root = new App();
    DaprPlatform.set(root, { warningsAsErrors: true });
    const chart = new Chart(root, 'lenient');
    DaprPlatform.set(chart, { warningsAsErrors: false });
    app(chart, { appPort: 8081 });
    expect(refusal(chart)).toBe('');
  });
});
