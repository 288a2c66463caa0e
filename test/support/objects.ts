/** User-defined objects in an App. */
import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';

/** An object by construct ID, a ConfigMap by default. */
export const anObject = (scope: Construct, id: string, kind = 'ConfigMap', apiVersion = 'v1', rest: object = {}): ApiObject =>
  new ApiObject(scope, id, { apiVersion, kind, ...rest });

/** An object by kind and name, with `spec`, `metadata` and `more`. */
export const object = (scope: Construct, kind: string, name: string, rest: any = {}, apiVersion = 'v1', namespace?: string): ApiObject =>
  anObject(scope, `${kind}-${name}`, kind, apiVersion, { metadata: { name, namespace, ...rest.metadata }, ...('spec' in rest ? { spec: rest.spec } : {}), ...rest.more });
