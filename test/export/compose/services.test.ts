/** The services of compose.yaml: an app, its daprd, and the control plane. */
import { Size } from 'cdk8s';
import { ActorHosting, DataPlane, SharedDaprDaemonSet } from 'cdk8s-dapr';
import { newChart } from '../../../scenarios/charts';
import { app, files, PLATFORM, services } from '../../support/compose-export';
import { FLAGS_OF_DAPRD } from '../../support/daprd-flags';
import { container, yaml } from '../../support/exports';

const flags = (command: string[]): { [flag: string]: string } => Object.fromEntries(command.map(word => /^--([\w-]+)=(.*)$/.exec(word)!.slice(1)));

test('an app and its daprd are two services that reach each other by service name', () => {
  const chart = newChart(PLATFORM);
  app(chart, 'orders', { appPort: 8080 });
  const { orders, 'orders-dapr': daprd } = services(chart);
  expect(orders).toMatchObject({
    image: 'test.local/app:1',
    environment: { APP_PORT: '8080', DAPR_HTTP_ENDPOINT: 'http://orders-dapr:3500', DAPR_GRPC_ENDPOINT: 'http://orders-dapr:50001' },
    depends_on: { 'orders-dapr': { condition: 'service_healthy' } },
  });
  expect(flags(daprd.command)).toMatchObject({ 'app-id': 'orders', 'app-channel-address': 'orders', 'app-port': '8080', 'dapr-listen-addresses': '0.0.0.0' });
  expect(Object.keys(flags(daprd.command)).filter(flag => !FLAGS_OF_DAPRD.includes(flag))).toEqual([]);
  expect(daprd.healthcheck.test).toEqual(['CMD', '/daprd', '--wait', '--dapr-http-port=3500']);
  expect(daprd.image).toBe('ghcr.io/dapr/daprd:1.18.3');
});

test('apps behind a shared daprd share a service', () => {
  const chart = newChart({ ...PLATFORM, kubernetesVersion: '1.36' });
  const dataPlane = new SharedDaprDaemonSet(chart, 'shop');
  app(chart, 'web', { appPort: 8080, dataPlane });
  app(chart, 'worker', { dataPlane });
  const all = services(chart);
  expect(Object.keys(all)).toEqual(['shop-dapr', 'shop-web', 'shop-worker']);
  expect(flags(all['shop-dapr'].command)).toMatchObject({ 'app-channel-address': 'shop-web', 'dapr-block-shutdown-duration': '5s' });
  expect(all['shop-worker'].environment.DAPR_HTTP_ENDPOINT).toBe('http://shop-dapr:3500');
});

test('a second app does not change the files of the first', () => {
  const build = (...ids: string[]) => {
    const chart = newChart(PLATFORM);
    ids.forEach(id => app(chart, id, { appPort: 8080 }));
    return files(chart);
  };
  const [alone, together] = [build('orders'), build('orders', 'aaa')];
  expect(together['config/orders.yaml']).toBe(alone['config/orders.yaml']);
  expect(yaml(together['compose.yaml']).services).toMatchObject(yaml(alone['compose.yaml']).services);
});

test('a dollar sign is escaped', () => {
  const chart = newChart(PLATFORM);
  app(chart, 'orders', {}, container({ command: ['sh', '-c'], args: ['echo $HOME'], env: [{ name: 'PRICE', value: '$5' }] }));
  expect(services(chart).orders).toMatchObject({ entrypoint: ['sh', '-c'], command: ['echo $$HOME'], environment: { PRICE: '$$5' } });
});

test('the security context and limits of a container are translated', () => {
  const chart = newChart(PLATFORM);
  app(chart, 'orders', { dataPlane: DataPlane.sidecar({ sidecarMemoryLimit: Size.mebibytes(64), sidecarImage: 'mirror.local/daprd:1.18.3' }) }, {
    ...container({
      workingDir: '/app',
      resources: { limits: { memory: '1Gi', cpu: '250m' } },
      volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
      securityContext: { runAsUser: 65532, runAsGroup: 65532, readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    }),
    volumes: [{ name: 'tmp', emptyDir: {} }],
    terminationGracePeriodSeconds: 12,
  });
  const { orders, 'orders-dapr': daprd } = services(chart);
  expect(orders).toMatchObject({
    working_dir: '/app',
    mem_limit: '1g',
    cpus: '0.25',
    user: '65532:65532',
    read_only: true,
    cap_drop: ['ALL'],
    tmpfs: ['/tmp:exec'],
    security_opt: ['no-new-privileges:true'],
    stop_grace_period: '12s',
  });
  expect(daprd).toMatchObject({ mem_limit: '64m', image: 'mirror.local/daprd:1.18.3', read_only: true });
});

test('placement and scheduler are added only if an app needs them, and the scheduler has a volume', () => {
  const chart = newChart(PLATFORM);
  app(chart, 'orders', { appPort: 8080, hostsActors: ActorHosting.APP_PORT });
  app(chart, 'other');
  const document = yaml(files(chart, { imageRegistry: 'mirror.local/dapr' })['compose.yaml']);
  expect(document.services['dapr-placement'].image).toBe('mirror.local/dapr/placement:1.18.3');
  expect(document.services['dapr-scheduler']).toMatchObject({ volumes: ['scheduler:/var/lock'], command: expect.arrayContaining(['--override-broadcast-host-port=dapr-scheduler:50006']) });
  expect(document.volumes).toEqual({ scheduler: {} });
  expect(flags(document.services['orders-dapr'].command)).toMatchObject({ 'placement-host-address': 'dapr-placement:50005', 'scheduler-host-address': 'dapr-scheduler:50006' });
  expect(flags(document.services['other-dapr'].command)).not.toHaveProperty('placement-host-address');
});

test('a published port is mapped to the port of the app', () => {
  const chart = newChart(PLATFORM);
  app(chart, 'orders', { appPort: 8080 });
  expect(services(chart, { publishedPorts: { orders: 80 } }).orders.ports).toEqual(['80:8080']);
});
