/** The building block binarystore, which Dapr has since 1.19. */
import { Chart, Size } from 'cdk8s';
import * as lib from 'cdk8s-dapr';
import { CatalystExporter, ComposeExporter, ContainerAppsExporter, DaprTopology, DataPlane, ExportedFile, MachineExporter, MetadataValue } from 'cdk8s-dapr';
import { parse } from 'yaml';
import { app, errorsOf, find, messagesOf, newChart, SHARED, warningCodes } from '../../scenarios/charts';
import { entries } from '../support/components';
import { REMOTE } from '../support/export-targets';

const PLATFORM = { daprVersion: '1.19.0', apiTokenSecret: 'token' };
const files = (chart: Chart) => new lib.binarystore.AwsS3BinaryStore(chart, 'files', { metadata: { bucket: 'invoices', region: 'eu-west-1', partSize: Size.mebibytes(32) } });

test('a store is scoped to the apps that use it', () => {
  const chart = newChart(PLATFORM, { namespace: 'shop' });
  app(chart, { uses: [files(chart)] });
  expect(errorsOf(chart)).toBe('');
  // It signs in by the identity of the pod.
  expect(warningCodes(chart).sort()).toEqual(['DAPR3212', 'DAPR4061']);
  expect(find(chart, 'Component')).toMatchObject({
    spec: {
      type: 'binarystore.aws.s3',
      version: 'v1',
      metadata: [{ name: 'bucket', value: 'invoices' }, { name: 'partSize', value: '32Mi' }, { name: 'region', value: 'eu-west-1' }],
    },
    scopes: ['checkout'],
  });
});

test('a derived API allow list allows the API of the store for both protocols', () => {
  const chart = newChart({ ...PLATFORM, derivedAccess: { apiAllowList: true } }, { namespace: 'shop' });
  app(chart, { uses: [files(chart)] });
  const allowed: any[] = find(chart, 'Configuration').spec.api.allowed;
  expect(allowed.filter(({ name }) => name === 'binarystore')).toEqual([
    { name: 'binarystore', version: 'v1alpha1', protocol: 'grpc' }, { name: 'binarystore', version: 'v1alpha1', protocol: 'http' },
  ]);
  expect([...new Set(allowed.map(({ name }) => name))]).toEqual(['binarystore', 'metadata']);
});

test('an in-memory store behind several daprds is a warning', () => {
  const chart = newChart({ ...SHARED, daprVersion: '1.19' });
  app(chart, { uses: [new lib.binarystore.InMemoryBinaryStore(chart, 'files', { metadata: { maxSize: Size.mebibytes(8) } })], dataPlane: DataPlane.sharedDaemonSet() });
  expect(messagesOf(chart, 'DAPR4024')).toHaveLength(1);
});

test('a store of Azure takes Microsoft Entra ID, and requires an account or a connection string', () => {
  const chart = newChart(PLATFORM);
  const authentication = lib.AzureAuthentication.managedIdentity({ clientId: 'id' });
  new lib.binarystore.AzureBlobStorageBinaryStore(chart, 'blob', { metadata: { containerName: 'c', accountName: 'a' }, authentication, availableToNamespace: true });
  new lib.binarystore.AzureDataLakeBinaryStore(chart, 'lake', { metadata: { fileSystemName: 'f' }, authentication, availableToNamespace: true });
  expect(messagesOf(chart, 'DAPR3200')).toEqual(['chart/lake: binarystore.azure.datalake requires at least one of connectionString, accountName']);
  const fixed = newChart(PLATFORM);
  new lib.binarystore.AzureBlobStorageBinaryStore(fixed, 'blob', { metadata: { containerName: 'c', accountName: 'a' }, authentication, availableToNamespace: true });
  expect(entries(fixed)).toEqual({ containerName: 'c', accountName: 'a', azureClientId: 'id' });
});

describe('an export', () => {
  const stack = (more: object = {}): Chart => {
    const chart = newChart(PLATFORM, { namespace: 'shop' });
    const store = new lib.binarystore.OciObjectStorageBinaryStore(chart, 'files', {
      metadata: { bucketName: 'b', compartmentOCID: 'c', region: 'r', privateKey: MetadataValue.fromSecret('oci', 'key') }, componentName: 'files',
    });
    app(chart, { appPort: 8080, uses: [store], program: { directory: '/srv', command: ['node'] }, ...more }, 'orders');
    return chart;
  };
  const contentOf = (exported: ExportedFile[], path: RegExp): string => exported.find(file => path.test(file.path))!.content;

  test.each<[string, (chart: Chart) => ExportedFile[], object]>([
    ['compose', chart => new ComposeExporter().export(DaprTopology.of(chart)), {}],
    ['machine', chart => new MachineExporter().export(DaprTopology.of(chart)), {}],
    ['Catalyst', chart => new CatalystExporter().export(DaprTopology.of(chart)), { dataPlane: DataPlane.catalyst(REMOTE) }],
  ])('to %s contains the store', (_, exported, props) => {
    const chart = stack(props);
    expect(parse(contentOf(exported(chart), /component-files\.yaml$/)).spec).toMatchObject({ type: 'binarystore.oci.objectstorage', version: 'v1' });
  });

  test('to Azure Container Apps contains the store', () => {
    const exported = new ContainerAppsExporter({ location: 'x', managedEnvironmentId: '/x' }).export(DaprTopology.of(stack()));
    expect(exported.map(({ content }) => content).join()).toContain('binarystore.oci.objectstorage');
  });

  test('to a service that runs its own Dapr is a warning', () => {
    const chart = stack();
    new ContainerAppsExporter({ location: 'x', managedEnvironmentId: '/x' }).export(DaprTopology.of(chart));
    expect(messagesOf(chart, 'DAPR4083')).toEqual([
      "chart/files/Resource: component 'files' has type binarystore.oci.objectstorage, which Azure Container Apps may not support: the building block is new in Dapr 1.19",
    ]);
    const catalyst = stack({ dataPlane: DataPlane.catalyst(REMOTE) });
    new CatalystExporter().export(DaprTopology.of(catalyst));
    expect(messagesOf(catalyst, 'DAPR4083')).toHaveLength(1);
    const machine = stack();
    new MachineExporter().export(DaprTopology.of(machine));
    expect(messagesOf(machine, 'DAPR4083')).toEqual([]);
  });
});
