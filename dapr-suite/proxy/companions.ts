/** The objects that our constructs create beside a workload: applied before it, deleted with it. */
import { daprdOf } from './compare';
import { Json, Translation } from './translate';
import { Upstream } from './upstream';
import { kubectl, sleep } from '../../e2e/cluster';

interface Companion {
  readonly yaml: string;
  /** API path of the workload of a shared daprd. */
  readonly daprd?: string;
  isReady: boolean;
}

const POD = /^\/api\/v1\/namespaces\/([^/]+)\/pods\/(([^/]+)-[a-z0-9]+-[a-z0-9]{5})(?=\/)/;
const WAIT_SECONDS = 90;

export class Companions {
  private readonly known = new Map<string, Companion>();

  constructor(private readonly upstream: Upstream) {}

  public async apply({ metadata: { namespace, name } }: Json, translation: Translation): Promise<void> {
    const { others } = translation;
    if (!others.length) {
      return;
    }
    const yaml = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: others });
    const daprd = daprdOf(translation);
    const path = daprd && `/apis/apps/v1/namespaces/${daprd.metadata.namespace ?? namespace}/${daprd.kind.toLowerCase()}s/${daprd.metadata.name}`;
    this.known.set(`${namespace}/${name}`, { yaml, daprd: path, isReady: false });
    await kubectl(['-n', namespace, 'apply', '--server-side', '--force-conflicts', '-f', '-'], yaml);
  }

  public async remove(namespace: string, name: string): Promise<void> {
    const companion = this.known.get(`${namespace}/${name}`);
    if (companion) {
      this.known.delete(`${namespace}/${name}`);
      await kubectl(['-n', namespace, 'delete', '--ignore-not-found', '--wait=false', '-f', '-'], companion.yaml);
    }
  }

  /** The tests wait for the pods of an app, and mean its daprds with them: once its pods are ready, waits for shared ones. */
  public async ready(namespace: string, name: string): Promise<void> {
    const companion = this.known.get(`${namespace}/${name}`);
    if (!companion?.daprd || companion.isReady) {
      return;
    }
    const app = await this.upstream.getJson(`/apis/apps/v1/namespaces/${namespace}/deployments/${name}`);
    if (!app || (app.status?.readyReplicas ?? 0) < app.spec.replicas) {
      return;
    }
    companion.isReady = true;
    for (const end = Date.now() + WAIT_SECONDS * 1000; Date.now() < end && !isRolledOut(await this.upstream.getJson(companion.daprd));) {
      await sleep(1);
    }
  }

  /** The tests look for daprd in the pods of an app: the same path for the pod of its shared daprd. */
  public async atDaprd(url: string): Promise<string> {
    const [, namespace, pod, name] = POD.exec(url) ?? [];
    const daprd = this.known.get(`${namespace}/${name}`)?.daprd;
    if (!daprd) {
      return url;
    }
    const labels = (await this.upstream.getJson(daprd))?.spec.selector.matchLabels ?? {};
    const selector = Object.entries(labels).map(([label, value]) => `${label}=${value}`).join();
    const pods = await this.upstream.getJson(`/api/v1/namespaces/${namespace}/pods?labelSelector=${encodeURIComponent(selector)}`);
    return url.replace(pod, pods?.items[0]?.metadata.name ?? pod);
  }
}

function isRolledOut(workload: Json | undefined): boolean {
  const { status = {}, spec } = workload ?? { spec: {} };
  return workload?.kind === 'DaemonSet' ? status.desiredNumberScheduled > 0 && status.numberReady === status.desiredNumberScheduled : status.readyReplicas >= spec.replicas;
}
