/** What container apps have besides Dapr: names, ingress, registries, identities, sizes, probes and volumes. */
import { ApiObject, Chart } from 'cdk8s';
import { ActorHosting, ContainerAppsExporter, ContainerAppsExportProps, DaprComponent, DaprTopology, DaprWarnings, ExportedFile, MetadataValue } from 'cdk8s-dapr';
import { app, deployment, newChart } from '../../../scenarios/charts';
import { refusalOf } from '../../support/exports';
import { parse } from '../../support/synth';

const PROPS = { location: 'westeurope', managedEnvironmentId: '/subscriptions/s' };
const IDENTITY = '/subscriptions/s/resourceGroups/r/providers/Microsoft.ManagedIdentity/userAssignedIdentities/shop';

function shop(container: object = {}, spec: object = {}, appId = 'orders'): Chart {
  const chart = newChart({}, { namespace: 'shop' });
  const main = { name: 'main', image: 'shop.azurecr.io/orders:1', ports: [{ containerPort: 8080, name: 'http' }], ...container };
  app(chart, { appPort: 8080, appId, workload: deployment(chart, 'web', { containers: [main], ...spec }) }, 'orders');
  return chart;
}
const exported = (chart: Chart, props: Partial<ContainerAppsExportProps> = {}): ExportedFile[] =>
  new ContainerAppsExporter({ ...PROPS, ...props }).export(DaprTopology.of(chart));
const appOf = (chart: Chart, props: Partial<ContainerAppsExportProps> = {}): any =>
  parse(exported(chart, props).find(({ path }) => path.endsWith('.containerapp.yaml'))!.content)[0];
const refusal = (chart: Chart, props: Partial<ContainerAppsExportProps> = {}): string => refusalOf(() => exported(chart, props));
const warnings = (chart: Chart, props: Partial<ContainerAppsExportProps> = {}): string[] => {
  exported(chart, props);
  return DaprWarnings.of(chart).list().map(({ code, message }) => `${code} ${message}`);
};
const service = (chart: Chart, spec: object, name = 'public') =>
  new ApiObject(chart, name, { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop' }, spec: { selector: { app: 'web' }, ...spec } });

const route = (chart: Chart, apiVersion: string, kind: string, spec: object, namespace = 'shop') =>
  new ApiObject(chart, 'route', { apiVersion, kind, metadata: { name: 'front', namespace }, spec });

describe('ingress', () => {
  test.each<[string, string, string, object]>([
    ['within the mesh', 'networking.istio.io/v1', 'VirtualService', { http: [{ route: [{ destination: { host: 'public' } }] }] }],
    ['by the gateway of the mesh', 'networking.istio.io/v1', 'VirtualService', { gateways: ['mesh'], http: [{ route: [{ destination: { host: 'public' } }] }] }],
    ['to another Service', 'gateway.networking.k8s.io/v1', 'HTTPRoute', { rules: [{ backendRefs: [{ name: 'other', port: 80 }] }] }],
    ['to another kind with the name', 'gateway.networking.k8s.io/v1', 'HTTPRoute', { rules: [{ backendRefs: [{ kind: 'InferencePool', name: 'public' }] }] }],
  ])('a route %s needs none', (_, apiVersion, kind, spec) => {
    const chart = shop();
    service(chart, {});
    route(chart, apiVersion, kind, spec);
    expect(warnings(chart)).toEqual([]);
  });

  test('is passed through', () => {
    const ingress = { external: true, targetPort: 8080, transport: 'http' };
    expect(appOf(shop(), { ingress: { orders: ingress } }).properties.configuration.ingress).toEqual(ingress);
    expect(appOf(shop()).properties.configuration).not.toHaveProperty('ingress');
  });

  test.each<[string, (chart: Chart) => void, string]>([
    ['a load balancer', chart => { service(chart, { type: 'LoadBalancer' }); }, 'Service \'public\' of type LoadBalancer'],
    ['a node port', chart => { service(chart, { type: 'NodePort' }); }, 'Service \'public\' of type NodePort'],
    ['an Ingress', chart => {
      service(chart, {});
      const rules = [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'public', port: { number: 80 } } } }] } }];
      new ApiObject(chart, 'i', { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'front', namespace: 'shop' }, spec: { rules } });
    }, 'Ingress \'front\''],
    ['a route of a gateway', chart => {
      service(chart, {});
      new ApiObject(chart, 'r', { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name: 'front', namespace: 'shop' }, spec: { rules: [{ backendRefs: [{ name: 'public', port: 80 }] }] } });
    }, 'HTTPRoute \'front\''],
    ['a route in another namespace', chart => {
      service(chart, {});
      route(chart, 'gateway.networking.k8s.io/v1', 'TLSRoute', { rules: [{ backendRefs: [{ name: 'public', namespace: 'shop', port: 80 }] }] }, 'edge');
    }, 'TLSRoute \'front\''],
    ['a route of Traefik', chart => {
      service(chart, {});
      route(chart, 'traefik.io/v1alpha1', 'IngressRoute', { routes: [{ services: [{ name: 'public', port: 80 }] }] });
    }, 'IngressRoute \'front\''],
    ['a route of an Istio gateway', chart => {
      service(chart, {});
      route(chart, 'networking.istio.io/v1', 'VirtualService', { gateways: ['edge', 'mesh'], http: [{ route: [{ destination: { host: 'public' } }] }] });
    }, 'VirtualService \'front\''],
  ])('%s without it is a warning', (_, add, what) => {
    const chart = shop();
    add(chart);
    expect(warnings(chart)).toEqual([`DAPR8181 ${what} shows the app to clients outside the cluster, and the export does not.`]);
    const other = shop();
    add(other);
    expect(warnings(other, { ingress: { orders: { external: true } } })).toEqual([]);
  });

  test.each<[string, object, object]>([
    ['inside the cluster', {}, {}], ['of other pods', { type: 'LoadBalancer' }, { selector: { app: 'other' } }], ['with more labels', { type: 'LoadBalancer' }, { selector: { app: 'web', x: 'y' } }],
    ['without a selector', { type: 'LoadBalancer' }, { selector: undefined }],
  ])('a Service %s needs none', (_, spec, more) => {
    const chart = shop();
    service(chart, { ...spec, ...more });
    expect(warnings(chart)).toEqual([]);
  });
});

describe('registries', () => {
  const pull = { imagePullSecrets: [{ name: 'pull' }] };

  test('pull secrets without the registry of the image are a warning', () => {
    expect(warnings(shop({}, pull))).toEqual(['DAPR8180 imagePullSecrets is not exported to Azure Container Apps: the export has no credentials for the registry of the image.']);
    expect(warnings(shop({}, pull), { registries: { 'shop.azurecr.io': { identity: 'system' } } })).toEqual([]);
  });

  test('an identity signs in, and the app has it', () => {
    const { identity, properties } = appOf(shop(), { registries: { 'shop.azurecr.io': { identity: IDENTITY } } });
    expect(properties.configuration.registries).toEqual([{ server: 'shop.azurecr.io', identity: IDENTITY }]);
    expect(identity).toEqual({ type: 'UserAssigned', userAssignedIdentities: { [IDENTITY]: {} } });
  });

  test('a user name and a password, which is a placeholder, sign in', () => {
    const [{ content }, example] = exported(shop(), { registries: { 'shop.azurecr.io': { username: 'shop', password: 'acr/password' } } });
    const { configuration } = parse(content)[0].properties;
    expect(configuration.registries).toEqual([{ server: 'shop.azurecr.io', username: 'shop', passwordSecretRef: 'acr-password' }]);
    expect(configuration.secrets).toEqual([{ name: 'acr-password', value: '${ACR_PASSWORD}' }]);
    expect(content).toContain('value: "${ACR_PASSWORD}"');
    expect(example.content).toContain('ACR_PASSWORD=\'change-me\'');
  });

  test('incomplete credentials and a registry of no image are refused', () => {
    expect(refusal(shop(), { registries: { 'shop.azurecr.io': { username: 'a' } } })).toMatch(/DAPR8103.*registries\['shop\.azurecr\.io'\] has neither identity nor username and password/);
    expect(refusal(shop(), { registries: { 'other.azurecr.io': { identity: 'system' } } })).toMatch(/DAPR8103.*registries\['other\.azurecr\.io'\] does not match the registry of an image.*Use one of shop\.azurecr\.io/);
  });

  test.each([['orders:1', 'docker.io'], ['shop/orders', 'docker.io'], ['localhost/orders', 'localhost'], ['a.example:5000/x/y', 'a.example:5000']])('the registry of %s is %s', (image, server) => {
    expect(appOf(shop({ image }), { registries: { [server]: { identity: 'system' } } }).properties.configuration.registries).toEqual([{ server, identity: 'system' }]);
  });
});

describe('identities', () => {
  test('are those of the prop, of registries and of Key Vault', () => {
    const env = [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 'mail', key: 'key' } } }];
    const props = { identities: { orders: [IDENTITY] }, keyVaultUrls: { 'mail/key': 'https://v.vault.azure.net/secrets/mail' } };
    expect(appOf(shop({ env }), props).identity).toEqual({ type: 'SystemAssigned,UserAssigned', userAssignedIdentities: { [IDENTITY]: {} } });
    const { identity, properties } = appOf(shop({ env }), { keyVaultUrls: props.keyVaultUrls, keyVaultIdentity: IDENTITY });
    expect(identity.type).toBe('UserAssigned');
    expect(properties.configuration.secrets).toEqual([{ name: 'mail-key', keyVaultUrl: 'https://v.vault.azure.net/secrets/mail', identity: IDENTITY }]);
  });

  test('a ServiceAccount without them is a warning', () => {
    const spec = { serviceAccountName: 'orders' };
    expect(warnings(shop({}, spec))).toEqual([expect.stringMatching(/^DAPR8180 serviceAccountName is not exported/)]);
    expect(warnings(shop({}, spec), { identities: { orders: ['system'] } })).toEqual([]);
    expect(warnings(shop({}, { serviceAccountName: 'default' }))).toEqual([]);
  });
});

describe('CPU and memory', () => {
  test.each<[object, number, string]>([
    [{}, 0.25, '0.5Gi'],
    [{ requests: { cpu: '100m', memory: '64Mi' } }, 0.25, '0.5Gi'],
    [{ requests: { cpu: '300m', memory: '64Mi' } }, 0.5, '1Gi'],
    [{ requests: { cpu: '500m', memory: '1Gi' } }, 0.5, '1Gi'],
    [{ requests: { cpu: '250m', memory: '3Gi' } }, 1.5, '3Gi'],
    [{ requests: { cpu: '250m', memory: '1100Mi' } }, 0.75, '1.5Gi'],
    [{ requests: { memory: '512Mi' }, limits: { memory: '2Gi', cpu: '2' } }, 2, '4Gi'],
    [{ requests: { cpu: '250m', memory: '512Mi' }, limits: { memory: '2Gi', cpu: '2' } }, 1, '2Gi'],
    [{ limits: { cpu: '4', memory: '8Gi' } }, 4, '8Gi'],
  ])('of %j are the pair of %d cores and %s', (resources, cpu, memory) => {
    expect(appOf(shop({ resources })).properties.template.containers[0].resources).toEqual({ cpu, memory });
  });

  test('of a workload profile are any', () => {
    const { properties } = appOf(shop({ resources: { requests: { cpu: '6', memory: '20Gi' }, limits: { 'nvidia.com/gpu': 1 } } }), { workloadProfiles: { orders: 'gpu' } });
    expect(properties.workloadProfileName).toBe('gpu');
    expect(properties.template.containers[0].resources).toEqual({ cpu: 6, memory: '20Gi' });
  });

  test('that no pair has, and GPUs, are refused without a workload profile', () => {
    expect(refusal(shop({ resources: { requests: { cpu: '6' } } }))).toMatch(/DAPR8102.*needs 6 cores and 0 GiB, and the Consumption profile has at most 4 cores with 8 GiB.*Set workloadProfiles/);
    expect(refusal(shop({ resources: { limits: { 'nvidia.com/gpu': 1 } } }))).toMatch(/DAPR8102.*containers\[main\]\.resources\.limits cannot be exported to Azure Container Apps/);
    expect(refusal(shop({ resources: { limits: { memory: 'much' } } }))).toMatch(/DAPR8102.*memory of the container must be a Kubernetes quantity.*'much'/);
  });
});

describe('names', () => {
  test.each([['a'.repeat(33)], ['a--b'], ['1orders']])('the app ID %s is not a name of Azure', appId => {
    expect(refusal(shop({}, {}, appId))).toMatch(new RegExp(`DAPR8102.*the name of the container app in Azure Container Apps must be .*; got '${appId}'.*Set names for the app`));
    const { name, properties } = appOf(shop({}, {}, appId), { names: { [appId]: 'orders' } });
    expect([name, properties.configuration.dapr.appId]).toEqual(['orders', appId]);
  });

  test('two apps do not have one name', () => {
    const chart = shop();
    app(chart, { appId: 'billing', workload: deployment(chart, 'b') }, 'billing');
    expect(refusal(chart, { names: { billing: 'orders' } })).toMatch(/DAPR8104.*two container apps are named 'orders'/);
  });

  test.each([['a--b'], ['1store'], ['a'.repeat(61)]])('the component name %s is not a name of Azure', name => {
    const chart = newChart({}, { namespace: 'shop' });
    app(chart, { uses: [new DaprComponent(chart, 'c', { componentName: name, type: 'state.redis', metadata: { redisHost: MetadataValue.of('a.example:1') } })] }, 'orders');
    expect(refusal(chart)).toMatch(/DAPR8102.*the name of the component in Azure Container Apps must be/);
  });

  test('a key that differs from the name of a secret in a secret store is a warning', () => {
    const chart = newChart({}, { namespace: 'shop' });
    const vault = new DaprComponent(chart, 'vault', { type: 'secretstores.azure.keyvault', metadata: { vaultName: MetadataValue.of('shop') } });
    const metadata = { redisHost: MetadataValue.of('redis.example:6379'), redisPassword: MetadataValue.fromSecret('redis', 'password') };
    app(chart, { uses: [vault, new DaprComponent(chart, 'store', { type: 'state.redis', metadata, secretStore: vault })] }, 'orders');
    expect(warnings(chart).filter(warning => !warning.startsWith('DAPR4061'))).toEqual(['DAPR8180 redisPassword comes from key \'password\' of \'redis\', and Azure Container Apps reads \'redis\' of the secret store, without a key.']);
  });

  test.each(['names', 'ingress', 'identities', 'workloadProfiles', 'scale'])('a key of %s that is not an exported app is refused', prop => {
    const value = { names: 'a', ingress: {}, identities: ['system'], workloadProfiles: 'p', scale: {} }[prop];
    expect(refusal(shop(), { [prop]: { order: value } })).toContain(`${prop}['order'] does not match the app ID of an exported app`);
  });
});

describe('probes', () => {
  test('by HTTP and TCP have port numbers', () => {
    const probes = {
      livenessProbe: { httpGet: { path: '/live', port: 'http', scheme: 'HTTP' }, initialDelaySeconds: 5, periodSeconds: 20 },
      readinessProbe: { tcpSocket: { port: 8080 }, failureThreshold: 4, initialDelaySeconds: 0 },
    };
    expect(appOf(shop(probes)).properties.template.containers[0].probes).toEqual([
      { type: 'Liveness', httpGet: { path: '/live', port: 8080, scheme: 'HTTP' }, initialDelaySeconds: 5, periodSeconds: 20 },
      { type: 'Readiness', tcpSocket: { port: 8080 }, failureThreshold: 4 },
    ]);
  });

  test('with more failures than Azure counts fail after the same time', () => {
    const chart = shop({ startupProbe: { httpGet: { port: 8080 }, failureThreshold: 30, periodSeconds: 10 } });
    expect(appOf(chart).properties.template.containers[0].probes).toEqual([{ type: 'Startup', httpGet: { port: 8080 }, failureThreshold: 10, periodSeconds: 30 }]);
    expect(warnings(chart)).toEqual([]);
  });

  test('with other settings than Azure takes have the nearest, with a warning', () => {
    const chart = shop({ livenessProbe: { httpGet: { port: 8080 }, initialDelaySeconds: 90 } });
    expect(appOf(chart).properties.template.containers[0].probes[0].initialDelaySeconds).toBe(60);
    expect(warnings(chart)).toEqual(['DAPR8180 initialDelaySeconds of livenessProbe is 90, and the export has 60: Azure Container Apps takes 1 to 60.']);
  });
});

test('an emptyDir is a volume, and the time for a stop is that of the pod', () => {
  const mounts = [{ name: 'cache', mountPath: '/cache' }, { name: 'cache', mountPath: '/other', subPath: 'x' }];
  const { template } = appOf(shop({ volumeMounts: mounts }, { volumes: [{ name: 'cache', emptyDir: {} }, { name: 'unused', emptyDir: {} }], terminationGracePeriodSeconds: 60 })).properties;
  expect(template.containers[0].volumeMounts).toEqual([{ volumeName: 'cache', mountPath: '/cache' }, { volumeName: 'cache', mountPath: '/other', subPath: 'x' }]);
  expect(template).toMatchObject({ volumes: [{ name: 'cache', storageType: 'EmptyDir' }], terminationGracePeriodSeconds: 60 });
});

test('an autoscaler sets the replicas, and a warning asks for its rules', () => {
  const chart = shop();
  new ApiObject(chart, 'hpa', {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { namespace: 'shop' },
    spec: { scaleTargetRef: { kind: 'Deployment', name: ApiObject.of(chart.node.findChild('web')).name }, minReplicas: 2, maxReplicas: 6 },
  });
  expect(appOf(chart).properties.template.scale).toEqual({ minReplicas: 2, maxReplicas: 6 });
  expect(warnings(chart)).toEqual(['DAPR8182 an autoscaler runs 2 to 6 replicas by metrics of the cluster, which are not exported.']);
});

test('an autoscaler that scales actors to zero is refused', () => {
  const chart = newChart({}, { namespace: 'shop' });
  const web = deployment(chart, 'web');
  app(chart, { appPort: 8080, hostsActors: ActorHosting.APP_PORT, workload: web }, 'orders');
  new ApiObject(chart, 'so', { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', metadata: { namespace: 'shop' }, spec: { scaleTargetRef: { name: web.name }, minReplicaCount: 0, maxReplicaCount: 2 } });
  expect(refusal(chart)).toMatch(/DAPR8102.*hosts actors and can scale to zero|DAPR\d{4}/);
});
