/** Settings of a unit that come from the pod. */
import { ApiObject } from 'cdk8s';
import { DaprWarnings } from 'cdk8s-dapr';
import { newChart } from '../../../scenarios/charts';
import { container } from '../../support/exports';
import { app, files } from '../../support/machine-export';

const unitOf = (spec: object): string[] => {
  const chart = newChart();
  app(chart, 'orders', {}, spec);
  return files(chart)['systemd/dapr-orders.service'].split('\n');
};

test('hooks of a container are commands of the unit, and a failed one before the stop is ignored as in a pod', () => {
  const unit = unitOf(container({ lifecycle: { postStart: { exec: { command: ['./warm', '50%'] } }, preStop: { exec: { command: ['/bin/sh', '-c', 'drain $HOME'] } }, stopSignal: 'SIGQUIT' } }));
  expect(unit).toEqual(expect.arrayContaining(['ExecStartPost=/srv/shop/warm 50%%', 'ExecStop=-/bin/sh -c "drain $$HOME"', 'KillSignal=SIGQUIT']));
});

test('a pause before the stop is a command', () => {
  expect(unitOf(container({ lifecycle: { preStop: { sleep: { seconds: 5 } } } }))).toContain('ExecStop=-sleep 5');
});

test('an emptyDir is a folder in memory to which the program can write, with its size', () => {
  const spec = {
    ...container({ volumeMounts: [{ name: 'cache', mountPath: '/var/cache/50 %' }, { name: 'tmp', mountPath: '/tmp' }, { name: 'data', mountPath: '/data' }] }),
    volumes: [{ name: 'cache', emptyDir: { sizeLimit: '64Mi' } }, { name: 'tmp', emptyDir: {} }, { name: 'data', emptyDir: {} }],
  };
  expect(unitOf(spec)).toContain('TemporaryFileSystem="/var/cache/50 %%:mode=1777,size=67108864" /data:mode=1777');
});

test('capabilities are those of the container', () => {
  const unit = unitOf(container({ securityContext: { capabilities: { add: ['NET_BIND_SERVICE', 'CAP_SYS_TIME'], drop: ['ALL'] } } }));
  expect(unit).toEqual(expect.arrayContaining(['AmbientCapabilities=CAP_NET_BIND_SERVICE CAP_SYS_TIME', 'CapabilityBoundingSet=CAP_NET_BIND_SERVICE CAP_SYS_TIME']));
  expect(unitOf(container({ securityContext: { capabilities: { drop: ['ALL'] } } }))).toContain('CapabilityBoundingSet=');
  expect(unitOf(container({})).filter(line => /Capabilit/.test(line))).toEqual([]);
});

test('limits of the pod apply where the container has none', () => {
  const unit = unitOf({ ...container({ resources: { limits: { cpu: '2' } } }), resources: { limits: { memory: '64Mi', cpu: '1' } } });
  expect(unit).toEqual(expect.arrayContaining(['MemoryMax=67108864', 'CPUQuota=200%']));
});

test.each([['Never', 'no'], ['OnFailure', 'on-failure'], ['Always', 'always'], [undefined, 'always']])('the restart policy %s of a pod is Restart=%s', (restartPolicy, expected) => {
  expect(unitOf({ ...container({}), ...(restartPolicy ? { restartPolicy } : {}) })).toContain(`Restart=${expected}`);
});

test('a volume with several mounts is a warning', () => {
  const chart = newChart();
  app(chart, 'orders', {}, { ...container({ volumeMounts: [{ name: 'a', mountPath: '/a' }, { name: 'a', mountPath: '/b' }] }), volumes: [{ name: 'a', emptyDir: {} }] });
  files(chart);
  expect(DaprWarnings.of(chart).list().map(({ message }) => message)).toContain('volume \'a\' has several mounts, and each becomes a folder of its own in the export.');
});

test('the default startup probe of cdk8s-plus is no warning, because daprd waits for the port too', () => {
  const chart = newChart();
  app(chart, 'orders', { appPort: 8080 }, container({ ports: [{ containerPort: 8080 }], startupProbe: { tcpSocket: { port: 8080 }, failureThreshold: 3 } }));
  files(chart);
  expect(DaprWarnings.of(chart).list()).toEqual([]);
});

test('a field that the library does not know is a warning, and not an error', () => {
  const chart = newChart();
  app(chart, 'orders', {}, { ...container({ futureField: 1 }), other: { a: 1 } });
  files(chart);
  expect(DaprWarnings.of(chart).list().map(({ message }) => message)).toEqual([
    'containers[main].futureField, other are not exported to a machine: a field that this version of cdk8s-dapr does not know.',
  ]);
});

test.each([
  ['Service', { type: 'LoadBalancer', selector: { app: 'orders-web' } }, true],
  ['Service', { type: 'LoadBalancer', selector: { app: 'other' } }, false],
  ['Service', { selector: { app: 'orders-web' } }, false],
])('a %s %j: reported %s', (kind, spec, reported) => {
  const chart = newChart();
  app(chart, 'orders', { appPort: 8080 });
  new ApiObject(chart, 'service', { apiVersion: 'v1', kind, metadata: { name: 'public' }, spec });
  files(chart);
  expect(DaprWarnings.of(chart).list().some(({ code }) => code === 'DAPR8181')).toBe(reported);
});
