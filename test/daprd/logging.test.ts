/** Where daprds that are not injected write their logs. */
import { Duration, Size } from 'cdk8s';
import { DaprdLogging, DaprPlatformSettings, DataPlane, LogFileCompression } from 'cdk8s-dapr';
import { app, codes, find, messagesOf, newChart, SHARED } from '../../scenarios/charts';
import { loggingFlags } from '../../src/daprd/logging';
import * as machine from '../support/machine-export';

const ALL: Required<DaprdLogging> = {
  outputs: ['stdout', '/logs/daprd.log'],
  fileMaxSize: Size.mebibytes(50),
  fileMaxBackups: 3,
  fileMaxAge: Duration.days(7),
  fileCompression: LogFileCompression.GZIP,
  timestampFormat: '2006-01-02T15:04:05Z07:00',
};
const FLAGS = {
  'log-outputs': 'stdout,/logs/daprd.log',
  'log-file-max-size': '50',
  'log-file-max-backups': '3',
  'log-file-max-age': '7',
  'log-file-compression': 'gzip',
  'log-timestamp-format': '2006-01-02T15:04:05Z07:00',
};

test('each prop is a flag of daprd', () => {
  expect(loggingFlags(ALL)).toEqual(FLAGS);
  expect([loggingFlags(), loggingFlags({}), loggingFlags({ outputs: [] })]).toEqual([{}, {}, {}]);
  expect(loggingFlags({ fileMaxBackups: 0 })).toEqual({ 'log-file-max-backups': '0' });
});

describe('a pinned daprd', () => {
  const pinned = (logging: DaprdLogging, settings: DaprPlatformSettings = {}, options: object = { volumeMountsRw: { logs: '/logs/' } }) => {
    const chart = newChart({ ...SHARED, daprVersion: '1.19.0', ...settings });
    app(chart, { dataPlane: DataPlane.sharedDeployment({ pinned: { logging, trustAnchorsConfigMap: 'anchors' }, ...options }) });
    return chart;
  };

  test('has the flags after its others', () => {
    const chart = pinned({ outputs: ['stderr'], timestampFormat: 'x' }, {}, {});
    const { args } = find(chart, 'Deployment', 'checkout-daprd').spec.template.spec.containers[0];
    expect(args.slice(-2)).toEqual(['--log-outputs=stderr', '--log-timestamp-format=x']);
  });

  test('needs Dapr 1.19', () => {
    expect(messagesOf(pinned({ outputs: ['stderr'] }, { daprVersion: '1.18.3' }), 'DAPR1106'))
      .toEqual(['chart/checkout/DataPlane: pinned.logging needs Dapr 1.19, and 1.18.3 is declared; an older daprd exits at the unknown flag']);
    expect(messagesOf(pinned({}, { daprVersion: '1.18.3' }), 'DAPR1106')).toEqual([]);
  });

  test('writes files only in its writable volumes', () => {
    expect(messagesOf(pinned({ outputs: ['stdout', '/logs/a.log', '/var/a.log', '/logs2/a.log'] }), 'DAPR8120')).toEqual([
      "chart/checkout/DataPlane: pinned.logging.outputs[2] is '/var/a.log', and daprd can write only below /logs/",
      "chart/checkout/DataPlane: pinned.logging.outputs[3] is '/logs2/a.log', and daprd can write only below /logs/",
    ]);
    expect(messagesOf(pinned({ outputs: ['/logs/a.log'] }, {}, {}), 'DAPR8120')).toEqual(["chart/checkout/DataPlane: pinned.logging.outputs[0] is '/logs/a.log', and daprd can write no folder"]);
  });

  test.each<[string, object]>([
    ['a relative path', { outputs: ['daprd.log'] }], ['a list in one output', { outputs: ['stdout,stderr'] }], ['a part of a day', { fileMaxAge: Duration.hours(36) }],
    ['a part of a MiB', { fileMaxSize: Size.kibibytes(1500) }], ['a negative number', { fileMaxBackups: -1 }], ['an unknown compression', { fileCompression: 'zip' }],
  ])('%s is refused', (_, logging) => {
    expect(codes(() => pinned(logging))).toContain('DAPR3017');
  });
});

describe('the daprd of a systemd unit', () => {
  const chart = (daprVersion: string) => { const made = newChart({ daprVersion }); machine.app(made, 'orders'); return made; };
  const unit = (logging: DaprdLogging): string => machine.files(chart('1.19'), { logging })['systemd/dapr-orders-daprd.service'];

  test('has the flags', () => {
    expect(unit({ outputs: ['stdout', '/var/lib/dapr/daprd.log'], fileMaxBackups: 2 })).toMatch(/ --log-file-max-backups=2 .* --log-outputs=stdout,\/var\/lib\/dapr\/daprd\.log /s);
  });

  test('writes files only in its state folder, and needs Dapr 1.19', () => {
    expect(machine.refusal(chart('1.19'), { logging: { outputs: ['/var/log/daprd.log'] } })).toContain("logging.outputs[0] is '/var/log/daprd.log', and daprd can write only below /var/lib/dapr");
    expect(machine.refusal(chart('1.18.3'), { logging: { outputs: ['stderr'] } })).toContain('logging needs Dapr 1.19, and 1.18.3 is declared');
    expect(machine.refusal(chart('1.18.3'), { logging: {} })).toBe('');
  });
});
