import { containerAppDapr } from './dapr';
import { azureName } from './names';
import { probes } from './probes';
import { ContainerAppsExportProps } from './props';
import { identityOf, registryEntry, registryFor, secretAndKey } from './registries';
import { resources } from './resources';
import { scaleOf } from './scale';
import { ContainerAppsSecrets } from './secrets';
import { canonical, entryOf, Json } from '../../util/json';
import { ExportContext } from '../files/context';
import { containerEnv } from '../standalone/env';
import { TopologyApp } from '../topology/model';

/** The container app of an app, in the schema of Azure. */
export function containerApp(
  app: TopologyApp, context: ExportContext<ContainerAppsExportProps>, appSecrets: ContainerAppsSecrets,
): Json {
  const { props, findings } = context;
  const { appId, appPort, construct: at, container, podSpec } = app;
  const own = { APP_ID: appId, DAPR_APP_ID: appId, ...(appPort === undefined ? {} : { APP_PORT: String(appPort) }) };
  const env = containerEnv(app, context, { values: own, fromTarget: [] });
  const registry = registryFor(app, props.registries ?? {}, findings);
  const password = registry && !registry[1].identity && registry[1].password ? secretAndKey(registry[1].password) : undefined;
  const secrets = appSecrets.of(at, [...env.fromTarget.map(({ from }) => from), ...(password ? [password] : [])]);
  const identity = identityOf([
    ...entryOf(props.identities ?? {}, appId) ?? [],
    ...secrets.list.flatMap(secret => secret.identity ?? []),
    ...(registry?.[1].identity ? [registry[1].identity] : []),
  ]);
  const profile = entryOf(props.workloadProfiles ?? {}, appId);
  const ingress = entryOf(props.ingress ?? {}, appId);
  const volumes: Json[] = container.volumeMounts ?? [];
  const { command, args, image, name } = container;
  return {
    location: props.location,
    name: azureName(at, 'app', entryOf(props.names ?? {}, appId) ?? appId, findings),
    type: 'Microsoft.App/containerApps',
    ...(identity ? { identity } : {}),
    properties: {
      managedEnvironmentId: props.managedEnvironmentId,
      ...(profile === undefined ? {} : { workloadProfileName: profile }),
      configuration: {
        activeRevisionsMode: 'Single',
        dapr: containerAppDapr(app, findings),
        ...(ingress === undefined ? {} : { ingress: canonical(ingress) }),
        ...(registry ? { registries: [registryEntry(...registry, password && secrets.nameOf(password))] } : {}),
        ...filled('secrets', secrets.list),
      },
      template: {
        ...(podSpec.terminationGracePeriodSeconds === undefined ? {} : { terminationGracePeriodSeconds: podSpec.terminationGracePeriodSeconds }),
        containers: [{
          name: name ?? appId,
          image,
          ...filled('command', command),
          ...filled('args', args),
          env: [
            ...Object.entries(env.values).map(([variable, value]) => ({ name: variable, value })),
            ...env.fromTarget.map(({ name: variable, from }) => ({ name: variable, secretRef: secrets.nameOf(from) })),
          ],
          resources: resources(app, profile, findings),
          ...filled('probes', probes(app, findings)),
          ...filled('volumeMounts', volumes.map(({ name: volumeName, mountPath, subPath }) => ({ volumeName, mountPath, ...(subPath ? { subPath } : {}) }))),
        }],
        scale: scaleOf(app, context),
        ...filled('volumes', [...new Set(volumes.map(mount => mount.name))].map(volume => ({ name: volume, storageType: 'EmptyDir' }))),
      },
    },
  };
}

const filled = (name: string, list: unknown[] | undefined): Json => list?.length ? { [name]: list } : {};
