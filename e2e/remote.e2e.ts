import { AppProtocol, DaprApp, DaprPlatform, DaprSubscription, DataPlane } from 'cdk8s-dapr';
import { ConfigMap, Volume } from 'cdk8s-plus-28';
import { broker, stateStore, testApp } from './apps';
import { API_TOKEN_SECRET, eventually, TestNamespace } from './cluster';
import { Certificates, certificates, gateway, GRPC_PORT, HTTPS_PORT } from './gateway';

const SDKS: [string, AppProtocol][] = ['js', 'python'].flatMap(language =>
  [AppProtocol.HTTP, AppProtocol.GRPC].map((protocol): [string, AppProtocol] => [language, protocol]));
const CONTROL = 9000;
const REMOTE_TOKEN = 'remote-dapr-token';

/** The namespace of the app has no Dapr; its daprd is behind TLS and a token in another namespace. */
describe('an app with a remote Dapr', () => {
  let there: TestNamespace;
  let here: TestNamespace;
  let tls: Certificates;
  const get = async (app: string, path: string): Promise<any> => here.get(app, path, CONTROL);

  beforeAll(async () => {
    there = await TestNamespace.create('remote-dapr');
    here = await TestNamespace.create('remote-app', { redis: false });
    const host = `gateway.${there.name}.svc.cluster.local`;
    tls = certificates(host);

    await there.deploy(chart => {
      DaprPlatform.set(chart, { apiTokenSecret: API_TOKEN_SECRET });
      const [store, pubsub] = [stateStore(chart), broker(chart)];
      // Only its daprd is used: the apps that it serves run in another namespace.
      new DaprApp(chart, 'remote-dapr', {
        appId: 'remote', workload: testApp(chart, 'remote', { replicas: 0 }), uses: [store, pubsub], dataPlane: DataPlane.sharedDeployment(),
      });
      const workload = testApp(chart, 'receiver', { port: 3000 });
      const app = new DaprApp(chart, 'receiver-dapr', { appId: 'receiver', workload, appPort: 3000, uses: [pubsub], dataPlane: DataPlane.sidecar() });
      new DaprSubscription(chart, 'orders', { app, pubsub, topic: 'orders', route: '/events' });
    });
    const [service] = (await there.list('services')).filter(({ spec }) => spec.ports.some(({ port }: any) => port === 3500) && spec.clusterIP !== 'None');
    await there.deploy(chart => gateway(chart, service.metadata.name, tls));

    const token = await there.kubectl('get', 'secret', API_TOKEN_SECRET, '-o', 'jsonpath={.data.token}');
    await here.apply(JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: REMOTE_TOKEN }, data: { token } }));
    await here.deploy(chart => {
      const ca = new ConfigMap(chart, 'ca', { data: { 'ca.crt': tls.ca } });
      const add = (id: string, image: string, protocol: AppProtocol, apiTokenSecret: string): void => {
        const workload = testApp(chart, id, {
          image,
          program: image === 'e2e-python-sdk' ? '/app/app.py' : '/app/app.js',
          env: {
            SDK_PROTOCOL: protocol,
            NODE_EXTRA_CA_CERTS: '/ca/ca.crt',
            SSL_CERT_FILE: '/ca/ca.crt',
            GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: '/ca/ca.crt',
          },
        });
        workload.containers[0].mount('/ca', Volume.fromConfigMap(chart, `${id}-ca`, ca));
        new DaprApp(chart, `${id}-dapr`, {
          // The app ID of the remote Dapr: one token is one identity.
          appId: apiTokenSecret === REMOTE_TOKEN ? 'remote' : id,
          workload,
          dataPlane: DataPlane.remote({ httpEndpoint: `https://${host}:${HTTPS_PORT}`, grpcEndpoint: `https://${host}:${GRPC_PORT}`, apiTokenSecret }),
        });
      };
      for (const [language, protocol] of SDKS) {
        add(`${language}-${protocol}`, `e2e-${language}-sdk`, protocol, REMOTE_TOKEN);
      }
      add('wrong-token', 'e2e-python-sdk', AppProtocol.GRPC, API_TOKEN_SECRET);
    });
    await Promise.all([there.ready(), here.ready()]);
  });

  afterAll(async () => Promise.all([there?.delete(), here?.delete()]));

  test.each(SDKS)('%s SDK over %s: saves and reads state', async (language, protocol) => {
    expect((await eventually('state', async () => get(`${language}-${protocol}`, '/state'))).key).toContain(`${language}-${protocol}`);
  });

  test.each(SDKS)('%s SDK over %s: publishes events that an app next to that Dapr receives', async (language, protocol) => {
    const id = `of-${language}-${protocol}`;
    await eventually('publish', async () => get(`${language}-${protocol}`, `/publish?topic=orders&id=${id}`));
    await eventually('event', async () => (await there.get('receiver', '/received')).ids.includes(id) || undefined);
  });

  test.each(SDKS)('%s SDK over %s: invokes an app next to that Dapr', async (language, protocol) => {
    const { appId } = await eventually('invocation', async () => get(`${language}-${protocol}`, '/invoke?app=receiver&method=whoami'));
    expect(appId).toBe('receiver');
  });

  test('without the token, or with a wrong one, HTTP gets 401', async () => {
    const status = async (headers: string): Promise<string> => (await here.exec('js-http', 'node', '-e',
      `fetch(process.env.DAPR_HTTP_ENDPOINT + '/v1.0/metadata', { headers: ${headers} }).then(a => console.log(a.status))`)).trim();
    expect(await status('{ "dapr-api-token": process.env.DAPR_API_TOKEN }')).toBe('200');
    expect(await status('{}')).toBe('401');
    expect(await status('{ "dapr-api-token": "wrong" }')).toBe('401');
  });

  test('without the CA the app does not connect: TLS is verified', async () => {
    const script = 'fetch(process.env.DAPR_HTTP_ENDPOINT + \'/v1.0/healthz/outbound\').then(a => console.log(a.status), e => console.log(e.cause.code))';
    const [withCa, without] = (await here.exec('js-http', 'node', '-e', `for (const extra of [{}, { NODE_EXTRA_CA_CERTS: '' }])
      process.stdout.write(require('child_process').execFileSync(process.execPath, ['-e', ${JSON.stringify(script)}], { env: { ...process.env, ...extra } }))`)).trim().split('\n');
    expect(withCa).toBe('204');
    expect(without).toMatch(/UNABLE_TO_VERIFY|SELF_SIGNED/);
  });

  test('with a wrong token, gRPC gets Unauthenticated', async () => {
    const script = `fetch('http://${(await here.pods('wrong-token'))[0].status.podIP}:${CONTROL}/state').then(a => a.text()).then(console.log)`;
    expect((await here.exec('js-http', 'node', '-e', script)).toLowerCase()).toMatch(/unauthenticated/);
  });

  test('the app pods have one container and no Dapr annotation', async () => {
    for (const { metadata, spec } of await here.list('pods')) {
      expect([...spec.containers, ...spec.initContainers ?? []].map(({ name }) => name)).toEqual(['main']);
      expect(Object.keys(metadata.annotations ?? {}).filter(name => name.startsWith('dapr.io/'))).toEqual([]);
    }
  });
});
