import { azureName } from './names';
import { ContainerAppsSecrets } from './secrets';
import { Json, mapsIn } from '../../util/json';
import { doubtfulType, secretStoreOf, TYPE_IN_DOUBT, unsupportedType } from '../files/cluster-types';
import { ExportContext } from '../files/context';
import { UNSUPPORTED_BY_TARGET } from '../files/findings';
import { NOT_EXPORTED } from '../files/pod-fields';
import { TargetVariable } from '../files/variables';
import { isDerivedOnly } from '../topology/derived-configuration';
import { TopologyResource } from '../topology/model';

/** A component in the flat schema of Azure; undefined for a resource that needs none. Other kinds are refused. */
export function containerAppsComponent(
  { construct: at, kind, name, manifest: json }: TopologyResource, context: ExportContext, secrets: ContainerAppsSecrets,
): Json | undefined {
  const refuse = (what: string, todo?: string): void => context.findings.add(at, UNSUPPORTED_BY_TARGET, what, todo);
  if (isDerivedOnly(at, () => json.spec)) {
    return undefined;
  }
  if (kind !== 'Component') {
    refuse(`${kind} '${name}' is of a kind that Azure Container Apps does not support`,
      kind === 'Subscription' ? 'subscribe in the program (GET /dapr/subscribe, or its SDK)' : undefined);
    return undefined;
  }
  const { type, version, ignoreErrors, initTimeout } = json.spec;
  const unsupported = unsupportedType(type, 'containerApps');
  if (unsupported) {
    refuse(`component '${name}' has ${unsupported}`);
  }
  const doubt = doubtfulType(name, type, 'Azure Container Apps');
  if (doubt) {
    context.findings.warn(at, TYPE_IN_DOUBT, doubt);
  }
  azureName(at, 'component', name, context.findings);
  const entries: Json[] = context.addresses.translateAll(at, 'metadata', mapsIn(json.spec?.metadata));
  entries.filter(({ envRef }) => envRef).forEach(entry => refuse(`component '${name}' reads ${entry.name} from the environment of daprd`, 'use MetadataValue.fromSecret'));
  const from = ({ secretKeyRef: ref }: Json): TargetVariable['from'] => ({ kind: 'Secret', name: ref.name, key: ref.key ?? ref.name });
  const references = entries.filter(({ secretKeyRef }) => secretKeyRef);
  const store = secretStoreOf(json);
  for (const { name: entry, secretKeyRef: { name: secret, key = secret } } of store ? references : []) {
    if (key !== secret) {
      context.findings.warn(at, NOT_EXPORTED,
        `${entry} comes from key '${key}' of '${secret}', and Azure Container Apps reads '${secret}' of the secret store, without a key`,
        'store the value as a secret of its own');
    }
  }
  const own = secrets.of(at, store ? [] : references.map(from));
  return {
    componentType: type,
    version,
    ...(ignoreErrors === undefined ? {} : { ignoreErrors }),
    ...(initTimeout ? { initTimeout } : {}),
    metadata: entries.map(entry => entry.secretKeyRef
      ? { name: entry.name, secretRef: store ? entry.secretKeyRef.name : own.nameOf(from(entry)) } : { name: entry.name, value: String(entry.value ?? '') }),
    ...(store ? { secretStoreComponent: store } : references.length ? { secrets: own.list } : {}),
    ...(json.scopes ? { scopes: json.scopes } : {}),
  };
}
