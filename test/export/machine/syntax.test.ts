/** Text that systemd would interpret is escaped, and text that it cannot take is refused. */
import { newChart } from '../../../scenarios/charts';
import { container } from '../../support/exports';
import { app, files, refusal } from '../../support/machine-export';

const unitOf = (directory: string, command: string[], props: object = {}, env: object[] = []): string[] => {
  const chart = newChart();
  app(chart, 'orders', { program: { directory, command } }, container({ env }));
  return files(chart, { multiAppRun: false, ...props })['systemd/dapr-orders.service'].split('\n');
};

test.each([
  ['/srv/a b%c', 'WorkingDirectory=/srv/a b%%c'],
  ['/srv/a"b', 'WorkingDirectory=/srv/a"b'],
  // A backslash at its end would continue the line, and a blank is not part of the value.
  ['/srv/a\\', 'WorkingDirectory=/srv/a\\/'],
  ['/srv/a ', 'WorkingDirectory=/srv/a /'],
])('the directory %j is a path without quotes', (directory, line) => {
  expect(unitOf(directory, ['node'])).toContain(line);
});

test.each([
  // Verified with systemd-analyze: only % has a meaning in the path of a program.
  [['./pro$g'], 'ExecStart="/srv/pro$g"'],
  [['./50%', '50%', '$X'], 'ExecStart=/srv/50%% 50%% $$X'],
  [['./two words'], 'ExecStart="/srv/two words"'],
  [['+/bin/sh'], 'ExecStart=/srv/+/bin/sh'],
])('the program %j is escaped', (command, line) => {
  expect(unitOf('/srv', command)).toContain(line);
});

test.each([['+node'], ['!!node'], [':node'], ['-node'], ['@node'], ['|node']])('the program %j, which systemd would start in another way, is refused', program => {
  const chart = newChart();
  app(chart, 'orders', { program: { directory: '/srv', command: [program] } });
  expect(refusal(chart)).toMatch(/DAPR8102 chart\/orders /);
  expect(refusal(chart)).toContain(`: a program is '${program}', and systemd reads '${program[0]}' as a setting.`);
  expect(refusal(chart)).toContain(`Use its path, such as ./${program}.`);
});

test.each([['Logging:Level'], ['a.b'], ['a-b'], ['1A']])('a variable %j, which systemd ignores, is refused', name => {
  for (const entry of [{ name, value: 'x' }, { name, valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } }]) {
    const chart = newChart();
    app(chart, 'orders', {}, container({ env: [entry] }));
    expect(refusal(chart)).toContain(`variable '${name}' has a name that systemd ignores`);
  }
});

test('a folder with characters of patterns is escaped where systemd expects a pattern', () => {
  const env = [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } }];
  const unit = unitOf('/srv', ['node'], { folder: '/etc/a[1]*%', binFolder: '/opt/$b%' }, env);
  expect(unit).toContain('EnvironmentFile=/etc/a\\[1]\\*%%/env/orders.env');
  expect(unit.find(line => line.startsWith('ExecStartPre='))).toMatch(/^ExecStartPre="\/opt\/\$b%%\/daprd" --wait/);
});

test('control characters of a value are escaped', () => {
  expect(unitOf('/srv', ['node'], {}, [{ name: 'A', value: 'a\u0007\r\nb' }])).toContain('Environment="A=a\\x07\\r\\nb"');
});
