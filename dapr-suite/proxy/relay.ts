/** Dapr's test apps call their daprd at localhost, and Dapr's tests look for a container `daprd` in each pod of an app. */
type Json = { [field: string]: any };

/** Where the apps find the relay: the injector sets the same for a sidecar. */
const PORTS = [{ name: 'DAPR_HTTP_PORT', value: '3500' }, { name: 'DAPR_GRPC_PORT', value: '50001' }];

/** Passes the ports of the API on localhost on to a shared daprd. The pod is ready when that daprd answers. */
export function withRelay(workload: Json, appId: string, image: string): Json {
  const copy = structuredClone(workload);
  const { spec } = copy.spec.template;
  for (const container of [...spec.containers, ...spec.initContainers ?? []]) {
    container.env = [...container.env ?? [], ...PORTS];
  }
  const host = `${appId}-dapr-api`;
  const relay = {
    name: 'daprd',
    image,
    imagePullPolicy: 'IfNotPresent',
    args: [`3500=${host}:3500`, `50001=${host}:50001`],
    readinessProbe: { httpGet: { port: 3500, path: '/v1.0/healthz/outbound' }, periodSeconds: 1, timeoutSeconds: 2 },
  };
  if (workload.kind === 'Job') {
    // A native sidecar, so that the Job completes.
    spec.initContainers = [...spec.initContainers ?? [], { ...relay, restartPolicy: 'Always' }];
  } else {
    spec.containers.push(relay);
  }
  return copy;
}
