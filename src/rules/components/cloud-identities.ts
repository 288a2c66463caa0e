/** Components that sign in at a cloud by the identity of their daprd's pod. */
import { IDaprApp } from '../../contract';
import { daprdEnv } from '../../daprd/env';
import { DaprdOfApp, daprdsOf } from '../../data-plane/daprds-of-app';
import { AppCheck } from '../../diagnostics/diagnostics';
import { Finding } from '../../diagnostics/finding';
import { warning } from '../../diagnostics/rule';
import { isRemote, serviceAccountOf } from '../../facts/apps';
import { Objects } from '../../facts/objects';
import { loadingApps } from '../../facts/uses';
import { componentsOf, DefinedComponent, renderedMetadata } from '../../resources/component/components';
import { Cloud, cloudIdentity, OTHER_SIGN_IN } from '../../resources/metadata/cloud-identity';
import { Json } from '../../util/json';

const DAPRD_WITHOUT_IDENTITY = warning('DAPR4061', {
  title: 'component that signs in by a cloud identity which its daprd does not have',
  why: 'The identity is that of the service account of the pod in which daprd runs: without one, the component signs in as the node, or fails to initialize and daprd exits',
  todo: 'set serviceAccountName or serviceAccountAnnotations of a shared daprd, serviceAccountName of the pods of a sidecar, or credentials of the component; acknowledge this if the identity of the node is meant',
  source: 'components-contrib common/authentication',
});
const AZURE_IDENTITY_WITHOUT_LABEL = warning('DAPR4062', {
  title: 'workload identity of Azure in pods without its label',
  why: 'The webhook of Azure adds the token only to pods with the label azure.workload.identity/use: the component does not find it and fails to initialize',
  todo: 'set the label to "true", in podLabels of a shared daprd or in the pod template of a sidecar',
  source: 'https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html',
});

const LABEL = 'azure.workload.identity/use';
const IDENTITY = /^(azure\.workload\.identity\/client-id|eks\.amazonaws\.com\/role-arn|iam\.gke\.io\/gcp-service-account)$/;

/** The annotations of the service account of a pod, if this App defines it. */
function accountAnnotations(app: IDaprApp, podSpec: Json): Json {
  return Objects.of(app).find('ServiceAccount', 'core', app, app.namespace, serviceAccountOf(podSpec))?.toJson().metadata?.annotations ?? {};
}

const identities: AppCheck = root => {
  const clouds = new Map<DefinedComponent, Cloud | undefined>();
  const cloudOf = (component: DefinedComponent): Cloud | undefined => {
    if (!clouds.has(component)) {
      clouds.set(component, typeof component.type === 'string' ? cloudIdentity(component.type, component._version, () => renderedMetadata(component)) : undefined);
    }
    return clouds.get(component);
  };
  return loadingApps(root).filter(app => !isRemote(app)).flatMap(app => componentsOf(app).flatMap(component => {
    const cloud = cloudOf(component);
    return cloud ? daprdsOf(app).flatMap(daprd => findingsOf(app, component, cloud, daprd)) : [];
  }));
};

function findingsOf(
  app: IDaprApp, { componentName, type }: DefinedComponent, cloud: Cloud, { annotations, isSidecar, template }: DaprdOfApp,
): Finding[] {
  if (daprdEnv(annotations).some(({ name }) => OTHER_SIGN_IN[cloud].test(name))) {
    return [];
  }
  const { metadata = {}, spec = {} } = template();
  const account = serviceAccountOf(spec);
  const ofAccount = accountAnnotations(app, spec);
  const what = `component '${componentName}' of type ${type} signs in at ${cloud}, and the pods of its ${isSidecar ? '' : 'shared '}daprd`;
  if (account === 'default' && !Object.keys(ofAccount).some(name => IDENTITY.test(name))) {
    return [{ at: app, rule: DAPRD_WITHOUT_IDENTITY, what: `${what} have the service account 'default'` }];
  }
  return cloud === 'Azure' && ofAccount['azure.workload.identity/client-id'] !== undefined && metadata.labels?.[LABEL] !== 'true'
    ? [{ at: app, rule: AZURE_IDENTITY_WITHOUT_LABEL, what: `${what} have the service account '${account}' with a client ID, and no label ${LABEL}` }] : [];
}

export const checks = [identities];
