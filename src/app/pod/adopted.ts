/** Pods of adopted workloads: what they had for the data plane before. */
import { DaprEnvVar, IDaprApp } from '../../contract';
import { Annotations, ENABLED } from '../../daprd/annotations';
import { Problem } from '../../diagnostics/finding';
import { warning } from '../../diagnostics/rule';
import { Adopted, adoptedOf } from '../../facts/adopted';
import { Json, withEntry } from '../../util/json';
import { describe, isTruthy } from '../../util/values';

const OLD_VARIABLE = warning('DAPR1036', {
  title: 'variable of an adopted workload that directs it to its previous daprd',
  why: 'The data plane sets the address of another daprd, and code that reads the removed variable finds none',
  todo: 'use DAPR_HTTP_ENDPOINT and DAPR_GRPC_ENDPOINT in the app, as the SDKs do, remove the variable from the workload, or acknowledge this',
  source: 'dapr/dapr pkg/injector/patcher',
});

const CONFIG = 'dapr.io/config';

/** Annotations of a pod: those that the app has taken over, and the others. */
export function adoptedAnnotations(
  app: IDaprApp, theirs: Annotations, ours: Annotations, injected: boolean,
): { kept: Annotations; others: Annotations } {
  const adopted = adoptedOf(app);
  if (!adopted) {
    return { kept: {}, others: theirs };
  }
  const isAdopted = (name: string): boolean => isRead(adopted, name, theirs[name]);
  const part = (isIn: (name: string) => boolean): Annotations => Object.fromEntries(Object.entries(theirs).filter(([name]) => isIn(name)));
  return { kept: injected ? part(name => isAdopted(name) && isKept(name, theirs[name], ours[name])) : {}, others: part(name => !isAdopted(name)) };
}

/** An annotation that was added after the app was created is not taken over. */
const isRead = ({ annotations }: Adopted, name: string, value: unknown): boolean => name in annotations && annotations[name] === value;

/** Whether the annotation of a sidecar stays as it is written: then the pods do not roll. */
const isKept = (name: string, value: unknown, ours: string | undefined): boolean =>
  typeof value === 'string' && (name !== ENABLED || isTruthy(value)) && (name !== CONFIG || ours === undefined || ours === value);

/** Addresses of a daprd that the injector or a chart of Dapr sets, and the app ID. */
const ADDRESSES = ['DAPR_HTTP_ENDPOINT', 'DAPR_GRPC_ENDPOINT', 'DAPR_HTTP_PORT', 'DAPR_GRPC_PORT', 'DAPR_APP_ID'];

/** Removes the addresses of the previous daprd from the containers: the data plane sets those of the new one. */
export function removeOldAddresses(
  app: IDaprApp, podSpec: Json, env: readonly DaprEnvVar[], only: readonly string[] | undefined, problems: Problem[],
): void {
  if (!adoptedOf(app)) {
    return;
  }
  const isOld = ({ name, value }: Json): boolean =>
    ADDRESSES.includes(name) && value !== undefined && value !== env.find(each => each.name === name)?.value;
  for (const list of [podSpec.initContainers, podSpec.containers] as (Json[] | undefined)[]) {
    list?.forEach((container, i) => {
      const theirs: Json[] = container.env ?? [];
      if ((only && !only.includes(container.name)) || !theirs.some(isOld)) {
        return;
      }
      theirs.filter(isOld).forEach(({ name, value }) => problems.push({
        rule: OLD_VARIABLE, what: `container ${describe(container.name)} has ${name} ${describe(value)}, which is removed`,
      }));
      list[i] = withEntry(container, 'env', theirs.filter(each => !isOld(each)));
    });
  }
}
