/** Checks of references between manifests. Independent of this library. */

type Labels = { [label: string]: string };

interface Pod {
  readonly owner: string;
  readonly labels: Labels;
  readonly annotations: { [name: string]: string };
  readonly spec: any;
}

/** The label that the injector adds to pods (dapr/dapr pkg/injector/patcher/sidecar_patcher.go). */
const injected = (annotations: Labels): Labels =>
  annotations['dapr.io/enabled'] === 'true' ? { 'dapr.io/app-id': annotations['dapr.io/app-id'] } : {};

export function podOf(object: any): Pod | undefined {
  const template = object.kind === 'Pod' ? object : object.kind === 'CronJob' ? object.spec.jobTemplate.spec.template : object.spec?.template;
  if (!template?.spec?.containers) {
    return undefined;
  }
  const { labels, annotations = {} } = template.metadata ?? {};
  return { owner: `${object.kind} ${object.metadata.name}`, labels: { ...labels, ...injected(annotations) }, annotations, spec: template.spec };
}

const matches = (selector: Labels, labels: Labels): boolean => Object.entries(selector).every(([k, v]) => labels[k] === v);

/** One line for each reference without a target. */
export function danglingReferences(objects: any[], externals: string[]): string[] {
  const problems: string[] = [];
  // Names and endpoints outside the manifests.
  const has = (kind: string, name: string): boolean => externals.includes(name) || objects.some(o => o.kind === kind && o.metadata.name === name);
  const pods = objects.map(podOf).filter((p): p is Pod => p !== undefined);
  const wanted = (ok: boolean, what: string): void => { if (!ok) { problems.push(what); } };
  const service = (from: string, host: string, port: number): void => {
    const name = host.split('.')[0];
    const found = objects.find(o => o.kind === 'Service' && o.metadata.name === name);
    if (found?.apiVersion.startsWith('serving.knative.dev/')) {
      wanted(port === 80 && host.split('.')[1] === found.metadata.namespace, `${from}: a Knative Service requires port 80 and a host with its namespace; got ${host}:${port}`);
      return;
    }
    wanted(found !== undefined, `${from}: no Service ${name}`);
    wanted(found?.spec.ports.some((p: any) => p.port === port), `${from}: Service ${name} has no port ${port}`);
  };
  for (const pod of pods) {
    const { annotations, owner } = pod;
    for (const container of [...pod.spec.containers, ...pod.spec.initContainers ?? []]) {
      for (const { name, value, valueFrom } of container.env ?? []) {
        wanted(!valueFrom?.configMapKeyRef || has('ConfigMap', valueFrom.configMapKeyRef.name), `${owner}: ConfigMap ${valueFrom?.configMapKeyRef?.name}`);
        wanted(!valueFrom?.secretKeyRef || has('Secret', valueFrom.secretKeyRef.name), `${owner}: Secret ${valueFrom?.secretKeyRef?.name}`);
        if (/^DAPR_(HTTP|GRPC)_ENDPOINT$/.test(name) && !externals.includes(value)) {
          const { protocol, hostname, port, pathname } = new URL(value);
          wanted(protocol === 'http:' && pathname === '/' && !value.endsWith('/'), `${owner}: ${name} ${value} is not http://host:port`);
          service(owner, hostname, Number(port));
        }
      }
    }
    for (const name of ['api-token-secret', 'app-token-secret']) {
      const secret = annotations[`dapr.io/${name}`];
      wanted(!secret || has('Secret', secret), `${owner}: Secret ${secret}`);
    }
    const daprd = pod.spec.containers.find((c: any) => c.name === 'daprd');
    const flag = (name: string): string | undefined => daprd?.args.find((a: string) => a.startsWith(`--${name}=`))?.slice(name.length + 3);
    wanted(!daprd || flag('app-id') === annotations['dapr.io/app-id'], `${owner}: app-id of flag and annotation differ`);
    wanted(!daprd || flag('config') === annotations['dapr.io/config'], `${owner}: Configuration of flag and annotation differ`);
    (daprd?.volumeMounts ?? []).forEach((m: any) => wanted(pod.spec.volumes.some((v: any) => v.name === m.name), `${owner}: no volume ${m.name}`));
    const configuration = annotations['dapr.io/config'];
    wanted(configuration === undefined || has('Configuration', configuration), `${owner}: Configuration ${configuration}`);
    const channel = annotations['dapr.io/app-channel-address'] ?? flag('app-channel-address');
    if (channel !== undefined) {
      service(owner, channel, Number(annotations['dapr.io/app-port'] ?? flag('app-port')));
    }
  }
  for (const object of objects) {
    const at = `${object.kind} ${object.metadata.name}`;
    const selector = object.kind === 'Service' ? object.spec.selector : object.kind === 'PodDisruptionBudget' ? object.spec.selector.matchLabels : undefined;
    if (selector) {
      const selected = pods.filter(pod => matches(selector, pod.labels));
      wanted(Object.keys(selector).length > 0 && selected.length === 1, `${at}: selects ${selected.length} workloads`);
    }
    if (object.kind === 'HorizontalPodAutoscaler') {
      wanted(has(object.spec.scaleTargetRef.kind, object.spec.scaleTargetRef.name), `${at}: no target`);
    }
    if (object.kind === 'ScaledObject') {
      wanted(has(object.spec.scaleTargetRef.kind ?? 'Deployment', object.spec.scaleTargetRef.name), `${at}: no target`);
    }
    if (object.kind === 'Subscription') {
      wanted(has('Component', object.spec.pubsubname), `${at}: no component ${object.spec.pubsubname}`);
    }
    if (object.kind === 'Resiliency') {
      Object.keys(object.spec.targets.components ?? {}).forEach(name => wanted(has('Component', name), `${at}: no component ${name}`));
    }
    if (object.kind !== 'Service' && object.scopes) {
      const appIds = new Set(pods.map(pod => pod.annotations['dapr.io/app-id']));
      (object.scopes as string[]).forEach(scope => wanted(appIds.has(scope) || externals.includes(scope), `${at}: no app ${scope}`));
    }
  }
  return problems;
}

/** Paths of empty values, `undefined`, NaN, and objects converted to strings. */
export function emptyValues(value: any, path = ''): string[] {
  if (value === null || value === undefined || Number.isNaN(value) || value === '' || /\[object |\bundefined\b/.test(typeof value === 'string' ? value : '')) {
    return [`${path}: ${JSON.stringify(value)}`];
  }
  if (typeof value !== 'object') {
    return [];
  }
  const entries = Object.entries(value);
  return entries.length ? entries.flatMap(([key, child]) => emptyValues(child, `${path}/${key}`)) : [`${path} is empty`];
}
