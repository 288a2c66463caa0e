/** Settings of a service that come from the pod. */
import { ApiObject } from 'cdk8s';
import { DaprWarnings } from 'cdk8s-dapr';
import { newChart } from '../../../scenarios/charts';
import { Json } from '../../../src/util/json';
import { app, files, PLATFORM, services } from '../../support/compose-export';
import { container } from '../../support/exports';

function exported(spec: object): { service: Json; warnings: string[] } {
  const chart = newChart(PLATFORM);
  app(chart, 'orders', { appPort: 8080 }, spec);
  return { service: services(chart).orders, warnings: DaprWarnings.of(chart).list().filter(({ code }) => code === 'DAPR8180').map(({ message }) => message) };
}

test('names, name servers and namespaces of the pod are those of the service', () => {
  const { service, warnings } = exported({
    ...container({ tty: true, stdin: true, imagePullPolicy: 'IfNotPresent', workingDir: '/$app' }),
    hostname: 'orders-1',
    hostAliases: [{ ip: '10.0.0.1', hostnames: ['a.example', 'b.example'] }],
    dnsConfig: { nameservers: ['10.0.0.2'], searches: ['c.example'], options: [{ name: 'ndots', value: '1' }, { name: 'rotate' }] },
    hostPID: true,
    hostIPC: true,
    restartPolicy: 'Always',
  });
  expect(service).toMatchObject({
    hostname: 'orders-1',
    extra_hosts: ['a.example:10.0.0.1', 'b.example:10.0.0.1'],
    dns: ['10.0.0.2'],
    dns_search: ['c.example'],
    dns_opt: ['ndots:1', 'rotate'],
    pid: 'host',
    ipc: 'host',
    tty: true,
    stdin_open: true,
    pull_policy: 'missing',
    working_dir: '/$$app',
    restart: 'unless-stopped',
  });
  expect(warnings).toEqual([]);
});

test('the security context is that of the service', () => {
  const { service, warnings } = exported({
    ...container({
      securityContext: {
        privileged: true, capabilities: { add: ['NET_ADMIN'], drop: ['ALL'] }, seccompProfile: { type: 'Unconfined' }, appArmorProfile: { type: 'Localhost', localhostProfile: 'shop' },
      },
    }),
    securityContext: { runAsUser: 1000, runAsGroup: 2000, fsGroup: 3000, supplementalGroups: [3000, 4000], sysctls: [{ name: 'net.core.somaxconn', value: 1024 }], seLinuxOptions: { level: 's0', type: 'spc_t' } },
  });
  expect(service).toMatchObject({
    privileged: true,
    cap_add: ['NET_ADMIN'],
    cap_drop: ['ALL'],
    user: '1000:2000',
    group_add: ['3000', '4000'],
    sysctls: { 'net.core.somaxconn': '1024' },
    security_opt: ['seccomp:unconfined', 'apparmor:shop', 'label:type:spc_t', 'label:level:s0'],
  });
  expect(warnings).toEqual([]);
});

test('hooks and the stop signal are those of the service', () => {
  const { service, warnings } = exported(container({ lifecycle: { postStart: { exec: { command: ['warm'] } }, preStop: { exec: { command: ['drain', '$x'] } }, stopSignal: 'SIGINT' } }));
  expect(service).toMatchObject({ post_start: [{ command: ['warm'] }], pre_stop: [{ command: ['drain', '$$x'] }], stop_signal: 'SIGINT' });
  expect(warnings).toEqual([]);
});

test('a liveness probe with a command is the health check, with a warning that it restarts nothing', () => {
  const { service, warnings } = exported(container({ livenessProbe: { exec: { command: ['check', '$x'] }, periodSeconds: 5, initialDelaySeconds: 3 } }));
  expect(service.healthcheck).toEqual({ test: ['CMD', 'check', '$$x'], interval: '5s', timeout: '1s', retries: 3, start_period: '3s' });
  expect(warnings).toEqual([expect.stringMatching(/^containers\[main\]\.livenessProbe is not exported to Compose: .*does not restart an unhealthy container\.$/)]);
});

test('an emptyDir is a tmpfs with its size, in which programs may be run', () => {
  const mounts = [{ name: 'a', mountPath: '/a' }, { name: 'b', mountPath: '/b' }];
  expect(exported({ ...container({ volumeMounts: mounts }), volumes: [{ name: 'a', emptyDir: { sizeLimit: '1Mi' } }, { name: 'b', emptyDir: {} }] }).service.tmpfs).toEqual(['/a:exec,size=1048576', '/b:exec']);
});

test('a GPU is a reservation of a device', () => {
  const { service, warnings } = exported(container({ resources: { limits: { 'nvidia.com/gpu': 2 } } }));
  expect(service.deploy).toEqual({ resources: { reservations: { devices: [{ driver: 'nvidia', count: 2, capabilities: ['gpu'] }] } } });
  expect(warnings).toEqual([]);
});

test.each([
  ['a group without a user', { securityContext: { runAsGroup: 5 } }, 'containers[main].securityContext.runAsGroup'],
  ['another device', { resources: { limits: { 'amd.com/gpu': 1 } } }, 'containers[main].resources.limits'],
])('%s is a warning', (_, spec, path) => {
  expect(exported(container(spec)).warnings).toEqual([expect.stringContaining(`${path} is not exported to Compose: `)]);
});

test('an app that a load balancer shows to the outside needs a published port', () => {
  const build = (props = {}): string[] => {
    const chart = newChart(PLATFORM);
    app(chart, 'orders', { appPort: 8080 });
    new ApiObject(chart, 's', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'public' }, spec: { type: 'LoadBalancer', selector: { app: 'orders-web' } } });
    files(chart, props);
    return DaprWarnings.of(chart).list().map(({ code, message, todo }) => `${code} ${message} ${todo}`);
  };
  expect(build()).toEqual(['DAPR8181 Service \'public\' of type LoadBalancer shows the app to clients outside the cluster, and the export does not. Publish a port: publishedPorts: { \'orders\': ... }.']);
  expect(build({ publishedPorts: { orders: 80 } })).toEqual([]);
});
