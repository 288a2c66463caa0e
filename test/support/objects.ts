/** Objects that others define in an App. */
import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';

/** One by its construct id, a ConfigMap unless it is said otherwise. */
export const anObject = (scope: Construct, id: string, kind = 'ConfigMap', apiVersion = 'v1', rest: object = {}): ApiObject =>
  new ApiObject(scope, id, { apiVersion, kind, ...rest });

/** One by its kind and name; `spec`, `metadata` and `more` are put into it. */
export const object = (scope: Construct, kind: string, name: string, rest: any = {}, apiVersion = 'v1', namespace?: string): ApiObject =>
  anObject(scope, `${kind}-${name}`, kind, apiVersion, { metadata: { name, namespace, ...rest.metadata }, ...('spec' in rest ? { spec: rest.spec } : {}), ...rest.more });
